import { badRequest } from '../group/errors.ts'
import { changeMember, renderMember } from '../group/members.ts'
import { renderChat, renderUser } from '../group/render.ts'
import { isAdministrator, isPresent } from '../group/roles.ts'
import type { ChatRecord } from '../group/state.ts'
import type { Call, Method } from './call.ts'
import { targetChat } from './target.ts'

/** What a bot asks about a chat and its members, and how it leaves. */
export const chatMethods: Record<string, Method> = {
  getChat(call) {
    const chat = targetChat(call)
    return {
      ...renderChat(call.world.state, chat),
      ...(chat.type !== 'private' && { permissions: { ...permissions(), ...chat.permissions } }),
      ...(chat.linked_chat_id !== undefined && { linked_chat_id: chat.linked_chat_id }),
      accent_color_id: Math.abs(chat.id) % 7,
      max_reaction_count: 11,
      accepted_gift_types: {
        unlimited_gifts: false,
        limited_gifts: false,
        unique_gifts: false,
        premium_subscription: false,
        gifts_from_channels: false,
      },
    }
  },

  getChatMember(call) {
    const chat = targetChat(call)
    const userId = call.params.integer('user_id')
    if (userId === undefined || userId <= 0) throw badRequest('invalid user_id specified')
    if (!call.world.state.users[userId]) throw badRequest('PARTICIPANT_ID_INVALID')
    return renderMember(call.world.state, chat, userId)
  },

  getChatAdministrators(call) {
    const { bot, params, world } = call
    const chat = groupOf(call, 'there are no administrators in the private chat')
    const returnsBots = params.boolean('return_bots')
    return Object.values(chat.members)
      .filter(isAdministrator)
      .map(({ user_id }) => renderUser(world.state, user_id))
      .filter(({ id, is_bot }) => !is_bot || returnsBots || id === bot.user_id)
      .map(({ id }) => renderMember(world.state, chat, id))
  },

  getChatMemberCount: (call) => Object.values(targetChat(call).members).filter(isPresent).length,

  leaveChat(call) {
    const { bot, world } = call
    const chat = groupOf(call, "chat member status can't be changed in private chats")
    changeMember(world, chat, { user_id: bot.user_id, status: 'left' }, bot.user_id)
    return true
  },
}

function groupOf(call: Call, refusal: string): ChatRecord {
  const chat = targetChat(call)
  if (chat.type === 'private') throw badRequest(refusal)
  return chat
}

/** A group's first setting: everybody writes, administrators change the group. */
function permissions() {
  return {
    can_send_messages: true,
    can_send_audios: true,
    can_send_documents: true,
    can_send_photos: true,
    can_send_videos: true,
    can_send_video_notes: true,
    can_send_voice_notes: true,
    can_send_polls: true,
    can_send_other_messages: true,
    can_add_web_page_previews: true,
    can_change_info: false,
    can_invite_users: true,
    can_pin_messages: false,
    can_manage_topics: false,
  }
}
