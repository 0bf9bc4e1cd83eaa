import { loadReport } from '../../sql/queries.ts'
import type { Table } from '../engine/engine.ts'
import { cardOf, nothingText } from './card.ts'
import { personName } from './display-text.ts'
import type { Report, ReportView } from './report.ts'
import { rowsOf } from './rows.ts'

const CHARTED = 10
const LISTED = 20

/** Who writes how much. The rows are by person and day; chart and table show the period. */
export const messagesPerUser = {
  name: 'messages_per_user' as const,
  query: loadReport('messages_per_user'),
  present(table: Table, view: ReportView) {
    const { texts } = view
    const rows = rowsOf(table)
    const all = rows[0]?.number('all_messages') ?? 0
    const people = [...new Map(rows.map((row) => [row.number('place'), row])).values()].map(
      (row) => ({
        name: personName(row, texts),
        isSomebody: row.has('sender_id'),
        messages: row.number('messages_in_period'),
      }),
    )
    const first = people.find(({ isSomebody }) => isSomebody) ?? people[0]
    const charted = people.slice(0, CHARTED)
    const share = (messages: number) => texts.percent(messages / all)
    return {
      sentence: first
        ? texts.text('report-messages-per-user-sentence', {
            name: first.name,
            messages: first.messages,
            share: share(first.messages),
            people: rows[0]?.number('all_people') ?? 0,
            all,
          })
        : nothingText('report-messages-per-user-empty', view),
      chart: {
        type: 'horizontal-bars' as const,
        ...cardOf(texts.text('report-messages-per-user-title'), view),
        rows: charted.map(({ name, messages }) => ({
          label: name,
          value: messages,
          text: `${texts.number(messages)} · ${share(messages)}`,
        })),
      },
      table: {
        columns: [
          { name: texts.text('report-person'), align: 'left' as const },
          { name: texts.text('report-messages-short'), align: 'right' as const },
          { name: '%', align: 'right' as const },
        ],
        rows: people
          .slice(0, LISTED)
          .map(({ name, messages }, index) => [
            `${texts.number(index + 1)}. ${name}`,
            texts.number(messages),
            share(messages),
          ]),
      },
    }
  },
} satisfies Report
