import { loadReport } from '../../sql/queries.ts'
import type { BarsSpec, HorizontalBarsSpec } from '../charts/spec.ts'
import type { Table } from '../engine/engine.ts'
import { cardOf } from './card.ts'
import { spansOf, unitText, type Spans } from './days.ts'
import { fitWidth, oneLine } from './display-text.ts'
import { earlierDaysText } from './earlier-days.ts'
import { messageLink } from './links.ts'
import type { Line, Report, ReportView } from './report.ts'
import { rowsOf, type Row } from './rows.ts'
import { sum } from './activity.ts'
import { isByHour, timeAxis } from './time-bars.ts'

const LISTED = 10
const QUESTION_WIDTH = 70

/** Hours of asking, in blocks that fit a phone. */
const BLOCK_HOURS = 6

/** Where fewer messages than this share are replies, a missing reply says little. */
const FEW_REPLIES = 0.25

/** Are doubts answered: by reply, likely, confirmed; how fast; and which are still open. */
export const answers = {
  name: 'answers' as const,
  query: loadReport('answers'),
  hasExplanation: true as const,
  present(table: Table, view: ReportView) {
    const { texts, archived } = view
    const rows = rowsOf(table)
    const section = (name: string) => rows.filter((row) => row.string('section') === name)
    const [total] = section('total')
    const days = section('day').map((row) => {
      const [byReply, likely] = [row.number('by_reply'), row.number('likely')]
      return {
        day: row.string('day') ?? '',
        values: [byReply, likely, row.number('questions') - byReply - likely],
      }
    })
    const hasDoubts = total !== undefined && total.number('questions') > 0
    const tableRows = hasDoubts ? [...figures(total, view), ...hourRows(section('hour'), view)] : []
    const notes = total ? earlierDaysText(total.number('earlier_days'), texts) : []
    return {
      sentence: [
        hasDoubts ? sentence(total, view) : texts.text('report-answers-empty'),
        ...notes,
      ].join(' '),
      chart: isByHour(archived, view.period.hours)
        ? dayChart(hasDoubts ? total : undefined, view)
        : spanChart(spansOf(days, archived), view),
      table: {
        columns: [
          { name: '', align: 'left' as const },
          { name: '', align: 'right' as const },
          { name: '', align: 'right' as const },
        ],
        labelledRows: tableRows.length,
        rows: tableRows,
      },
      lines: section('open')
        .slice(0, LISTED)
        .map((row) => openLine(row, view)),
    }
  },
} satisfies Report

const PARTS = ['by-reply', 'likely', 'without'] as const

/** The share of each outcome over time: how many questions there are changes from day to day. */
function spanChart(found: Spans, view: ReportView): BarsSpec {
  const { texts } = view
  const series = (index: number) => ({
    name: texts.text(`report-answers-${PARTS[index]}`),
    values: found.spans.map(({ values }) => {
      const all = sum(values)
      return all === 0 ? null : (values[index] ?? 0) / all
    }),
  })
  return {
    type: 'bars',
    ...cardOf(texts.text('report-answers-title'), view, unitText(found.unit, texts)),
    noData: texts.text('report-answers-empty'),
    ...timeAxis(found, view),
    series: [series(0), series(1), series(2)],
    areShares: true,
  }
}

/** The outcomes of a day side by side. */
function dayChart(total: Row | undefined, view: ReportView): HorizontalBarsSpec {
  const { texts } = view
  const questions = total?.number('questions') ?? 0
  const [byReply, likely] = [total?.number('by_reply') ?? 0, total?.number('likely') ?? 0]
  return {
    type: 'horizontal-bars',
    ...cardOf(texts.text('report-answers-title'), view),
    noData: texts.text('report-answers-empty'),
    rows: [byReply, likely, questions - byReply - likely].map((value, index) => ({
      label: texts.text(`report-answers-${PARTS[index]}`),
      value,
      text: `${texts.number(value)} · ${texts.percent(value / Math.max(questions, 1))}`,
    })),
  }
}

function sentence(row: Row, { texts }: ReportView): string {
  const questions = row.number('questions')
  const share = (count: number) => texts.percent(count / questions)
  const byReply = row.number('by_reply')
  const likely = row.number('likely')
  const confirmed = row.number('confirmed')
  const replies = repliesShare(row)
  const parts = [
    texts.text('report-answers-sentence', {
      questions,
      byReply,
      byReplyShare: share(byReply),
      likely,
      likelyShare: share(likely),
      confirmed,
      confirmedShare: share(confirmed),
    }),
  ]
  if (replies !== undefined && replies < FEW_REPLIES) {
    parts.push(texts.text('report-answers-few-replies', { share: texts.percent(replies) }))
  }
  return parts.join(' ')
}

/** How many of people's messages are replies. */
function repliesShare(row: Row): number | undefined {
  const messages = row.number('messages')
  return messages === 0 ? undefined : row.number('replies') / messages
}

function figures(row: Row, view: ReportView): string[][] {
  const { texts } = view
  const questions = row.number('questions')
  const byBots = row.number('by_bots')
  const replies = repliesShare(row)
  const part = (label: string, column: string) => [
    texts.text(label),
    texts.number(row.number(column)),
    texts.percent(row.number(column) / questions),
  ]
  return [
    [texts.text('report-answers-asked'), texts.number(questions), ''],
    part('report-answers-by-reply', 'by_reply'),
    ...half(row, 'reply_median_seconds', view),
    part('report-answers-likely', 'likely'),
    ...half(row, 'likely_median_seconds', view),
    part('report-answers-confirmed', 'confirmed'),
    ...(byBots > 0 ? [part('report-answers-by-bots', 'by_bots')] : []),
    part('report-answers-open', 'open'),
    ...(replies === undefined
      ? []
      : [[texts.text('report-answers-replies'), '', texts.percent(replies)]]),
  ]
}

function half(row: Row, column: string, { texts }: ReportView): string[][] {
  if (!row.has(column)) return []
  return [[`· ${texts.text('report-answers-half')}`, texts.duration(row.number(column)), '']]
}

/** By hour of asking: how many were answered within an hour. */
function hourRows(rows: readonly Row[], { texts }: ReportView): string[][] {
  const blocks = Array.from({ length: 24 / BLOCK_HOURS }, (_, block) => {
    const inside = rows.filter((row) => Math.floor(row.number('hour') / BLOCK_HOURS) === block)
    const sum = (column: string) => inside.reduce((all, row) => all + row.number(column), 0)
    return { block, asked: sum('questions'), within: sum('within_hour') }
  }).filter(({ asked }) => asked > 0)
  return [
    [texts.text('report-answers-asked-at'), texts.text('report-answers-within-hour'), ''],
    ...blocks.map(({ block, asked, within }) => [
      `· ${texts.text('report-hour', {
        from: String(block * BLOCK_HOURS),
        to: String((block + 1) * BLOCK_HOURS),
      })}`,
      `${texts.number(within)}/${texts.number(asked)}`,
      texts.percent(within / asked),
    ]),
  ]
}

/** The question leads to its message. */
function openLine(row: Row, { texts, now }: ReportView): Line {
  const question = fitWidth(oneLine(row.string('question') ?? ''), QUESTION_WIDTH)
  const url = messageLink({
    chatId: row.number('chat_id'),
    threadId: row.has('message_thread_id') ? row.number('message_thread_id') : undefined,
    messageId: row.number('message_id'),
  })
  const asked = Date.parse(`${(row.string('asked_at') ?? '').replace(' ', 'T')}Z`)
  const age = texts.text('report-answers-age', {
    age: texts.duration(wholeUnits(Math.max(0, Math.round((now - asked) / 1000)))),
  })
  return [`${age}:`, url === undefined ? question : { label: question, url }]
}

/** An age as people tell it: in whole days, hours or minutes. */
function wholeUnits(seconds: number): number {
  const unit = [86_400, 3_600, 60].find((each) => seconds >= each) ?? 1
  return seconds - (seconds % unit)
}
