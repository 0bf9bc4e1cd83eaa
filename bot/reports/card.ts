import { countDays } from '../../etl/lake/time-zone.ts'
import type { Card } from '../charts/spec.ts'
import type { Peak } from './activity.ts'
import { periodText } from './period-text.ts'
import type { ReportView } from './report.ts'

/** The words around a chart: title and period. The footer is filled in by `runReport`, which knows how fresh the lake is. */
export function cardOf(
  title: string,
  { texts, period, archived }: ReportView,
  ...notes: (string | undefined)[]
): Card {
  const shown = periodText(period, texts, archived)
  const parts = [shown, ...notes.filter((note) => note !== undefined)]
  return { title, subtitle: parts.join(' · '), footer: '', noData: texts.text('report-no-data') }
}

/** A longer period than this is not suggested. */
const SUGGESTED_DAYS = 90

/** That there is nothing and, where that may help, to try a longer period; or that there is nothing earlier. */
export function nothingText(
  key: string,
  { texts, period, begins }: Pick<ReportView, 'texts' | 'period' | 'begins'>,
): string {
  if (begins !== undefined && begins >= period.since) {
    const since = begins === 'now' ? begins : texts.date(begins)
    return `${texts.text(key)} ${texts.text('report-nothing-earlier', { since })}`
  }
  const isShort = period.name !== 'all' && countDays(period) < SUGGESTED_DAYS
  return [texts.text(key), ...(isShort ? [texts.text('report-try-longer')] : [])].join(' ')
}

/** Less is not shown as an average. */
const LEAST_AVERAGE = 0.1

type WithTexts = Pick<ReportView, 'texts'>

/** The hour as a span: `20h–21h`. */
export function hourText(hour: number, { texts }: WithTexts): string {
  return texts.text('report-hour', { from: String(hour), to: String(hour + 1) })
}

/** An hour of the week: `Thursday, 20h–21h`. */
export function placeText(weekday: number, hour: number, view: WithTexts): string {
  return `${view.texts.weekday(weekday)}, ${hourText(hour, view)}`
}

/** The hour by its beginning: `20h`. */
export function hourStartText(hour: number, { texts }: WithTexts): string {
  return texts.text('report-hour-start', { hour: String(hour) })
}

/** How many messages on average; where that is nearly none, or of a single one, how many in all. */
export function averageText(
  { average, total, times }: Pick<Peak, 'average' | 'total' | 'times'>,
  { texts }: WithTexts,
): string {
  if (times <= 1 || average < LEAST_AVERAGE) {
    return texts.text('report-messages-count', { messages: total })
  }
  const messages = average < 10 ? Math.round(10 * average) / 10 : Math.round(average)
  return texts.text('report-messages-average', { messages })
}

/** An average in a table; with a decimal below ten. */
export function averageNumber(average: number, { texts }: WithTexts): string {
  if (average > 0 && average < LEAST_AVERAGE) return `< ${texts.number(LEAST_AVERAGE, 1)}`
  return texts.number(average, average < 9.95 ? 1 : 0)
}

/** A change in percent; `new` where there was nothing before. */
export function changeText(now: number, before: number, { texts }: WithTexts): string {
  if (before > 0) return texts.change(now / before - 1)
  return now > 0 ? texts.text('report-change-new') : '–'
}
