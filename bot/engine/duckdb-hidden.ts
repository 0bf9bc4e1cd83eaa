// What people asked to be erased, hidden from SQL in DuckDB until it is.
import type { Hidden } from '../../etl/privacy/requests.ts'
import { foldName } from '../../etl/privacy/subjects.ts'
import { stringLiteral } from './duckdb-values.ts'

/** Columns of others' messages that say whom they are for. */
const ADDRESSEES = ['reply_to_sender_id', 'to_sender_id']
/** Columns with what people wrote, who may name each other. */
const PROSE = ['text', 'caption', 'title', 'question', 'author_signature', 'sender_tag']
/** Stems of the question, of which a name may be one. */
const TERMS = 'question_terms'

/** The condition of `visible` for one of its rows, in numbers. */
export function conditionOf({ hides }: Hidden): string {
  const { isMessage, first, second } = parse(hides)
  if (isMessage) return `not (chat_id = ${first} and message_id = ${second})`
  const isPerson = `(coalesce(user_id, 0) = ${first} or coalesce(sender_id, 0) = ${first})`
  return second === undefined ? `not ${isPerson}` : `not (${isPerson} and chat_id = ${second})`
}

/** A column, without ids and names of people who are hidden. */
export function shownColumn(name: string, hidden: readonly Hidden[]): string {
  const column = `"${name}"`
  if (ADDRESSEES.includes(name)) {
    const theirs = hidden.flatMap(({ hides }) => {
      const { isMessage, first, second } = parse(hides)
      if (isMessage) return []
      return second === undefined
        ? `${column} = ${first}`
        : `${column} = ${first} and chat_id = ${second}`
    })
    if (theirs.length === 0) return column
    return `case when ${theirs.join(' or ')} then null else ${column} end as ${column}`
  }
  if (!PROSE.includes(name) && name !== TERMS) return column
  const patterns = hidden.flatMap(patternsOf)
  if (patterns.length === 0) return column
  const pattern = stringLiteral(`(?i)${patterns.join('|')}`)
  if (name === TERMS) {
    const isNamed = `regexp_matches("question", ${pattern})`
    return `case when ${isNamed} then null else ${column} end as ${column}`
  }
  return `system.main.regexp_replace(${column}, ${pattern}, '███', 'g') as ${column}`
}

/** One word alone is no name that is blanked, as in `cleanText`. */
function patternsOf({ names = [], usernames = [] }: Hidden): string[] {
  const full = names.map((name) => name.trim().split(/\s+/)).filter((words) => words.length > 1)
  return [
    ...usernames.map((username) => `(?:@|\\bt(?:elegram)?\\.me/)${quoted(username)}\\b`),
    ...full.map((words) => bounded(words.join(' '), words.map(folded).join('[\\s\\p{Z}]+'))),
  ]
}

/** Letters by what remains of them without accents, as `foldName` has it: those of European languages. */
const ACCENTED = new Map<string, string>()
for (let code = 0xc0; code < 0x250; code += 1) {
  const letter = String.fromCharCode(code)
  const base = foldName(letter)
  if (/^[a-z]$/.test(base)) ACCENTED.set(base, (ACCENTED.get(base) ?? '') + letter)
}

/** The word with or without its accents, whether they are part of a letter or follow it. */
function folded(word: string): string {
  return [...foldName(word)]
    .map((letter) => {
      const accented = ACCENTED.get(letter)
      return accented === undefined ? quoted(letter) : `[${letter}${accented}]\\p{M}*`
    })
    .join('')
}

/** A name is not found within words. RE2's \b knows ASCII only: at any other letter it would keep the name in view. */
function bounded(name: string, pattern: string): string {
  return `${/^\w/.test(name) ? '\\b' : ''}${pattern}${/\w$/.test(name) ? '\\b' : ''}`
}

/** RE2 knows no other signs that mean something, and refuses a backslash before a letter, a digit or an emoji. */
function quoted(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, '\\$&')
}

function parse(hides: string) {
  const [kind, ...ids] = hides.split(' ')
  const [first, second] = ids.map(BigInt)
  return { isMessage: kind === 'message', first, second }
}
