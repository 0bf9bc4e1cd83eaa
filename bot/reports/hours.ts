import { loadReport } from '../../sql/queries.ts'
import type { Table } from '../engine/engine.ts'
import { cardOf, hourText } from './card.ts'
import { capitalised } from './display-text.ts'
import type { Report, ReportView } from './report.ts'
import { rowsOf } from './rows.ts'

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** When the group is active: hour by weekday, all weeks of the period together. */
export const hours = {
  name: 'hours' as const,
  query: loadReport('hours'),
  present(table: Table, view: ReportView) {
    const { texts } = view
    const counts = WEEKDAYS.map(() => HOURS.map(() => 0))
    for (const row of rowsOf(table)) {
      const ofDay = counts[row.number('weekday') - 1]
      const hour = row.number('hour')
      if (ofDay) ofDay[hour] = (ofDay[hour] ?? 0) + row.number('messages')
    }
    const all = sum(counts.map(sum))
    const peaks = counts.map((ofDay, index) => {
      const most = Math.max(...ofDay)
      return { weekday: index + 1, hour: ofDay.indexOf(most), most, messages: sum(ofDay) }
    })
    const [peak] = peaks.toSorted((a, b) => b.most - a.most)
    return {
      sentence:
        all === 0 || !peak
          ? texts.text('report-hours-empty')
          : texts.text('report-hours-sentence', {
              weekday: texts.weekday(peak.weekday),
              hour: hourText(peak.hour, view),
              messages: peak.most,
              share: texts.percent(peak.most / all),
            }),
      chart: {
        type: 'heatmap' as const,
        ...cardOf(texts.text('report-hours-title'), view),
        columns: HOURS.map(String),
        rows: WEEKDAYS.map((day) => capitalised(texts.weekday(day, 'short'))),
        values: counts,
        valueLabel: texts.text('report-messages'),
      },
      table: {
        columns: [
          { name: texts.text('report-weekday'), align: 'left' as const },
          { name: texts.text('report-messages-short'), align: 'right' as const },
          { name: texts.text('report-peak'), align: 'right' as const },
        ],
        rows:
          all === 0
            ? []
            : peaks.map(({ weekday, hour, most, messages }) => [
                capitalised(texts.weekday(weekday)),
                texts.number(messages),
                most === 0 ? '–' : hourText(hour, view),
              ]),
      },
    }
  },
} satisfies Report

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
