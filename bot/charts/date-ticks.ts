/** A label under an axis; the second line has the month or year where it changes. */
export interface Tick {
  readonly index: number
  readonly lines: readonly string[]
}

const DAY = 86_400_000

/** Checks the shape only: labels are either dates of the calendar or something else entirely. */
export const isDay = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value)

/**
 * Labels for ascending dates, by day, Monday, month or year: the finest that `fits` accepts. Those by day have the first
 * and the last date, and no other close to them.
 */
export function dateTicks(
  dates: readonly string[],
  locale: string,
  fits: (ticks: readonly Tick[]) => boolean,
): readonly Tick[] {
  const days = [...dates.keys()]
  const candidates = [
    byDay(days),
    ...withEnds(
      days.filter((index) => index % 2 === 0),
      2,
    ).map(byDay),
    ...[1, 2].flatMap((every) => withEnds(starts(dates, weekOf, every), 7 * every)).map(byDay),
    ...[1, 2, 3, 6].map((every) => starts(dates, monthOf, every)).map(byMonth),
    ...[1, 2, 5, 10].map((every) => starts(dates, yearOf, every)).map(byYear),
  ]
  return candidates.find((ticks) => ticks.length > 0 && fits(ticks)) ?? byDay([0])

  /** From the closest to the ends to the farthest. */
  function withEnds(indices: readonly number[], spacing: number): number[][] {
    const last = dates.length - 1
    const gaps = Array.from({ length: Math.min(spacing, last) }, (_, gap) => gap)
    return gaps.map((gap) => [
      0,
      ...indices.filter((index) => index > gap && index < last - gap),
      last,
    ])
  }

  function byDay(indices: readonly number[]): Tick[] {
    return twoLines(indices, format({ day: 'numeric' }), format({ month: 'short' }))
  }

  function byMonth(indices: readonly number[]): Tick[] {
    return twoLines(indices, format({ month: 'short' }), format({ year: 'numeric' }))
  }

  function byYear(indices: readonly number[]): Tick[] {
    return indices.map((index) => ({ index, lines: [format({ year: 'numeric' })(index)] }))
  }

  function format(options: Intl.DateTimeFormatOptions) {
    const { format } = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
    return (index: number) => format(DAY * dayOf(dates[index] ?? ''))
  }
}

/** The indices where every `every`-th week, month or year begins. */
function starts(
  dates: readonly string[],
  unitOf: (day: number) => number,
  every: number,
): readonly number[] {
  const units = dates.map((date) => unitOf(dayOf(date)))
  const isStart = (index: number) => {
    const before = index > 0 ? units[index - 1] : unitOf(dayOf(dates[0] ?? '') - 1)
    return units[index] !== before
  }
  const found = [...dates.keys()].filter(isStart)
  const first = units[found[0] ?? 0] ?? 0
  return found.filter((index) => ((units[index] ?? 0) - first) % every === 0)
}

/** Days since 1970. */
const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY

/** Weeks begin on Monday; 1970 began on a Thursday. */
const weekOf = (day: number) => Math.floor((day + 3) / 7)

const yearOf = (day: number) => new Date(DAY * day).getUTCFullYear()

const monthOf = (day: number) => 12 * yearOf(day) + new Date(DAY * day).getUTCMonth()

function twoLines(
  indices: readonly number[],
  first: (index: number) => string,
  second: (index: number) => string,
): Tick[] {
  return indices.map((index, i) => {
    const before = indices[i - 1]
    const isNew = before === undefined || second(before) !== second(index)
    return { index, lines: isNew ? [first(index), second(index)] : [first(index)] }
  })
}
