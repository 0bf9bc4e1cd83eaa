import { addDays, midnight, countDays } from '../../etl/lake/time-zone.ts'
import type { Texts } from '../i18n.ts'
import type { Spans } from './days.ts'
import type { Days } from './period-dates.ts'
import { weekday, type Period } from './period.ts'
import type { PreviousSpan, Span } from './spans.ts'

/**
 * A period in words: `last 30 days (Oct 26, 2026 to Nov 24, 2026)`. What of it is in the archive says when `all` begins,
 * and when a number of hours does.
 */
export function periodText(
  period: Period,
  texts: Texts,
  archived: Days & Partial<Pick<Span, 'from'>> = period,
): string {
  const since = shortDate(period.since, texts)
  const until = shortDate(period.until, texts)
  const days = /^(\d+)d$/.exec(period.name)?.[1]
  if (days !== undefined) {
    return texts.text('report-period-days', { days: countDays(period), since, until })
  }
  if (period.hours !== undefined) {
    const begins = texts.dateTime(archived.from ?? midnight(archived.since) * 1000)
    return texts.text('report-period-hours', { hours: period.hours, since: begins })
  }
  const day = dayText(period.until, texts)
  switch (period.name) {
    case 'today':
      return texts.text('report-period-today', { day })
    case 'yesterday':
      return texts.text('report-period-yesterday', { day })
    case 'week':
      return texts.text('report-period-week', { since, until })
    case 'month':
      return texts.text('report-period-month', { since, until })
    case 'all':
      return texts.text('report-period-all', { since: shortDate(archived.since, texts), until })
  }
  if (/^\d{4}(?:-\d{2})?$/.test(period.name)) return monthOrYearText(period, texts)
  return since === until ? day : texts.text('report-period-range', { since, until })
}

/** A month or year by its name and, while it lasts, up to which day. */
function monthOrYearText({ name, since, until }: Period, texts: Texts): string {
  const isMonth = name.length > 4
  const options: Intl.DateTimeFormatOptions = {
    year: 'numeric',
    ...(isMonth && { month: 'long' }),
  }
  const period = formatDay(since, options, texts)
  const isOver = addDays(until, 1).slice(0, name.length) > name
  if (isOver) return period
  return texts.text('report-period-until', { period, until: shortDate(until, texts) })
}

/** What figures are compared with: `Sunday, Nov 22, up to 13:21`, `Oct 1 to Oct 31`. */
export function comparedText(previous: PreviousSpan, { until }: Days, texts: Texts): string {
  const period =
    previous.since === previous.until
      ? texts.text('report-compared-day', { day: dayText(previous.since, texts, until) })
      : texts.text('report-compared-range', {
          since: plainDay(previous.since, texts, until),
          until: plainDay(previous.until, texts, until),
        })
  if (!previous.isPart) return period
  return texts.text('report-up-to', { period, time: texts.time(previous.to) })
}

/** A day with its weekday: `quinta, 5/11`; with its year unless that is the year of `shownWith`. */
export function dayText(day: string, texts: Texts, shownWith = ''): string {
  const date = plainDay(day, texts, shownWith)
  return texts.text('report-day', { weekday: texts.weekday(weekday(day)), date })
}

/** A day in a sentence: `5/11`, `5 de noviembre`; with its year if that is not the year of `shownWith`. */
export function plainDay(day: string, texts: Texts, shownWith: string): string {
  const hasYear = day.slice(0, 4) !== shownWith.slice(0, 4)
  if (texts.language === 'pt-BR') {
    const [year, month, date] = day.split('-').map(Number)
    return [date, month, ...(hasYear ? [year] : [])].join('/')
  }
  const month = texts.language === 'es' ? 'long' : 'short'
  const year = hasYear ? ({ year: 'numeric' } as const) : {}
  return formatDay(day, { day: 'numeric', month, ...year }, texts)
}

/** The label of a bar or row: a month by its name, a day or a week by its first day. */
export function spanText(start: string, unit: Spans['unit'], texts: Texts): string {
  if (unit !== 'month') return shortDate(start, texts)
  const part = (options: Intl.DateTimeFormatOptions) => formatDay(start, options, texts)
  return `${part({ month: 'short' })} ${part({ year: 'numeric' })}`
}

/** A day, as short as is unambiguous: in English, digits alone do not tell which one is the month. */
export function shortDate(day: string, texts: Texts): string {
  if (texts.language === 'en') return formatDay(day, { dateStyle: 'medium' }, texts)
  return formatDay(day, { day: '2-digit', month: '2-digit', year: 'numeric' }, texts)
}

function formatDay(day: string, options: Intl.DateTimeFormatOptions, { language }: Texts): string {
  const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' })
  return format.format(midnight(day) * 1000)
}
