import { addDays } from '../../etl/lake/time-zone.ts'
import type { Parameter, QueryEngine } from '../engine/engine.ts'

/** People write ordinary words every day: it is not worth reading years for. */
const DAYS = 30

/** So many people who write a name as words are enough, when fewer write it as a name. */
const FEW_PEOPLE = 3

/** Statements have a limit of length on Athena. */
const MAX_NAMES = 100

export interface OrdinaryOptions {
  /** Whose names they are. */
  readonly userId: number
  /** The present day in the lake's zone. */
  readonly today: string
}

/**
 * Which of somebody's full names are words that other people use (`Bom Dia`): blanked wherever they stand, the name
 * would take them out of everybody's messages. They are when at least three others wrote them in the last 30 days
 * otherwise than a name is written, and more than wrote them like that.
 * @throws QueryError
 */
export async function ordinaryAmong(
  { query }: QueryEngine,
  names: readonly string[],
  { userId, today }: OrdinaryOptions,
): Promise<string[]> {
  // Of one word alone a name is not looked for; where there are no capitals, the two cannot be told apart.
  const full = names.filter((name) => /\S\s+\S/.test(name) && isCased(name)).slice(0, MAX_NAMES)
  if (full.length === 0) return []
  const [since, until] = [addDays(today, -DAYS), addDays(today, 1)]
  const written = full.map((name) => ({ words: spaced(name).toLowerCase(), name: asName(name) }))
  const { rows } = await query(
    statement(full.length),
    [
      ...written.flatMap(({ words, name }) => [words, name, name].map(varchar)),
      { type: 'date', value: since },
      { type: 'date', value: until },
      { type: 'bigint', value: userId },
    ],
    { days: { since, until } },
  )
  const [counts = []] = rows
  return full.filter((_, index) => {
    const [asWords, asNames] = [Number(counts[2 * index]), Number(counts[2 * index + 1])]
    return asWords >= FEW_PEOPLE && asWords > asNames
  })
}

function statement(names: number): string {
  const people = (condition: string) => `count(distinct case when ${condition} then sender_id end)`
  const counted = Array.from(
    { length: names },
    () =>
      `${people('strpos(lower(written), ?) > 0 and strpos(written, ?) = 0')}, ${people('strpos(written, ?) > 0')}`,
  )
  return `
    select ${counted.join(',\n      ')}
    from (
      select sender_id, coalesce(text, caption) as written
      from telegram
      where context_date between ? and ? and sender_id <> ?
    )`
}

function varchar(value: string): Parameter {
  return { type: 'varchar', value }
}

function isCased(name: string): boolean {
  return name.toLowerCase() !== name.toUpperCase()
}

function spaced(name: string): string {
  return name.trim().replace(/\s+/g, ' ')
}

/** As a name is written: as its owner does, or with capitals. */
function asName(name: string): string {
  const words = spaced(name).split(' ')
  const isCapital = (word = '') => /^\P{Ll}/u.test(word)
  if (isCapital(words[0]) && isCapital(words.at(-1))) return spaced(name)
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(' ')
}
