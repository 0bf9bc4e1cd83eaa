import { describe, expect, it } from 'vitest'
import { errorOf, lakeGroup, NOON } from './helpers.ts'

const ana = { id: 10, is_bot: false, first_name: 'Ana' }
const bia = { id: 11, is_bot: false, first_name: 'Bia', username: 'bialima' }

describe('topics', () => {
  it('carry their id; what answers nothing answers the message that opened the topic', async () => {
    const { actor, call, news } = await lakeGroup()
    actor.createGroup({ id: -1003, title: 'Fórum', creator: 10, members: [11], is_forum: true })
    actor.addBot(-1003, 900, { role: 'administrator' })
    await news()
    const topic = actor.createTopic(-1003, 10, 'Dúvidas').message_id
    const question = actor.send(-1003, 11, 'como?', { topic })
    actor.send(-1003, 10, 'assim', { replyTo: question.message_id })
    actor.send(-1003, 11, 'geral')
    const forum = { id: -1003, title: 'Fórum', is_forum: true, type: 'supergroup' }
    const place = { chat: forum, date: NOON, message_thread_id: topic, is_topic_message: true }
    const opened = {
      ...place,
      message_id: topic,
      from: ana,
      forum_topic_created: { name: 'Dúvidas', icon_color: 7322096 },
    }
    const asked = { ...place, message_id: topic + 1, from: bia, text: 'como?' }
    expect(await news()).toEqual([
      { message: opened },
      { message: { ...asked, reply_to_message: opened } },
      {
        message: {
          ...place,
          message_id: topic + 2,
          from: ana,
          text: 'assim',
          reply_to_message: asked,
        },
      },
      { message: { message_id: topic + 3, from: bia, chat: forum, date: NOON, text: 'geral' } },
    ])
    const send = (message_thread_id: number) =>
      call('sendMessage', { chat_id: -1003, text: 'x', message_thread_id })
    expect((await send(topic)).result).toMatchObject({
      is_topic_message: true,
      message_thread_id: topic,
    })
    expect(errorOf(await send(topic + 1))).toBe('400 Bad Request: message thread not found')
  })
})

describe('migration', () => {
  it('gives two service messages, a new id and message ids from 1', async () => {
    const { actor, call, news } = await lakeGroup()
    actor.createGroup({ id: -50, title: 'Grupo', creator: 10, members: [11], type: 'group' })
    actor.addBot(-50, 900, { role: 'administrator' })
    await news()
    const next = actor.migrate(-50)
    expect(await news()).toMatchObject([
      { message: { message_id: 3, from: ana, chat: { id: -50 }, migrate_to_chat_id: next.id } },
      {
        message: {
          message_id: 1,
          chat: { id: next.id, type: 'supergroup' },
          migrate_from_chat_id: -50,
        },
      },
    ])
    expect(await call('sendMessage', { chat_id: -50, text: 'x' })).toEqual({
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: next.id },
    })
    expect((await call('sendMessage', { chat_id: next.id, text: 'x' })).result.message_id).toBe(2)
    expect(() => actor.send(-50, 11, 'oi')).toThrow(
      `telegram: group -50 became ${next.id}: write there`,
    )
  })
})

describe('a private chat', () => {
  it('has the id of the person and hears everything', async () => {
    const { actor, call, news } = await lakeGroup()
    expect(errorOf(await call('sendMessage', { chat_id: 11, text: 'x' }))).toBe(
      "403 Forbidden: bot can't initiate conversation with a user",
    )
    actor.send(actor.privateChat(11, 900), 11, '/start')
    expect(await news()).toMatchObject([
      {
        message: {
          message_id: 1,
          chat: { id: 11, first_name: 'Bia', username: 'bialima', type: 'private' },
        },
      },
    ])
    expect((await call('sendMessage', { chat_id: 11, text: 'Oi' })).result.message_id).toBe(2)
  })
})
