import { addDays, countDays } from '../../etl/lake/time-zone.ts'
import type { Texts } from '../i18n.ts'
import type { Days } from './period-dates.ts'
import { weekday } from './period.ts'

/** More bars than this cannot be told apart: beyond that, each covers a week, or else a month. */
const MAX_DAYS = 92
const MAX_DAYS_IN_WEEKS = 730

export interface DayValues {
  readonly day: string
  readonly values: readonly number[]
}

export interface Spans {
  readonly unit: 'day' | 'week' | 'month'
  /** In order, without gaps; `start` is the first day of a span that is in the period. */
  readonly spans: readonly { readonly start: string; readonly values: readonly number[] }[]
}

/** Sums daily counts into one entry per span, 0 where there is nothing. No spans when no day is given. */
export function spansOf(days: readonly DayValues[], { since, until }: Days): Spans {
  const first = days[0]
  if (!first) return { unit: 'day', spans: [] }
  const count = countDays({ since, until })
  const unit = count <= MAX_DAYS ? 'day' : count <= MAX_DAYS_IN_WEEKS ? 'week' : 'month'

  const sums = new Map<string, number[]>()
  for (let day = since; day <= until; day = addDays(day, 1)) {
    const start = startOf(day, unit)
    const sum = sums.get(start) ?? first.values.map(() => 0)
    sums.set(start, sum)
  }
  for (const { day, values } of days) {
    const sum = sums.get(startOf(day, unit))
    values.forEach((value, index) => {
      if (sum) sum[index] = (sum[index] ?? 0) + value
    })
  }
  const spans = [...sums].map(([start, values]) => ({
    start: start < since ? since : start,
    values,
  }))
  return { unit, spans }
}

/** What a bar covers, unless it is a day. */
export function unitText(unit: Spans['unit'], texts: Texts): string | undefined {
  if (unit === 'day') return undefined
  return texts.text(unit === 'week' ? 'report-per-week' : 'report-per-month')
}

function startOf(day: string, unit: Spans['unit']): string {
  if (unit === 'week') return addDays(day, 1 - weekday(day))
  return unit === 'month' ? `${day.slice(0, 7)}-01` : day
}
