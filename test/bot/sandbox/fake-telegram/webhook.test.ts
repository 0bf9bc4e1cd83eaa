import { describe, expect, it } from 'vitest'
import { hooked, NOON, type Reply } from './helpers.ts'

describe('a delivery', () => {
  it('carries the secret and a body with a line break behind the id', async () => {
    const { hook, telegram, write } = await hooked()
    write('oi')
    await telegram.settled()
    expect(hook.delivered).toHaveLength(1)
    const [{ body, headers }] = hook.delivered as [(typeof hook.delivered)[0]]
    expect(headers['x-telegram-bot-api-secret-token']).toBe('s3cret')
    expect(headers['content-type']).toBe('application/json')
    expect(body).toBe(
      '{"update_id":700000003,\n"message":{"message_id":3,"from":{"id":11,"is_bot":false,"first_name":"Bia","username":"bialima"},"chat":{"id":-1001,"title":"Lake","type":"supergroup"},"date":1795521600,"text":"oi"}}',
    )
  })

  it('succeeds with any 2xx', async () => {
    const { hook, telegram, call, write } = await hooked(() => ({ status: 204 }))
    write('oi')
    await telegram.settled()
    expect(hook.ids()).toEqual([700000003])
    expect((await call('getWebhookInfo')).result.pending_update_count).toBe(0)
  })

  it('runs a method that the answer names', async () => {
    const body = JSON.stringify({ method: 'sendMessage', chat_id: -1001, text: 'de volta' })
    const { telegram, write } = await hooked(() => ({ body }))
    write('oi')
    await telegram.settled()
    expect(telegram.view.history(-1001).at(-1)?.text).toBe('de volta')
  })
})

describe('a failed delivery', () => {
  it('is repeated at once, then after 2, 4, 8, 16, 32 s and a cap of 60 to 120 s', async () => {
    const { hook, telegram, clock, write } = await hooked(
      () => ({ status: 500 }),
      () => 0.5,
    )
    write('oi')
    await telegram.settled()
    expect(hook.delivered).toHaveLength(2)
    let tries = 2
    for (const seconds of [2, 4, 8, 16, 32, 64, 90, 90]) {
      clock.advance(seconds * 1000 - 1)
      await telegram.settled()
      expect(hook.delivered).toHaveLength(tries)
      clock.advance(1)
      await telegram.settled()
      tries += 1
      expect(hook.delivered).toHaveLength(tries)
    }
    expect(new Set(hook.ids())).toEqual(new Set([700000003]))
  })

  it.each<[string, Reply, string]>([
    [
      'a redirect',
      { status: 302, headers: { location: '/' } },
      'Wrong response from the webhook: 302 Found',
    ],
    ['401', { status: 401 }, 'Wrong response from the webhook: 401 Unauthorized'],
    ['503', { status: 503 }, 'Wrong response from the webhook: 503 Service Unavailable'],
    ['no answer', { hangUp: true }, 'Connection closed'],
  ])('is what %s means, and getWebhookInfo says so', async (_name, reply, message) => {
    const { telegram, call, clock, write, hook } = await hooked(() => reply)
    clock.advance(3000)
    write('oi')
    await telegram.settled()
    expect((await call('getWebhookInfo')).result).toEqual({
      url: hook.url,
      has_custom_certificate: false,
      pending_update_count: 1,
      max_connections: 40,
      last_error_date: NOON + 3,
      last_error_message: message,
    })
  })

  it('waits as long as Retry-After says', async () => {
    const answers: Reply[] = [{ status: 503, headers: { 'retry-after': '7' } }, {}]
    const { hook, telegram, clock, write } = await hooked(() => answers.shift() ?? {})
    write('oi')
    await telegram.settled()
    clock.advance(6999)
    await telegram.settled()
    expect(hook.delivered).toHaveLength(1)
    clock.advance(1)
    await telegram.settled()
    expect(hook.delivered).toHaveLength(2)
  })

  it('is a minute without an answer', async () => {
    let release: (reply: Reply) => void = () => undefined
    const answers = [() => new Promise<Reply>((resolve) => (release = resolve)), () => ({})]
    const { hook, telegram, clock, call, write } = await hooked(() => answers.shift()?.() ?? {})
    write('oi')
    await expect.poll(() => hook.delivered.length).toBe(1)
    clock.advance(60_000)
    await telegram.settled()
    release({})
    expect(hook.ids()).toEqual([700000003, 700000003])
    const { result } = await call('getWebhookInfo')
    expect(result.last_error_message).toBe('Read timeout expired')
  })

  it('is given up a day after the message, and 150 s after a button press', async () => {
    let status = 500
    const { hook, telegram, clock, actor, call, write } = await hooked(() => ({ status }))
    const reply_markup = { inline_keyboard: [[{ text: 'Horas', callback_data: 'h' }]] }
    const { result } = await call('sendMessage', { chat_id: -1001, text: 'x', reply_markup })
    write('oi')
    actor.press(-1001, 11, result.message_id, 'h')
    const pending = async () => {
      await telegram.settled()
      return (await call('getWebhookInfo')).result.pending_update_count
    }
    expect(await pending()).toBe(2)
    clock.advance(151_000)
    expect(await pending()).toBe(1)
    clock.advance(24 * 60 * 60 * 1000)
    expect(await pending()).toBe(0)
    status = 200
    write('ainda aqui?')
    await telegram.settled()
    expect(hook.ids().at(-1)).toBe(700000005)
  })
})

describe('an endpoint that is gone', () => {
  it('loses the webhook after 23 hours of nothing but 410', async () => {
    const { telegram, call, clock, write } = await hooked(() => ({ status: 410 }))
    write('oi')
    await telegram.settled()
    clock.advance(23 * 60 * 60 * 1000 + 1)
    await telegram.settled()
    const { result } = await call('getWebhookInfo')
    expect(result).toMatchObject({ url: '', pending_update_count: 1 })
  })
})

describe('the order of deliveries', () => {
  it('is kept within a chat: what follows waits for the head', async () => {
    let status = 500
    const { hook, telegram, clock, actor, write } = await hooked(() => ({ status }))
    const { message_id } = write('um')
    actor.edit(-1001, 11, message_id, 'um!')
    write('dois')
    await telegram.settled()
    expect(hook.ids()).toEqual([700000003, 700000003])
    status = 200
    clock.advance(2000)
    await telegram.settled()
    expect(hook.ids().slice(2)).toEqual([700000003, 700000004, 700000005])
  })

  it('is free between chats and kinds: a stuck chat does not hold the others', async () => {
    const { hook, telegram, actor } = await hooked(({ body }) => ({
      status: body.includes('presa') ? 500 : 200,
    }))
    actor.createGroup({ id: -1002, title: 'Outro', creator: 10, members: [11] })
    actor.addBot(-1002, 900, { role: 'administrator' })
    await telegram.settled()
    const before = hook.delivered.length
    actor.send(-1001, 11, 'presa')
    actor.send(-1001, 11, 'atrás')
    actor.send(-1002, 11, 'livre')
    await telegram.settled()
    expect(hook.ids().slice(before)).toEqual([700000005, 700000007, 700000005])
  })

  it('uses one connection until something succeeds, then up to max_connections', async () => {
    let open = 0
    let most = 0
    const release: (() => void)[] = []
    const { telegram, actor, hook, call } = await hooked(async () => {
      open += 1
      most = Math.max(most, open)
      await new Promise<void>((resolve) => release.push(resolve))
      open -= 1
      return {}
    })
    await call('setWebhook', { url: hook.url, max_connections: 2 })
    for (const id of [-2001, -2002, -2003, -2004]) {
      actor.createGroup({ id, title: `${id}`, creator: 10, members: [] })
      actor.addBot(id, 900)
    }
    for (let number = 1; number <= 8; number += 1) {
      await expect.poll(() => release.length).toBeGreaterThan(0)
      if (number === 1) expect(most).toBe(1)
      release.shift()?.()
    }
    await telegram.settled()
    expect(most).toBe(2)
    expect(hook.delivered).toHaveLength(8)
  })
})
