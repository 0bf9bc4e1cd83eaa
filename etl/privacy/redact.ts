import { fields, integer, occasionOf, unixDate, type Fields, type Update } from '../lake/update.ts'
import { cleanTree } from './clean-tree.ts'
import { authorOf, judge, originOf, type Judgement } from './judgement.ts'
import type { Registry } from './registry.ts'
import { asSomeones, withoutContent } from './someone.ts'

/** Kinds of update that are a message, or an edit of one. */
const IS_MESSAGE = /^(edited_|business_|edited_business_|guest_)?(message|channel_post)$/

/**
 * What may be stored of an update: the same object when nobody's choice concerns it, a redacted copy, or undefined:
 * nothing. What is erased leaves no trace; of who opted out remains that someone wrote. Of both, whatever other people's
 * updates repeat or tell goes: copies in replies, quotes, mentions, forwards, ids. Redacting a result again changes
 * nothing.
 */
export function redact(update: Update, registry: Registry): Update | undefined {
  if (registry.isEmpty) return update
  const { kind, chatId, date } = occasionOf(update)
  if (kind === undefined) return update
  const event = update[kind] as Fields
  const writtenAt = unixDate(event.edit_date) ?? date
  const isOfBot = fields(event.from)?.is_bot === true && event.sender_chat === undefined
  const judgement = judge(registry, { chatId, date, writtenAt, isOfBot })
  const kept = IS_MESSAGE.test(kind)
    ? redactMessage(event, judgement)
    : redactEvent(event, judgement)
  if (kept === undefined) return undefined
  const cleaned = cleanTree(kept, judgement) as Fields
  return cleaned === event ? update : { ...update, [kind]: cleaned }
}

function redactMessage(message: Fields, judgement: Judgement): Fields | undefined {
  const { chatId, date } = judgement.scene
  if (judgement.isErasedMessage(chatId, integer(message.message_id))) return undefined
  const author = authorOf(message)
  const account = integer(fields(message.from)?.id)
  if (judgement.isErased(author, date) || judgement.isErased(account, date)) return undefined
  if (judgement.isOptedOut(author) || judgement.isOptedOut(account)) return asSomeones(message)
  return redactForward(message, judgement)
}

/** What somebody who is gone wrote, and another forwarded. */
function redactForward(message: Fields, judgement: Judgement): Fields {
  const origin = fields(message.forward_origin)
  const old = { sender_user: message.forward_from, sender_user_name: message.forward_sender_name }
  const isOld = old.sender_user !== undefined || old.sender_user_name !== undefined
  if (!origin && !isOld) return message
  const { userId, name, date } = originOf(origin ?? { ...old, date: message.forward_date })
  const isGone = judgement.isGone(userId, date) || (name !== undefined && judgement.isName(name))
  if (!isGone) return message
  return {
    ...withoutContent(message),
    forward_origin: { type: origin?.type ?? 'user', ...(date !== undefined && { date }) },
  }
}

/** A reaction, a vote, a press of a button, a change of membership: undefined when it is one of a person who is gone. */
function redactEvent(event: Fields, judgement: Judgement): Fields | undefined {
  const member = fields(fields(event.new_chat_member)?.user) ?? fields(event.user)
  const actor = member ?? fields(event.actor_chat) ?? fields(event.voter_chat) ?? fields(event.from)
  return judgement.isGone(integer(actor?.id), judgement.scene.date) ? undefined : event
}
