import { countDays } from '../../etl/lake/time-zone.ts'
import { loadReport } from '../../sql/queries.ts'
import type { Table } from '../engine/engine.ts'
import { averageNumber, cardOf } from './card.ts'
import { spansOf, unitText } from './days.ts'
import { dayText, plainDay, spanText } from './period-text.ts'
import type { Report, ReportView } from './report.ts'
import { rowsOf } from './rows.ts'

/** How many messages each day. */
export const messagesPerDay = {
  name: 'messages_per_day' as const,
  query: loadReport('messages_per_day'),
  present(table: Table, view: ReportView) {
    const { texts, period, archived } = view
    const days = rowsOf(table).map((row) => ({
      day: row.string('day') ?? '',
      values: [row.number('messages'), row.number('people')],
    }))
    const { unit, spans } = spansOf(days, archived)
    // People cannot be summed over days: most write on several.
    const hasPeople = unit === 'day'
    return {
      sentence: sentence(),
      chart: {
        type: 'bars' as const,
        ...cardOf(texts.text('report-messages-per-day-title'), view, unitText(unit, texts)),
        x: { values: spans.map(({ start }) => start) },
        series: [
          {
            name: texts.text('report-messages'),
            values: spans.map(({ values }) => values[0] ?? 0),
          },
        ] as const,
        valueLabel: texts.text('report-messages'),
      },
      table: {
        columns: [
          { name: texts.text(`report-span-${unit}`), align: 'left' as const },
          { name: texts.text('report-messages-short'), align: 'right' as const },
          ...(hasPeople ? [{ name: texts.text('report-people'), align: 'right' as const }] : []),
        ],
        labelledRows: spans.length,
        rows: spans
          .filter(({ values }) => (values[0] ?? 0) > 0)
          .toReversed()
          .map(({ start, values }) => [
            spanText(start, unit, texts),
            ...values.slice(0, hasPeople ? 2 : 1).map((value) => texts.number(value)),
          ]),
      },
    }

    function sentence(): string {
      const count = (index: number) => days[index]?.values[0] ?? 0
      const messages = days.reduce((sum, _, index) => sum + count(index), 0)
      if (messages === 0) return texts.text('report-messages-per-day-empty')
      const [busiest] = [...days.keys()].toSorted((a, b) => count(b) - count(a))
      const dayCount = countDays(archived)
      if (dayCount === 1) {
        const people = days[0]?.values[1] ?? 0
        return texts.text('report-stats-sentence', { messages, people })
      }
      if (period.hours !== undefined) return texts.text('report-messages-hours', { messages })
      const average = messages / dayCount
      const busiestDay = days[busiest ?? 0]?.day ?? ''
      return texts.text('report-messages-per-day-sentence', {
        messages,
        days: dayCount,
        isClipped: archived.since > period.since ? 'yes' : 'no',
        since: plainDay(archived.since, texts, archived.until),
        average: averageNumber(average, view),
        day: dayText(busiestDay, texts, archived.until),
        most: count(busiest ?? 0),
      })
    }
  },
} satisfies Report
