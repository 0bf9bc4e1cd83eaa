import { describe, expect, it } from 'vitest'
import { lakeGroup, NOON } from './helpers.ts'

const ana = { id: 10, is_bot: false, first_name: 'Ana' }
const bia = { id: 11, is_bot: false, first_name: 'Bia', username: 'bialima' }
const chat = { id: -1001, title: 'Lake', type: 'supergroup' }

describe('senders that are not people', () => {
  it('anonymous administrators write as GroupAnonymousBot for the group', async () => {
    const { actor, news } = await lakeGroup()
    actor.send(-1001, 10, '/stats', { as: 'anonymous' })
    expect(await news()).toEqual([
      {
        message: {
          message_id: 3,
          from: {
            id: 1087968824,
            is_bot: true,
            first_name: 'Group',
            username: 'GroupAnonymousBot',
          },
          sender_chat: chat,
          chat,
          date: NOON,
          text: '/stats',
          entities: [{ type: 'bot_command', offset: 0, length: 6 }],
        },
      },
    ])
    expect(() => actor.send(-1001, 11, 'oi', { as: 'anonymous' })).toThrow(
      'telegram: user 11 is not an administrator of -1001: call promote',
    )
  })

  it('channels write as Channel_Bot, and the linked one is forwarded by Telegram', async () => {
    const { actor, news } = await lakeGroup()
    actor.createChannel({ id: -1009, title: 'Canal', username: 'canal', linkedTo: -1001 })
    const channel = { id: -1009, title: 'Canal', username: 'canal', type: 'channel' }
    actor.send(-1001, 11, 'oi', { as: -1009 })
    actor.post(-1009, 'Novidade')
    expect(await news()).toEqual([
      {
        message: {
          message_id: 3,
          from: { id: 136817688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' },
          sender_chat: channel,
          chat,
          date: NOON,
          text: 'oi',
        },
      },
      {
        message: {
          message_id: 4,
          from: { id: 777000, is_bot: false, first_name: 'Telegram' },
          sender_chat: channel,
          chat,
          date: NOON,
          forward_origin: { type: 'channel', chat: channel, message_id: 1, date: NOON },
          forward_from_chat: channel,
          forward_from_message_id: 1,
          forward_date: NOON,
          is_automatic_forward: true,
          text: 'Novidade',
        },
      },
    ])
  })
})

describe('what people do with messages', () => {
  it('an edit keeps the id and gets edit_date', async () => {
    const { actor, news, clock } = await lakeGroup()
    const { message_id } = actor.send(-1001, 11, 'oi')
    clock.advance(5000)
    actor.edit(-1001, 11, message_id, 'olá')
    const message = { message_id, from: bia, chat, date: NOON }
    expect(await news()).toEqual([
      { message: { ...message, text: 'oi' } },
      { edited_message: { ...message, edit_date: NOON + 5, text: 'olá' } },
    ])
    actor.edit(-1001, 11, message_id, 'olá')
    expect(await news()).toEqual([])
  })

  it('a reaction names old and new ones, an anonymous one the group', async () => {
    const { actor, call, news } = await lakeGroup()
    await call('getUpdates', { allowed_updates: ['message_reaction'] })
    const { message_id } = actor.send(-1001, 11, 'oi')
    actor.react(-1001, 11, message_id, ['👍'])
    actor.react(-1001, 11, message_id, ['🔥'])
    actor.react(-1001, 10, message_id, ['👍'], { as: 'anonymous' })
    const emoji = (value: string) => ({ type: 'emoji', emoji: value })
    const common = { chat, message_id, date: NOON }
    expect(await news()).toEqual([
      { message_reaction: { ...common, user: bia, old_reaction: [], new_reaction: [emoji('👍')] } },
      {
        message_reaction: {
          ...common,
          user: bia,
          old_reaction: [emoji('👍')],
          new_reaction: [emoji('🔥')],
        },
      },
      {
        message_reaction: {
          ...common,
          actor_chat: chat,
          old_reaction: [],
          new_reaction: [emoji('👍')],
        },
      },
    ])
  })

  it('a forward says where it came from', async () => {
    const { actor, news } = await lakeGroup()
    const { message_id } = actor.send(-1001, 11, '/stats')
    actor.forward(-1001, message_id, -1001, 10)
    expect((await news())[1]).toMatchObject({
      message: {
        from: ana,
        forward_origin: { type: 'user', sender_user: bia, date: NOON },
        forward_from: bia,
        text: '/stats',
        entities: [{ type: 'bot_command', offset: 0, length: 6 }],
      },
    })
  })

  it('any other kind goes as its fields; an album shares its id; a pin is a service message', async () => {
    const { actor, news } = await lakeGroup()
    const dice = { emoji: '🎲', value: 6 }
    const { message_id } = actor.send(-1001, 11, { fields: { dice } }, { media_group_id: '77' })
    actor.pin(-1001, 10, message_id)
    expect(await news()).toMatchObject([
      { message: { dice, media_group_id: '77' } },
      { message: { from: ana, pinned_message: { message_id, dice } } },
    ])
  })

  it('history older than a day stays in the chat but reaches no bot', async () => {
    const { actor, news, telegram } = await lakeGroup()
    actor.send(-1001, 11, 'ontem', { date: NOON - 86401 })
    expect(await news()).toEqual([])
    expect(telegram.view.history(-1001).at(-1)).toMatchObject({ text: 'ontem', date: NOON - 86401 })
  })
})
