import { loadReport } from '../../sql/queries.ts'
import type { Table } from '../engine/engine.ts'
import { cardOf, changeText, hourText } from './card.ts'
import { spansOf, unitText } from './days.ts'
import { displayName } from './display-text.ts'
import type { Report, ReportView } from './report.ts'
import { rowsOf } from './rows.ts'

/** The overview, each figure beside that of the period before. */
export const stats = {
  name: 'stats' as const,
  query: loadReport('stats'),
  present(table: Table, view: ReportView) {
    const { texts, period, isComparable } = view
    const rows = rowsOf(table)
    const section = (name: string) => rows.filter((row) => row.string('section') === name)
    // What the lake did not see is not a change.
    const before = (row: (typeof rows)[number] | undefined) =>
      isComparable ? (row?.number('previous_value') ?? 0) : 0
    const figure = (name: string) => {
      const [row] = section(name)
      return { now: row?.number('value') ?? 0, before: before(row) }
    }
    const messages = figure('messages')
    const people = figure('people')
    const asked = figure('questions')
    const answered = figure('answered')
    const [busiestHour] = section('busiest_hour')
    const [busiestWeekday] = section('busiest_weekday')
    const { unit, spans } = spansOf(
      section('day').map((row) => ({
        day: row.string('day') ?? '',
        values: [row.number('value')],
      })),
      period,
    )
    const isEmpty = messages.now === 0
    const answeredShare = {
      now: shareOf(answered.now, asked.now),
      before: shareOf(answered.before, asked.before),
    }

    const counted = (name: string, { now, before }: typeof messages) => [
      name,
      texts.number(now),
      changeText(now, before, view),
    ]
    const mostActive = section('most_active').map((row, index) => {
      const name = displayName(row.string('sender_name'), texts.text('report-unknown-person'))
      const values = { now: row.number('value'), before: before(row) }
      return counted(`${texts.number(index + 1)}. ${name}`, values)
    })
    return {
      sentence: isEmpty ? texts.text('report-stats-empty') : sentence(),
      chart: {
        type: 'bars' as const,
        ...cardOf(texts.text('report-stats-title'), view, unitText(unit, texts)),
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
          { name: '', align: 'left' as const },
          { name: texts.text('report-total'), align: 'right' as const },
          ...(isComparable ? [{ name: texts.text('report-change'), align: 'right' as const }] : []),
        ],
        rows: (isEmpty
          ? []
          : [
              counted(texts.text('report-stats-messages'), messages),
              counted(texts.text('report-stats-people'), people),
              counted(texts.text('report-stats-questions'), asked),
              [
                texts.text('report-stats-answered'),
                answeredShare.now === undefined ? '–' : texts.percent(answeredShare.now),
                pointsText(answeredShare, view),
              ],
              ...peaks(),
              ...mostActive,
            ]
        ).map((cells) => cells.slice(0, isComparable ? 3 : 2)),
      },
    }

    function sentence(): string {
      const parts = [
        texts.text('report-stats-sentence', { messages: messages.now, people: people.now }),
        messages.before === 0
          ? texts.text(isComparable ? 'report-stats-nothing-before' : 'report-stats-no-lake-before')
          : texts.text('report-stats-change', {
              messages: texts.change(messages.now / messages.before - 1),
              people: texts.change(people.now / people.before - 1),
            }),
        ...(busiestHour
          ? [
              texts.text('report-stats-peak', {
                hour: hourText(busiestHour.number('hour'), view),
                messages: busiestHour.number('value'),
              }),
            ]
          : []),
        ...(answeredShare.now === undefined
          ? []
          : [
              texts.text('report-stats-answers', {
                share: texts.percent(answeredShare.now),
                questions: asked.now,
              }),
            ]),
      ]
      return parts.join(' ')
    }

    function peaks(): string[][] {
      return [
        ...(busiestHour
          ? [
              [
                `${texts.text('report-stats-hour')} ${hourText(busiestHour.number('hour'), view)}`,
                texts.number(busiestHour.number('value')),
                changeText(busiestHour.number('value'), before(busiestHour), view),
              ],
            ]
          : []),
        ...(busiestWeekday
          ? [
              [
                capitalised(texts.weekday(busiestWeekday.number('weekday'))),
                texts.number(busiestWeekday.number('value')),
                changeText(busiestWeekday.number('value'), before(busiestWeekday), view),
              ],
            ]
          : []),
      ]
    }
  },
} satisfies Report

function shareOf(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole
}

/** By how many points of a hundred a share changed. */
function pointsText(
  share: { now: number | undefined; before: number | undefined },
  { texts }: ReportView,
): string {
  if (share.now === undefined || share.before === undefined) return '–'
  const points = Math.round(100 * share.now) - Math.round(100 * share.before)
  const sign = points > 0 ? '+' : points < 0 ? '−' : ''
  return texts.text('report-points', { points: `${sign}${Math.abs(points)}` })
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
