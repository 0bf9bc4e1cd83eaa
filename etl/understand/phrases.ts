// Lists of phrases, compiled so that a text is searched in one pass, however many phrases there are.
import type { Meaning, Tokens } from './text.ts'

/** Words that `…` may stand for, at most: so that no text takes longer than linear time. */
const MOST_SKIPPED = 8

/** Each looks at the words from `from` to before `to`. */
export interface Phrases {
  /** The index after the longest phrase that begins with the word at `from`; undefined when none does. */
  endOf(tokens: Tokens, from: number, to: number): number | undefined
  /** The first phrase anywhere. */
  find(tokens: Tokens, from: number, to: number): Found | undefined
  has(tokens: Tokens, from: number, to: number): boolean
  /** Whether all of the words are one phrase. */
  isWhole(tokens: Tokens, from: number, to: number): boolean
  /** Whether a phrase begins with the word. */
  canBegin(meaning: Meaning): boolean
}

export interface Found {
  readonly start: number
  readonly end: number
}

export interface PhraseOptions {
  /** The words of all lists, by number, to which those of the phrases are added. */
  readonly dictionary: Dictionary
  /** The number of a word of a text in that dictionary, and its letters as they are compared. */
  readonly numberOf: (meaning: Meaning) => number
  readonly lettersOf: (meaning: Meaning) => string
  /** Which of the bits of `Meaning.begins` is that of these phrases. */
  readonly bit: number
}

/** Numbers words, so that to compare them is to compare numbers. */
export interface Dictionary {
  /** The number of a word as it is compared; 0 when there is none. */
  numberOf(word: string): number
  /** Normalises a word of a phrase and gives it a number. */
  add(word: string): number
  /** Normalises a word of a phrase. */
  fold(word: string): string
}

/** `fold` normalises a word of a phrase as those of a text are normalised. */
export function createDictionary(fold: (word: string) => string): Dictionary {
  const numbers = new Map<string, number>()
  return {
    fold,
    numberOf: (word) => numbers.get(word) ?? 0,
    add(word) {
      const folded = fold(word)
      const number = numbers.get(folded) ?? numbers.size + 1
      numbers.set(folded, number)
      return number
    },
  }
}

interface Node {
  readonly next: Map<number, Node>
  /** Bits for the numbers in `next`: most words are in none, and need not be looked up then. */
  filter: number
  /** Words of which only the ending counts. */
  readonly endings: [string, Node][]
  /** After `…`. */
  gap: Node | undefined
  isEnd: boolean
}

/**
 * Phrases are words separated by blanks; `(a|b)` is either, `(a)?` is optional, `…` is up to eight words, `*ar` is
 * any longer word with that ending.
 * @throws Error for a bracket that is not closed.
 */
export function compilePhrases(
  lines: readonly string[],
  { dictionary, numberOf, lettersOf, bit }: PhraseOptions,
): Phrases {
  const root = node()
  for (const line of lines) for (const phrase of expand(line)) add(root, phrase, dictionary)

  /** The index after the longest phrase that goes on from a node; -1 when none does. */
  function longestFrom(at: Node, words: readonly Meaning[], from: number, to: number): number {
    let longest = at.isEnd ? from : -1
    if (from < to) {
      const word = words[from] as Meaning
      const next = nextAfter(at, word)
      if (next) longest = Math.max(longest, longestFrom(next, words, from + 1, to))
      for (const [ending, after] of at.endings) {
        if (!endsWith(word, ending)) continue
        longest = Math.max(longest, longestFrom(after, words, from + 1, to))
      }
    }
    if (at.gap) {
      const last = Math.min(to, from + MOST_SKIPPED)
      for (let after = from; after <= last; after += 1) {
        longest = Math.max(longest, longestFrom(at.gap, words, after, to))
      }
    }
    return longest
  }

  /** Whether a phrase goes on from a node exactly to the last word. */
  function isWholeFrom(at: Node, words: readonly Meaning[], from: number, to: number): boolean {
    if (at.isEnd && from === to) return true
    if (from < to) {
      const word = words[from] as Meaning
      const next = nextAfter(at, word)
      if (next && isWholeFrom(next, words, from + 1, to)) return true
      for (const [ending, after] of at.endings) {
        if (endsWith(word, ending) && isWholeFrom(after, words, from + 1, to)) return true
      }
    }
    if (!at.gap) return false
    const last = Math.min(to, from + MOST_SKIPPED)
    for (let after = from; after <= last; after += 1) {
      if (isWholeFrom(at.gap, words, after, to)) return true
    }
    return false
  }

  function nextAfter(at: Node, word: Meaning): Node | undefined {
    const number = numberOf(word)
    return number === 0 || (at.filter & bitOf(number)) === 0 ? undefined : at.next.get(number)
  }

  function endsWith(word: Meaning, ending: string): boolean {
    const letters = lettersOf(word)
    return letters.length > ending.length && letters.endsWith(ending)
  }

  function mayBegin({ meanings }: Tokens, at: number): boolean {
    return ((meanings[at] as Meaning).begins & bit) !== 0
  }

  /** The first word from which a phrase begins, and its end; -1 when none does. */
  function startOf(tokens: Tokens, from: number, to: number): number {
    if ((tokens.begins & bit) === 0) return -1
    for (let start = from; start < to; start += 1) {
      if (mayBegin(tokens, start) && longestFrom(root, tokens.meanings, start, to) > start) {
        return start
      }
    }
    return -1
  }

  return {
    endOf(tokens, from, to) {
      if (from >= to || !mayBegin(tokens, from)) return undefined
      const end = longestFrom(root, tokens.meanings, from, to)
      return end > from ? end : undefined
    },
    find(tokens, from, to) {
      const start = startOf(tokens, from, to)
      if (start === -1) return undefined
      return { start, end: longestFrom(root, tokens.meanings, start, to) }
    },
    has: (tokens, from, to) => startOf(tokens, from, to) !== -1,
    isWhole: (tokens, from, to) =>
      from < to && mayBegin(tokens, from) && isWholeFrom(root, tokens.meanings, from, to),
    canBegin: (word) =>
      nextAfter(root, word) !== undefined || root.endings.length > 0 || root.gap !== undefined,
  }
}

function add(root: Node, phrase: string, dictionary: Dictionary): void {
  let at = root
  for (const part of phrase.split(' ')) {
    if (part === '') continue
    if (part === '…') at = at.gap ??= node()
    else if (part.startsWith('*')) at = endingOf(at, dictionary.fold(part.slice(1)))
    else at = nextOf(at, dictionary.add(part))
  }
  if (at !== root) at.isEnd = true
}

function nextOf(at: Node, word: number): Node {
  const known = at.next.get(word) ?? node()
  at.next.set(word, known)
  at.filter |= bitOf(word)
  return known
}

function bitOf(word: number): number {
  return 1 << (word & 31)
}

function endingOf({ endings }: Node, ending: string): Node {
  const [, known] = endings.find(([other]) => other === ending) ?? []
  if (known) return known
  const made = node()
  endings.push([ending, made])
  return made
}

function node(): Node {
  return { next: new Map(), filter: 0, endings: [], gap: undefined, isEnd: false }
}

/** Every phrase that a line stands for. */
function expand(line: string): string[] {
  let at = 0

  function alternatives(isGroup: boolean): string[] {
    const all: string[] = []
    let current = ['']
    while (at < line.length) {
      const letter = line[at] as string
      at += 1
      if (letter === '|') {
        all.push(...current)
        current = ['']
        continue
      }
      if (letter === ')') {
        if (isGroup) return [...all, ...current]
        throw new Error(`words: ")" without "(" in: ${line}`)
      }
      let choices = letter === '(' ? alternatives(true) : [letter]
      if (line[at] === '?') {
        at += 1
        choices = [...choices, '']
      }
      const [only] = choices
      current =
        choices.length === 1
          ? current.map((text) => text + only)
          : current.flatMap((text) => choices.map((choice) => text + choice))
    }
    if (isGroup) throw new Error(`words: "(" is not closed in: ${line}`)
    return [...all, ...current]
  }

  return alternatives(false)
}
