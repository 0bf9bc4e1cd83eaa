import { existsSync, readFileSync } from 'node:fs'

/** The ids of the processes that a process has started and that have not ended. Linux only. */
export function childrenOf(pid: number): number[] {
  const path = `/proc/${pid}/task/${pid}/children`
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8').trim().split(' ').filter(Boolean).map(Number)
}

/** Whether there is such a process. */
export function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** The files that a process has mapped into its memory, the native libraries among them. Linux only. */
export function librariesOf(pid: number): string[] {
  return [...readFileSync(`/proc/${pid}/maps`, 'utf8').matchAll(/\s(\/.+)$/gm)].map(
    ([, path = '']) => path,
  )
}
