import { fields, type Fields } from './lake/update.ts'

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

/** Fields that any message may have (Bot API 10.3). */
const CONTEXT = new Set(
  (
    'message_id message_thread_id from sender_chat date guest_query_id business_connection_id chat is_topic_message ' +
    'direct_messages_topic sender_tag receiver_user ephemeral_message_id sender_boost_count sender_business_bot ' +
    'forward_origin is_automatic_forward reply_to_message reply_to_checklist_task_id reply_to_poll_option_id ' +
    'is_paid_post external_reply quote reply_to_story via_bot guest_bot_caller_user guest_bot_caller_chat edit_date ' +
    'has_protected_content show_caption_above_media is_from_offline author_signature link_preview_options effect_id ' +
    'paid_star_count reply_markup media_group_id has_media_spoiler suggested_post_info entities caption ' +
    'caption_entities'
  ).split(' '),
)

/** Fields that only content has, of whatever kind. */
const OF_CONTENT = [
  'caption',
  'entities',
  'caption_entities',
  'media_group_id',
  'forward_origin',
] as const

export interface MessageType {
  /**
   * The content field; `command` for what begins with a command to a bot, `service`, or `other` for content of
   * a kind this program does not know yet.
   */
  readonly message_type: string
  /** Kind of service message; null for other messages. */
  readonly service_type: string | null
}

export function messageType(message: Fields): MessageType {
  const content = firstField(message, CONTENT)
  if (content !== undefined) {
    const isCommand = startsWithCommand(message)
    return { message_type: isCommand ? 'command' : content, service_type: null }
  }
  const service = firstField(message, SERVICE)
  if (service !== undefined) return { message_type: 'service', service_type: service }
  if (firstField(message, OF_CONTENT)) return { message_type: 'other', service_type: null }
  // Newer versions of the Bot API bring new events.
  const unknown = Object.keys(message).find((name) => !CONTEXT.has(name) && message[name] !== null)
  return { message_type: 'service', service_type: unknown ?? 'unknown' }
}

/**
 * Telegram marks commands; imported history and old bots may not, and there the form of a text decides. Telegram does not
 * mark what goes on like a path, and neither should who writes updates in its place.
 */
function startsWithCommand({ text, caption, entities, caption_entities }: Fields): boolean {
  const marks = entities ?? caption_entities
  const said = text ?? caption
  if (Array.isArray(marks) && marks.length > 0) {
    return marks.some((each: unknown) => {
      const entity = fields(each)
      if (entity?.type !== 'bot_command' || entity.offset !== 0) return false
      const next = typeof said === 'string' ? said[Number(entity.length)] : undefined
      return next === undefined || !'/<>'.includes(next)
    })
  }
  return typeof text === 'string' && /^\/[a-z]\w{0,31}(?:@\w{3,32})?(?:\s|$)/i.test(text)
}

function firstField(message: Fields, names: readonly string[]): string | undefined {
  for (const name of names) {
    if (message[name] !== undefined && message[name] !== null) return name
  }
  return undefined
}
