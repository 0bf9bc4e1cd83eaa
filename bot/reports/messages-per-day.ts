import { countDays } from '../../etl/lake/time-zone.ts'
import { loadReport } from '../../sql/queries.ts'
import type { Table } from '../engine/engine.ts'
import { averageNumber, cardOf, hourText, nothingText } from './card.ts'
import { spansOf, unitText } from './days.ts'
import { messageBars, hourBars, hoursOf } from './time-bars.ts'
import { dayText, plainDay, spanText } from './period-text.ts'
import type { Presentation, Report, ReportView } from './report.ts'
import { rowsOf } from './rows.ts'

/** How many messages each day. */
export const messagesPerDay = {
  name: 'messages_per_day' as const,
  query: loadReport('messages_per_day'),
  hourlyQuery: loadReport('messages_per_hour'),
  present(table: Table, view: ReportView) {
    if (table.columns.some(({ name }) => name === 'hour')) return byHour(table, view)
    const { texts, archived } = view
    const days = rowsOf(table).map((row) => ({
      day: row.string('day') ?? '',
      values: [row.number('messages'), row.number('people')],
    }))
    const found = spansOf(days, archived)
    const { unit, spans } = found
    // People cannot be summed over days: most write on several.
    const hasPeople = unit === 'day'
    return {
      sentence: sentence(),
      chart: {
        type: 'bars' as const,
        ...cardOf(texts.text('report-messages-per-day-title'), view, unitText(unit, texts)),
        ...messageBars(found, view),
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
      if (messages === 0) return nothingText('report-messages-per-day-empty', view)
      const [busiest] = [...days.keys()].toSorted((a, b) => count(b) - count(a))
      const dayCount = countDays(archived)
      const average = messages / dayCount
      const busiestDay = days[busiest ?? 0]?.day ?? ''
      return texts.text('report-messages-per-day-sentence', {
        messages,
        days: dayCount,
        isClipped: archived.since > view.period.since ? 'yes' : 'no',
        since: plainDay(archived.since, texts, archived.until),
        average: averageNumber(average, view),
        day: dayText(busiestDay, texts, archived.until),
        most: count(busiest ?? 0),
      })
    }
  },
} satisfies Report

/** A day, or some hours. */
function byHour(table: Table, view: ReportView): Presentation {
  const { texts, archived } = view
  const rows = rowsOf(table)
  const total = rows.find((row) => !row.has('hour'))
  const counts = new Map(
    rows
      .filter((row) => row.has('hour'))
      .map((row) => [
        `${row.string('day')} ${row.number('hour')}`,
        { messages: row.number('messages'), people: row.number('people') },
      ]),
  )
  const at = (day: string, hour: number) => counts.get(`${day} ${hour}`)
  const hours = hoursOf(archived).flatMap(({ day, hour }) => {
    const found = at(day, hour)
    return found ? [{ hour, ...found }] : []
  })
  const [most] = hours.toSorted((a, b) => b.messages - a.messages)
  const messages = total?.number('messages') ?? 0
  return {
    sentence: most
      ? [
          texts.text('report-stats-sentence', { messages, people: total?.number('people') ?? 0 }),
          texts.text('report-stats-peak', {
            hour: hourText(most.hour, view),
            messages: texts.text('report-messages-count', { messages: most.messages }),
          }),
        ].join(' ')
      : nothingText('report-messages-per-day-empty', view),
    chart: {
      type: 'bars',
      ...cardOf(texts.text('report-messages-per-hour-title'), view),
      ...hourBars(view, (day, hour) => at(day, hour)?.messages ?? 0),
    },
    table: {
      columns: [
        { name: texts.text('report-span-hour'), align: 'left' },
        { name: texts.text('report-messages-short'), align: 'right' },
        { name: texts.text('report-people'), align: 'right' },
      ],
      labelledRows: hours.length,
      rows: hours
        .toReversed()
        .map(({ hour, messages: count, people }) => [
          hourText(hour, view),
          texts.number(count),
          texts.number(people),
        ]),
    },
  }
}
