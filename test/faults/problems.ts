import type { End } from './program.ts'

/** Printed once it runs. */
export const START_SAYS = 'Press Ctrl-C to stop'

/** Lines of the end of an output that a problem quotes. */
const QUOTED_LINES = 12

/**
 * What is wrong with how a program ended: undefined when it did what it was asked to or said why not. One that was
 * running must not end by itself at all.
 */
export function problemOf(
  { code, stderr }: End,
  { wasRunning }: { wasRunning: boolean },
): string | undefined {
  const said = stderr.trim().split('\n').slice(-QUOTED_LINES).join('\n')
  if (wasRunning) return `exit code ${code}: ${said}`
  // Killed by us.
  if (code === null || code === 0) return undefined
  if (code > 2) return `exit code ${code}: ${said}`
  if (said === '') return `exit code ${code} without a word`
  return /\n\s+at .+:\d+:\d+/.test(stderr) ? `a trace: ${said}` : undefined
}
