import { spoken, type Entity } from './spoken.ts'
import { sentencesOf, wordsOf, type Sentence, type Word } from './text.ts'
import type { Words } from './words.ts'

/**
 * How a sentence asks: with a question mark, with words that only questions begin with, or by telling a problem.
 */
export type Form = 'mark' | 'words' | 'problem'

export interface Question {
  /** The sentence that asks, as written, without greeting, addressee and links. */
  readonly question: string
  /** Stems of what the message is about, separated by blanks; null when it names nothing. */
  readonly question_terms: string | null
}

/** Longer ones are cut when they become terms: a list of packages is not what is asked. */
const MOST_TERMS = 25

/** The question of a message by itself, undefined when it asks nothing. */
export function questionIn(
  text: string,
  entities: readonly Entity[],
  words: Words,
): Question | undefined {
  const { said, shown } = spoken(text, entities)
  const sentences = sentencesOf(said)
  let best:
    | { readonly sentence: Sentence; readonly body: readonly Word[]; readonly score: number }
    | undefined
  const terms = new Set<string>()
  for (const sentence of sentences) {
    const first = beginOf(sentence, said, words)
    const body = first === 0 ? sentence.words : sentence.words.slice(first)
    for (const word of body) addTerm(terms, word, words)
    const form = formOfSentence(sentence, body, words)
    if (!form) continue
    const score = Math.min(6, termsOf(body, words).length) + (form === 'problem' ? 0 : 2)
    if (!best || score > best.score) best = { sentence, body, score }
  }
  if (!best) return undefined
  const word = best.body[0]?.start ?? best.sentence.start
  // Spanish marks where a question begins.
  const from = /[¿¡]/.test(shown[word - 1] ?? '') ? word - 1 : word
  return {
    question: tidy(shown.slice(from, best.sentence.end)),
    question_terms: terms.size > 0 ? [...terms].slice(0, MOST_TERMS).join(' ') : null,
  }
}

/** How a question kept in the column `question` asks, from its sentences. */
export function formOfSentences(
  sentences: readonly Sentence[],
  question: string,
  words: Words,
): Form {
  let form: Form | undefined
  for (const sentence of sentences) {
    const first = beginOf(sentence, question, words)
    const body = first === 0 ? sentence.words : sentence.words.slice(first)
    const found = formOfSentence(sentence, body, words)
    if (found === 'mark' || found === 'words') return found
    form ??= found
  }
  // Without the rest of its message, a sentence may look like less.
  return form ?? (sentences.some(({ hasQuestionMark }) => hasQuestionMark) ? 'mark' : 'problem')
}

function formOfSentence(
  { hasQuestionMark, folded: all }: Sentence,
  body: readonly Word[],
  words: Words,
): Form | undefined {
  const folded = body.length === all.length ? all : all.slice(all.length - body.length)
  if (folded.length === 0 || words.social.isWhole(folded)) return undefined
  if (hasQuestionMark) {
    const isShort = folded.length < 3 && termsOf(body, words).length === 0
    return isShort && !asksAt(body, folded, 0, words) ? undefined : 'mark'
  }
  for (let index = 0; index < body.length; index += 1) {
    const isBegin = index === 0 || body[index]?.isAfterBreak || JOINS.has(folded[index - 1] ?? '')
    if (!isBegin) continue
    const end = asksAt(body, folded, index, words)
    if (end !== undefined && end < folded.length) {
      return isAskedFor(folded, body, words) ? 'words' : undefined
    }
  }
  const isProblem = words.problem.find(folded) ?? words.help.find(folded)
  if (!isProblem || words.advice.find(folded)) return undefined
  return isAskedFor(folded, body, words) ? 'problem' : undefined
}

/** Whether a question begins with words that only questions begin with, or speaks of "you". */
export function isInterrogative(question: string, words: Words): boolean {
  return isInterrogativeBody(wordsOf(question), words)
}

/** As `isInterrogative`, of the words of the question. */
export function isInterrogativeBody(body: readonly Word[], words: Words): boolean {
  const folded = body.map(({ folded: word }) => word)
  if (words.you.find(folded)) return true
  return body.some((word, index) => {
    const isBegin = index === 0 || word.isAfterBreak || JOINS.has(folded[index - 1] ?? '')
    return isBegin && asksAt(body, folded, index, words) !== undefined
  })
}

/** A sentence after one of these begins anew. */
const JOINS = new Set(['and', 'but', 'or', 'so', 'because', 'e', 'mas', 'ou', 'y', 'pero', 'o'])

/** The longest phrase of `asks accented`. */
const ACCENTED_WORDS = 6

function asksAt(
  body: readonly Word[],
  folded: readonly string[],
  index: number,
  words: Words,
): number | undefined {
  const end = words.asks.endOf(folded, index)
  if (end !== undefined) return end
  if (!words.asksAccented.canBegin(body[index]?.lower ?? '')) return undefined
  // As written, since the accent decides: no phrase is longer.
  const written = body.slice(index, index + ACCENTED_WORDS).map(({ lower }) => lower)
  const after = words.asksAccented.endOf(written, 0)
  return after === undefined ? undefined : index + after
}

/** A plea for help is no question until it says what for. */
function isAskedFor(folded: readonly string[], body: readonly Word[], words: Words): boolean {
  const plea = words.help.find(folded)
  if (!plea) return true
  const rest = [...body.slice(0, plea.start), ...body.slice(plea.end)]
  return termsOf(rest, words).length > 0
}

/** The index of the first word after greetings and the person addressed. */
function beginOf({ words: all, folded }: Sentence, text: string, words: Words): number {
  let first = 0
  for (let steps = 0; steps < 4; steps += 1) {
    // "é possível …" begins with what is also a word between sentences.
    if (words.asks.endOf(folded, first) !== undefined) break
    const end = words.greeting.endOf(folded, first)
    // What a greeting leaves over must still say something.
    if (end !== undefined && end < folded.length) first = end
    else if (isAddressee(all, first, text, words)) first += 1
    else break
  }
  return first
}

/** "Ana, how do I …": one word, and a comma or colon right after it. */
function isAddressee(all: readonly Word[], first: number, text: string, words: Words): boolean {
  const [word, next] = [all[first], all[first + 1]]
  if (!word || !next || !/^[,:>]/.test(text.slice(word.end, next.start))) return false
  return !words.asks.endOf([word.folded, next.folded], 0)
}

/** The stems of the words that say what it is about, each once, in order. */
export function termsOf(body: readonly Word[], words: Words): string[] {
  const terms = new Set<string>()
  for (const word of body) addTerm(terms, word, words)
  return [...terms]
}

function addTerm(terms: Set<string>, { folded }: Word, { termOf }: Words): void {
  const term = termOf(folded)
  if (term !== undefined) terms.add(term)
}

function tidy(text: string): string {
  const trimmed = text.trim()
  if (!/\s\s|[^\S ]| [?!.,;:]/.test(trimmed)) return trimmed
  return trimmed.replace(/\s+/g, ' ').replace(/ ([?!.,;:])/g, '$1')
}
