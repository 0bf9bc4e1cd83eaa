// What happened in the chat: the actions of Telegram Desktop's service messages as the Bot API has them. JSON leaves
// out what is undefined.
import { integer, type Fields } from '../lake/update.ts'
import type { Chat } from './chat.ts'
import type { Sender } from './peer.ts'

export interface ServiceContext {
  readonly chat: Chat
  readonly sender: Sender
  /** The ids before and after the migration to a supergroup; undefined when not known. */
  readonly migration: { readonly from: number | undefined; readonly to: number }
  /** Who or what the message with this id is. */
  embedded(messageId: number): Fields
}

/** The field that says what happened. An action without a counterpart keeps its own name. */
export function serviceOf(message: Fields, context: ServiceContext): Fields {
  const { chat, sender, migration } = context
  const { title } = message
  const action = typeof message.action === 'string' ? message.action : 'custom_action'
  switch (action) {
    case 'create_group':
      return { group_chat_created: true }
    case 'create_channel':
      return { [`${chat.type === 'channel' ? 'channel' : 'supergroup'}_chat_created`]: true }
    case 'edit_group_title':
      return { new_chat_title: title ?? '' }
    case 'edit_group_photo':
      return { new_chat_photo: [{ width: message.width, height: message.height }] }
    case 'delete_group_photo':
      return { delete_chat_photo: true }
    case 'invite_members':
      return { new_chat_members: people(message.members) }
    case 'join_group_by_link':
    case 'join_group_by_request':
      return { new_chat_members: sender.from === undefined ? [] : [sender.from] }
    case 'remove_members':
      return { left_chat_member: people(message.members)[0] ?? sender.from ?? { is_bot: false } }
    case 'migrate_to_supergroup':
      return { migrate_to_chat_id: migration.to }
    case 'migrate_from_group':
      // Exports do not say which id the group had. Without it, the action keeps its own name.
      return migration.from === undefined
        ? { [action]: { title } }
        : { migrate_from_chat_id: migration.from }
    case 'pin_message': {
      const messageId = integer(message.message_id)
      return { pinned_message: messageId === undefined ? {} : context.embedded(messageId) }
    }
    case 'topic_created':
      return { forum_topic_created: { name: title ?? '' } }
    case 'topic_edit':
      return {
        forum_topic_edited: {
          name: message.new_title,
          icon_custom_emoji_id: message.new_icon_emoji_id,
        },
      }
    case 'group_call': {
      const { duration } = message
      return duration === undefined
        ? { video_chat_started: {} }
        : { video_chat_ended: { duration } }
    }
    case 'group_call_scheduled':
      return { video_chat_scheduled: { start_date: message.schedule_date } }
    case 'invite_to_group_call':
      return { video_chat_participants_invited: { users: people(message.members) } }
    case 'set_messages_ttl':
      return {
        message_auto_delete_timer_changed: { message_auto_delete_time: message.period ?? 0 },
      }
    case 'proximity_reached':
      return { proximity_alert_triggered: { distance: message.distance } }
    case 'boost_apply':
      return { boost_added: { boost_count: message.boosts ?? 1 } }
    case 'set_chat_wallpaper':
    case 'set_same_chat_wallpaper':
      return { chat_background_set: {} }
    default:
      return { [action]: { title, text: message.information_text, score: message.score } }
  }
}

/** Exports have the names alone, null for deleted accounts. */
function people(members: unknown): Fields[] {
  if (!Array.isArray(members)) return []
  return members.map((name: unknown) => ({
    is_bot: false,
    first_name: typeof name === 'string' ? name : '',
  }))
}
