import { describe, expect, it } from 'vitest'
import { errorOf, lakeGroup, NOON } from './helpers.ts'

const button = (callback_data: string) => ({
  inline_keyboard: [[{ text: 'Horas', callback_data }]],
})

describe('sendMessage', () => {
  it('answers with the message as the group sees it', async () => {
    const { call, telegram } = await lakeGroup()
    const { result } = await call('sendMessage', { chat_id: -1001, text: 'Oi' })
    expect(result).toEqual({
      message_id: 3,
      from: { id: 900, is_bot: true, first_name: 'Lake', username: 'lake_bot' },
      chat: { id: -1001, title: 'Lake', type: 'supergroup' },
      date: NOON,
      text: 'Oi',
    })
    expect(telegram.view.history(-1001).at(-1)).toEqual(result)
  })

  it('counts 4096 units after parsing', async () => {
    const { call } = await lakeGroup()
    const send = (text: string) => call('sendMessage', { chat_id: -1001, text, parse_mode: 'HTML' })
    expect((await send(`<b>${'x'.repeat(4096)}</b>`)).ok).toBe(true)
    expect(errorOf(await send('x'.repeat(4097)))).toBe('400 Bad Request: message is too long')
    expect(errorOf(await send('😀'.repeat(2049)))).toBe('400 Bad Request: message is too long')
    expect(errorOf(await send(' \n '))).toBe('400 Bad Request: message text is empty')
  })

  it('embeds what it replies to, one level deep', async () => {
    const { call, actor } = await lakeGroup()
    const first = actor.send(-1001, 11, 'um')
    const second = actor.send(-1001, 11, 'dois', { replyTo: first.message_id })
    const { result } = await call('sendMessage', {
      chat_id: -1001,
      text: 'três',
      reply_parameters: { message_id: second.message_id },
    })
    expect(result.reply_to_message).toMatchObject({ message_id: second.message_id, text: 'dois' })
    expect(result.reply_to_message.reply_to_message).toBeUndefined()
    expect(result.message_thread_id).toBe(first.message_id)
    expect(result.is_topic_message).toBeUndefined()
  })

  it('refuses a reply to nothing, unless told to send anyway', async () => {
    const { call } = await lakeGroup()
    const reply = { chat_id: -1001, text: 'x', reply_parameters: { message_id: 77 } }
    expect(errorOf(await call('sendMessage', reply))).toBe(
      '400 Bad Request: message to be replied not found',
    )
    const anyway = { message_id: 77, allow_sending_without_reply: true }
    const { result } = await call('sendMessage', { ...reply, reply_parameters: anyway })
    expect(result.reply_to_message).toBeUndefined()
  })

  it('checks the keyboard: callback_data is 1 to 64 bytes', async () => {
    const { call } = await lakeGroup()
    const send = (reply_markup: unknown) =>
      call('sendMessage', { chat_id: -1001, text: 'x', reply_markup })
    expect((await send(button('é'.repeat(32)))).result.reply_markup).toEqual(button('é'.repeat(32)))
    expect(errorOf(await send(button('é'.repeat(33))))).toBe('400 Bad Request: BUTTON_DATA_INVALID')
    expect(errorOf(await send(button('')))).toBe('400 Bad Request: BUTTON_DATA_INVALID')
    expect(errorOf(await send({ inline_keyboard: [[{ text: 'x' }]] }))).toBe(
      "400 Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    )
  })

  it('goes only where the bot may write', async () => {
    const { call, actor } = await lakeGroup()
    const send = async (chat_id: unknown) =>
      errorOf(await call('sendMessage', { chat_id, text: 'x' }))
    expect(await send(-5)).toBe('400 Bad Request: chat not found')
    expect(await send(undefined)).toBe('400 Bad Request: chat_id is empty')
    actor.createGroup({ id: -7, title: 'Outro', creator: 10, type: 'group' })
    expect(await send(-7)).toBe('400 Bad Request: chat not found')
    actor.setRole(-1001, 900, 'restricted', { can_send_messages: false })
    expect(await send(-1001)).toBe(
      '400 Bad Request: not enough rights to send text messages to the chat',
    )
    actor.setRole(-1001, 900, 'kicked')
    expect(await send(-1001)).toBe('403 Forbidden: bot was kicked from the supergroup chat')
    actor.setRole(-1001, 900, 'left')
    expect(await send(-1001)).toBe('403 Forbidden: bot is not a member of the supergroup chat')
    const chat = actor.privateChat(11, 900)
    actor.setRole(chat, 900, 'kicked')
    expect(await send(11)).toBe('403 Forbidden: bot was blocked by the user')
  })

  it('sends 20 messages a minute to a group, then answers 429 until there is room', async () => {
    const { call, clock } = await lakeGroup()
    const send = () => call('sendMessage', { chat_id: -1001, text: 'x' })
    for (let sent = 0; sent < 20; sent += 1) expect((await send()).ok).toBe(true)
    clock.advance(15_500)
    expect(await send()).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 45',
      parameters: { retry_after: 45 },
    })
    clock.advance(45_000)
    expect((await send()).ok).toBe(true)
  })

  it('has no limit in private chats or when limits are off', async () => {
    const { call, actor } = await lakeGroup({ limits: false })
    actor.privateChat(11, 900)
    for (const chat_id of [-1001, 11]) {
      for (let sent = 0; sent < 25; sent += 1) {
        expect((await call('sendMessage', { chat_id, text: 'x' })).ok).toBe(true)
      }
    }
  })
})

describe('editing', () => {
  it('replaces text and keyboard; a keyboard that is not repeated goes', async () => {
    const { call, clock } = await lakeGroup()
    const { result } = await call('sendMessage', {
      chat_id: -1001,
      text: 'a',
      reply_markup: button('x'),
    })
    clock.advance(5000)
    const edited = await call('editMessageText', {
      chat_id: -1001,
      message_id: result.message_id,
      text: 'b',
    })
    expect(edited.result).toMatchObject({
      message_id: 3,
      date: NOON,
      edit_date: NOON + 5,
      text: 'b',
    })
    expect(edited.result.reply_markup).toBeUndefined()
  })

  it('refuses what changes nothing, in every method', async () => {
    const { call } = await lakeGroup()
    const sent = { chat_id: -1001, text: '<b>a</b>', parse_mode: 'HTML', reply_markup: button('x') }
    const { message_id } = (await call('sendMessage', sent)).result
    const same =
      '400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'
    expect(errorOf(await call('editMessageText', { ...sent, message_id }))).toBe(same)
    const keyboard = { chat_id: -1001, message_id, reply_markup: button('x') }
    expect(errorOf(await call('editMessageReplyMarkup', keyboard))).toBe(same)
    const other = await call('editMessageReplyMarkup', { ...keyboard, reply_markup: button('y') })
    expect(other.result.reply_markup).toEqual(button('y'))
    expect(other.result.edit_date).toBeUndefined()
  })

  it('refuses messages of others, lost ones and the wrong kind', async () => {
    const { call, actor } = await lakeGroup()
    const edit = async (method: string, message_id: number | undefined, more: object) =>
      errorOf(await call(method, { chat_id: -1001, message_id, ...more }))
    const { message_id } = actor.send(-1001, 11, 'oi')
    expect(await edit('editMessageText', message_id, { text: 'x' })).toBe(
      "400 Bad Request: message can't be edited",
    )
    expect(await edit('editMessageText', 99, { text: 'x' })).toBe(
      '400 Bad Request: message to edit not found',
    )
    expect(await edit('editMessageText', undefined, { text: 'x' })).toBe(
      '400 Bad Request: message identifier is not specified',
    )
    const own = (await call('sendMessage', { chat_id: -1001, text: 'x' })).result.message_id
    expect(await edit('editMessageCaption', own, { caption: 'x' })).toBe(
      '400 Bad Request: there is no caption in the message to edit',
    )
  })

  it('has a limit of its own: 20 a minute', async () => {
    const { call } = await lakeGroup()
    const { message_id } = (await call('sendMessage', { chat_id: -1001, text: 'x' })).result
    const edit = (text: string) => call('editMessageText', { chat_id: -1001, message_id, text })
    for (let number = 0; number < 20; number += 1) expect((await edit(`${number}`)).ok).toBe(true)
    expect(errorOf(await edit('21'))).toBe('429 Too Many Requests: retry after 60')
  })
})

describe('deleteMessage', () => {
  it('takes its own; those of others only as an administrator', async () => {
    const { call, actor, telegram } = await lakeGroup({ role: 'member' })
    const { message_id } = (await call('sendMessage', { chat_id: -1001, text: 'x' })).result
    const theirs = actor.send(-1001, 11, 'oi').message_id
    const remove = (id: number) => call('deleteMessage', { chat_id: -1001, message_id: id })
    expect(await remove(message_id)).toEqual({ ok: true, result: true })
    expect(errorOf(await remove(message_id))).toBe('400 Bad Request: message to delete not found')
    expect(errorOf(await remove(theirs))).toBe("400 Bad Request: message can't be deleted")
    actor.promote(-1001, 900)
    expect((await remove(theirs)).ok).toBe(true)
    expect(telegram.view.history(-1001).map((message) => message.text)).not.toContain('oi')
  })
})

describe('callback queries', () => {
  it('reach the bot with the message and are answered within 150 seconds', async () => {
    const { call, actor, clock, news, telegram } = await lakeGroup()
    const { result } = await call('sendMessage', {
      chat_id: -1001,
      text: 'x',
      reply_markup: button('v1|hours'),
    })
    const { id } = actor.press(-1001, 11, result.message_id, 'Horas')
    expect(await news()).toEqual([
      {
        callback_query: {
          id,
          from: { id: 11, is_bot: false, first_name: 'Bia', username: 'bialima' },
          message: result,
          chat_instance: '-771001',
          data: 'v1|hours',
        },
      },
    ])
    const answer = (text: string) =>
      call('answerCallbackQuery', { callback_query_id: id, text, show_alert: true })
    expect(errorOf(await answer('x'.repeat(201)))).toBe('400 Bad Request: MESSAGE_TOO_LONG')
    expect(await answer('Pronto')).toEqual({ ok: true, result: true })
    expect(telegram.view.callback(id)?.answer).toEqual({ text: 'Pronto', show_alert: true })
    clock.advance(151_000)
    expect(errorOf(await answer('Pronto'))).toBe(
      '400 Bad Request: query is too old and response timeout expired or query ID is invalid',
    )
  })

  it('need a button that is there', async () => {
    const { call, actor } = await lakeGroup()
    const { result } = await call('sendMessage', {
      chat_id: -1001,
      text: 'x',
      reply_markup: button('a'),
    })
    expect(() => actor.press(-1001, 11, result.message_id, 'Dias')).toThrow(
      'telegram: message 3 has no button "Dias" to press: there is Horas',
    )
  })
})

describe('where a bot may not write', () => {
  const text = { chat_id: -1001, text: 'Oi' }

  it('it is told what it may not send', async () => {
    const { call, actor } = await lakeGroup({ role: 'member' })
    actor.setPermissions(-1001, { can_send_photos: false })
    expect((await call('sendMessage', text)).ok).toBe(true)
    expect(errorOf(await call('sendPhoto', { chat_id: -1001, photo: 'x' }))).toBe(
      '400 Bad Request: not enough rights to send photos to the chat',
    )
    actor.setPermissions(-1001, { can_send_messages: false })
    expect(errorOf(await call('sendMessage', text))).toBe(
      '400 Bad Request: not enough rights to send text messages to the chat',
    )
    expect((await call('getChat', { chat_id: -1001 })).result.permissions.can_send_messages).toBe(
      false,
    )
    actor.promote(-1001, 900)
    expect((await call('sendMessage', text)).ok).toBe(true)
  })

  it('it waits for a slow mode', async () => {
    const { call, actor, clock } = await lakeGroup({ role: 'member' })
    actor.setPermissions(-1001, { slow_mode_delay: 30 })
    await call('sendMessage', text)
    const refused = await call('sendMessage', text)
    expect(errorOf(refused)).toBe('429 Too Many Requests: retry after 30')
    expect(refused.parameters).toEqual({ retry_after: 30 })
    clock.advance(30_000)
    expect((await call('sendMessage', text)).ok).toBe(true)
  })

  it('a topic is closed or gone', async () => {
    const { call, actor } = await lakeGroup({ role: 'member' })
    actor.createGroup({ id: -1002, title: 'Forum', creator: 10, is_forum: true })
    actor.addBot(-1002, 900)
    const topic = actor.createTopic(-1002, 10, 'Support').message_id
    const asked = actor.send(-1002, 10, 'Oi', { topic })
    const inTopic = { chat_id: -1002, text: 'Oi', message_thread_id: topic }
    const reply = { chat_id: -1002, text: 'Oi', reply_parameters: { message_id: asked.message_id } }
    actor.closeTopic(-1002, 10, topic)
    expect(errorOf(await call('sendMessage', inTopic))).toBe('400 Bad Request: TOPIC_CLOSED')
    expect(errorOf(await call('sendMessage', reply))).toBe('400 Bad Request: TOPIC_CLOSED')
    expect((await call('sendMessage', { chat_id: -1002, text: 'Oi' })).ok).toBe(true)
    actor.deleteTopic(-1002, topic)
    expect(errorOf(await call('sendMessage', inTopic))).toBe(
      '400 Bad Request: message thread not found',
    )
  })
})
