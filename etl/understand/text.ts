// A text as words and sentences. Every step takes linear time, whatever a member writes.

/** A word, wherever it is written. */
export interface Form {
  readonly written: string
  /** In lower case, without accents and apostrophes. */
  readonly folded: string
  /** In lower case, as written. */
  readonly lower: string
  /** What word lists know about it, kept here by them so that it is looked up once. */
  meaning: Meaning | undefined
}

export interface Meaning {
  /** Whose meaning it is. */
  readonly lists: object
  /** The lists with a phrase that begins with it, as bits. */
  readonly begins: number
  readonly form: Form
  /** Its number among the words of the lists, folded, and as written, for the lists that mind accents; 0 when none. */
  readonly folded: number
  readonly accented: number
  /** The stem that stands for it; undefined for one that does not say what a question is about. */
  readonly term: string | undefined
  /** Whether a sentence begins anew after it. */
  readonly isJoin: boolean
  readonly isLaughter: boolean
}

/**
 * A text as words and sentences, in order. Made once and filled for one text after the other: a day may have a
 * million. The lists may be longer than what they hold.
 */
export interface Tokens {
  text: string
  /** How many words there are. */
  count: number
  readonly forms: Form[]
  /** Of each word, and what all of them may begin, as bits. Filled in by the word lists that read the text. */
  readonly meanings: Meaning[]
  begins: number
  lists: object | undefined
  readonly starts: number[]
  readonly ends: number[]
  /** Whether a comma, colon, bracket or the like stands before the word, within its sentence. */
  readonly isAfterBreak: boolean[]
  sentenceCount: number
  readonly sentences: Sentence[]
}

export interface Sentence {
  start: number
  /** After its last mark. */
  end: number
  /** Its words are those from `from` to before `to`. */
  from: number
  to: number
  hasQuestionMark: boolean
}

export function newTokens(): Tokens {
  return {
    text: '',
    count: 0,
    forms: [],
    meanings: [],
    begins: 0,
    lists: undefined,
    starts: [],
    ends: [],
    isAfterBreak: [],
    sentenceCount: 0,
    sentences: [],
  }
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

/** The words written lately, by a hash: most come again and again, and a lookup without a new string is fast. */
const SLOTS = 2 ** 16
const known: (Form | undefined)[] = Array.from({ length: SLOTS }, () => undefined)

/** `hash` is that of the letters from `start` to `end`. */
function formAt(text: string, start: number, end: number, hash: number): Form {
  const slot = (hash ^ (hash >>> 16)) & (SLOTS - 1)
  const found = known[slot]
  if (found && isAt(found.written, text, start, end)) return found
  // Not a slice: that would keep the whole text.
  const written = Buffer.from(text.slice(start, end)).toString()
  const form: Form = {
    written,
    folded: fold(written),
    lower: written.toLowerCase(),
    meaning: undefined,
  }
  if (written.length <= LONGEST_KNOWN) known[slot] = form
  return form
}

function hashOf(text: string, start: number, end: number): number {
  let hash = 0
  for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0
  return hash
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

/** Fills in the words and sentences of a text. A sentence ends at a line break or at a mark followed by a blank. */
export function tokenise(text: string, tokens: Tokens): Tokens {
  const { forms, starts, ends, isAfterBreak } = tokens
  tokens.text = text
  tokens.lists = undefined
  tokens.sentenceCount = 0
  let count = 0
  let from = 0
  let start = 0
  let isBreak = false
  let at = 0
  while (at < text.length) {
    const type = classAt(text, at)
    if (type === LETTER || type === DIGIT || (type === PLUS && isDigitAt(text, at + 1))) {
      const end = wordEnd(text, at, type)
      forms[count] = formAt(text, at, end, hashOf(text, at, end))
      starts[count] = at
      ends[count] = end
      isAfterBreak[count] = isBreak && count > from
      count += 1
      isBreak = false
      at = end
    } else if (type === END || type === QUESTION) {
      const end = marksEnd(text, at)
      // A dot within a name or an abbreviation ends nothing.
      const isInside = end === at + 1 && text[at] === '.' && /\S/.test(text[end] ?? ' ')
      if (!isInside) {
        const hasQuestionMark = type === QUESTION || hasMark(text, at, end)
        if (count > from || hasQuestionMark) {
          addSentence(tokens, start, end, from, count, hasQuestionMark)
          from = count
        }
        start = end
        isBreak = false
      }
      at = end
    } else {
      if (type === BREAK) isBreak = true
      else if (type === HYPHEN) isBreak ||= isDashAt(text, at)
      at += 1
    }
  }
  if (count > from) addSentence(tokens, start, text.length, from, count, false)
  tokens.count = count
  return tokens
}

function addSentence(
  tokens: Tokens,
  start: number,
  end: number,
  from: number,
  to: number,
  hasQuestionMark: boolean,
): void {
  const known = tokens.sentences[tokens.sentenceCount]
  if (known) {
    known.start = start
    known.end = end
    known.from = from
    known.to = to
    known.hasQuestionMark = hasQuestionMark
  } else {
    tokens.sentences.push({ start, end, from, to, hasQuestionMark })
  }
  tokens.sentenceCount += 1
}

const tokensOfText = newTokens()

/** The words of a text, of all its sentences. */
export function wordsOf(text: string): Form[] {
  const { forms, count } = tokenise(text, tokensOfText)
  return forms.slice(0, count)
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

function marksEnd(text: string, start: number): number {
  let end = start + 1
  while (end < text.length && (classAt(text, end) === END || classAt(text, end) === QUESTION)) {
    end += 1
  }
  return end
}

function hasMark(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (classAt(text, at) === QUESTION) return true
  return false
}

/** A question mark of any script. */
export function isQuestionMark(letter: string): boolean {
  return letter === '?' || letter === '؟' || letter === '？'
}

/** Whether a text has a question mark of any script. */
export function hasQuestionMark(text: string): boolean {
  return /[?؟？]/.test(text)
}
