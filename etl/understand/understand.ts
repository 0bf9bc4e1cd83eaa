import type { MessageRow } from '../lake/schema.ts'
import { confirm, infer } from './answers.ts'
import { isPersons, noteOf, reactionOf } from './note.ts'
import { people } from './people.ts'
import { respond } from './replies.ts'
import { indexOf, type Chat } from './talk.ts'
import { nameTopics } from './topic-names.ts'
import { typeQuestions } from './types.ts'
import { words as wordLists } from './words.ts'

/** Changes when the same messages are understood otherwise, so that days compacted before are compacted again. */
export const RULES = 6

/**
 * Fills the columns that say what a day's messages are to each other: questions and their types, whom they address,
 * what answers what, what is solved, what forum topics are called. Rows are those of one day, sorted by
 * (chat_id, message_id). A pure function of the columns that `flatten` fills, so that rows of an earlier run give the
 * same result as new ones.
 */
export function understand(rows: readonly MessageRow[]): void {
  for (let start = 0; start < rows.length;) {
    let end = start + 1
    while (rows[end]?.chat_id === rows[start]?.chat_id) end += 1
    understandChat(rows.slice(start, end))
    start = end
  }
}

function understandChat(rows: readonly MessageRow[]): void {
  const words = wordLists()
  const names = people(words.stop)
  const threads = new Map<number, number[]>()
  const ids = Float64Array.from(rows, ({ message_id }) => message_id)
  const notes = new Uint16Array(rows.length)
  const reactions = new Int16Array(rows.length).fill(-1)
  for (const [index, row] of rows.entries()) {
    clear(row)
    notes[index] = row.note ?? noteOf(row, words)
    if (row.note !== undefined) reactions[index] = row.note
    if (row.service_type === null) names.add(row)
    if (!isPersons(row)) continue
    const thread = row.message_thread_id ?? 0
    const known = threads.get(thread)
    if (known) known.push(index)
    else threads.set(thread, [index])
  }
  for (const row of rows) row.to_sender_id = addressee(row, rows, ids, names)
  const chat: Chat = {
    rows,
    ids,
    notes,
    noteWithReaction(index) {
      if (reactions[index] === -1) {
        const row = rows[index] as MessageRow
        reactions[index] = isPersons(row) ? reactionOf(row, words) : 0
      }
      return (notes[index] as number) | (reactions[index] as number)
    },
    threads: [...threads.values()].map((each) => inOrder(each, rows)),
  }
  typeQuestions(chat)
  respond(chat)
  infer(chat)
  confirm(chat)
  nameTopics(rows)
}

/** Back to what `flatten` knew. */
function clear(row: MessageRow): void {
  row.is_question = false
  row.question_type = null
  row.question_id = null
  row.answers_message_id = null
  row.answer_rule = null
  row.confirms_message_id = null
}

/** Comments on a post of the linked channel, and replies to events and bots, speak to the room. */
function isToRoom(row: MessageRow, rows: readonly MessageRow[], ids: Float64Array): boolean {
  if (row.reply_to_message_id === null) return false
  const replied = indexOf(ids, row.reply_to_message_id)
  const target = replied === undefined ? undefined : rows[replied]
  if (target) return !isPersons(target)
  const { reply_to_sender_id: sender, chat_id } = row
  return sender !== null && sender < 0 && sender !== chat_id
}

function addressee(
  row: MessageRow,
  rows: readonly MessageRow[],
  ids: Float64Array,
  names: ReturnType<typeof people>,
): number | null {
  if (!isPersons(row)) return null
  const said = row.text ?? row.caption
  const [mentioned] = row.mentioned_ids ?? []
  const isReply = row.reply_to_sender_id !== row.sender_id && !isToRoom(row, rows, ids)
  const replied = isReply ? row.reply_to_sender_id : null
  const named = mentioned ?? (said === null ? undefined : names.addressedIn(said))
  const to = replied ?? named ?? null
  return to === row.sender_id ? null : to
}

/** Ids rise with time, but for history that was imported. */
function inOrder(indices: number[], rows: readonly MessageRow[]): readonly number[] {
  const date = (index: number) => rows[index]?.date ?? 0
  return indices.sort((a, b) => date(a) - date(b) || a - b)
}
