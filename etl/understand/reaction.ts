import { sentencesOf, type Sentence } from './text.ts'
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

/** What a message says about another one. */
export function reactionIn(text: string, words: Words): Reaction {
  if (text.length > MOST_LETTERS) return NEITHER
  const sentences = sentencesOf(text)
  const lists = sentences.map((sentence) => addressedWords(sentence, text, words))
  const all = lists.flat()
  if (all.length === 0) return { ...NEITHER, isNoAnswer: true }
  if (all.length > MOST_WORDS) return NEITHER
  const isNoAnswer = lists.every(
    (list) =>
      list.length === 0 ||
      words.notAnswer.isWhole(list) ||
      (list.length > 1 && words.notAnswer.isWhole(list, 1)) ||
      isLaughter(list),
  )
  const isTakenBack = words.notWorks.find(all) !== undefined
  const isAsking = sentences.some(({ hasQuestionMark }) => hasQuestionMark)
  return {
    isNoAnswer,
    isThanks: !isAsking && !isTakenBack && lists.some((list) => isThanksIn(list, words)),
    isWorks: !isAsking && !isTakenBack && lists.some((list) => words.works.find(list)),
  }
}

/** Thanks stand at the beginning or at the end of a sentence; "tell him thanks from me" is none. */
function isThanksIn(list: readonly string[], words: Words): boolean {
  const found = words.thanks.find(list)
  if (!found) return false
  return found.start <= 3 || found.end >= list.length - 1
}

function isLaughter(list: readonly string[]): boolean {
  return list.every((word) =>
    /^(?:k{2,}|(?:ha|he|hi|ja|je|rs|lo)+[hjl]?s?|lmao|rofl|xd+)$/.test(word),
  )
}

/** Without the name at the beginning: "Valeu, Bia" has none there. */
function addressedWords(
  { words: all, folded }: Sentence,
  text: string,
  { thanks, works, notAnswer, notWorks }: Words,
): readonly string[] {
  const [first, second] = all
  const isSaying =
    first && [thanks, works, notAnswer, notWorks].some((list) => list.canBegin(first.folded))
  const isAddressed =
    first && second && !isSaying && /^[,:>]/.test(text.slice(first.end, second.start))
  return isAddressed ? folded.slice(1) : folded
}
