import type { MessageRow } from '../../../etl/lake/schema.ts'
import { rowsOf } from '../../eval/measure.ts'
import { CHAT_ID, messageUpdate, NOON } from '../../helpers/updates.ts'

type Fields = Record<string, unknown>

export interface Person {
  readonly id: number
  readonly is_bot: boolean
  readonly first_name: string
  readonly username?: string
}

const person = (id: number, first_name: string, username?: string): Person => ({
  id,
  is_bot: false,
  first_name,
  ...(username !== undefined && { username }),
})

export const marina = person(21, 'Marina', 'marina_r')
export const otto = person(22, 'Otto', 'otto_k')
export const lucia = person(23, 'Lucía')
export const pedro = person(24, 'Pedro', 'pedro99')
export const robot: Person = { id: 29, is_bot: true, first_name: 'Helper', username: 'help_bot' }

/**
 * A message: seconds after noon, who writes it, its text (or other fields), and the number of the message that it
 * replies to.
 */
export type Line = readonly [
  seconds: number,
  who: Person,
  said: string | Fields,
  replyTo?: number | undefined,
]

/** The rows of a talk. Messages are numbered from 1. */
export function talk(lines: readonly Line[]): MessageRow[] {
  return rowsOf(
    lines.map(([seconds, from, said, replyTo], index) => {
      const content = typeof said === 'string' ? { text: said } : { text: undefined, ...said }
      const fields = { from, date: NOON + seconds, ...content }
      return messageUpdate(index + 1, {
        ...fields,
        ...(replyTo !== undefined && { reply_to_message: repliedTo(lines, replyTo) }),
      })
    }),
  )
}

/** As Telegram attaches it to a reply. */
function repliedTo(lines: readonly Line[], number: number): Fields {
  const [seconds, from, said] = lines[number - 1] as Line
  const fields = typeof said === 'string' ? { text: said } : said
  const chat = { id: CHAT_ID, type: 'supergroup', title: 'Grupo' }
  return { message_id: number, from, chat, date: NOON + seconds, ...fields }
}

/** What each question is: number of the message and type. */
export function questionsOf(rows: readonly MessageRow[]): [number, string | null][] {
  return rows
    .filter(({ is_question }) => is_question)
    .map(({ message_id, question_type }) => [message_id, question_type])
}

/** What answers what: number of the answer, of what it answers, and the rule. */
export function answersOf(rows: readonly MessageRow[]): [number, number, string | null][] {
  return rows.flatMap(({ message_id, answers_message_id: answered, answer_rule: rule }) =>
    answered === null ? [] : [[message_id, answered, rule] as [number, number, string | null]],
  )
}

/** Which message says that which question is solved. */
export function confirmationsOf(rows: readonly MessageRow[]): [number, number][] {
  return rows.flatMap(({ message_id, confirms_message_id: confirmed }) =>
    confirmed === null ? [] : [[message_id, confirmed] as [number, number]],
  )
}
