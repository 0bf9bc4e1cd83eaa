import { describe, expect, it } from 'vitest'

import { createConverter } from '../../../etl/import/convert.ts'
import type { ExportChat } from '../../../etl/import/chat.ts'
import { timeZone } from '../../../etl/lake/time-zone.ts'

const zone = timeZone('America/Sao_Paulo')
const group: ExportChat = { type: 'private_supergroup', id: 42, name: 'Grupo', isAlone: true }
const chat = { id: -1000000000042, type: 'supergroup', title: 'Grupo' }
const ana = { id: 7, is_bot: false, first_name: 'Ana Lima' }
const NOON = 1_793_545_200
const base = {
  id: 5,
  type: 'message',
  date: '2026-11-01T12:00:00',
  date_unixtime: String(NOON),
  from: 'Ana Lima',
  from_id: 'user7',
}
const said = { message_id: 5, chat, from: ana, date: NOON }

function converted(messages: readonly object[], exported = group, oldChatId?: number) {
  const convert = createConverter(exported, { zone, oldChatId })
  const all = messages.map((message) => convert(message)?.updates)
  return JSON.parse(JSON.stringify(all.at(-1) ?? null)) as { message: unknown }[] | null
}

describe('a converted message', () => {
  it.each([
    ['text', { text: 'oi' }, { text: 'oi' }],
    [
      'pieces of text',
      { text: ['veja ', { type: 'link', text: 'a.br' }, ' 😀 ', { type: 'bold', text: 'já' }] },
      {
        text: 'veja a.br 😀 já',
        entities: [
          { type: 'url', offset: 5, length: 4 },
          { type: 'bold', offset: 13, length: 2 },
        ],
      },
    ],
    [
      'entities with values',
      {
        text: '',
        text_entities: [
          { type: 'plain', text: 'a' },
          { type: 'text_link', text: 'b', href: 'https://b' },
          { type: 'mention_name', text: 'Bia', user_id: 9 },
          { type: 'pre', text: 'x', language: 'py' },
          { type: 'custom_emoji', text: '😀', document_id: '12' },
          { type: 'blockquote', text: 'q', collapsed: true },
          { type: 'phone', text: '1' },
          { type: 'bank_card', text: '2' },
        ],
      },
      {
        text: 'abBiax😀q12',
        entities: [
          { type: 'text_link', url: 'https://b', offset: 1, length: 1 },
          {
            type: 'text_mention',
            user: { id: 9, is_bot: false, first_name: 'Bia' },
            offset: 2,
            length: 3,
          },
          { type: 'pre', language: 'py', offset: 5, length: 1 },
          { type: 'custom_emoji', custom_emoji_id: '12', offset: 6, length: 2 },
          { type: 'expandable_blockquote', offset: 8, length: 1 },
          { type: 'phone_number', offset: 9, length: 1 },
        ],
      },
    ],
    ['nothing', { text: '' }, { entities: [] }],
    [
      'a photo',
      { photo: 'photos/p.jpg', width: 8, height: 6, text: 'veja' },
      { photo: [{ width: 8, height: 6 }], caption: 'veja' },
    ],
    [
      'a file that is not in the export',
      {
        file: '(File not included. Change data exporting settings to download.)',
        mime_type: 'a/b',
        text: '',
      },
      { document: { mime_type: 'a/b' } },
    ],
    [
      'a voice message',
      { media_type: 'voice_message', file: 'v.ogg', duration_seconds: 3, text: '' },
      { voice: { duration: 3 } },
    ],
    [
      'a sticker',
      { media_type: 'sticker', file: 's.webp', sticker_emoji: '😀', text: '' },
      { sticker: { emoji: '😀' } },
    ],
    [
      'a poll',
      {
        poll: {
          question: 'Já?',
          closed: true,
          total_voters: 3,
          answers: [{ text: 'sim', voters: 3, chosen: false }],
        },
        text: '',
      },
      {
        poll: {
          question: 'Já?',
          options: [{ text: 'sim', voter_count: 3 }],
          total_voter_count: 3,
          is_closed: true,
        },
      },
    ],
    [
      'a venue',
      {
        place_name: 'Sé',
        address: 'Praça',
        location_information: { latitude: 1, longitude: 2 },
        text: '',
      },
      {
        venue: { title: 'Sé', address: 'Praça', location: { latitude: 1, longitude: 2 } },
        location: { latitude: 1, longitude: 2 },
      },
    ],
    [
      'an edit',
      { text: 'oi', edited: '2026-11-01T12:01:00', edited_unixtime: String(NOON + 60) },
      { text: 'oi', edit_date: NOON + 60 },
    ],
    [
      'a forward by name',
      { text: 'oi', forwarded_from: 'Bia' },
      { text: 'oi', forward_origin: { type: 'hidden_user', date: NOON, sender_user_name: 'Bia' } },
    ],
    [
      'a forward by id',
      { text: 'oi', forwarded_from: 'Canal', forwarded_from_id: 'channel3' },
      {
        text: 'oi',
        forward_origin: {
          type: 'channel',
          date: NOON,
          chat: { id: -1000000000003, type: 'channel', title: 'Canal' },
        },
      },
    ],
    [
      'a message through a bot',
      { text: 'oi', via_bot: '@gif' },
      { text: 'oi', via_bot: { is_bot: true, first_name: 'gif', username: 'gif' } },
    ],
    [
      'a reply to another chat',
      { text: 'oi', reply_to_message_id: 3, reply_to_peer_id: 'channel9' },
      { text: 'oi', external_reply: { chat: { id: -1000000000009 }, message_id: 3 } },
    ],
  ])('with %s', (_, fields, expected) => {
    expect(converted([{ ...base, ...fields }])).toEqual([
      { update_id: 0, message: { ...said, ...expected }, is_imported: true },
    ])
  })

  it.each([
    [
      'a deleted account',
      { from: null, from_id: 'user9' },
      { from: { id: 9, is_bot: false, first_name: '' } },
    ],
    ['a number of an export of 2019', { from_id: 7 }, { from: ana }],
    ['a number of an export of 2020', { from_id: 2 ** 32 + 7 }, { from: ana }],
    [
      'an anonymous administrator',
      { from: 'Grupo', from_id: 'channel42', author: 'dona' },
      {
        from: { id: 1087968824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' },
        sender_chat: chat,
        author_signature: 'dona',
      },
    ],
    [
      'a person who writes as a channel',
      { from: 'Canal', from_id: 'channel3' },
      {
        from: { id: 136817688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' },
        sender_chat: { id: -1000000000003, type: 'channel', title: 'Canal' },
      },
    ],
    [
      'the linked channel',
      { from: 'Canal', from_id: 'channel3', forwarded_from: 'Canal' },
      {
        from: { id: 777000, is_bot: false, first_name: 'Telegram' },
        sender_chat: { id: -1000000000003, type: 'channel', title: 'Canal' },
        is_automatic_forward: true,
      },
    ],
  ])('by %s', (_, fields, expected) => {
    expect(converted([{ ...base, ...fields, text: 'oi' }])?.[0]?.message).toMatchObject(expected)
  })

  it.each([
    ['known', -77, { migrate_from_chat_id: -77 }],
    ['unknown', undefined, { migrate_from_group: { title: 'Grupo' } }],
  ])('of a migration, the id before it being %s', (_, oldChatId, expected) => {
    const { from: actor, from_id: actor_id, ...rest } = base
    const event = { type: 'service', actor, actor_id, action: 'migrate_from_group', title: 'Grupo' }
    const [update] = converted([{ ...rest, ...event, text: '' }], group, oldChatId) ?? []
    expect(update?.message).toEqual({ ...said, ...expected })
  })

  it.each([
    ['create_group', { title: 'Grupo', members: ['Ana', null] }, { group_chat_created: true }],
    ['edit_group_title', { title: 'Novo' }, { new_chat_title: 'Novo' }],
    [
      'invite_members',
      { members: ['Bia', null] },
      {
        new_chat_members: [
          { is_bot: false, first_name: 'Bia' },
          { is_bot: false, first_name: '' },
        ],
      },
    ],
    ['join_group_by_link', { inviter: 'Bia' }, { new_chat_members: [ana] }],
    [
      'remove_members',
      { members: ['Bia'] },
      { left_chat_member: { is_bot: false, first_name: 'Bia' } },
    ],
    ['pin_message', { message_id: 3 }, { pinned_message: { chat, message_id: 3, date: 0 } }],
    ['group_call', { duration: 5 }, { video_chat_ended: { duration: 5 } }],
    ['new_in_2030', { title: 'x' }, { new_in_2030: { title: 'x' } }],
    ['message_id', {}, { message_id: 5 }],
  ])('of the service %s', (action, fields, expected) => {
    const { from: actor, from_id: actor_id, ...rest } = base
    const service = { ...rest, type: 'service', actor, actor_id, action, ...fields, text: '' }
    expect(converted([service])?.[0]?.message).toEqual({ ...said, ...expected })
  })

  it('knows whom it replies to, when that was written, and the topic along a chain of replies', () => {
    const opening = {
      ...base,
      id: 2,
      type: 'service',
      actor: 'Ana Lima',
      actor_id: 'user7',
      action: 'topic_created',
      title: 'Rede',
      text: '',
    }
    const first = { ...base, id: 3, reply_to_message_id: 2, text: 'a' }
    const second = { ...base, id: 5, reply_to_message_id: 3, text: 'b' }
    expect(converted([opening, first])?.[0]?.message).toMatchObject({
      message_thread_id: 2,
      is_topic_message: true,
      reply_to_message: {
        message_id: 2,
        from: ana,
        date: NOON,
        forum_topic_created: { name: 'Rede' },
      },
    })
    expect(converted([opening, first, second])?.[0]?.message).toEqual({
      ...said,
      text: 'b',
      message_thread_id: 2,
      is_topic_message: true,
      reply_to_message: { message_id: 3, chat, from: ana, date: NOON },
    })
  })

  it('comes with the counts of its reactions', () => {
    const reactions = [
      { type: 'emoji', count: 3, emoji: '👍', recent: [{ from: 'Bia', from_id: 'user9' }] },
      { type: 'custom_emoji', count: 1, document_id: '12' },
      { type: 'paid', count: 2 },
    ]
    expect(converted([{ ...base, text: 'oi', reactions }])?.[1]).toEqual({
      update_id: 0,
      message_reaction_count: {
        chat,
        message_id: 5,
        date: NOON,
        reactions: [
          { type: { type: 'emoji', emoji: '👍' }, total_count: 3 },
          { type: { type: 'custom_emoji', custom_emoji_id: '12' }, total_count: 1 },
          { type: { type: 'paid' }, total_count: 2 },
        ],
      },
      is_imported: true,
    })
  })

  it('of before 2022 has the time of whoever exported', () => {
    expect(
      converted([{ ...base, date_unixtime: undefined, text: 'oi' }])?.[0]?.message,
    ).toMatchObject({ date: NOON })
  })

  it.each([
    ['known', -77, { id: -77, type: 'group', title: 'Grupo' }, 321_550],
    ['not known', undefined, chat, -999_678_450],
  ])('of the group before the supergroup, when its id is %s', (_, oldId, place, message_id) => {
    expect(
      converted([{ ...base, id: -999_678_450, text: 'oi' }], group, oldId)?.[0]?.message,
    ).toEqual({ ...said, chat: place, message_id, text: 'oi' })
  })

  it('is a post in a channel', () => {
    const post = { ...base, from: 'Canal', from_id: 'channel42', text: 'oi' }
    const channel = { id: -1000000000042, type: 'channel', title: 'Canal' }
    expect(converted([post], { ...group, type: 'public_channel', name: 'Canal' })).toEqual([
      {
        update_id: 0,
        channel_post: {
          message_id: 5,
          chat: channel,
          sender_chat: channel,
          date: NOON,
          text: 'oi',
        },
        is_imported: true,
      },
    ])
  })

  it.each([
    ['unsupported', { id: 5, type: 'unsupported' }],
    ['without a date', { ...base, date: 'soon', date_unixtime: undefined, text: 'oi' }],
    ['without an id', { ...base, id: undefined, text: 'oi' }],
  ])('does not come of what is %s', (_, message) => {
    expect(converted([message])).toBeNull()
  })
})
