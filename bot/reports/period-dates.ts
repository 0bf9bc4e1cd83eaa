import { addDays, isDate, midnight } from '../../etl/lake/time-zone.ts'
import type { Language } from '../config.ts'
import { months } from './period-words.ts'

/** Days, both included. */
export interface Days {
  readonly since: string
  readonly until: string
}

/** A day, month or year, as people write it. Without a year, it is one of every year. */
export type WrittenDate = { readonly year?: number } & (
  | { readonly unit: 'day'; readonly month: number; readonly day: number }
  | { readonly unit: 'month'; readonly month: number }
  | { readonly unit: 'year' }
)

/** A year without a month may be 29 February's: eight years lie between two of them at most. */
const YEARS_SEARCHED = 8

const MONTH_NAME = [...months.keys()].join('|')
const YEAR = String.raw`(?<year>\d{4})`

const ISO = new RegExp(String.raw`^${YEAR}(?:-(?<month>\d\d)(?:-(?<day>\d\d))?)?$`)
const YEAR_FIRST = new RegExp(String.raw`^${YEAR}[/.](?<month>\d\d?)(?:[/.](?<day>\d\d?))?$`)
const MONTH_AND_YEAR = new RegExp(String.raw`^(?<month>\d\d?)[/.-]${YEAR}$`)
const DIGITS = /^(?<one>\d\d?)(?<mark>[/.-])(?<other>\d\d?)(?:\k<mark>(?<year>\d{4}|\d\d))?$/
const NAMED = new RegExp(
  String.raw`^(?:(?<day>\d\d?)(?:o|st|nd|rd|th)?[ /-])?(?<name>${MONTH_NAME})(?:[ /-](?:(?<year>\d{4})|(?<short>\d\d?)(?:o|st|nd|rd|th)?(?: (?<late>\d{4}))?))?$`,
)

/**
 * Reads `2026`, `2026-11`, `2026-11-15`, `15/11`, `15/11/2026`, `11/2026`, `novembro`, `15 nov 2026`, `nov 15`.
 * Where the order of digits decides, it is that of the language, unless only the other one is a date.
 */
export function readDate(text: string, language: Language): WrittenDate | undefined {
  for (const pattern of [ISO, YEAR_FIRST, MONTH_AND_YEAR]) {
    const found = pattern.exec(text)?.groups
    if (found) return dateOf(found.year, found.month, found.day)
  }
  return readDigits(text, language) ?? readNamed(text)
}

function readDigits(text: string, language: Language): WrittenDate | undefined {
  const { one, mark, other, year } = DIGITS.exec(text)?.groups ?? {}
  // `1-2` is not a date: too much else is written so.
  if (one === undefined || (mark !== '/' && year === undefined)) return undefined
  const fullYear = year?.length === 2 ? `20${year}` : year
  const orders = [dateOf(fullYear, other, one), dateOf(fullYear, one, other)]
  return (language === 'en' ? orders.toReversed() : orders).find(Boolean)
}

function readNamed(text: string): WrittenDate | undefined {
  const { day, name, year, short, late } = NAMED.exec(text)?.groups ?? {}
  const month = months.get(name ?? '')
  if (month === undefined) return undefined
  if (day !== undefined) {
    if (late !== undefined) return undefined
    return dateOf(year ?? (short && `20${short}`), String(month), day)
  }
  // `nov/26` is a month of a year, `nov 26` a day.
  if (short?.length === 2 && late === undefined && !text.includes(' ')) {
    return dateOf(`20${short}`, String(month))
  }
  return dateOf(year ?? late, String(month), short)
}

function dateOf(year?: string, month?: string, day?: string): WrittenDate | undefined {
  const numbers = { ...(year !== undefined && { year: Number(year) }), month: Number(month) }
  const date: WrittenDate =
    month === undefined
      ? { ...numbers, unit: 'year' }
      : day === undefined
        ? { ...numbers, unit: 'month' }
        : { ...numbers, unit: 'day', day: Number(day) }
  // 2000 had a 29 February.
  return daysIn(date, numbers.year ?? 2000) && date
}

/** The days of a date in a year; undefined when that year has none such. */
export function daysIn(date: WrittenDate, year: number): Days | undefined {
  const two = (number: number) => String(number).padStart(2, '0')
  const start = String(year).padStart(4, '0')
  if (date.unit === 'year') return { since: `${start}-01-01`, until: `${start}-12-31` }
  const day = date.unit === 'day' ? date.day : 1
  const since = `${start}-${two(date.month)}-${two(day)}`
  if (!isDate(since)) return undefined
  return { since, until: date.unit === 'day' ? since : lastOfMonth(since) }
}

/** The last of such days that has begun by `day`. */
export function latestBy(date: WrittenDate, day: string): Days | undefined {
  return search(date, day, -1, ({ since }) => since <= day)
}

/** The first of such days that is not over before `day`. */
export function nextFrom(date: WrittenDate, day: string): Days | undefined {
  return search(date, day, 1, ({ until }) => until >= day)
}

function search(
  date: WrittenDate,
  from: string,
  step: number,
  isWanted: (days: Days) => boolean,
): Days | undefined {
  if (date.year !== undefined) return daysIn(date, date.year)
  for (let years = 0; years <= YEARS_SEARCHED; years += 1) {
    const days = daysIn(date, Number(from.slice(0, 4)) + step * years)
    if (days && isWanted(days)) return days
  }
  return undefined
}

/** The day so many months later (negative: earlier), or the last of that month when it has no such day. */
export function addMonths(day: string, count: number): string {
  const date = new Date(midnight(`${day.slice(0, 7)}-01`) * 1000)
  date.setUTCMonth(date.getUTCMonth() + count)
  const first = date.toISOString().slice(0, 10)
  const sameDay = addDays(first, Number(day.slice(8)) - 1)
  return sameDay.slice(0, 7) === first.slice(0, 7) ? sameDay : lastOfMonth(first)
}

export function lastOfMonth(day: string): string {
  const date = new Date(midnight(`${day.slice(0, 7)}-01`) * 1000)
  date.setUTCMonth(date.getUTCMonth() + 1, 0)
  return date.toISOString().slice(0, 10)
}
