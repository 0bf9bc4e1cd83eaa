import type { ChatAdministratorRights, ChatMember, ChatMemberUpdated } from 'grammy/types'
import { inChat } from './in-chat.ts'
import { renderChat, renderUser } from './render.ts'
import { isAdministrator, isPresent } from './roles.ts'
import type { ChatRecord, MemberRecord, State, World } from './state.ts'
import { botsIn, offer } from './updates.ts'

/** What an administrator may do unless the record says otherwise: Telegram's own first choice. */
const usualRights: Omit<ChatAdministratorRights, 'is_anonymous'> = {
  can_manage_chat: true,
  can_delete_messages: true,
  can_manage_video_chats: true,
  can_restrict_members: true,
  can_promote_members: false,
  can_change_info: true,
  can_invite_users: true,
  can_post_stories: true,
  can_edit_stories: true,
  can_delete_stories: true,
  can_pin_messages: true,
  can_send_welcome_messages: false,
}

/** The member as getChatMember shows it; who never was in the chat has left it. */
export function renderMember(state: State, chat: ChatRecord, userId: number): ChatMember {
  const member = chat.members[userId] ?? { user_id: userId, status: 'left' as const }
  const user = renderUser(state, userId)
  const { status, custom_title, is_anonymous = false } = member
  const title = custom_title === undefined ? {} : { custom_title }
  const sending = member.can_send_messages ?? true
  switch (status) {
    case 'creator':
      return { user, status, is_anonymous, ...title }
    case 'administrator': {
      const topics = chat.is_forum ? { can_manage_topics: false } : {}
      const rights = { ...usualRights, ...topics, ...member.rights }
      return { user, status, can_be_edited: false, ...rights, is_anonymous, ...title }
    }
    case 'restricted':
      return {
        user,
        status,
        until_date: member.until_date ?? 0,
        is_member: member.is_member ?? true,
        can_send_messages: sending,
        can_send_audios: sending,
        can_send_documents: sending,
        can_send_photos: sending,
        can_send_videos: sending,
        can_send_video_notes: sending,
        can_send_voice_notes: sending,
        can_send_polls: sending,
        can_send_other_messages: sending,
        can_add_web_page_previews: sending,
        can_react_to_messages: sending,
        can_edit_tag: false,
        can_change_info: false,
        can_invite_users: sending,
        can_pin_messages: false,
        can_manage_topics: false,
      }
    case 'kicked':
      return { user, status, until_date: member.until_date ?? 0 }
    case 'left':
    case 'member':
      return { user, status }
  }
}

/** Gives the user that place in the chat and tells the bots: itself always, administrators if they asked. */
export function changeMember(
  world: World,
  chat: ChatRecord,
  member: MemberRecord,
  byId: number,
): void {
  const { state } = world
  const { user_id } = member
  const before = renderMember(state, chat, user_id)
  const wasPresent = isPresent(chat.members[user_id])
  const bot = state.bots[user_id]
  const sees_all = wasPresent ? chat.members[user_id]?.sees_all : bot && !bot.privacy
  chat.members[user_id] = { ...member, ...(sees_all && { sees_all }) }
  const date = world.now()
  const payload: ChatMemberUpdated = {
    chat: renderChat(state, chat),
    from: renderUser(state, byId),
    date,
    old_chat_member: before,
    new_chat_member: renderMember(state, chat, user_id),
  }
  world.changed({ type: 'member', ...inChat(chat), user_id, status: member.status })
  if (bot) {
    offer(world, bot, {
      kind: 'my_chat_member',
      payload,
      queue: `my_chat_member:${chat.key}`,
      date,
    })
  }
  for (const other of botsIn(world, chat)) {
    if (other.user_id === user_id || !isAdministrator(chat.members[other.user_id])) continue
    offer(world, other, { kind: 'chat_member', payload, queue: `chat_member:${user_id}`, date })
  }
}
