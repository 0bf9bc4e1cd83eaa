import { KeyedError } from './keyed-error.ts'

/** Wall-clock time of one zone. All arithmetic is on unix seconds; the machine's own zone does not matter. */
export interface TimeZone {
  readonly name: string
  /** Seconds to add to unix time to get the zone's wall-clock time, DST included. */
  offset(unix: number): number
  /** Calendar day of an instant, `YYYY-MM-DD`. */
  date(unix: number): string
  /** Wall-clock time as if it were UTC, in milliseconds: the value of a timestamp without time zone. */
  wallClock(unix: number): number
  /**
   * The instant at which the zone's clocks show this wall-clock time (seconds as if it were UTC). A time skipped by a
   * clock change moves forward by the gap; a time that occurs twice means the first.
   */
  instant(wallClockSeconds: number): number
}

/** Zones change their offset on quarter hours, so one look-up is good for fifteen minutes. */
const QUARTER_HOUR = 900

/** @throws Error when `name` is not an IANA time zone. */
export function timeZone(name: string): TimeZone {
  const format = offsetFormat(name)
  const offsets = new Map<number, number>()

  function offset(unix: number): number {
    const quarter = Math.floor(unix / QUARTER_HOUR)
    let seconds = offsets.get(quarter)
    if (seconds === undefined) {
      seconds = offsetAt(format, quarter * QUARTER_HOUR)
      if (offsets.size > 100_000) offsets.clear()
      offsets.set(quarter, seconds)
    }
    return seconds
  }

  return {
    name,
    offset,
    date: (unix) => isoDate(unix + offset(unix)),
    wallClock: (unix) => (unix + offset(unix)) * 1000,
    instant(wallClockSeconds) {
      const before = wallClockSeconds - offset(wallClockSeconds - 86_400)
      if (before + offset(before) === wallClockSeconds) return before
      const after = wallClockSeconds - offset(wallClockSeconds + 86_400)
      return after + offset(after) === wallClockSeconds ? after : before
    },
  }
}

/** The beginning of a day `YYYY-MM-DD` as wall-clock time: seconds as if it were UTC. */
export function midnight(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 1000
}

/** The day `days` after `date` (negative: before). Both are `YYYY-MM-DD`. */
export function addDays(date: string, days: number): string {
  return isoDate(midnight(date) + days * 86_400)
}

/** The number of days from `since` to `until`, both included. */
export function countDays({ since, until }: { since: string; until: string }): number {
  return (midnight(until) - midnight(since)) / 86_400 + 1
}

/**
 * A calendar day `YYYY-MM-DD`, as given.
 * @throws Error for anything else.
 */
export function parseDate(text: string): string {
  if (!isDate(text)) {
    const given = JSON.stringify(text.slice(0, 40))
    throw new KeyedError('config-day', { given }, `not a day: ${given}, write it as 2026-11-01`)
  }
  return text
}

/** Whether this is a calendar day, as `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  const seconds = /^\d{4}-\d{2}-\d{2}$/.test(text) ? midnight(text) : NaN
  return !Number.isNaN(seconds) && isoDate(seconds) === text
}

function isoDate(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}

function offsetFormat(name: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    const given = JSON.stringify(name)
    throw new KeyedError(
      'config-time-zone',
      { given },
      `not a time zone: ${given}, write it as America/Sao_Paulo`,
    )
  }
}

function offsetAt(format: Intl.DateTimeFormat, unix: number): number {
  const parts: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(unix * 1000)) parts[type] = Number(value)
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - unix
}
