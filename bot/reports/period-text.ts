import type { Texts } from '../i18n.ts'
import { dayCount, type Period } from './period.ts'

/** A period in words: `last 30 days (10/26/26 to 11/24/26)`. */
export function periodText(period: Period, texts: Texts): string {
  const since = shortDate(period.since, texts)
  const until = shortDate(period.until, texts)
  const days = /^(\d+)d$/.exec(period.name)?.[1]
  if (days !== undefined) {
    return texts.text('report-period-days', { days: dayCount(period), since, until })
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

/** A day in figures, as short as the language writes it. */
export function shortDate(day: string, texts: Texts): string {
  const format = new Intl.DateTimeFormat(texts.language, { dateStyle: 'short', timeZone: 'UTC' })
  return format.format(Date.parse(`${day}T00:00:00Z`))
}
