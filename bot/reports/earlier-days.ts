import type { Texts } from '../i18n.ts'

/** Says that days are not yet known, when there are such; else nothing. */
export function earlierDaysText(days: number, texts: Texts): string[] {
  return days === 0 ? [] : [texts.text('report-earlier-days', { days })]
}
