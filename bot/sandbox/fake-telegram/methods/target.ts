import { badRequest, forbidden, tooManyRequests } from '../group/errors.ts'
import { isAdministrator, isPresent } from '../group/roles.ts'
import type { ChatRecord, MessageRecord } from '../group/state.ts'
import type { Call } from './call.ts'

/** The chat that chat_id names, if the bot is in it. */
export function targetChat(call: Call): ChatRecord {
  const { bot, params, world } = call
  const ref = params.string('chat_id')
  const isKnown = (key: string) => Object.hasOwn(world.state.chats, key)
  if (!ref) throw badRequest('chat_id is empty')
  const chat = ref.startsWith('@')
    ? Object.values(world.state.chats).find(({ username }) => username === ref.slice(1))
    : [ref, `${ref}/${bot.user_id}`].filter(isKnown).map((key) => world.state.chats[key])[0]
  const member = chat?.members[bot.user_id]
  if (!chat && world.state.users[Number(ref)]) {
    throw forbidden("bot can't initiate conversation with a user")
  }
  if (!chat || !member) throw badRequest('chat not found')
  if (chat.migrated_to !== undefined) {
    throw badRequest('group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: chat.migrated_to,
    })
  }
  if (isPresent(member)) return chat
  if (chat.type === 'private') throw forbidden('bot was blocked by the user')
  if (member.status === 'kicked') throw forbidden(`bot was kicked from the ${chat.type} chat`)
  throw forbidden(`bot is not a member of the ${chat.type} chat`)
}

/** The chat, if the bot may write in it: `text messages`, `photos` or `documents`. */
export function writableChat(call: Call, what: string): ChatRecord {
  const { bot, world } = call
  const chat = targetChat(call)
  const member = chat.members[bot.user_id]
  if (isAdministrator(member)) return chat
  const rights = member?.status === 'restricted' ? member : chat.permissions
  const isForbidden =
    rights?.can_send_messages === false ||
    (what === 'photos' && chat.permissions?.can_send_photos === false)
  if (isForbidden) throw badRequest(`not enough rights to send ${what} to the chat`)
  const last = Object.values(chat.messages).findLast(({ from }) => from === bot.user_id)
  const wait = (last?.date ?? 0) + (chat.slow_mode_delay ?? 0) - world.now()
  if (wait > 0) throw tooManyRequests(wait)
  return chat
}

/** Throws when the topic is closed to the bot; undefined is the General topic. */
export function checkTopic({ bot }: Call, chat: ChatRecord, topic: number | undefined): void {
  const member = chat.members[bot.user_id]
  const isClosed = chat.closed_topics?.includes(topic ?? 0) ?? false
  const isManager = isAdministrator(member) && member?.rights?.can_manage_topics === true
  if (isClosed && !isManager) throw badRequest('TOPIC_CLOSED')
}

/** The bot's own message that an edit names. */
export function messageToEdit(call: Call): { chat: ChatRecord; record: MessageRecord } {
  const { chat, record } = namedMessage(call, 'edit')
  if (record.from !== call.bot.user_id) throw badRequest("message can't be edited")
  return { chat, record }
}

/** The message that a deletion names: its own, or anybody's with the right to delete. */
export function messageToDelete(call: Call): { chat: ChatRecord; record: MessageRecord } {
  const { chat, record } = namedMessage(call, 'delete')
  const member = chat.members[call.bot.user_id]
  const mayDelete = isAdministrator(member) && member?.rights?.can_delete_messages !== false
  const isOwn = record.from === call.bot.user_id
  const isOld = record.date + 48 * 60 * 60 < call.world.now()
  const isAllowed = mayDelete || (!isOld && (isOwn || chat.type === 'private'))
  if (!isAllowed) throw badRequest("message can't be deleted")
  return { chat, record }
}

function namedMessage(call: Call, verb: 'edit' | 'delete') {
  const messageId = call.params.integer('message_id')
  if (call.params.string('chat_id') === undefined || messageId === undefined) {
    throw badRequest('message identifier is not specified')
  }
  const chat = targetChat(call)
  const record = chat.messages[messageId]
  if (!record) throw badRequest(`message to ${verb} not found`)
  return { chat, record }
}
