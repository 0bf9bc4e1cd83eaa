// Counts over time as bars: by day, week or month, or by hour where the period is a day.
import { addDays, midnight } from '../../etl/lake/time-zone.ts'
import type { Bars } from '../charts/spec.ts'
import type { Spans } from './days.ts'
import type { ReportView } from './report.ts'
import { dayOf, type Span } from './spans.ts'

/** A mean says something about a month and more. */
const LEAST_DAYS_WITH_MEAN = 30
const MEAN_DAYS = 7

const HOUR = 3_600_000

/** The axis of daily, weekly or monthly bars; the last one may not be over. */
export function timeAxis(
  { unit, spans }: Spans,
  { archived }: Pick<ReportView, 'archived'>,
): Pick<Bars, 'x' | 'isLastUnfinished'> {
  return {
    x: { values: spans.map(({ start }) => start), areDays: unit === 'day' },
    isLastUnfinished: archived.to < midnight(addDays(archived.until, 1)) * 1000,
  }
}

/** Messages in bars, with a mean over seven days where there are thirty and more. */
export function messageBars(found: Spans, view: Pick<ReportView, 'archived' | 'texts'>): Bars {
  const { texts } = view
  const values = found.spans.map((span) => span.values[0] ?? 0)
  const axis = timeAxis(found, view)
  const hasMean = found.unit === 'day' && values.length >= LEAST_DAYS_WITH_MEAN
  return {
    ...axis,
    series: [{ name: texts.text('report-messages'), values }],
    valueLabel: texts.text('report-messages'),
    ...(hasMean && {
      line: {
        name: texts.text('report-mean', { days: MEAN_DAYS }),
        values: means(values, axis.isLastUnfinished === true),
      },
    }),
  }
}

/** The mean of each seven days up to each; none before the seventh, or of a day that is not over. */
function means(values: readonly number[], isLastUnfinished: boolean): (number | null)[] {
  return values.map((_, index) => {
    if (index < MEAN_DAYS - 1 || (isLastUnfinished && index === values.length - 1)) return null
    const last = values.slice(index - MEAN_DAYS + 1, index + 1)
    return last.reduce((sum, value) => sum + value, 0) / MEAN_DAYS
  })
}

/** Messages by hour, from the first to the last hour of a span; `countAt` is asked by day and hour. */
export function hourBars(
  { archived, texts }: Pick<ReportView, 'archived' | 'texts'>,
  countAt: (day: string, hour: number) => number,
): Bars {
  const hours = hoursOf(archived)
  return {
    x: {
      values: hours.map(({ day, hour }) => `${day} ${hour}`),
      labels: hours.map(({ hour }) => texts.text('report-hour-start', { hour: String(hour) })),
    },
    series: [
      {
        name: texts.text('report-messages'),
        values: hours.map(({ day, hour }) => countAt(day, hour)),
      },
    ],
    valueLabel: texts.text('report-messages'),
    isLastUnfinished: archived.to % HOUR !== 0,
  }
}

/** The hours that a span has begun. */
export function hoursOf({ from, to }: Pick<Span, 'from' | 'to'>) {
  const hours: { readonly day: string; readonly hour: number }[] = []
  for (let at = Math.floor(from / HOUR) * HOUR; at < to; at += HOUR) {
    hours.push({ day: dayOf(at), hour: new Date(at).getUTCHours() })
  }
  return hours
}

/** Whether a period is shown by the hour: a day, or a number of hours. */
export function isByHour({ since, until }: Pick<Span, 'since' | 'until'>, hours?: number): boolean {
  return since === until || (hours !== undefined && hours <= 48)
}
