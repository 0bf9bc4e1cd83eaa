import { GrammyError, type Api } from 'grammy'
import type { ChatFullInfo, ChatMember, UserFromGetMe } from 'grammy/types'

import { supergroupId } from '../../etl/lake/env.ts'
import { ok, warning, wrong, type Check } from './check.ts'

export type GroupApi = Pick<Api, 'getChat' | 'getChatMember'>

/**
 * One group as the bot finds it: known, member, what reaches it, what it may send.
 * @throws HttpError when Telegram cannot be reached.
 */
export async function checkGroup(
  api: GroupApi,
  me: UserFromGetMe,
  chatId: number,
): Promise<Check[]> {
  const id = String(chatId)
  try {
    const chat = await api.getChat(chatId)
    const known = ok('check-group-ok', { group: chat.title ?? id, id })
    return [known, ...checkMembership(me, chat, await api.getChatMember(chatId, me.id))]
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error
    const { error_code, description, parameters } = error
    const { migrate_to_chat_id } = parameters
    if (migrate_to_chat_id !== undefined) {
      const moved = warning('check-group-moved', { id, new: String(migrate_to_chat_id) })
      return [moved, ...(await checkGroup(api, me, migrate_to_chat_id))]
    }
    if (error_code === 403) return [wrong('check-member-removed', { id, bot: me.username })]
    if (error_code === 400) return [unknownGroup(chatId, me)]
    return [warning('check-group-error', { id, reason: `${error_code} ${description}` })]
  }
}

function unknownGroup(chatId: number, { username }: UserFromGetMe): Check {
  const values = { id: String(chatId), bot: username }
  const longer = supergroupId(chatId)
  return longer === undefined
    ? wrong('check-group-unknown', values)
    : wrong('check-group-unknown-short', { ...values, longer: String(longer) })
}

/** What reaches the bot in a group, and what it may send there. */
export function checkMembership(
  me: UserFromGetMe,
  chat: Pick<ChatFullInfo, 'permissions'>,
  member: ChatMember,
): Check[] {
  if (!isPresent(member)) return [wrong('check-member-wrong', { bot: me.username })]
  return [ok('check-member-ok'), ...checkHearing(me, member), checkSending(chat, member)]
}

/** Whether somebody with this membership is in the chat. */
export function isPresent(member: ChatMember): boolean {
  if (member.status === 'restricted') return member.is_member
  return member.status !== 'left' && member.status !== 'kicked'
}

/** An administrator gets everything, whatever privacy mode says. */
function checkHearing(me: UserFromGetMe, { status }: ChatMember): Check[] {
  if (status === 'administrator') return [ok('check-administrator-ok')]
  const privacy = checkPrivacy(me)
  return privacy.outcome === 'ok' ? [privacy, warning('check-administrator-not')] : [privacy]
}

/** Privacy mode, for a bot that is not an administrator. */
export function checkPrivacy({ can_read_all_group_messages, username }: UserFromGetMe): Check {
  return can_read_all_group_messages
    ? ok('check-privacy-ok')
    : wrong('check-privacy-wrong', { bot: username })
}

/** Whether the bot gets every message of the group. */
export function isHearing(me: UserFromGetMe, { status }: ChatMember): boolean {
  return status === 'administrator' || me.can_read_all_group_messages
}

function checkSending({ permissions }: Pick<ChatFullInfo, 'permissions'>, member: ChatMember) {
  if (member.status === 'administrator') return ok('check-sending-ok')
  const rights = member.status === 'restricted' ? member : permissions
  if (rights?.can_send_messages === false) return wrong('check-sending-nothing')
  if (rights?.can_send_photos === false) return warning('check-sending-text')
  return ok('check-sending-ok')
}
