import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

export interface Questions {
  /** Asks until a line says yes or no, and resolves to which; undefined when nobody answers any more. */
  ask(question: string): Promise<boolean | undefined>
  close(): void
}

export interface QuestionsDeps {
  readonly input: Readable
  /** Shows the open question, as it is and without a line break; undefined: none is open. */
  show(question: string | undefined): void
  say(text: string): void
  /** What to write, for somebody who wrote something else. */
  readonly hint: string
}

/** In each of our languages. */
const YES = /^\s*(y|yes|s|sim|sí|si)\s*$/i
const NO = /^\s*(n|no|não|nao)\s*$/i

/** Asks somebody at a terminal, one question at a time. */
export function createQuestions({ input, show, say, hint }: QuestionsDeps): Questions {
  const waiting: { question: string; answered: (isYes: boolean | undefined) => void }[] = []
  // Not as a terminal: Ctrl-C must still end the program.
  const lines = createInterface({ input, terminal: false })

  lines.on('line', (line) => {
    const [first] = waiting
    if (!first) return
    show(undefined)
    const isYes = YES.test(line)
    if (isYes || NO.test(line)) {
      waiting.shift()
      first.answered(isYes)
    } else if (line.trim() !== '') {
      say(hint)
    }
    if (waiting[0]) show(waiting[0].question)
  })
  lines.on('close', () => {
    if (waiting.length > 0) show(undefined)
    for (const { answered } of waiting.splice(0)) answered(undefined)
  })

  return {
    ask: (question) =>
      new Promise((answered) => {
        waiting.push({ question, answered })
        if (waiting.length === 1) show(question)
      }),
    close: () => lines.close(),
  }
}
