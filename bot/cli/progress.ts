import stringWidth from 'string-width'

import { fitWidth, oneLine } from '../reports/display-text.ts'
import { spellControls } from '../spell-controls.ts'

/** A line that is there is redrawn so often at most. */
const EVERY_MILLISECONDS = 100

let isDrawn = false
let drawnAt = 0

/** The question that is open, and whether the last line shows it. */
let question: string | undefined
let isShown = false

/** Draws the progress line over the last one; does nothing when standard error is not a terminal. */
export function showProgress(text: string): void {
  if (!process.stderr.isTTY) return
  if (isDrawn && performance.now() - drawnAt < EVERY_MILLISECONDS) return
  drawnAt = performance.now()
  isDrawn = true
  process.stderr.write(`\r\u001b[2K${fitWidth(oneLine(text), (process.stderr.columns ?? 80) - 1)}`)
}

/**
 * Clears the progress line, before anything else is written and at the end. An open question makes room too, and is
 * shown again below what is written now.
 */
export function clearProgress(): void {
  if (isDrawn) process.stderr.write('\r\u001b[2K')
  isDrawn = false
  if (!isShown || question === undefined) return
  isShown = false
  const isOnOneLine = stringWidth(question) < (process.stdout.columns ?? 80)
  process.stdout.write(isOnOneLine ? '\r\u001b[2K' : '\n')
  setImmediate(showQuestion)
}

/** Shows a question in the last line of the terminal, where the answer goes; undefined: none is open any more. */
export function prompt(asked: string | undefined): void {
  if (asked !== undefined) clearProgress()
  question = asked
  isShown = false
  showQuestion()
}

function showQuestion(): void {
  if (isShown || question === undefined) return
  isShown = true
  process.stdout.write(spellControls(question))
}

/** Prints a line on standard output, replacing the progress line if there is one. */
export function say(text = ''): void {
  clearProgress()
  process.stdout.write(`${spellControls(text)}\n`)
}
