import { loadReport } from '../../sql/queries.ts'
import type { Table } from '../engine/engine.ts'
import { cardOf } from './card.ts'
import { fitWidth, oneLine } from './display-text.ts'
import { messageLink, type MessagePlace } from './links.ts'
import type { LinkLine, Report, ReportView } from './report.ts'
import { rowsOf } from './rows.ts'
import { groupSimilar } from './similar.ts'

const SHOWN = 10
const LABEL_WIDTH = 80

/** Which questions recur. The rows are groups of similar questions; those asked by several people come first. */
export const questions = {
  name: 'questions' as const,
  query: loadReport('questions'),
  refine,
  present(table: Table, view: ReportView) {
    const { texts } = view
    const shown = rowsOf(table)
      .slice(0, SHOWN)
      .map((row) => ({
        label: row.string('label') ?? '',
        questions: row.number('questions'),
        people: row.number('people'),
        lastSeen: row.string('last_seen_at') ?? '',
        links: (row.string('links') ?? '').split(' ').filter(Boolean),
      }))
    const recurring = rowsOf(table).filter((row) => row.number('questions') > 1).length
    const [first] = shown
    return {
      sentence: sentence(),
      chart: {
        type: 'horizontal-bars' as const,
        hasSentences: true,
        ...cardOf(texts.text('report-questions-title'), view),
        noData: texts.text('report-questions-empty'),
        rows: shown.map(({ label, questions: value }) => ({ label, value })),
      },
      table: {
        columns: [
          { name: texts.text('report-question'), align: 'left' as const },
          { name: texts.text('report-questions-asked'), align: 'right' as const },
          { name: texts.text('report-people'), align: 'right' as const },
        ],
        rows: shown.map(({ label, questions: asked, people }) => [
          label,
          texts.number(asked),
          texts.number(people),
        ]),
      },
      lines: shown
        .filter(({ links }) => links.length > 0)
        .map(({ label, questions: asked, links }): LinkLine => {
          return {
            text: `${texts.number(asked)}× ${label}`,
            links: links.map((url, index) => ({ label: texts.number(index + 1), url })),
          }
        }),
    }

    function sentence(): string {
      if (!first) return texts.text('report-questions-empty')
      if (recurring === 0) return texts.text('report-questions-none', { label: first.label })
      return texts.text('report-questions-sentence', {
        groups: recurring,
        label: first.label,
        questions: first.questions,
        people: first.people,
      })
    }
  },
} satisfies Report

interface Asked {
  readonly words: readonly string[]
  readonly question: string
  /** How well it serves as a label; 1 is best. */
  readonly rank: number
  readonly questions: number
  readonly lastSeen: string
  /** Ids, separated by commas. */
  readonly senders: string
  readonly latest: string
}

interface Place extends MessagePlace {
  readonly askedAt: number
}

/** Groups similar signatures. Questions asked once are listed only when none recurs. */
function refine(table: Table): Table {
  const groups = groupSimilar(rowsOf(table).map(askedOf))
  const recurring = groups.filter((members) => timesAsked(members) > 1)
  const rows = (recurring.length > 0 ? recurring : groups)
    .map(groupOf)
    .toSorted(
      (a, b) =>
        Number(b.people > 1) - Number(a.people > 1) ||
        b.questions - a.questions ||
        b.people - a.people ||
        compare(b.lastSeen, a.lastSeen) ||
        compare(a.label, b.label),
    )
    .map(({ label, questions: asked, people, lastSeen, latest }) => [
      label,
      asked,
      people,
      lastSeen,
      latest.map(({ messageId }) => messageId).join(' '),
      latest.flatMap((place) => messageLink(place) ?? []).join(' ') || null,
    ])
  return {
    columns: [
      { name: 'label', type: 'varchar' },
      { name: 'questions', type: 'bigint' },
      { name: 'people', type: 'bigint' },
      { name: 'last_seen_at', type: 'timestamp' },
      { name: 'message_ids', type: 'varchar' },
      { name: 'links', type: 'varchar' },
    ],
    rows,
    stats: table.stats,
  }
}

function askedOf(row: ReturnType<typeof rowsOf>[number]): Asked {
  return {
    words: (row.string('signature') ?? '').split(' '),
    question: row.string('question') ?? '',
    rank: row.number('question_rank'),
    questions: row.number('questions'),
    lastSeen: row.string('last_seen_at') ?? '',
    senders: row.string('sender_ids') ?? '',
    latest: row.string('latest') ?? '',
  }
}

/** As the SQL statement writes it: unix seconds/chat/topic or 0/message. */
function parsePlace(place: string): Place {
  const [askedAt = 0, chatId = 0, threadId = 0, messageId = 0] = place.split('/').map(Number)
  return { askedAt, chatId, threadId: threadId || undefined, messageId }
}

function groupOf(members: readonly Asked[]) {
  const places = members.flatMap((member) => member.latest.split(' '))
  const latest = [...new Set(places)]
    .map(parsePlace)
    .toSorted((a, b) => b.askedAt - a.askedAt || b.messageId - a.messageId)
  return {
    label: labelOf(members),
    questions: timesAsked(members),
    people: new Set(members.flatMap((member) => member.senders.split(','))).size,
    lastSeen: members.reduce(
      (last, member) => (member.lastSeen > last ? member.lastSeen : last),
      '',
    ),
    latest: latest.slice(0, 3),
  }
}

/** A message under two similar signatures counts once, as far as the latest places show. */
function timesAsked(members: readonly Asked[]): number {
  const [first] = members
  if (first && members.length === 1) return first.questions
  const places = members.flatMap((member) => [...new Set(member.latest.split(' '))])
  const asked = members.reduce((sum, member) => sum + member.questions, 0)
  return asked - (places.length - new Set(places).size)
}

/** The best-ranked question of a group; among equals, the one asked most. */
function labelOf(members: readonly Asked[]): string {
  const [best] = members.toSorted(
    (a, b) =>
      a.rank - b.rank ||
      b.questions - a.questions ||
      a.question.length - b.question.length ||
      compare(a.question, b.question),
  )
  return fitWidth(oneLine(best?.question ?? '').replace(/^[\s,.;:>*()-]+/, ''), LABEL_WIDTH)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
