import { loadReport } from '../../sql/queries.ts'
import type { Table } from '../engine/engine.ts'
import { activityOf, sum, weekHours } from './activity.ts'
import {
  averageNumber,
  averageText,
  cardOf,
  hourStartText,
  hourText,
  placeText,
  nothingText,
} from './card.ts'
import { capitalised } from './display-text.ts'
import type { Report, ReportView } from './report.ts'
import { rowsOf } from './rows.ts'
import { hoursIn } from './spans.ts'

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** When the group is active: how much it writes on average in each hour of the week that the archive has. */
export const hours = {
  name: 'hours' as const,
  query: loadReport('hours'),
  present(table: Table, view: ReportView) {
    const { texts } = view
    const counts = weekHours(
      rowsOf(table).map((row) => ({
        weekday: row.number('weekday'),
        hour: row.number('hour'),
        count: row.number('messages'),
      })),
    )
    const archived = hoursIn(view.archived)
    const { averages, weekdays } = activityOf(counts, archived)
    const all = sum(counts.map(sum))
    const peaks = averages.map((ofDay, index) => {
      const most = Math.max(...ofDay)
      const hour = ofDay.indexOf(most)
      const [total, times] = [counts[index]?.[hour] ?? 0, archived[index]?.[hour] ?? 0]
      return { weekday: index + 1, hour, average: most, total, times }
    })
    const [peak] = peaks.toSorted((a, b) => b.average - a.average)
    const isAverage = archived.flat().some((times) => times > 1)
    const name = (place: number) => capitalised(texts.weekday(place, 'short'))
    return {
      sentence:
        all === 0 || !peak
          ? nothingText('report-hours-empty', view)
          : texts.text('report-hours-sentence', {
              weekday: texts.weekday(peak.weekday),
              hour: hourText(peak.hour, view),
              messages: averageText(peak, view),
              share: texts.percent(peak.total / all),
            }),
      chart: {
        type: 'heatmap' as const,
        ...cardOf(texts.text('report-hours-title'), view),
        columns: HOURS.map(String),
        rows: averages.map((_, index) => name(index + 1)),
        values: averages,
        valueLabel: texts.text(isAverage ? 'report-messages-per-hour' : 'report-messages'),
        ...(all > 0 && peak && { largestLabel: placeText(peak.weekday, peak.hour, view) }),
      },
      table: {
        columns: [
          { name: texts.text('report-weekday'), align: 'left' as const },
          { name: texts.text('report-messages-short'), align: 'right' as const },
          { name: texts.text('report-average-per-day'), align: 'right' as const },
          { name: texts.text('report-peak'), align: 'right' as const },
        ],
        labelledRows: weekdays.length,
        rows:
          all === 0
            ? []
            : weekdays.map(({ place, total, average }) => {
                const peakOfDay = peaks[place - 1]
                return [
                  name(place),
                  texts.number(total),
                  averageNumber(average, view),
                  peakOfDay?.total ? hourStartText(peakOfDay.hour, view) : '–',
                ]
              }),
      },
    }
  },
} satisfies Report
