import type { MessageRow } from '../lake/schema.ts'
import { cleanText } from './clean-text.ts'
import { judge } from './judgement.ts'
import type { Registry } from './registry.ts'

/** Columns with what people wrote. */
const PROSE = ['text', 'caption', 'title', 'question', 'sender_tag', 'author_signature'] as const

const NOBODY = {
  user_id: null,
  user_is_bot: null,
  user_first_name: null,
  user_last_name: null,
  user_username: null,
  user_language_code: null,
  sender_id: null,
  sender_name: null,
  sender_tag: null,
  author_signature: null,
  via_bot_id: null,
  text: null,
  caption: null,
  title: null,
  question: null,
  question_terms: null,
} satisfies Partial<MessageRow>

/**
 * As `redact`, for a row: it tells whether a day is to be compacted again, and is all that can be done where there are no
 * raw objects. The same row when nobody's choice concerns it.
 */
export function redactRow(row: MessageRow, registry: Registry): MessageRow | undefined {
  const { chat_id: chatId, date, edit_date, user_id, sender_id } = row
  const isOfBot = row.user_is_bot === true && user_id === sender_id
  const judgement = judge(registry, { chatId, date, writtenAt: edit_date ?? date, isOfBot })
  const ids = [user_id, sender_id].map((id) => id ?? undefined)
  if (judgement.isErasedMessage(chatId, row.message_id)) return undefined
  if (ids.some((id) => judgement.isErased(id, date))) return undefined
  const isSomeones = ids.some((id) => judgement.isOptedOut(id))
  const result: MessageRow = isSomeones ? { ...row, ...NOBODY } : { ...row }
  let isSame = !isSomeones
  for (const column of ['reply_to_sender_id', 'to_sender_id'] as const) {
    if (!judgement.isGone(row[column] ?? undefined, date)) continue
    result[column] = null
    isSame = false
  }
  const mentioned = row.mentioned_ids?.filter((id) => !judgement.isGone(id, date))
  if (mentioned && mentioned.length < (row.mentioned_ids?.length ?? 0)) {
    result.mentioned_ids = mentioned
    isSame = false
  }
  for (const column of PROSE) {
    const text = result[column]
    const clean = text === null ? null : cleanText(text, judgement, new Set())
    if (clean === text) continue
    result[column] = clean
    if (column === 'question') result.question_terms = null
    isSame = false
  }
  return isSame ? row : result
}
