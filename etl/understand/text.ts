// A text as sentences of folded words. Every step takes linear time, whatever a member writes.

export interface Word {
  /** In lower case, without accents and apostrophes. */
  readonly folded: string
  /** In lower case, as written. */
  readonly lower: string
  readonly start: number
  readonly end: number
  /** Whether a comma, colon, bracket or the like stands before it. */
  readonly isAfterBreak: boolean
}

export interface Sentence {
  readonly start: number
  /** After its last mark. */
  readonly end: number
  readonly words: readonly Word[]
  /** The same words, folded. */
  readonly folded: readonly string[]
  readonly hasQuestionMark: boolean
}

/** A word in lower case without accents and apostrophes, as the word lists are read too. */
export function fold(word: string): string {
  const lower = word.toLowerCase()
  // Marks go first: to put a thousand of them in order takes quadratic time.
  const plain = NOT_ASCII.test(lower)
    ? lower
        .replace(/\p{M}+/gu, '')
        .normalize('NFD')
        .replace(/\p{M}+/gu, '')
    : lower
  return plain.replace(/['’´`]/g, '')
}

const NOT_ASCII = /[^\0-\x7f]/

interface Forms extends Pick<Word, 'folded' | 'lower'> {
  readonly written: string
}

/** The words written lately, by a hash: most come again and again, and a lookup without a new string is fast. */
const SLOTS = 2 ** 16
const known: (Forms | undefined)[] = Array.from({ length: SLOTS }, () => undefined)

function formsAt(text: string, start: number, end: number): Forms {
  let hash = 0
  for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0
  const slot = (hash ^ (hash >>> 16)) & (SLOTS - 1)
  const found = known[slot]
  if (found && isAt(found.written, text, start, end)) return found
  // Not a slice: that would keep the whole text.
  const written = Buffer.from(text.slice(start, end)).toString()
  const forms = { written, folded: fold(written), lower: written.toLowerCase() }
  if (written.length <= LONGEST_KNOWN) known[slot] = forms
  return forms
}

const LONGEST_KNOWN = 40

function isAt(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false
  for (let at = 0; at < word.length; at += 1) {
    if (word.charCodeAt(at) !== text.charCodeAt(start + at)) return false
  }
  return true
}

/** What a character is to words and sentences. */
const OTHER = 1
const LETTER = 2
const DIGIT = 3
/** Only within a word. */
const MARK = 4
const BREAK = 5
const HYPHEN = 6
const PLUS = 7
const END = 8
const QUESTION = 9

const classes = new Uint8Array(65_536)

function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return (classes[code] as number) || classify(code)
}

function classify(code: number): number {
  const letter = String.fromCharCode(code)
  const found =
    (/\p{Nd}/u.test(letter) && DIGIT) ||
    (/[\p{L}\p{N}]/u.test(letter) && LETTER) ||
    (/[\p{M}'’´`]/u.test(letter) && MARK) ||
    (/[?؟？]/.test(letter) && QUESTION) ||
    (/[.!\n]/.test(letter) && END) ||
    (/[,;:()[\]{}–—…/>]/.test(letter) && BREAK) ||
    (letter === '-' && HYPHEN) ||
    (letter === '+' && PLUS) ||
    OTHER
  classes[code] = found
  return found
}

/** The sentences of a text, in order. A sentence ends at a line break or at a mark followed by a blank. */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = []
  let words: Word[] = []
  let folded: string[] = []
  let start = 0
  let isAfterBreak = false
  let at = 0
  while (at < text.length) {
    const type = classAt(text, at)
    if (type === LETTER || type === DIGIT || (type === PLUS && isDigitAt(text, at + 1))) {
      const end = wordEnd(text, at, type)
      const word = wordAt(text, at, end, isAfterBreak && words.length > 0)
      words.push(word)
      folded.push(word.folded)
      isAfterBreak = false
      at = end
    } else if (type === END || type === QUESTION) {
      const { end, hasQuestionMark } = marksAt(text, at)
      // A dot within a name or an abbreviation ends nothing.
      const isInside = end === at + 1 && text[at] === '.' && /\S/.test(text[end] ?? ' ')
      if (!isInside) {
        if (words.length > 0 || hasQuestionMark) {
          sentences.push({ start, end, words, folded, hasQuestionMark })
          words = []
          folded = []
        }
        start = end
        isAfterBreak = false
      }
      at = end
    } else {
      if (type === BREAK) isAfterBreak = true
      else if (type === HYPHEN) isAfterBreak ||= isDashAt(text, at)
      at += 1
    }
  }
  if (words.length > 0) {
    sentences.push({ start, end: text.length, words, folded, hasQuestionMark: false })
  }
  return sentences
}

/** The words of a text, of all its sentences. */
export function wordsOf(text: string): Word[] {
  return sentencesOf(text).flatMap(({ words }) => words)
}

function wordAt(text: string, start: number, end: number, isAfterBreak: boolean): Word {
  const { folded, lower } = formsAt(text, start, end)
  return { folded, lower, start, end, isAfterBreak }
}

/** Where a word ends: a number with its points, "+1", or letters with what may follow them ("c++"). */
function wordEnd(text: string, start: number, type: number): number {
  let at = start + 1
  if (type === PLUS) {
    while (isDigitAt(text, at)) at += 1
    return at
  }
  if (type === DIGIT) {
    while (isDigitAt(text, at)) at += 1
    let end = at
    while ((text[end] === '.' || text[end] === ',') && isDigitAt(text, end + 1)) {
      end += 1
      while (isDigitAt(text, end)) end += 1
    }
    if (end > at) return end
  }
  while (at < text.length) {
    const next = classAt(text, at)
    if (next !== LETTER && next !== DIGIT && next !== MARK) break
    at += 1
  }
  while (text[at] === '+' || text[at] === '#') at += 1
  return at
}

function isDigitAt(text: string, at: number): boolean {
  return at < text.length && classAt(text, at) === DIGIT
}

/** A hyphen between blanks is a dash. */
function isDashAt(text: string, at: number): boolean {
  if (!/\s/.test(text[at - 1] ?? '')) return false
  let end = at
  while (text[end] === '-') end += 1
  return /\s/.test(text[end] ?? '')
}

function marksAt(text: string, start: number): { end: number; hasQuestionMark: boolean } {
  let end = start
  let hasQuestionMark = false
  while (end < text.length) {
    const type = classAt(text, end)
    if (type !== END && type !== QUESTION) break
    hasQuestionMark ||= type === QUESTION
    end += 1
  }
  return { end, hasQuestionMark }
}

/** A question mark of any script. */
export function isQuestionMark(letter: string): boolean {
  return letter === '?' || letter === '؟' || letter === '？'
}
