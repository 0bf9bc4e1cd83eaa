import { isCall } from './question.ts'
import type { Meaning, Sentence, Tokens } from './text.ts'
import type { Words } from './words.ts'

export interface Reaction {
  /** Whether the whole of it answers nothing: "+1", "me too", emoji alone. */
  readonly isNoAnswer: boolean
  /** Whether it thanks. */
  readonly isThanks: boolean
  /** Whether it says that something works now. */
  readonly isWorks: boolean
}

const NEITHER: Reaction = { isNoAnswer: false, isThanks: false, isWorks: false }

/** People thank and confirm in a few words; what is longer says something else. */
const MOST_LETTERS = 160
const MOST_WORDS = 16

/** Whether a text is too long to say something about another message. */
export function isTooLongToReact(text: string): boolean {
  return text.length > MOST_LETTERS
}

/** What a message says about another one. */
export function reactionIn(tokens: Tokens, words: Words): Reaction {
  const { text, count } = tokens
  if (isTooLongToReact(text)) return NEITHER
  if (count === 0) return { ...NEITHER, isNoAnswer: true }
  let said = 0
  let [isNoAnswer, isThanks, isWorks, isAsking] = [true, false, false, false]
  for (let index = 0; index < tokens.sentenceCount; index += 1) {
    const sentence = tokens.sentences[index] as Sentence
    const { to, hasQuestionMark } = sentence
    const from = beginOf(tokens, sentence, words)
    said += to - from
    isNoAnswer &&= isNoAnswerIn(tokens, from, to, words)
    isThanks ||= isThanksIn(tokens, from, to, words)
    isWorks ||= words.works.has(tokens, from, to)
    isAsking ||= hasQuestionMark
  }
  if (said > MOST_WORDS || !(isNoAnswer || isThanks || isWorks)) return NEITHER
  const isMeant = !isAsking && !words.notWorks.has(tokens, 0, count)
  return { isNoAnswer, isThanks: isThanks && isMeant, isWorks: isWorks && isMeant }
}

function isNoAnswerIn(tokens: Tokens, from: number, to: number, { notAnswer }: Words): boolean {
  let end = to
  while (end > from && (tokens.meanings[end - 1] as Meaning).isLaughter) end -= 1
  return (
    end === from || notAnswer.isWhole(tokens, from, end) || notAnswer.isWhole(tokens, from + 1, end)
  )
}

/** Thanks stand at the beginning or at the end of a sentence; "tell him thanks from me" is none. */
function isThanksIn(tokens: Tokens, from: number, to: number, { thanks }: Words): boolean {
  const found = thanks.find(tokens, from, to)
  return found !== undefined && (found.start - from <= 3 || found.end >= to - 1)
}

/** The first word after the name at the beginning: "Valeu, Bia" has none there. */
function beginOf({ text, meanings, ends }: Tokens, { from, to }: Sentence, words: Words): number {
  if (to - from < 2 || !isCall(text[ends[from] as number])) return from
  const { thanks, works, notAnswer, notWorks } = words
  const first = meanings[from] as Meaning
  const isSaying = [thanks, works, notAnswer, notWorks].some((list) => list.canBegin(first))
  return isSaying ? from : from + 1
}
