import { spoken, type Entity } from './spoken.ts'
import { newTokens, type Form, type Meaning, type Sentence, type Tokens } from './text.ts'
import type { Words } from './words.ts'

/**
 * How a sentence asks: with a question mark, with words that only questions begin with, or by telling a problem.
 */
export type AskingForm = 'mark' | 'words' | 'problem'

export interface Question {
  /** The sentence that asks, as written, without greeting, addressee and links. */
  readonly question: string
  /** Stems of what the message is about, separated by blanks; null when it names nothing. */
  readonly question_terms: string | null
}

/** Longer ones are cut when they become terms: a list of packages is not what is asked. */
const MOST_TERMS = 25

/** Of those of a sentence, this many say how much it asks for. */
const COUNTED_TERMS = 6

/** The text of a message that was read last: what else it says is often asked for next. */
export const tokensOfText = newTokens()

/** The question of a message by itself, undefined when it asks nothing. */
export function questionIn(
  text: string,
  entities: readonly Entity[],
  words: Words,
): Question | undefined {
  const { said, shown } = spoken(text, entities)
  const tokens = words.read(said, tokensOfText)
  let best: Sentence | undefined
  let bestFrom = 0
  let bestScore = 0
  for (let index = 0; index < tokens.sentenceCount; index += 1) {
    const sentence = tokens.sentences[index] as Sentence
    const from = beginOf(tokens, sentence, words)
    const form = formOf(tokens, from, sentence, words)
    if (!form) continue
    const terms = countTerms(tokens, from, sentence.to)
    const score = terms + (form === 'problem' ? 0 : 2)
    if (best && score <= bestScore) continue
    best = sentence
    bestFrom = from
    bestScore = score
  }
  if (!best) return undefined
  const start = bestFrom < best.to ? (tokens.starts[bestFrom] as number) : best.start
  // Spanish marks where a question begins.
  const from = /[¿¡]/.test(shown[start - 1] ?? '') ? start - 1 : start
  return {
    question: tidy(shown.slice(from, best.end)),
    question_terms: termsOfAll(tokens, words),
  }
}

function termsOfAll(tokens: Tokens, words: Words): string | null {
  const terms = new Set<string>()
  for (let index = 0; index < tokens.sentenceCount; index += 1) {
    const sentence = tokens.sentences[index] as Sentence
    const from = beginOf(tokens, sentence, words)
    for (let at = from; at < sentence.to; at += 1) {
      const { term } = tokens.meanings[at] as Meaning
      if (term !== undefined) terms.add(term)
    }
  }
  return terms.size > 0 ? [...terms].slice(0, MOST_TERMS).join(' ') : null
}

/** How a question kept in the column `question` asks, from its sentences. */
export function formOfQuestion(tokens: Tokens, words: Words): AskingForm {
  let form: AskingForm | undefined
  let hasQuestionMark = false
  for (let index = 0; index < tokens.sentenceCount; index += 1) {
    const sentence = tokens.sentences[index] as Sentence
    hasQuestionMark ||= sentence.hasQuestionMark
    const found = formOf(tokens, beginOf(tokens, sentence, words), sentence, words)
    if (found === 'mark' || found === 'words') return found
    form ??= found
  }
  // Without the rest of its message, a sentence may look like less.
  return form ?? (hasQuestionMark ? 'mark' : 'problem')
}

/** How the words of a sentence from `from` on ask; undefined when they do not. */
function formOf(
  tokens: Tokens,
  from: number,
  { to, hasQuestionMark }: Sentence,
  words: Words,
): AskingForm | undefined {
  if (from === to || words.social.isWhole(tokens, from, to)) return undefined
  if (hasQuestionMark) {
    const isShort = to - from < 3 && !hasTerm(tokens, from, to)
    return isShort && asksAt(tokens, from, to, words) === undefined ? undefined : 'mark'
  }
  for (let index = from; index < to; index += 1) {
    if (!isBegin(tokens, index, from)) continue
    const end = asksAt(tokens, index, to, words)
    if (end !== undefined && end < to) {
      return isAskedFor(tokens, from, to, words) ? 'words' : undefined
    }
  }
  const isProblem = words.problem.has(tokens, from, to) || words.help.has(tokens, from, to)
  if (!isProblem || words.advice.has(tokens, from, to)) return undefined
  return isAskedFor(tokens, from, to, words) ? 'problem' : undefined
}

/** Whether a question begins with words that only questions begin with, or speaks of "you". */
export function isInterrogative(question: string, words: Words): boolean {
  return isInterrogativeText(words.read(question, tokensOfText), words)
}

/** As `isInterrogative`, of a text as tokens. */
export function isInterrogativeText(tokens: Tokens, words: Words): boolean {
  const { count } = tokens
  if (words.you.has(tokens, 0, count)) return true
  for (let index = 0; index < count; index += 1) {
    if (isBegin(tokens, index, 0) && asksAt(tokens, index, count, words) !== undefined) return true
  }
  return false
}

function isBegin({ meanings, isAfterBreak }: Tokens, index: number, from: number): boolean {
  if (index === from || isAfterBreak[index] === true) return true
  return (meanings[index - 1] as Meaning).isJoin
}

function asksAt(tokens: Tokens, index: number, to: number, words: Words): number | undefined {
  // The accent may decide.
  return words.asks.endOf(tokens, index, to) ?? words.asksAccented.endOf(tokens, index, to)
}

/** A plea for help is no question until it says what for. */
function isAskedFor(tokens: Tokens, from: number, to: number, words: Words): boolean {
  const plea = words.help.find(tokens, from, to)
  if (!plea) return true
  return hasTerm(tokens, from, plea.start) || hasTerm(tokens, plea.end, to)
}

/** The index of the first word after greetings and the person addressed. */
function beginOf(tokens: Tokens, { from, to }: Sentence, words: Words): number {
  let first = from
  for (let steps = 0; steps < 4; steps += 1) {
    // "é possível …" begins with what is also a word between sentences.
    if (words.asks.endOf(tokens, first, to) !== undefined) break
    const end = words.greeting.endOf(tokens, first, to)
    // What a greeting leaves over must still say something.
    if (end !== undefined && end < to) first = end
    else if (isAddressee(tokens, first, to, words)) first += 1
    else break
  }
  return first
}

/** "Ana, how do I …": one word, and a comma or colon right after it. */
function isAddressee(tokens: Tokens, first: number, to: number, words: Words) {
  const { text, ends } = tokens
  if (first + 1 >= to || !isCall(text[ends[first] as number])) return false
  return words.asks.endOf(tokens, first, first + 2) === undefined
}

/** Whether a mark after a name at the beginning calls that person. */
export function isCall(mark: string | undefined): boolean {
  return mark === ',' || mark === ':' || mark === '>'
}

/** The stems of the words that say what it is about, each once, in order. */
export function termsOf(forms: readonly Form[], { termOf }: Words): string[] {
  const terms = new Set<string>()
  for (const form of forms) {
    const term = termOf(form)
    if (term !== undefined) terms.add(term)
  }
  return [...terms]
}

function hasTerm({ meanings }: Tokens, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    if ((meanings[at] as Meaning).term !== undefined) return true
  }
  return false
}

/** At most `COUNTED_TERMS`. */
function countTerms({ meanings }: Tokens, from: number, to: number): number {
  const found: string[] = []
  for (let at = from; at < to && found.length < COUNTED_TERMS; at += 1) {
    const { term } = meanings[at] as Meaning
    if (term !== undefined && !found.includes(term)) found.push(term)
  }
  return found.length
}

function tidy(text: string): string {
  const trimmed = text.trim()
  if (!/\s\s|[^\S ]| [?!.,;:]/.test(trimmed)) return trimmed
  return trimmed.replace(/\s+/g, ' ').replace(/ ([?!.,;:])/g, '$1')
}
