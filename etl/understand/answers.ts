import type { MessageRow } from '../lake/schema.ts'
import { eachCandidate, type Candidate } from './candidates.ts'
import { isBots, IS } from './note.ts'
import { pointsOf } from './points.ts'
import { isAnswerTo, isResponse } from './replies.ts'
import { authorOf, isDoubt, type Chat } from './talk.ts'

/** A candidate without its clues, which would fill the memory. */
interface Found extends Pick<Candidate, 'question' | 'row' | 'rule'> {
  readonly points: number
}

/** Finds an answer to each question that has none by reply: each message answers one, and the best are taken first. */
export function infer(chat: Chat): void {
  const replied = new Set<number>()
  for (const row of chat.rows) {
    const { answers_message_id: id, answer_rule: rule } = row
    // What bots say is counted apart.
    if (id !== null && rule === 'reply' && !isBots(row)) replied.add(id)
  }
  const found: Found[] = []
  eachCandidate(
    chat,
    ({ message_id }) => !replied.has(message_id),
    (candidate) => {
      const points = pointsOf(candidate)
      const { question, row, rule } = candidate
      if (points > 0 && mayAnswer(candidate, chat)) found.push({ question, row, rule, points })
    },
  )
  // Of equals the earliest question and message come first, as they were found.
  found.sort((a, b) => b.points - a.points)
  const answered = new Set<number>()
  for (const { question, row, rule } of found) {
    if (row.answers_message_id !== null || answered.has(question.message_id)) continue
    row.answers_message_id = question.message_id
    row.answer_rule = rule
    row.answer_seconds = Math.max(0, row.date - question.date)
    answered.add(question.message_id)
  }
}

function mayAnswer({ question, row, index }: Candidate, chat: Chat): boolean {
  const note = chat.noteWithReaction(index)
  return isResponse(row, note) && isAnswerTo(row, note, question)
}

/** The asker says within this time, in seconds, that it helped. */
const CONFIRM_SECONDS = 30 * 60

interface Waiting {
  readonly question: MessageRow
  /** The last answer; undefined when nobody has answered yet. */
  readonly answer: MessageRow | undefined
  /** Who has answered. */
  readonly answerers: ReadonlySet<number | null>
}

/** Finds the messages with which askers say that their doubt is solved. */
export function confirm({ rows, threads, noteWithReaction }: Chat): void {
  const ofBots = new Map<number, MessageRow>()
  for (const row of rows) {
    if (row.answers_message_id !== null && isBots(row)) ofBots.set(row.answers_message_id, row)
  }
  for (const thread of threads) {
    const waiting = new Map<number | string, Waiting>()
    const byQuestion = new Map<number, number | string>()
    for (const index of thread) {
      const row = rows[index] as MessageRow
      const author = authorOf(row)
      const own = waiting.get(author)
      const answer = own?.answer ?? (own && ofBots.get(own.question.message_id))
      const since = own ? row.date - (answer ?? own.question).date : Infinity
      const note = since <= CONFIRM_SECONDS && !isDoubt(row) ? noteWithReaction(index) : 0
      if (own && (note & (IS.thanks | IS.works)) !== 0) {
        const isToThem = row.to_sender_id === null || own.answerers.has(row.to_sender_id)
        const isSaid = (note & IS.works) !== 0 || answer !== undefined
        if (isToThem && isSaid) {
          row.confirms_message_id = own.question.question_id
          waiting.delete(author)
          continue
        }
      }
      if (isDoubt(row)) {
        const isNew = !own || row.question_type === 'opening'
        if (isNew) waiting.set(author, { question: row, answer: undefined, answerers: new Set() })
        byQuestion.set(row.message_id, author)
      }
      const answered =
        row.answers_message_id === null ? undefined : byQuestion.get(row.answers_message_id)
      const asker = answered === undefined ? undefined : waiting.get(answered)
      if (asker && answered !== undefined) {
        const answerers = new Set([...asker.answerers, row.sender_id])
        waiting.set(answered, { ...asker, answer: row, answerers })
      }
    }
  }
}
