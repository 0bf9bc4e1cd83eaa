import { fitWidth, oneLine } from '../reports/display-text.ts'
import { spellControls } from './terminal.ts'

/** Minimum time between two redraws. */
const EVERY_MILLISECONDS = 100

let isDrawn = false
let drawnAt = 0

/** Draws the progress line over the last one; does nothing when standard error is not a terminal. */
export function showProgress(text: string): void {
  if (!process.stderr.isTTY || performance.now() - drawnAt < EVERY_MILLISECONDS) return
  drawnAt = performance.now()
  isDrawn = true
  process.stderr.write(`\r\u001b[2K${fitWidth(oneLine(text), (process.stderr.columns ?? 80) - 1)}`)
}

/** Clears the progress line, before anything else is written and at the end. */
export function clearProgress(): void {
  if (isDrawn) process.stderr.write('\r\u001b[2K')
  isDrawn = false
}

/** Prints a question on standard output: the answer goes on the same line. */
export function prompt(question: string): void {
  clearProgress()
  process.stdout.write(question)
}

/** Prints a line on standard output, replacing the progress line if there is one. */
export function say(text = ''): void {
  clearProgress()
  process.stdout.write(`${spellControls(text)}\n`)
}
