import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

import { Api, HttpError } from 'grammy'
import { describe, expect, it, onTestFinished } from 'vitest'

import { LostAnswer, retry } from '../../../bot/answers/retry.ts'

type Reply = object | string | 'reset' | number

/** A Bot API that gives one reply after the other, the last one for good. */
async function telegramWith(...replies: Reply[]) {
  const calls: string[] = []
  const server = createServer((request, response) => {
    calls.push(request.url?.split('/').at(-1) ?? '')
    const reply = replies.length > 1 ? replies.shift() : replies[0]
    if (reply === 'reset') return void (request.socket as Socket).resetAndDestroy()
    if (typeof reply === 'string') return void response.writeHead(502).end(reply)
    const { error_code = 200 } = reply as { error_code?: number }
    response.writeHead(error_code, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(reply))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close().closeAllConnections())
  const { port } = server.address() as AddressInfo
  return { calls, ...patientApi(port) }
}

/** Calls to that port, with a clock that only pauses move. */
function patientApi(port: number, ended?: AbortSignal) {
  const pauses: number[] = []
  let now = 0
  const api = new Api('1:x', { apiRoot: `http://127.0.0.1:${port}` })
  api.config.use(
    retry({
      patienceSeconds: 120,
      ended,
      clock: () => now,
      async sleep(milliseconds) {
        now += milliseconds
        pauses.push(milliseconds / 1000)
      },
    }),
  )
  return { api, pauses }
}

const failed = (error_code: number, description: string, parameters?: object) => ({
  ok: false,
  error_code,
  description,
  ...(parameters && { parameters }),
})
const ok = { ok: true, result: { message_id: 7 } }
const page = '<html><h1>502 Bad Gateway</h1></html>'

describe('a call that fails for a moment', () => {
  it.each([
    ['429 with no pause', failed(429, 'Too Many Requests', { retry_after: 0 }), [1]],
    ['429 with a pause that is none', failed(429, 'Too Many', { retry_after: 'soon' }), [1]],
    ['429 with a pause', failed(429, 'Too Many Requests', { retry_after: 40 }), [40]],
    ['429 that says the pause in words', failed(429, 'Too Many Requests: retry after 9'), [9]],
    ['429 without a pause', failed(429, 'Too Many Requests'), [1]],
    ['slow mode', failed(400, 'Bad Request: SLOWMODE_WAIT_12'), [12]],
    ['500', failed(500, 'Internal Server Error'), [1]],
    ['502', failed(502, 'Bad Gateway'), [1]],
  ])('is made again: %s', async (_, reply, expected) => {
    const { api, calls, pauses } = await telegramWith(reply, ok)
    expect(await api.sendMessage(1, 'x')).toEqual({ message_id: 7 })
    expect(calls).toEqual(['sendMessage', 'sendMessage'])
    expect(pauses).toEqual(expected)
  })

  it.each<[string, Reply]>([
    ['a reset', 'reset'],
    ['a page of a proxy', page],
    ['an answer that is none', { hello: 1 }],
  ])('is made again after %s when it does nothing new', async (_, reply) => {
    const { api, calls } = await telegramWith(reply, reply, { ok: true, result: true })
    expect(await api.editMessageText(1, 2, 'x')).toBe(true)
    expect(calls).toHaveLength(3)
  })

  it('is given up after two minutes', async () => {
    const { api, pauses } = await telegramWith(failed(502, 'Bad Gateway'))
    await expect(api.getChat(1)).rejects.toThrow('502: Bad Gateway')
    expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30])
  })

  it('is given up at once when Telegram asks for a longer pause', async () => {
    const { api, pauses } = await telegramWith(failed(429, 'Too Many', { retry_after: 3_600 }))
    await expect(api.sendMessage(1, 'x')).rejects.toMatchObject({ error_code: 429 })
    expect(pauses).toEqual([])
  })
})

describe('a message whose answer was lost', () => {
  it.each<[string, Reply]>([
    ['a reset', 'reset'],
    ['a page of a proxy', page],
  ])('by %s is not sent again', async (_, reply) => {
    const { api, calls } = await telegramWith(reply, ok)
    await expect(api.sendMessage(1, 'x')).rejects.toThrow(LostAnswer)
    expect(calls).toEqual(['sendMessage'])
  })

  it('is sent again when nobody was there to take it', async () => {
    const { api, pauses } = patientApi(9)
    const sent = api.sendMessage(1, 'x')
    await expect(sent).rejects.toThrow(HttpError)
    await expect(sent).rejects.not.toThrow(LostAnswer)
    expect(pauses).toHaveLength(7)
  })
})

it.each([
  failed(400, 'Bad Request: chat not found'),
  failed(403, 'Forbidden: bot was kicked from the group chat'),
  failed(413, 'Request Entity Too Large'),
])('what Telegram refuses is not repeated: $description', async (reply) => {
  const { api, calls } = await telegramWith(reply, ok)
  await expect(api.sendMessage(1, 'x')).rejects.toMatchObject({ error_code: reply.error_code })
  expect(calls).toHaveLength(1)
})

it('“typing” is not repeated', async () => {
  const { api, calls } = await telegramWith(failed(502, 'Bad Gateway'), page)
  await expect(api.sendChatAction(1, 'typing')).rejects.toThrow()
  await expect(api.sendChatAction(1, 'typing')).rejects.toThrow(HttpError)
  expect(calls).toHaveLength(2)
})

it('nothing is repeated once the program ends', async () => {
  const { api, pauses } = patientApi(9, AbortSignal.abort())
  await expect(api.getChat(1)).rejects.toThrow(HttpError)
  expect(pauses).toEqual([])
})
