// Which moments a report counts, and with which earlier ones they are compared. Times are wall-clock milliseconds in the
// lake's zone, as if it were UTC.
import { addDays, countDays, midnight } from '../../etl/lake/time-zone.ts'
import { addMonths, type Days } from './period-dates.ts'
import type { Period } from './period.ts'

/** Days, and the moments in them at which counting begins and ends. */
export interface Span extends Days {
  readonly from: number
  readonly to: number
}

export interface PreviousSpan extends Span {
  /** Whether it ends within a day, as a period that is still running does. */
  readonly isPart: boolean
  /** The moment that corresponds to now: answers that came later do not count. */
  readonly seen: number
  /** How much longer the period is: months and years differ in length. 1 for all others. */
  readonly scale: number
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A period up to the moment that has been seen; hours are counted back from now. */
export function spanOf(period: Period, { now, seen }: { now: number; seen: number }): Span {
  const from = period.hours === undefined ? startOf(period.since) : now - period.hours * HOUR
  const since = period.hours === undefined ? period.since : dayOf(from)
  const to = Math.max(from, Math.min(seen, startOf(addDays(period.until, 1))))
  return { since, until: period.until, from, to }
}

/** A lake whose last day is longer ago than this, in days, has ended: a group may be quiet for a week. */
const QUIET_DAYS = 7

/**
 * What of a span is in the archive. It begins with the group's first day, and ends with the lake's last day if that is
 * long ago.
 */
export function archivedPart(
  span: Span,
  { firstDay, lastDay }: { firstDay: string | undefined; lastDay: string | undefined },
): Span {
  const isOver =
    lastDay !== undefined && countDays({ since: lastDay, until: span.until }) > QUIET_DAYS
  const until = isOver && lastDay >= span.since ? lastDay : span.until
  const to = until === span.until ? span.to : startOf(addDays(until, 1))
  const isLater = firstDay !== undefined && firstDay > span.since && firstDay <= until
  if (!isLater) return until === span.until ? span : { ...span, until, to }
  return { since: firstDay, until, from: startOf(firstDay), to: Math.max(to, startOf(firstDay)) }
}

/**
 * The span that a period is compared with, up to the same time if it is still running. A month or a year is compared
 * with the one before; all else with the same weekdays, as few weeks earlier as do not overlap.
 */
export function previousSpan(period: Period, span: Span, seen: number): PreviousSpan {
  const isPart = span.to < startOf(addDays(span.until, 1))
  const months = monthsOf(period.name)
  if (months === undefined) {
    const days = 7 * Math.ceil(countDays(span) / 7)
    const moved = (time: number) => time - days * DAY
    const until = addDays(span.until, -days)
    const since = addDays(span.since, -days)
    return {
      since,
      until,
      from: moved(span.from),
      to: moved(span.to),
      isPart,
      seen: moved(seen),
      scale: 1,
    }
  }
  const since = addMonths(span.since, -months)
  const last = addDays(span.since, -1)
  const movedSeen = monthsEarlier(seen, months)
  const until = isPart && dayOf(movedSeen) < last ? dayOf(movedSeen) : last
  const from = startOf(since)
  const to = Math.min(isPart ? movedSeen : Infinity, startOf(addDays(until, 1)))
  const scale = (span.to - span.from) / Math.max(to - from, HOUR)
  return { since, until, from, to, isPart: to < startOf(addDays(until, 1)), seen: movedSeen, scale }
}

/** How often each hour of each weekday has begun in a span: by weekday from Monday on, then by hour. */
export function hoursIn({ from, to }: Pick<Span, 'from' | 'to'>): number[][] {
  const counts = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
  for (let hour = Math.floor(from / HOUR); hour * HOUR < to; hour += 1) {
    // 1970 began on a Thursday.
    const ofDay = counts[(Math.floor(hour / 24) + 3) % 7]
    if (ofDay) ofDay[hour % 24] = (ofDay[hour % 24] ?? 0) + 1
  }
  return counts
}

/** The day of a moment. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

/** A month that is shorter has no such day: then its end. */
function monthsEarlier(time: number, months: number): number {
  const day = dayOf(time)
  const moved = addMonths(day, -months)
  const isCut = moved.slice(8) < day.slice(8)
  return isCut ? startOf(addDays(moved, 1)) : startOf(moved) + (time - startOf(day))
}

function monthsOf(name: string): number | undefined {
  if (name === 'month' || /^\d{4}-\d{2}$/.test(name)) return 1
  return /^\d{4}$/.test(name) ? 12 : undefined
}

function startOf(day: string): number {
  return midnight(day) * 1000
}
