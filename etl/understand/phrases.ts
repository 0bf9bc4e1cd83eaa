// Lists of phrases, compiled so that a text is searched in one pass, however many phrases there are.

/** Words that `…` may stand for, at most: so that no text takes longer than linear time. */
const MOST_SKIPPED = 8

export interface Phrases {
  /** Whether a phrase begins with the word. */
  canBegin(word: string): boolean
  /** The index after the longest phrase that begins with the word at `index`; undefined when none does. */
  endOf(words: readonly string[], index: number): number | undefined
  /** The first phrase anywhere in the words. */
  find(words: readonly string[]): { readonly start: number; readonly end: number } | undefined
  /** Whether the words from `index` on are one phrase as a whole. */
  isWhole(words: readonly string[], index?: number): boolean
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
 * any longer word with that ending. `fold` normalises a word as those of the texts are.
 * @throws Error for a bracket that is not closed.
 */
export function compilePhrases(lines: readonly string[], fold: (text: string) => string): Phrases {
  const root = node()
  for (const line of lines) for (const phrase of expand(line)) add(root, phrase, fold)

  return {
    canBegin: (word) => canBegin(root, word),
    endOf(words, index) {
      if (!canBegin(root, words[index])) return undefined
      const end = longestFrom(root, words, index)
      return end > index ? end : undefined
    },
    find(words) {
      for (let start = 0; start < words.length; start += 1) {
        if (!canBegin(root, words[start])) continue
        const end = longestFrom(root, words, start)
        if (end > start) return { start, end }
      }
      return undefined
    },
    isWhole: (words, index = 0) => index < words.length && isWholeFrom(root, words, index),
  }
}

/** The index after the longest phrase that goes on from a node; -1 when none does. */
function longestFrom(from: Node, words: readonly string[], index: number): number {
  let longest = from.isEnd ? index : -1
  const word = words[index]
  if (word !== undefined) {
    const next = from.next.get(word)
    if (next) longest = Math.max(longest, longestFrom(next, words, index + 1))
    for (const [ending, after] of from.endings) {
      if (word.length > ending.length && word.endsWith(ending)) {
        longest = Math.max(longest, longestFrom(after, words, index + 1))
      }
    }
  }
  if (from.gap) {
    const last = Math.min(words.length, index + MOST_SKIPPED)
    for (let after = index; after <= last; after += 1) {
      longest = Math.max(longest, longestFrom(from.gap, words, after))
    }
  }
  return longest
}

/** Whether a phrase goes on from a node exactly to the last word. */
function isWholeFrom(from: Node, words: readonly string[], index: number): boolean {
  if (from.isEnd && index === words.length) return true
  const word = words[index]
  if (word !== undefined) {
    const next = from.next.get(word)
    if (next && isWholeFrom(next, words, index + 1)) return true
    for (const [ending, after] of from.endings) {
      const isLonger = word.length > ending.length && word.endsWith(ending)
      if (isLonger && isWholeFrom(after, words, index + 1)) return true
    }
  }
  if (!from.gap) return false
  const last = Math.min(words.length, index + MOST_SKIPPED)
  for (let after = index; after <= last; after += 1) {
    if (isWholeFrom(from.gap, words, after)) return true
  }
  return false
}

function canBegin({ next, endings, gap }: Node, word: string | undefined): boolean {
  if (word === undefined) return false
  return next.has(word) || endings.length > 0 || gap !== undefined
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
