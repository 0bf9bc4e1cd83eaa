import type { Fields } from './lake/update.ts'

/** Fields with what a person sent; when two are set (a venue also has a location), the first one listed here counts. */
const CONTENT = [
  'rich_message',
  'animation',
  'live_photo',
  'venue',
  'text',
  'photo',
  'video',
  'audio',
  'voice',
  'video_note',
  'document',
  'sticker',
  'location',
  'contact',
  'poll',
  'dice',
  'game',
  'story',
  'checklist',
  'paid_media',
  'invoice',
  'giveaway',
  'giveaway_winners',
] as const

/** Fields that report an event in the chat (Bot API 10.3, and older names that the server still sends). */
const SERVICE = [
  'new_chat_members',
  'new_chat_member',
  'new_chat_participant',
  'left_chat_member',
  'left_chat_participant',
  'new_chat_title',
  'new_chat_photo',
  'delete_chat_photo',
  'group_chat_created',
  'supergroup_chat_created',
  'channel_chat_created',
  'message_auto_delete_timer_changed',
  'migrate_to_chat_id',
  'migrate_from_chat_id',
  'pinned_message',
  'successful_payment',
  'refunded_payment',
  'users_shared',
  'user_shared',
  'chat_shared',
  'connected_website',
  'write_access_allowed',
  'passport_data',
  'proximity_alert_triggered',
  'boost_added',
  'chat_background_set',
  'forum_topic_created',
  'forum_topic_edited',
  'forum_topic_closed',
  'forum_topic_reopened',
  'general_forum_topic_hidden',
  'general_forum_topic_unhidden',
  'giveaway_created',
  'giveaway_completed',
  'gift',
  'gift_upgrade_sent',
  'unique_gift',
  'paid_message_price_changed',
  'direct_message_price_changed',
  'video_chat_scheduled',
  'video_chat_started',
  'video_chat_ended',
  'video_chat_participants_invited',
  'voice_chat_scheduled',
  'voice_chat_started',
  'voice_chat_ended',
  'voice_chat_participants_invited',
  'web_app_data',
  'checklist_tasks_done',
  'checklist_tasks_added',
  'community_chat_added',
  'community_chat_removed',
  'community_chat_joined',
  'suggested_post_approved',
  'suggested_post_approval_failed',
  'suggested_post_declined',
  'suggested_post_paid',
  'suggested_post_refunded',
  'chat_owner_left',
  'chat_owner_changed',
  'managed_bot_created',
  'poll_option_added',
  'poll_option_deleted',
] as const

export interface MessageType {
  /** The content field, `service`, or `other` for a kind of message this program does not know yet. */
  readonly message_type: string
  /** Kind of service message; null for other messages. */
  readonly service_type: string | null
}

export function messageType(message: Fields): MessageType {
  const content = firstField(message, CONTENT)
  if (content !== undefined) return { message_type: content, service_type: null }
  const service = firstField(message, SERVICE)
  if (service !== undefined) return { message_type: 'service', service_type: service }
  return { message_type: 'other', service_type: null }
}

function firstField(message: Fields, names: readonly string[]): string | undefined {
  for (const name of names) {
    if (message[name] !== undefined && message[name] !== null) return name
  }
  return undefined
}
