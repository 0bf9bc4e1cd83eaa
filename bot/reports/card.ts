import type { Card } from '../charts/spec.ts'
import { periodText } from './period-text.ts'
import type { ReportView } from './report.ts'

/** The words around a chart: title and period. The footer is filled in by `runReport`, which knows how fresh the lake is. */
export function cardOf(
  title: string,
  { texts, period }: ReportView,
  ...notes: (string | undefined)[]
): Card {
  const parts = [periodText(period, texts), ...notes.filter((note) => note !== undefined)]
  return { title, subtitle: parts.join(' · '), footer: '', noData: texts.text('report-no-data') }
}

/** The hour as a span: `20–21 h`. */
export function hourText(hour: number, { texts }: Pick<ReportView, 'texts'>): string {
  return texts.text('report-hour', { from: String(hour), to: String(hour + 1) })
}

/** A change in percent; a dash where there was nothing before. */
export function changeText(
  now: number,
  before: number,
  { texts }: Pick<ReportView, 'texts'>,
): string {
  return before === 0 ? '–' : texts.change(now / before - 1)
}
