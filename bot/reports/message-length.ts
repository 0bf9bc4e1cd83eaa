import { loadReport } from '../../sql/queries.ts'
import type { Table } from '../engine/engine.ts'
import { cardOf, nothingText } from './card.ts'
import { personName } from './display-text.ts'
import type { Report, ReportView } from './report.ts'
import { rowsOf } from './rows.ts'

const CHARTED = 10
const LISTED = 20

/** How long each person's texts are on average. */
export const messageLength = {
  name: 'message_length' as const,
  query: loadReport('message_length'),
  present(table: Table, view: ReportView) {
    const { texts } = view
    const rows = rowsOf(table)
    const people = rows.map((row) => ({
      name: personName(row, texts),
      average: row.number('average_length'),
      texts: row.number('texts'),
    }))
    const [first] = people
    const listed = rows[0]?.number('listed_people') ?? 0
    const minimum = rows[0]?.number('minimum_texts') ?? 0
    return {
      sentence: first
        ? texts.text('report-message-length-sentence', {
            name: first.name,
            average: texts.number(first.average),
            texts: first.texts,
            all: texts.number(rows[0]?.number('all_average_length') ?? 0),
            people: listed,
            minimum,
          })
        : nothingText('report-message-length-empty', view),
      chart: {
        type: 'horizontal-bars' as const,
        ...cardOf(texts.text('report-message-length-title'), view),
        rows: people.slice(0, CHARTED).map(({ name, average, texts: written }) => ({
          label: name,
          value: average,
          text: texts.text('report-message-length-bar', {
            average: texts.number(average),
            texts: written,
          }),
        })),
        ...(first && {
          reference: {
            label: texts.text('report-group-average'),
            // As the bars say it.
            value: Math.round(rows[0]?.number('all_average_length') ?? 0),
          },
        }),
      },
      table: {
        columns: [
          { name: texts.text('report-person'), align: 'left' as const },
          { name: texts.text('report-average'), align: 'right' as const },
          { name: texts.text('report-texts'), align: 'right' as const },
        ],
        rows: people
          .slice(0, LISTED)
          .map(({ name, average, texts: written }, index) => [
            `${texts.number(index + 1)}. ${name}`,
            texts.number(average),
            texts.number(written),
          ]),
      },
    }
  },
} satisfies Report
