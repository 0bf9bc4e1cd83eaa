import { describe, expect, it } from 'vitest'
import { errorOf, lakeGroup, NOON } from './helpers.ts'

const ana = { id: 10, is_bot: false, first_name: 'Ana' }
const lake = { id: 900, is_bot: true, first_name: 'Lake', username: 'lake_bot' }
const chat = { id: -1001, title: 'Lake', type: 'supergroup' }

describe('a bot that is added', () => {
  it('gets my_chat_member, then the service message', async () => {
    const { actor, news } = await lakeGroup()
    actor.createGroup({ id: -1002, title: 'Novo', creator: 10, type: 'group' })
    actor.addBot(-1002, 900)
    const group = { id: -1002, title: 'Novo', type: 'group', all_members_are_administrators: false }
    expect(await news()).toEqual([
      {
        my_chat_member: {
          chat: group,
          from: ana,
          date: NOON,
          old_chat_member: { user: lake, status: 'left' },
          new_chat_member: { user: lake, status: 'member' },
        },
      },
      {
        message: {
          message_id: 2,
          from: ana,
          chat: group,
          date: NOON,
          new_chat_participant: lake,
          new_chat_member: lake,
          new_chat_members: [lake],
        },
      },
    ])
  })

  it('hears of its promotion, its removal, and of nothing after that', async () => {
    const { actor, news } = await lakeGroup({ role: 'member', privacy: false })
    actor.promote(-1001, 900, { rights: { can_delete_messages: false } })
    actor.setRole(-1001, 900, 'kicked')
    actor.send(-1001, 11, 'ufa')
    const updates = await news()
    expect(updates).toHaveLength(2)
    expect(updates[0]).toMatchObject({
      my_chat_member: {
        old_chat_member: { status: 'member' },
        new_chat_member: { status: 'administrator', can_delete_messages: false },
      },
    })
    expect(updates[1]).toMatchObject({
      my_chat_member: {
        from: { id: 10 },
        old_chat_member: { status: 'administrator' },
        new_chat_member: { status: 'kicked', until_date: 0 },
      },
    })
  })

  it('leaves by itself with leaveChat', async () => {
    const { call, news } = await lakeGroup()
    expect(await call('leaveChat', { chat_id: -1001 })).toEqual({ ok: true, result: true })
    expect(await news()).toMatchObject([
      { my_chat_member: { from: lake, new_chat_member: { status: 'left' } } },
    ])
  })
})

describe('people who come and go', () => {
  it('make service messages, and chat_member for administrators who asked', async () => {
    const { actor, call, news } = await lakeGroup()
    await call('getUpdates', { allowed_updates: ['message', 'chat_member'] })
    actor.addUser({ id: 12, first_name: 'Caio' })
    actor.join(-1001, 12)
    actor.setRole(-1001, 12, 'kicked', { by: 10 })
    expect(await news()).toMatchObject([
      { chat_member: { from: { id: 12 }, old_chat_member: { status: 'left' } } },
      { message: { from: { id: 12 }, new_chat_members: [{ id: 12 }] } },
      { chat_member: { from: { id: 10 }, new_chat_member: { status: 'kicked' } } },
      { message: { from: { id: 10 }, left_chat_member: { id: 12 } } },
    ])
    expect(() => actor.send(-1001, 12, 'oi')).toThrow(
      'telegram: user 12 is not in chat -1001: call join first',
    )
  })

  it('are counted and listed', async () => {
    const { actor, call } = await lakeGroup()
    actor.addUser({ id: 12, first_name: 'Caio' })
    const member = async (user_id: number) =>
      (await call('getChatMember', { chat_id: -1001, user_id })).result
    expect((await call('getChatMemberCount', { chat_id: -1001 })).result).toBe(3)
    expect(await member(12)).toEqual({
      user: { id: 12, is_bot: false, first_name: 'Caio' },
      status: 'left',
    })
    actor.join(-1001, 12)
    actor.promote(-1001, 12, { is_anonymous: true, custom_title: 'Sombra' })
    actor.setRole(-1001, 11, 'restricted', { can_send_messages: false, until_date: NOON + 60 })
    expect(await member(11)).toMatchObject({
      status: 'restricted',
      can_send_messages: false,
      until_date: NOON + 60,
    })
    expect(await member(12)).toMatchObject({
      status: 'administrator',
      is_anonymous: true,
      custom_title: 'Sombra',
    })
    const { result } = await call('getChatAdministrators', { chat_id: -1001 })
    expect(
      result.map(({ user, status }: { user: { id: number }; status: string }) => [user.id, status]),
    ).toEqual([
      [10, 'creator'],
      [12, 'administrator'],
      [900, 'administrator'],
    ])
    expect(errorOf(await call('getChatMember', { chat_id: -1001, user_id: 4711 }))).toBe(
      '400 Bad Request: PARTICIPANT_ID_INVALID',
    )
    expect((await call('getChat', { chat_id: -1001 })).result).toMatchObject(chat)
  })
})

describe('privacy mode', () => {
  it('hides everything but commands, replies and service messages from a plain member', async () => {
    const { actor, call, news } = await lakeGroup({ role: 'member' })
    const bot = (await call('sendMessage', { chat_id: -1001, text: 'oi' })).result
    actor.send(-1001, 11, 'conversa')
    actor.send(-1001, 11, '/stats')
    actor.send(-1001, 11, '/stats@Lake_Bot')
    actor.send(-1001, 11, '/stats@other_bot')
    actor.send(-1001, 11, 'resposta', { replyTo: bot.message_id })
    actor.setTitle(-1001, 10, 'Lago')
    expect(await news()).toMatchObject([
      { message: { text: '/stats' } },
      { message: { text: '/stats@Lake_Bot' } },
      { message: { text: 'resposta' } },
      { message: { new_chat_title: 'Lago' } },
    ])
  })

  it('gives a plain command to the bot that wrote last', async () => {
    const { actor, call, news, telegram } = await lakeGroup({ role: 'member' })
    const other = actor.createBot({ id: 901, username: 'other_bot' })
    actor.addBot(-1001, 901)
    await call('sendMessage', { chat_id: -1001, text: 'oi' })
    const send = `${telegram.apiRoot}/bot${other.token}/sendMessage?chat_id=-1001&text=eu`
    await fetch(send)
    await news()
    actor.send(-1001, 11, '/stats')
    actor.send(-1001, 11, '/stats@lake_bot')
    expect(await news()).toMatchObject([{ message: { text: '/stats@lake_bot' } }])
  })

  it('that is switched off counts once the bot is added again; administrators see all', async () => {
    const { actor, call, news } = await lakeGroup({ role: 'member' })
    expect((await call('getMe')).result.can_read_all_group_messages).toBe(false)
    actor.setPrivacy(900, false)
    expect((await call('getMe')).result.can_read_all_group_messages).toBe(true)
    actor.send(-1001, 11, 'um')
    expect(await news()).toEqual([])
    actor.promote(-1001, 900)
    actor.send(-1001, 11, 'dois')
    actor.setRole(-1001, 900, 'left')
    actor.addBot(-1001, 900)
    actor.send(-1001, 11, 'três')
    const texts = (await news()).flatMap(
      ({ message }) => (message as { text?: string })?.text ?? [],
    )
    expect(texts).toEqual(['dois', 'três'])
  })
})

describe('a bot never hears', () => {
  it('itself or another bot, nor deletions', async () => {
    const { actor, call, news, telegram } = await lakeGroup()
    const other = actor.createBot({ id: 901, username: 'other_bot' })
    actor.addBot(-1001, 901, { role: 'administrator' })
    await news()
    const { result } = await call('sendMessage', { chat_id: -1001, text: 'a' })
    await call('editMessageText', { chat_id: -1001, message_id: result.message_id, text: 'b' })
    await fetch(`${telegram.apiRoot}/bot${other.token}/sendMessage?chat_id=-1001&text=eu`)
    actor.delete(-1001, actor.send(-1001, 11, 'oi').message_id)
    expect(await news()).toMatchObject([{ message: { text: 'oi' } }])
  })
})
