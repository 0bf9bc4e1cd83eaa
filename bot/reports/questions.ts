import { loadReport } from '../../sql/queries.ts'
import type { Table } from '../engine/engine.ts'
import { cardOf } from './card.ts'
import { fitWidth, oneLine } from './display-text.ts'
import { earlierDaysText } from './earlier-days.ts'
import { messageLink } from './links.ts'
import { shortDate } from './period-text.ts'
import type { Line, Report, ReportView } from './report.ts'
import { rowsOf, type Row } from './rows.ts'
import { labelOf, representativeOf } from './topic-words.ts'
import { isAbout, recurringTopics, type Doubt } from './topics.ts'

const SHOWN = 8
const LATEST = 3
const QUESTION_WIDTH = 50

/** As many rows as the statement returns at most. */
const MOST_DOUBTS = 50_000

/** How many of a topic's questions are read to find its words. */
const READ_FOR_LABEL = 200

/** A topic rises when it is asked this many times as often as before, and at least `LEAST_MORE` times more. */
const RISING = 1.5
const LEAST_MORE = 3

/** Which doubts recur: topics by how many people ask. Where nothing recurs, the latest doubts. */
export const questions = {
  name: 'questions' as const,
  query: loadReport('questions'),
  refine,
  present(table: Table, view: ReportView) {
    const { texts } = view
    const rows = rowsOf(table).filter((row) => row.string('label') !== null)
    const topics = rows.filter((row) => row.number('questions') > 1)
    const shown = rows.slice(0, SHOWN)
    const [first] = shown
    const [any] = rowsOf(table)
    const notes = [
      ...(any ? earlierDaysText(any.number('earlier_days'), texts) : []),
      ...(any?.string('is_cut') === 'true'
        ? [texts.text('report-questions-cut', { most: MOST_DOUBTS })]
        : []),
    ]
    return {
      sentence: [sentence(), ...notes].join(' '),
      chart: {
        type: 'horizontal-bars' as const,
        hasSentences: topics.length === 0,
        ...cardOf(texts.text('report-questions-title'), view, texts.text('report-people-asking')),
        noData: texts.text('report-questions-empty'),
        rows: shown.map((row) => ({
          label: row.string('label') ?? '',
          value: row.number('people'),
        })),
      },
      // The lines say it all, and a caption has no room for both.
      table: { columns: [], rows: [] },
      lines: shown.map((row) => topicLine(row, view)),
    }

    function sentence(): string {
      if (!first) return texts.text('report-questions-empty')
      if (topics.length === 0) return texts.text('report-questions-none')
      return texts.text('report-questions-sentence', {
        topics: topics.length,
        label: fitWidth(first.string('question') ?? '', QUESTION_WIDTH),
        questions: first.number('questions'),
        people: first.number('people'),
      })
    }
  },
} satisfies Report

/** The question leads to where it was asked last; numbers to the times before, and a link to the best answer. */
function topicLine(row: Row, view: ReportView): Line {
  const { texts } = view
  const asked = row.number('questions')
  const question = fitWidth(row.string('question') ?? '', QUESTION_WIDTH)
  const [latest, ...earlier] = (row.string('links') ?? '').split(' ').filter(Boolean)
  const best = row.string('best_answer_link')
  const linked = (label: string) => (latest === undefined ? label : { label, url: latest })
  return [
    ...(asked === 1
      ? [linked(question)]
      : [
          `${row.string('label') ?? ''} (${[peopleText(row, view), ...trendText(row, view)].join(', ')}):`,
          linked(texts.text('report-topic-question', { question })),
          answeredText(row, view),
        ]),
    ...earlier.map((url, index) => ({ label: texts.number(index + 2), url })),
    ...(best ? [{ label: texts.text('report-best-answer'), url: best }] : []),
  ]
}

function peopleText(row: Row, { texts }: ReportView): string {
  return texts.text('report-topic-people', { people: row.number('people') })
}

/** Whether it is new or rises, if that is known. */
function trendText(row: Row, { texts, previous }: ReportView): string[] {
  const now = row.number('questions')
  const since = shortDate((row.string('first_asked_at') ?? '').slice(0, 10), texts)
  if (!previous || !row.has('before')) {
    return [texts.text('report-topic-since', { since })]
  }
  const before = row.number('before')
  if (before === 0) return [texts.text('report-topic-new')]
  const isRising = now >= RISING * before && now - before >= LEAST_MORE
  return isRising ? [texts.text('report-topic-rising', { before })] : []
}

function answeredText(row: Row, { texts }: ReportView): string {
  const answered = row.number('answered')
  const values = {
    answered,
    likely: row.number('likely'),
    questions: row.number('questions'),
    median: texts.duration(row.number('median_seconds')),
  }
  return texts.text('report-topic-answered', values)
}

interface Asked extends Doubt {
  readonly chatId: number
  readonly threadId: number | undefined
  readonly isCurrent: boolean
  readonly askedAt: string
  readonly question: string
  readonly answerId: number | undefined
  readonly answererId: number | undefined
  readonly isReply: boolean
  readonly seconds: number
  readonly isConfirmed: boolean
}

const COLUMNS = [
  { name: 'label', type: 'varchar' },
  { name: 'question', type: 'varchar' },
  { name: 'questions', type: 'bigint' },
  { name: 'people', type: 'bigint' },
  { name: 'before', type: 'bigint' },
  { name: 'answered', type: 'bigint' },
  { name: 'likely', type: 'bigint' },
  { name: 'confirmed', type: 'bigint' },
  { name: 'median_seconds', type: 'bigint' },
  { name: 'first_asked_at', type: 'timestamp' },
  { name: 'last_asked_at', type: 'timestamp' },
  { name: 'message_ids', type: 'varchar' },
  { name: 'links', type: 'varchar' },
  { name: 'best_answer_id', type: 'bigint' },
  { name: 'best_answer_link', type: 'varchar' },
  { name: 'is_cut', type: 'boolean' },
  { name: 'earlier_days', type: 'bigint' },
] as const satisfies Table['columns']

/** A row a topic, those of most people first; where nothing recurs, a row for each of the latest doubts. */
function refine(table: Table): Table {
  const rows = rowsOf(table)
  const earlierDays = rows[0]?.number('earlier_days') ?? 0
  const isCut = rows.length >= MOST_DOUBTS
  const doubts = rows.filter((row) => row.has('is_current')).map(askedOf)
  const current = doubts.filter(({ isCurrent }) => isCurrent)
  const before = doubts.filter(({ isCurrent }) => !isCurrent)
  const topics = recurringTopics(current)
  const found =
    topics.length > 0
      ? topics.map((topic) => {
          const read = topic.members.slice(0, READ_FOR_LABEL).map(({ question }) => question)
          return rowOf(
            labelOf(topic.pair, read),
            representativeOf(topic.pair, read),
            topic.members,
            isCut ? null : before.filter((doubt) => isAbout(doubt, topic)).length,
          )
        })
      : current.slice(0, SHOWN).map((doubt) => {
          const question = oneLine(doubt.question)
          return rowOf(fitWidth(question, QUESTION_WIDTH), question, [doubt], null)
        })
  const all = found.map((row) => [...row, isCut, earlierDays])
  // Without a doubt, one row says why there may be none.
  const none = [...COLUMNS.slice(2).map(() => null), isCut, earlierDays]
  return {
    columns: [...COLUMNS],
    rows: all.length > 0 || earlierDays === 0 ? all : [none],
    stats: table.stats,
  }
}

function askedOf(row: Row): Asked {
  const optional = (column: string) => (row.has(column) ? row.number(column) : undefined)
  return {
    id: row.number('message_id'),
    senderId: row.number('sender_id'),
    terms: (row.string('question_terms') ?? '').split(' ').filter(Boolean),
    chatId: row.number('chat_id'),
    threadId: optional('message_thread_id'),
    isCurrent: row.string('is_current') === 'true',
    askedAt: row.string('asked_at') ?? '',
    question: row.string('question') ?? '',
    answerId: optional('answer_message_id'),
    answererId: optional('answer_sender_id'),
    isReply: row.string('is_reply') === 'true',
    seconds: row.number('answer_seconds'),
    isConfirmed: row.string('is_confirmed') === 'true',
  }
}

/** Members come latest first. */
function rowOf(
  label: string,
  question: string,
  members: readonly Asked[],
  before: number | null,
): Table['rows'][number] {
  const answered = members.filter(({ answerId }) => answerId !== undefined)
  const seconds = answered.map((doubt) => doubt.seconds).toSorted((a, b) => a - b)
  const median = seconds[Math.ceil(seconds.length / 2) - 1] ?? null
  const latest = members.slice(0, LATEST).flatMap(({ chatId, threadId, id }) => {
    return messageLink({ chatId, threadId, messageId: id }) ?? []
  })
  const best = bestAnswer(answered)
  const bestLink =
    best?.answerId === undefined
      ? undefined
      : messageLink({ chatId: best.chatId, threadId: best.threadId, messageId: best.answerId })
  return [
    label,
    question,
    members.length,
    new Set(members.map(({ senderId }) => senderId)).size,
    before,
    answered.length,
    answered.filter(({ isReply }) => !isReply).length,
    members.filter(({ isConfirmed }) => isConfirmed).length,
    median,
    members.at(-1)?.askedAt ?? null,
    members[0]?.askedAt ?? null,
    members.map(({ id }) => id).join(','),
    latest.join(' ') || null,
    best?.answerId ?? null,
    bestLink ?? null,
  ]
}

/** The latest answer that an asker confirmed; else, by reply if there is one, of the person who answers this most often. */
function bestAnswer(answered: readonly Asked[]): Asked | undefined {
  const confirmed = answered.find(({ isConfirmed }) => isConfirmed)
  if (confirmed) return confirmed
  const replied = answered.filter(({ isReply }) => isReply)
  const choice = replied.length > 0 ? replied : answered
  const counts = new Map<number, number>()
  const countOf = ({ answererId }: Asked) => counts.get(answererId ?? NaN) ?? 0
  for (const each of choice) {
    // Those who opted out are not one person.
    if (each.answererId !== undefined) counts.set(each.answererId, countOf(each) + 1)
  }
  return choice.toSorted((a, b) => countOf(b) - countOf(a))[0]
}
