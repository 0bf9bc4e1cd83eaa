import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

export interface Questions {
  /** Prints the question and resolves to whether the next line says yes; undefined when nobody answers any more. */
  ask(question: string): Promise<boolean | undefined>
  close(): void
}

/** Yes in each of our languages; anything else is a no. */
const YES = /^\s*(y|yes|s|sim|sí|si)\s*$/i

/** Asks somebody at a terminal, one question at a time. `write` gets the question as it is, without a line break. */
export function createQuestions(input: Readable, write: (text: string) => void): Questions {
  const waiting: { question: string; answered: (isYes: boolean | undefined) => void }[] = []
  // Not as a terminal: Ctrl-C must still end the program.
  const lines = createInterface({ input, terminal: false })

  function next(): void {
    const first = waiting[0]
    if (first) write(first.question)
  }

  lines.on('line', (line) => {
    waiting.shift()?.answered(YES.test(line))
    next()
  })
  lines.on('close', () => {
    for (const { answered } of waiting.splice(0)) answered(undefined)
  })

  return {
    ask: (question) =>
      new Promise((answered) => {
        waiting.push({ question, answered })
        if (waiting.length === 1) next()
      }),
    close: () => lines.close(),
  }
}
