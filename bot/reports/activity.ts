// When a group is active, as averages: a period holds some weekdays more often than others.

/** Messages by weekday, from Monday on, and hour, or how often each hour was in the archive. */
export type WeekHours = readonly (readonly number[])[]

export interface Peak {
  /** The hour, or the weekday with 1 for Monday. */
  readonly place: number
  readonly total: number
  /** How often the archive has it. */
  readonly times: number
  readonly average: number
}

export interface Activity {
  /** Messages per hour, by weekday and hour. */
  readonly averages: WeekHours
  /** Messages per hour, for each hour of the day that was archived. */
  readonly hours: readonly Peak[]
  /** Messages per day, for each weekday that was archived. */
  readonly weekdays: readonly Peak[]
}

/** Averages messages over the hours of the archive: `archived` says how often it has each. */
export function activityOf(messages: WeekHours, archived: WeekHours): Activity {
  const at = (counts: WeekHours, weekday: number, hour: number) => counts[weekday]?.[hour] ?? 0
  const average = (total: number, times: number) => total / Math.max(times, 1)
  const averages = messages.map((ofDay, weekday) =>
    ofDay.map((count, hour) => average(count, at(archived, weekday, hour))),
  )
  const hours = range(24).flatMap((hour) => {
    const total = sum(range(7).map((weekday) => at(messages, weekday, hour)))
    const times = sum(range(7).map((weekday) => at(archived, weekday, hour)))
    return times === 0 ? [] : [{ place: hour, total, times, average: average(total, times) }]
  })
  const weekdays = range(7).flatMap((weekday) => {
    const times = Math.max(0, ...(archived[weekday] ?? []))
    const [total, perDay] = [sum(messages[weekday] ?? []), sum(averages[weekday] ?? [])]
    return times === 0 ? [] : [{ place: weekday + 1, total, times, average: perDay }]
  })
  return { averages, hours, weekdays }
}

/** The one with the highest average; undefined where there are no messages. */
export function peakOf(places: readonly Peak[]): Peak | undefined {
  const [first] = places.toSorted((a, b) => b.average - a.average)
  return first && first.total > 0 ? first : undefined
}

/** Counts by weekday and hour, of rows that have both. */
export function weekHours(
  cells: Iterable<{ readonly weekday: number; readonly hour: number; readonly count: number }>,
): number[][] {
  const counts = range(7).map(() => range(24).map(() => 0))
  for (const { weekday, hour, count } of cells) {
    const ofDay = counts[weekday - 1]
    if (ofDay) ofDay[hour] = (ofDay[hour] ?? 0) + count
  }
  return counts
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index)
}
