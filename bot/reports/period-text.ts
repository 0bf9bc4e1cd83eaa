import { midnight, countDays } from '../../etl/lake/time-zone.ts'
import type { Texts } from '../i18n.ts'
import type { Spans } from './days.ts'
import type { Period } from './period.ts'

/** A period in words: `last 30 days (Oct 26, 2026 to Nov 24, 2026)`. */
export function periodText(period: Period, texts: Texts): string {
  const since = shortDate(period.since, texts)
  const until = shortDate(period.until, texts)
  const days = /^(\d+)d$/.exec(period.name)?.[1]
  if (days !== undefined) {
    return texts.text('report-period-days', { days: countDays(period), since, until })
  }
  switch (period.name) {
    case 'today':
      return texts.text('report-period-today', { day: until })
    case 'yesterday':
      return texts.text('report-period-yesterday', { day: until })
    case 'week':
      return texts.text('report-period-week', { since, until })
    case 'month':
      return texts.text('report-period-month', { since, until })
    case 'all':
      return texts.text('report-period-all', { until })
    default:
      return since === until ? since : texts.text('report-period-range', { since, until })
  }
}

/** The label of a bar or row: a month by its name, a day or a week by its first day. */
export function spanText(start: string, unit: Spans['unit'], texts: Texts): string {
  if (unit !== 'month') return shortDate(start, texts)
  const part = (options: Intl.DateTimeFormatOptions) => formatDay(start, options, texts)
  return `${part({ month: 'short' })} ${part({ year: 'numeric' })}`
}

/** A day, as short as is unambiguous: in English, digits alone do not tell which one is the month. */
export function shortDate(day: string, texts: Texts): string {
  return formatDay(day, { dateStyle: texts.language === 'en' ? 'medium' : 'short' }, texts)
}

function formatDay(day: string, options: Intl.DateTimeFormatOptions, { language }: Texts): string {
  const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' })
  return format.format(midnight(day) * 1000)
}
