import { addDays, midnight, countDays } from '../../etl/lake/time-zone.ts'
import type { Language } from '../config.ts'
import { UserError } from '../user-error.ts'
import { cut } from '../html.ts'
import {
  addMonths,
  type Days,
  daysIn,
  lastOfMonth,
  latestBy,
  nextFrom,
  readDate,
  type WrittenDate,
} from './period-dates.ts'
import {
  BETWEEN,
  LAST,
  LEADING_WORDS,
  namedPeriods,
  numbers,
  SINCE,
  type NamedPeriod,
} from './period-words.ts'

/** Days of the lake's zone, both included, as `2026-11-01`. */
export interface Period extends Days {
  /**
   * In its canonical spelling, as buttons carry it: `30d`, `24h`, `month`, `2026`, `2026-11`, `2026-11-01`,
   * `2026-11-01..2026-11-15`, `all`.
   */
  readonly name: string
  /** Only the last so many hours of the days, the running one included. */
  readonly hours?: number
}

export interface PeriodOptions {
  /** Decides whether 11/5 is in May or in November (default: `pt-BR`). */
  readonly language?: Language
  /** What was asked, to begin an example with (default: `/stats`). */
  readonly command?: string
}

export const defaultPeriod = '30d'

/** The periods that buttons offer. */
export const offeredPeriods = ['7d', '30d', '90d', 'all'] as const

/** Telegram is younger, but history from elsewhere can be replayed too. */
const FIRST_DAY = '2000-01-01'

/** A number alone is of days, if it cannot be a year. */
const COUNT =
  /^(?:(?<bare>\d{1,3})|(?<count>\d{1,5}) ?(?<unit>h(?:ou)?rs?|h|hours?|horas?|d|dias?|days?|w|weeks?|sem|semanas?|m|months?|mes(?:es)?|y|years?|anos?))$/

const DAY_ALONE = /^(?<day>\d\d?)(?:o|st|nd|rd|th)?$/

/** Has every day that any year has. */
const LEAP_YEAR = 2000

const MAX_DAYS = 3660
const MAX_HOURS = 168
const MAX_DAYS_AHEAD = 365

const MAX_QUOTED = 40

/** No period takes more characters; what is longer would take long to read. */
const MAX_LENGTH = 200

/**
 * The period that a person named, ending no later than `today` (of the lake's zone): `7d` and `today` count
 * today, `week` begins on Monday, `month` on the first; `15/11` and `november` are the latest that have begun.
 * @throws UserError when the period is unknown, ends before it begins, or is one that no lake can have.
 */
export function parsePeriod(
  text: string,
  today: string,
  { language = 'pt-BR', command = '/stats' }: PeriodOptions = {},
): Period {
  const given = text.trim()
  const unknown = () => new UserError('period-unknown', { period: cut(given, MAX_QUOTED), command })
  if (given.length > MAX_LENGTH) throw unknown()

  const asked = normalised(given)
  const name = namedPeriods.get(asked) ?? namedPeriods.get(withoutLeadingWords(asked))
  const found =
    (name && named(name, today)) ??
    counted(asked, today) ??
    written(asked, today, { language, command })
  if (!found) throw unknown()
  const { since, until } = found
  if (since > until) throw new UserError('period-reversed', { since, until, command })
  const period = { ...found, ...within(found, today, unknown) }
  if (period.name !== '') return period
  return { ...period, name: period.since === until ? until : `${period.since}..${until}` }
}

/** 1 is Monday. */
export function weekday(date: string): number {
  return ((new Date(midnight(date) * 1000).getUTCDay() + 6) % 7) + 1
}

/** Without accents, with plain hyphens and blanks, and none around signs. */
function normalised(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[\p{Pd}\u2212]+/gu, '-')
    .replace(/\.{2,}/g, '..')
    .replace(/(?<=\p{L})\.(?!\.)|,/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ?(-|\/|\.\.) ?/g, '$1')
    .trim()
}

function withoutLeadingWords(text: string): string {
  return text.replace(LEADING_WORDS, '')
}

/** Without a name where it is one of a range of days. */
function named(name: NamedPeriod, today: string): Period {
  const monday = addDays(today, 1 - weekday(today))
  const days = (since: string, until = since) => ({ since, until, name: '' })
  switch (name) {
    case 'today':
      return { since: today, until: today, name }
    case 'yesterday':
      return { since: addDays(today, -1), until: addDays(today, -1), name }
    case 'day-before-yesterday':
      return days(addDays(today, -2))
    case 'week':
      return { since: monday, until: today, name }
    case 'last-week':
      return days(addDays(monday, -7), addDays(monday, -1))
    case 'month':
      return { since: `${today.slice(0, 7)}-01`, until: today, name }
    case 'last-month': {
      const since = addMonths(`${today.slice(0, 7)}-01`, -1)
      return { since, until: lastOfMonth(since), name: since.slice(0, 7) }
    }
    case 'year':
    case 'last-year': {
      const year = Number(today.slice(0, 4)) - (name === 'year' ? 0 : 1)
      return { since: `${year}-01-01`, until: `${year}-12-31`, name: String(year) }
    }
    case 'all':
      return { since: FIRST_DAY, until: today, name }
  }
}

/** `30`, `30d`, `last 30 days`, `last day`, `two weeks`, `3 meses`, `24h`. */
function counted(asked: string, today: string): Period | undefined {
  const inDigits = asked.replace(/\p{L}+(?= )/gu, (word) => String(numbers.get(word) ?? word))
  const text = withoutLeadingWords(inDigits).replace(LAST, (_, one: string) => (one ? '1 ' : ''))
  const { bare, count = bare, unit = 'd' } = COUNT.exec(text)?.groups ?? {}
  const number = Number(count)
  if (count === undefined || number < 1) return undefined
  if (unit.startsWith('h')) {
    if (number > MAX_HOURS) return undefined
    const since = addDays(today, -Math.ceil(number / 24))
    return { since, until: today, name: `${number}h`, hours: number }
  }
  const since = sinceCounted(number, unit, today)
  const days = countDays({ since, until: today })
  return days > MAX_DAYS ? undefined : { since, until: today, name: `${days}d` }
}

/** The first of the last so many days, weeks, months or years. */
function sinceCounted(count: number, unit: string, today: string): string {
  if (unit.startsWith('d')) return addDays(today, 1 - count)
  if (/^[ws]/.test(unit)) return addDays(today, 1 - 7 * count)
  return addDays(addMonths(today, unit.startsWith('m') ? -count : -12 * count), 1)
}

/** A date, two of them as a range, or one since when. */
function written(
  asked: string,
  today: string,
  { language, command }: Required<PeriodOptions>,
): Period | undefined {
  const single = point(asked, today, language)
  if (single) return single.latest(today)
  for (const [left, right] of halves(asked)) {
    const [from, to] = ends(left.replace(SINCE, ''), right, today, language)
    if (!from || !to) continue
    if (isReversed(from.date, to.date)) {
      const [since = '', until = ''] = [from, to].map((each) => each.latest(today)?.since)
      throw new UserError('period-reversed', { since, until, command })
    }
    // Of the two, the one with a year tells that of the other; without any, the first is in the past.
    const end = to.hasYear ? to.latest(today) : undefined
    const start = from.latest(from.hasYear || !end ? today : end.until)
    const until = (end ?? (start && to.next(start.since)))?.until
    if (start && until !== undefined) return { since: start.since, until, name: '' }
  }
  const start = SINCE.test(asked)
    ? point(asked.replace(SINCE, ''), today, language)?.latest(today)
    : undefined
  return start && { since: start.since, until: today, name: '' }
}

/** A day, month or year that a person wrote, as it is found from another day. */
interface Point {
  readonly hasYear: boolean
  /** Where it is written in figures or with a month. */
  readonly date?: WrittenDate
  latest(day: string): Period | undefined
  next(day: string): Period | undefined
}

function point(text: string, today: string, language: Language): Point | undefined {
  const asked = withoutLeadingWords(text)
  const name = namedPeriods.get(asked)
  if (name && name !== 'all') {
    const days = named(name, today)
    return { hasYear: true, latest: () => days, next: () => days }
  }
  const date = readDate(asked.replace(/ (?:de|del|do|of) /g, ' '), language)
  return date && pointOf(date)
}

function pointOf(date: WrittenDate): Point {
  const length = { day: 10, month: 7, year: 4 }[date.unit]
  const withName = (days: Days | undefined) =>
    days && { ...days, name: days.since.slice(0, length) }
  return {
    date,
    hasYear: date.year !== undefined,
    latest: (day) => withName(latestBy(date, day)),
    next: (day) => withName(nextFrom(date, day)),
  }
}

/** Both ends of a range; one that is a number alone is a day of the other's month: `1 a 10 de novembro`. */
function ends(left: string, right: string, today: string, language: Language) {
  const [from, to] = [left, right].map((text) => point(text, today, language))
  return [from ?? dayBeside(left, to), to ?? dayBeside(right, from)] as const
}

function dayBeside(text: string, other: Point | undefined): Point | undefined {
  const day = DAY_ALONE.exec(withoutLeadingWords(text))?.groups?.day
  if (day === undefined || other?.date?.unit !== 'day') return undefined
  const date = { ...other.date, day: Number(day) }
  return daysIn(date, date.year ?? LEAP_YEAR) && pointOf(date)
}

/** Two days of one month, the later one first; their years, where there are any, are compared elsewhere. */
function isReversed(from: WrittenDate | undefined, to: WrittenDate | undefined): boolean {
  if (from?.unit !== 'day' || to?.unit !== 'day') return false
  return from.year === to.year && from.month === to.month && from.day > to.day
}

/** The two sides of everything that may stand between the ends of a range. */
function* halves(text: string): Generator<[string, string]> {
  const marks = new RegExp(String.raw`\.\.|-| (?:${BETWEEN.join('|')}) `, 'g')
  for (const { 0: mark, index } of text.matchAll(marks)) {
    yield [text.slice(0, index), text.slice(index + mark.length)]
  }
}

/**
 * Clips a period to the days that a lake can have: none before the first day and, once the period has begun, none
 * after today. A period in the future is kept, and is empty.
 */
function within({ since, until, name }: Period, today: string, unknown: () => UserError): Days {
  if (until < FIRST_DAY || since > addDays(today, MAX_DAYS_AHEAD)) throw unknown()
  const days = {
    since: since < FIRST_DAY ? FIRST_DAY : since,
    until: until > today && since <= today ? today : until,
  }
  if (name !== 'all' && countDays(days) > MAX_DAYS) throw unknown()
  return days
}
