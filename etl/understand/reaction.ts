import { isCall } from './question.ts'
import type { Form, Sentence, Tokens } from './text.ts'
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
  const { text, forms, count } = tokens
  if (isTooLongToReact(text)) return NEITHER
  if (count === 0) return { ...NEITHER, isNoAnswer: true }
  let said = 0
  let [isNoAnswer, isThanks, isWorks, isAsking] = [true, false, false, false]
  for (let index = 0; index < tokens.sentenceCount; index += 1) {
    const sentence = tokens.sentences[index] as Sentence
    const { to, hasQuestionMark } = sentence
    const from = beginOf(tokens, sentence, words)
    said += to - from
    isNoAnswer &&= isNoAnswerIn(forms, from, to, words)
    isThanks ||= isThanksIn(forms, from, to, words)
    isWorks ||= words.works.has(forms, from, to)
    isAsking ||= hasQuestionMark
  }
  if (said > MOST_WORDS || !(isNoAnswer || isThanks || isWorks)) return NEITHER
  const isMeant = !isAsking && !words.notWorks.has(forms, 0, count)
  return { isNoAnswer, isThanks: isThanks && isMeant, isWorks: isWorks && isMeant }
}

function isNoAnswerIn(
  forms: readonly Form[],
  from: number,
  to: number,
  { notAnswer }: Words,
): boolean {
  let end = to
  while (end > from && isLaughter(forms, end - 1, end)) end -= 1
  return (
    end === from || notAnswer.isWhole(forms, from, end) || notAnswer.isWhole(forms, from + 1, end)
  )
}

/** Thanks stand at the beginning or at the end of a sentence; "tell him thanks from me" is none. */
function isThanksIn(forms: readonly Form[], from: number, to: number, { thanks }: Words): boolean {
  const found = thanks.find(forms, from, to)
  return found !== undefined && (found.start - from <= 3 || found.end >= to - 1)
}

const LAUGHTER = /^(?:k{2,}|(?:ha|he|hi|ja|je|rs|lo)+[hjl]?s?|lmao|rofl|xd+)$/

function isLaughter(forms: readonly Form[], from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    if (!LAUGHTER.test((forms[at] as Form).folded)) return false
  }
  return true
}

/** The first word after the name at the beginning: "Valeu, Bia" has none there. */
function beginOf({ text, forms, ends }: Tokens, { from, to }: Sentence, words: Words): number {
  if (to - from < 2 || !isCall(text[ends[from] as number])) return from
  const { thanks, works, notAnswer, notWorks } = words
  const first = forms[from] as Form
  const isSaying = [thanks, works, notAnswer, notWorks].some((list) => list.canBegin(first))
  return isSaying ? from : from + 1
}
