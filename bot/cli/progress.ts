/** Between two drawings of the line. */
const EVERY_MILLISECONDS = 100

let isDrawn = false
let drawnAt = 0

/** Draws a line of progress over the last one; nothing where standard error is no terminal. */
export function showProgress(text: string): void {
  if (!process.stderr.isTTY || performance.now() - drawnAt < EVERY_MILLISECONDS) return
  drawnAt = performance.now()
  isDrawn = true
  process.stderr.write(`\r\u001b[2K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`)
}

/** Takes the line of progress away, before anything else is written and at the end. */
export function clearProgress(): void {
  if (isDrawn) process.stderr.write('\r\u001b[2K')
  isDrawn = false
}

/** A sentence on standard output, in the place of the line of progress if there is one. */
export function say(text = ''): void {
  clearProgress()
  process.stdout.write(`${text}\n`)
}
