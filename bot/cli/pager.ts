import { spawn } from 'node:child_process'
import { once } from 'node:events'

import stringWidth from 'string-width'

import { spellControls } from '../spell-controls.ts'
import { printResult } from './terminal.ts'

/** What a shell exits with when it does not find the command. */
const NOT_FOUND = [127, 9009]

/**
 * Prints a result. On a terminal where it is longer than the screen it goes through $PAGER, or else `less` (`more` on
 * Windows); an empty PAGER means none.
 */
export async function printPaged(text: string): Promise<void> {
  const { isTTY, rows, columns } = process.stdout
  const pager = process.env.PAGER ?? (process.platform === 'win32' ? 'more' : 'less')
  const isLong = isTTY && rows !== undefined && linesOn(columns, text) >= rows
  if (!isLong || pager.trim() === '' || !(await page(text, pager))) printResult(text)
}

/** How many lines of a screen of this width the text takes. */
function linesOn(columns: number, text: string): number {
  const linesOf = (line: string) => Math.max(1, Math.ceil(stringWidth(line) / columns))
  return text.split('\n').reduce((sum, line) => sum + linesOf(line), 0)
}

/** Resolves when the person leaves the pager; to false when there is no such command. */
async function page(text: string, pager: string): Promise<boolean> {
  // As git sets it: leave the screen as it was, and colours as they are.
  const env = { LESS: 'FRX', ...process.env }
  // Ctrl-C is for the pager, which may be searching: from its first moment on.
  const ignore = () => {}
  process.on('SIGINT', ignore)
  const child = spawn(pager, { shell: true, env, stdio: ['pipe', 'inherit', 'inherit'] })
  // People leave a pager before its end.
  child.stdin.on('error', ignore)
  child.stdin.end(`${spellControls(text)}\n`)
  try {
    const [code] = (await once(child, 'close')) as [number | null]
    return !NOT_FOUND.includes(code ?? 0)
  } finally {
    process.off('SIGINT', ignore)
  }
}
