import { describe, expect, it } from 'vitest'

import { messageType } from '../../etl/message-type.ts'

// The fields of Message in Bot API 10.3, in the order of its docs.
const content =
  'text rich_message animation audio document live_photo paid_media photo sticker story video video_note voice contact dice game poll venue location checklist invoice giveaway giveaway_winners'
const service =
  'checklist_tasks_done checklist_tasks_added community_chat_added community_chat_removed community_chat_joined suggested_post_approved suggested_post_approval_failed suggested_post_declined suggested_post_paid suggested_post_refunded chat_owner_left chat_owner_changed new_chat_members left_chat_member new_chat_title new_chat_photo delete_chat_photo group_chat_created supergroup_chat_created channel_chat_created managed_bot_created poll_option_added poll_option_deleted message_auto_delete_timer_changed migrate_to_chat_id migrate_from_chat_id pinned_message successful_payment refunded_payment users_shared chat_shared connected_website write_access_allowed passport_data proximity_alert_triggered boost_added chat_background_set forum_topic_created forum_topic_edited forum_topic_closed forum_topic_reopened general_forum_topic_hidden general_forum_topic_unhidden giveaway_created giveaway_completed gift gift_upgrade_sent unique_gift paid_message_price_changed direct_message_price_changed video_chat_scheduled video_chat_started video_chat_ended video_chat_participants_invited web_app_data'

describe('messageType', () => {
  it.each(content.split(' '))('is %s for a message with that content', (name) => {
    expect(messageType({ message_id: 1, [name]: {} })).toEqual({
      message_type: name,
      service_type: null,
    })
  })

  it.each(service.split(' '))('is service for %s', (name) => {
    expect(messageType({ message_id: 1, [name]: {} })).toEqual({
      message_type: 'service',
      service_type: name,
    })
  })

  it('is a service message for an unknown field, and names it', () => {
    expect(messageType({ message_id: 1, chat: {}, hologram: {} })).toEqual({
      message_type: 'service',
      service_type: 'hologram',
    })
    expect(messageType({ message_id: 1, photo: null })).toEqual({
      message_type: 'service',
      service_type: 'unknown',
    })
  })

  it.each(['caption', 'entities', 'caption_entities', 'media_group_id', 'forward_origin'])(
    'is other for unknown content with %s, which only content has',
    (name) => {
      expect(messageType({ message_id: 1, hologram: {}, [name]: {} })).toEqual({
        message_type: 'other',
        service_type: null,
      })
    },
  )

  const entities = [{ type: 'bot_command', offset: 0, length: 6 }]
  it.each([
    ['/stats 7d', entities],
    ['/stats@lake_bot', entities],
    ['/stats!', entities],
    ['/2fa', entities],
    // Imported history has no entities.
    ['/stats', undefined],
  ])('is command for %j', (text, marked) => {
    expect(messageType({ text, entities: marked })).toEqual({
      message_type: 'command',
      service_type: null,
    })
  })

  it('is command for a caption that begins with one', () => {
    const photo = { photo: [], caption: '/report isso', caption_entities: entities }
    expect(messageType(photo).message_type).toBe('command')
  })

  it.each([
    ['use /stats', [{ type: 'bot_command', offset: 4, length: 6 }]],
    ['/etc/fstab is missing', undefined],
    ['/etc/fstab is missing', [{ type: 'bot_command', offset: 0, length: 4 }]],
    ['/stats is blue', [{ type: 'bold', offset: 0, length: 6 }]],
  ])('is text for %j', (text, marked) => {
    expect(messageType({ text, entities: marked }).message_type).toBe('text')
  })
})
