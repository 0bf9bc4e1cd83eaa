import { describe, expect, it } from 'vitest'
import { errorOf, lakeGroup } from './helpers.ts'

describe('requests', () => {
  it('carry parameters in the query, urlencoded, as JSON or multipart', async () => {
    const { telegram, token } = await lakeGroup()
    const url = `${telegram.apiRoot}/bot${token}/sendMessage`
    const markup = JSON.stringify({ inline_keyboard: [[{ text: 'x', callback_data: 'y' }]] })
    const fields = { chat_id: '-1001', text: 'olá & tchau', reply_markup: markup }
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    const requests: [string, RequestInit][] = [
      [`${url}?${new URLSearchParams(fields)}`, {}],
      [url, { method: 'POST', body: new URLSearchParams(fields) }],
      [url, { method: 'POST', body: form }],
      [
        url,
        {
          method: 'POST',
          body: JSON.stringify(fields),
          headers: { 'content-type': 'application/json; charset=utf-8' },
        },
      ],
      [
        `${url}?chat_id=-1001`,
        { method: 'POST', body: new URLSearchParams({ text: fields.text, reply_markup: markup }) },
      ],
    ]
    for (const [address, init] of requests) {
      const { ok, result } = (await (await fetch(address, init)).json()) as {
        ok: boolean
        result: object
      }
      expect(ok).toBe(true)
      expect(result).toMatchObject({
        text: 'olá & tchau',
        reply_markup: JSON.parse(markup) as object,
      })
    }
  })

  it('need a token and a method that exist; case does not matter', async () => {
    const { telegram, token } = await lakeGroup()
    const get = async (path: string) => {
      const response = await fetch(telegram.apiRoot + path)
      return [response.status, await response.json()]
    }
    expect(await get(`/bot${token}/GETME`)).toMatchObject([
      200,
      { ok: true, result: { id: 900, is_bot: true } },
    ])
    expect(await get(`/bot900:wrong/getMe`)).toEqual([
      401,
      { ok: false, error_code: 401, description: 'Unauthorized' },
    ])
    const notFound = { ok: false, error_code: 404, description: 'Not Found' }
    expect(await get(`/bot${token}/sendSmoke`)).toEqual([404, notFound])
    expect(await get('/')).toEqual([404, notFound])
  })

  it('that are not readable are refused', async () => {
    const { telegram, token, call } = await lakeGroup()
    const response = await fetch(`${telegram.apiRoot}/bot${token}/getMe`, {
      method: 'POST',
      body: '{"a":',
      headers: { 'content-type': 'application/json' },
    })
    expect(response.status).toBe(400)
    const markup = { chat_id: -1001, text: 'x', reply_markup: '{"a":' }
    expect(errorOf(await call('sendMessage', markup))).toBe(
      "400 Bad Request: can't parse reply markup JSON object",
    )
  })
})

describe('faults', () => {
  it('answer as planned, that many times, and do nothing', async () => {
    const { telegram, call } = await lakeGroup()
    const send = async () => errorOf(await call('sendMessage', { chat_id: -1001, text: 'x' }))
    telegram.failNext('sendMessage', {
      error_code: 429,
      description: 'Too Many Requests: retry after 3',
      parameters: { retry_after: 3 },
      times: 2,
    })
    expect(await send()).toBe('429 Too Many Requests: retry after 3')
    expect((await call('getMe')).ok).toBe(true)
    expect(await call('sendMessage')).toMatchObject({ parameters: { retry_after: 3 } })
    expect(telegram.view.history(-1001)).toHaveLength(2)
    expect(await send()).toBe('undefined undefined')
  })

  it('can lose the connection', async () => {
    const { telegram, call } = await lakeGroup()
    telegram.dropNext('*')
    await expect(call('getMe')).rejects.toThrow('fetch failed')
    expect(telegram.calls.at(-1)).toMatchObject({ method: 'getMe', response: undefined })
    expect((await call('getMe')).ok).toBe(true)
  })
})

describe('commands', () => {
  it('are kept per scope and language, and people see the narrowest list', async () => {
    const { actor, call, telegram } = await lakeGroup()
    actor.addUser({ id: 12, first_name: 'Caio', language_code: 'pt-br' })
    actor.join(-1001, 12)
    const list = (command: string) => [{ command, description: 'x' }]
    const set = (command: string, more: object = {}) =>
      call('setMyCommands', { commands: list(command), ...more })
    await set('help')
    await set('ajuda', { language_code: 'pt' })
    await set('stats', { scope: { type: 'chat_administrators', chat_id: -1001 } })
    expect((await call('getMyCommands')).result).toEqual(list('help'))
    expect((await call('getMyCommands', { scope: { type: 'all_group_chats' } })).result).toEqual([])
    const seen = (user: number) => telegram.view.commands(-1001, user, 900)
    expect([seen(10), seen(11), seen(12)]).toEqual([list('stats'), list('help'), list('ajuda')])
    await call('deleteMyCommands', { scope: { type: 'chat_administrators', chat_id: -1001 } })
    expect(seen(10)).toEqual(list('help'))
    expect(errorOf(await set('Stats'))).toBe('400 Bad Request: BOT_COMMAND_INVALID')
  })
})

describe('what a page hears', () => {
  it('is every change, until it stops listening', async () => {
    const { telegram, actor, call } = await lakeGroup()
    const seen: string[] = []
    const stop = telegram.on('change', ({ type, chat_id }) => seen.push(`${type} ${chat_id}`))
    const { message_id } = actor.send(-1001, 11, 'oi')
    await call('sendChatAction', { chat_id: -1001, action: 'typing' })
    const reply_markup = { inline_keyboard: [[{ text: 'x', callback_data: 'x' }]] }
    const { result } = await call('sendMessage', { chat_id: -1001, text: 'x', reply_markup })
    const { id } = actor.press(-1001, 11, result.message_id, 'x')
    await call('answerCallbackQuery', { callback_query_id: id })
    await call('editMessageText', { chat_id: -1001, message_id: result.message_id, text: 'y' })
    actor.react(-1001, 11, message_id, ['👍'])
    await call('deleteMessage', { chat_id: -1001, message_id })
    stop()
    actor.send(-1001, 11, 'oi')
    expect(seen).toEqual(
      ['message', 'action', 'message', 'callback', 'edit', 'reaction', 'delete'].map(
        (type) => `${type} -1001`,
      ),
    )
    expect(errorOf(await call('sendChatAction', { chat_id: -1001, action: 'dancing' }))).toBe(
      '400 Bad Request: wrong parameter action in request',
    )
  })
})
