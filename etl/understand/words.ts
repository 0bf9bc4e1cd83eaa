import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { compilePhrases, createDictionary, type PhraseOptions, type Phrases } from './phrases.ts'
import { stemOf } from './stem.ts'
import { fold, tokenise, type Form, type Meaning, type Tokens } from './text.ts'

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
  /** Fills in the words and sentences of a text, and what the lists know of them. A text that is there stays. */
  read(text: string, tokens: Tokens): Tokens
  /** The stem that stands for a word; undefined for one that does not say what a question is about. */
  termOf(form: Form): string | undefined
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
  const same = sameOf(lists.same)
  const compiled: Phrases[] = []

  const folded = createDictionary(fold)
  const accented = createDictionary((word) => word.toLowerCase())

  function meaningOf(form: Form): Meaning {
    if (form.meaning?.lists === lists) return form.meaning
    const meaning = {
      lists,
      begins: 0,
      form,
      folded: folded.numberOf(form.folded),
      accented: accented.numberOf(form.lower),
      term: termIn(form.folded, stop, same),
      isJoin: JOINS.has(form.folded),
      isLaughter: LAUGHTER.test(form.folded),
    }
    for (const [index, phrases] of compiled.entries()) {
      if (phrases.canBegin(meaning)) meaning.begins |= 1 << index
    }
    return (form.meaning = meaning)
  }

  function read(text: string, tokens: Tokens): Tokens {
    if (tokens.lists === lists && tokens.text === text) return tokens
    const { count, forms, meanings } = tokenise(text, tokens)
    let begins = 0
    for (let at = 0; at < count; at += 1) {
      const meaning = meaningOf(forms[at] as Form)
      meanings[at] = meaning
      begins |= meaning.begins
    }
    tokens.begins = begins
    tokens.lists = lists
    return tokens
  }

  function compile(section: Section, options: Omit<PhraseOptions, 'bit'> = byFolded): Phrases {
    const bit = 1 << compiled.length
    const phrases = compilePhrases(lists[section], { ...options, bit })
    compiled.push(phrases)
    return phrases
  }

  const byFolded = {
    dictionary: folded,
    numberOf: (meaning: Meaning) => meaning.folded,
    lettersOf: ({ form }: Meaning) => form.folded,
  }
  const byAccented = {
    dictionary: accented,
    numberOf: (meaning: Meaning) => meaning.accented,
    lettersOf: ({ form }: Meaning) => form.lower,
  }

  return {
    greeting: compile('greeting'),
    asks: compile('asks'),
    asksAccented: compile('asks accented', byAccented),
    problem: compile('problem'),
    help: compile('help'),
    social: compile('social'),
    advice: compile('advice'),
    suggests: compile('suggests'),
    wh: compile('wh'),
    you: compile('you'),
    me: compile('me'),
    room: compile('room'),
    notAnswer: compile('not_answer'),
    thanks: compile('thanks'),
    works: compile('works'),
    notWorks: compile('not_works'),
    stop,
    read,
    termOf: (form) => meaningOf(form).term,
    version: hash.digest('hex').slice(0, 12),
  }
}

/** A sentence after one of these begins anew. */
const JOINS = new Set(['and', 'but', 'or', 'so', 'because', 'e', 'mas', 'ou', 'y', 'pero', 'o'])

const LAUGHTER = /^(?:k{2,}|(?:ha|he|hi|ja|je|rs|lo)+[hjl]?s?|lmao|rofl|xd+)$/

function termIn(
  folded: string,
  stop: ReadonlySet<string>,
  same: ReadonlyMap<string, string>,
): string | undefined {
  if (folded.length < 2 || stop.has(folded)) return undefined
  const stem = stemOf(folded)
  return same.get(folded) ?? same.get(stem) ?? stem
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
