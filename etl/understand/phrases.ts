// Lists of phrases, compiled so that a text is searched in one pass, however many phrases there are.
import type { Form } from './text.ts'

/** Words that `…` may stand for, at most: so that no text takes longer than linear time. */
const MOST_SKIPPED = 8

/** Each looks at the words from `from` to before `to`. */
export interface Phrases {
  /** The index after the longest phrase that begins with the word at `from`; undefined when none does. */
  endOf(forms: readonly Form[], from: number, to: number): number | undefined
  /** The first phrase anywhere. */
  find(forms: readonly Form[], from: number, to: number): Found | undefined
  has(forms: readonly Form[], from: number, to: number): boolean
  /** Whether all of the words are one phrase. */
  isWhole(forms: readonly Form[], from: number, to: number): boolean
  /** Whether a phrase begins with the word. */
  canBegin(form: Form): boolean
}

export interface Found {
  readonly start: number
  readonly end: number
}

export interface PhraseOptions {
  /** Normalises a word of a phrase as `keyOf` does one of a text. */
  readonly fold: (word: string) => string
  readonly keyOf: (form: Form) => string
  /** Whether a phrase begins with the word, known from before. */
  readonly mayBegin: (form: Form) => boolean
}

interface Node {
  readonly next: Map<string, Node>
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
  { fold, keyOf, mayBegin }: PhraseOptions,
): Phrases {
  const root = node()
  for (const line of lines) for (const phrase of expand(line)) add(root, phrase, fold)

  /** The index after the longest phrase that goes on from a node; -1 when none does. */
  function longestFrom(at: Node, forms: readonly Form[], from: number, to: number): number {
    let longest = at.isEnd ? from : -1
    if (from < to) {
      const word = keyOf(forms[from] as Form)
      const next = at.next.get(word)
      if (next) longest = Math.max(longest, longestFrom(next, forms, from + 1, to))
      for (const [ending, after] of at.endings) {
        if (word.length > ending.length && word.endsWith(ending)) {
          longest = Math.max(longest, longestFrom(after, forms, from + 1, to))
        }
      }
    }
    if (at.gap) {
      const last = Math.min(to, from + MOST_SKIPPED)
      for (let after = from; after <= last; after += 1) {
        longest = Math.max(longest, longestFrom(at.gap, forms, after, to))
      }
    }
    return longest
  }

  /** Whether a phrase goes on from a node exactly to the last word. */
  function isWholeFrom(at: Node, forms: readonly Form[], from: number, to: number): boolean {
    if (at.isEnd && from === to) return true
    if (from < to) {
      const word = keyOf(forms[from] as Form)
      const next = at.next.get(word)
      if (next && isWholeFrom(next, forms, from + 1, to)) return true
      for (const [ending, after] of at.endings) {
        const isLonger = word.length > ending.length && word.endsWith(ending)
        if (isLonger && isWholeFrom(after, forms, from + 1, to)) return true
      }
    }
    if (!at.gap) return false
    const last = Math.min(to, from + MOST_SKIPPED)
    for (let after = from; after <= last; after += 1) {
      if (isWholeFrom(at.gap, forms, after, to)) return true
    }
    return false
  }

  function find(forms: readonly Form[], from: number, to: number): Found | undefined {
    for (let start = from; start < to; start += 1) {
      if (!mayBegin(forms[start] as Form)) continue
      const end = longestFrom(root, forms, start, to)
      if (end > start) return { start, end }
    }
    return undefined
  }

  return {
    endOf(forms, from, to) {
      if (from >= to || !mayBegin(forms[from] as Form)) return undefined
      const end = longestFrom(root, forms, from, to)
      return end > from ? end : undefined
    },
    find,
    has: (forms, from, to) => find(forms, from, to) !== undefined,
    isWhole: (forms, from, to) =>
      from < to && mayBegin(forms[from] as Form) && isWholeFrom(root, forms, from, to),
    canBegin: (form) =>
      root.next.has(keyOf(form)) || root.endings.length > 0 || root.gap !== undefined,
  }
}

function add(root: Node, phrase: string, fold: (text: string) => string): void {
  let at = root
  for (const part of phrase.split(' ')) {
    if (part === '') continue
    if (part === '…') at = at.gap ??= node()
    else if (part.startsWith('*')) at = endingOf(at, fold(part.slice(1)))
    else at = nextOf(at, fold(part))
  }
  if (at !== root) at.isEnd = true
}

function nextOf({ next }: Node, word: string): Node {
  const known = next.get(word) ?? node()
  next.set(word, known)
  return known
}

function endingOf({ endings }: Node, ending: string): Node {
  const [, known] = endings.find(([other]) => other === ending) ?? []
  if (known) return known
  const made = node()
  endings.push([ending, made])
  return made
}

function node(): Node {
  return { next: new Map(), endings: [], gap: undefined, isEnd: false }
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
