import { loadReport } from '../../sql/queries.ts'
import type { Table } from '../engine/engine.ts'
import { cardOf } from './card.ts'
import { spansOf, unitText } from './days.ts'
import { displayName, fitWidth, oneLine } from './display-text.ts'
import { messageLink } from './links.ts'
import { shortDate } from './period-text.ts'
import type { LinkLine, Report, ReportView } from './report.ts'
import { rowsOf, type Row } from './rows.ts'

const LISTED = 10
const QUESTION_WIDTH = 80

/** Are questions answered: how many, how fast, and which are still open. */
export const answers = {
  name: 'answers' as const,
  query: loadReport('answers'),
  present(table: Table, view: ReportView) {
    const { texts, period } = view
    const rows = rowsOf(table)
    const [total] = rows.filter((row) => row.string('section') === 'total')
    const days = rows
      .filter((row) => row.string('section') === 'day')
      .map((row) => {
        const answered = row.number('answered')
        return {
          day: row.string('day') ?? '',
          values: [answered, row.number('questions') - answered],
        }
      })
    const { unit, spans } = spansOf(days, period)
    const series = (name: string, index: number) => ({
      name,
      values: spans.map(({ values }) => values[index] ?? 0),
    })
    return {
      sentence: total ? sentence(total, view) : texts.text('report-answers-empty'),
      chart: {
        type: 'bars' as const,
        ...cardOf(texts.text('report-answers-title'), view, unitText(unit, texts)),
        noData: texts.text('report-answers-empty'),
        x: { values: spans.map(({ start }) => start) },
        series: [
          series(texts.text('report-answers-answered'), 0),
          series(texts.text('report-answers-open'), 1),
        ] as const,
      },
      table: {
        columns: [
          { name: '', align: 'left' as const },
          { name: '', align: 'right' as const },
          { name: '', align: 'right' as const },
        ],
        rows: total ? figures(total, view) : [],
      },
      lines: rows
        .filter((row) => row.string('section') === 'open')
        .slice(0, LISTED)
        .map((row) => openLine(row, view)),
    }
  },
} satisfies Report

function sentence(row: Row, { texts }: ReportView): string {
  const questions = row.number('questions')
  const answered = row.number('answered')
  const share = texts.percent(answered / questions)
  const parts = [texts.text('report-answers-sentence', { questions, answered, share })]
  if (answered > 0) {
    const median = texts.duration(row.number('median_seconds'))
    parts.push(texts.text('report-answers-time', { answered, median }))
  }
  // For a single question the first part already says it.
  if (questions > 1) {
    parts.push(texts.text('report-answers-still-open', { open: questions - answered }))
  }
  return parts.join(' ')
}

function figures(row: Row, view: ReportView): string[][] {
  const { texts } = view
  const questions = row.number('questions')
  const answered = row.number('answered')
  const byBots = row.number('answered_by_bots')
  const part = (label: string, count: number) => [
    texts.text(label),
    texts.number(count),
    texts.percent(count / questions),
  ]
  return [
    [texts.text('report-answers-asked'), texts.number(questions), ''],
    part('report-answers-by-people', answered),
    ...(byBots > 0 ? [part('report-answers-by-bots', byBots)] : []),
    part('report-answers-open', questions - answered),
    ...(answered > 0 ? times(row, 'report-people', ['median_seconds', 'p90_seconds'], view) : []),
    ...(byBots > 0
      ? times(row, 'report-answers-bots', ['bot_median_seconds', 'bot_p90_seconds'], view)
      : []),
  ]
}

function times(
  row: Row,
  label: string,
  [half, most]: readonly [string, string],
  { texts }: ReportView,
): string[][] {
  const time = (column: string) => (row.has(column) ? texts.duration(row.number(column)) : '–')
  return [
    [`${texts.text(label)}: ${texts.text('report-answers-half')}`, time(half), ''],
    [`${texts.text(label)}: ${texts.text('report-answers-most')}`, time(most), ''],
  ]
}

function openLine(row: Row, { texts }: ReportView): LinkLine {
  const name = displayName(row.string('sender_name'), texts.text('report-unknown-person'))
  const question = fitWidth(askedIn(row.string('question') ?? ''), QUESTION_WIDTH)
  const url = messageLink({
    chatId: row.number('chat_id'),
    threadId: row.has('message_thread_id') ? row.number('message_thread_id') : undefined,
    messageId: row.number('message_id'),
  })
  return {
    text: `${shortDate(row.string('day') ?? '', texts)} ${fitWidth(name, 20)}: ${question}`,
    links: url === undefined ? [] : [{ label: texts.text('report-answers-link'), url }],
  }
}

/** For a long message, the first sentence that ends in a question mark; else the whole text. */
function askedIn(message: string): string {
  const text = oneLine(message)
  if (text.length <= QUESTION_WIDTH) return text
  const sentences = message.match(/[^.!?\n]{8,}[?؟？]/g) ?? []
  return oneLine(sentences[0] ?? text)
}
