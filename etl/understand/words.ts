import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { compilePhrases, type Phrases } from './phrases.ts'
import { stemOf } from './stem.ts'
import { fold } from './text.ts'

/** The lists of a word file, by section. README.md says what each is for. */
const SECTIONS = [
  'greeting',
  'asks',
  'asks accented',
  'problem',
  'help',
  'social',
  'advice',
  'suggests',
  'wh',
  'you',
  'me',
  'room',
  'not_answer',
  'thanks',
  'works',
  'not_works',
  'stop',
  'same',
] as const
type Section = (typeof SECTIONS)[number]

export interface Words {
  readonly greeting: Phrases
  readonly asks: Phrases
  /** To be compared with words as written. */
  readonly asksAccented: Phrases
  readonly problem: Phrases
  readonly help: Phrases
  readonly social: Phrases
  readonly advice: Phrases
  readonly suggests: Phrases
  readonly wh: Phrases
  readonly you: Phrases
  readonly me: Phrases
  readonly room: Phrases
  readonly notAnswer: Phrases
  readonly thanks: Phrases
  readonly works: Phrases
  readonly notWorks: Phrases
  /** Folded. */
  readonly stop: ReadonlySet<string>
  /** The stem that stands for a folded word; undefined for one that does not say what a question is about. */
  termOf(folded: string): string | undefined
  /** Changes with any change of the lists. */
  readonly version: string
}

let loaded: Words | undefined

/**
 * The lists of all languages together, read once: groups mix languages.
 * @throws Error that names the file and the line that cannot be read.
 */
export function words(): Words {
  loaded ??= parseWords(readWordFiles())
  return loaded
}

export interface WordFile {
  readonly name: string
  readonly text: string
}

function readWordFiles(): WordFile[] {
  const folder = new URL('words/', import.meta.url)
  return readdirSync(fileURLToPath(folder))
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))
}

/** @throws Error that names the file and the line that cannot be read. */
export function parseWords(files: readonly WordFile[]): Words {
  const lists = Object.fromEntries(
    SECTIONS.map((section): [Section, string[]] => [section, []]),
  ) as Record<Section, string[]>
  const hash = createHash('sha256')
  for (const { name, text } of files) {
    hash.update(text)
    let list: string[] | undefined
    for (const [index, line] of text.split('\n').entries()) {
      const entry = line.replace(/#.*/, '').trim()
      const [, section] = /^\[(.*)\]$/.exec(entry) ?? []
      if (section !== undefined) {
        list = (lists as Record<string, string[] | undefined>)[section]
        if (!list) throw new Error(`words: ${name}, line ${index + 1}: no section "${section}"`)
      } else if (entry !== '') {
        if (!list) throw new Error(`words: ${name}, line ${index + 1}: "${entry}" has no section`)
        const problem = entry.startsWith('[') ? 'a section ends with ]' : problemOf(entry)
        if (problem) throw new Error(`words: ${name}, line ${index + 1}: ${problem}: ${entry}`)
        list.push(entry)
      }
    }
  }
  const stop = new Set(lists.stop.flatMap((line) => line.split(/\s+/)).map(fold))
  const compiled = (section: Section) => compilePhrases(lists[section], fold)
  return {
    greeting: compiled('greeting'),
    asks: compiled('asks'),
    asksAccented: compilePhrases(lists['asks accented'], (word) => word.toLowerCase()),
    problem: compiled('problem'),
    help: compiled('help'),
    social: compiled('social'),
    advice: compiled('advice'),
    suggests: compiled('suggests'),
    wh: compiled('wh'),
    you: compiled('you'),
    me: compiled('me'),
    room: compiled('room'),
    notAnswer: compiled('not_answer'),
    thanks: compiled('thanks'),
    works: compiled('works'),
    notWorks: compiled('not_works'),
    stop,
    termOf: termFinder(stop, sameOf(lists.same)),
    version: hash.digest('hex').slice(0, 12),
  }
}

/** Words known lately are looked up: the same ones come again and again. */
const MOST_KNOWN = 50_000
const NO_TERM = ''

function termFinder(stop: ReadonlySet<string>, same: ReadonlyMap<string, string>) {
  const known = new Map<string, string>()

  function find(folded: string): string {
    if (folded.length < 2 || stop.has(folded)) return NO_TERM
    const stem = stemOf(folded)
    return same.get(folded) ?? same.get(stem) ?? stem
  }

  return (folded: string): string | undefined => {
    let term = known.get(folded)
    if (term === undefined) {
      term = find(folded)
      if (known.size >= MOST_KNOWN) known.clear()
      known.set(folded, term)
    }
    return term === NO_TERM ? undefined : term
  }
}

/** What is wrong with the brackets of a phrase. */
function problemOf(entry: string): string | undefined {
  let depth = 0
  for (const letter of entry) {
    if (letter === '(') depth += 1
    if (letter === ')') depth -= 1
    if (depth < 0) return 'a ) without its ('
  }
  return depth > 0 ? 'a ( that is not closed' : undefined
}

function sameOf(lines: readonly string[]): Map<string, string> {
  const same = new Map<string, string>()
  for (const line of lines) {
    const [first = '', others = ''] = line.split(':')
    const stem = stemOf(fold(first.trim()))
    for (const other of others.split(/\s+/).filter(Boolean).map(fold)) {
      same.set(other, stem)
      same.set(stemOf(other), stem)
    }
  }
  return same
}
