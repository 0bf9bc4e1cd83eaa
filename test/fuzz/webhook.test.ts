import { connect } from 'node:net'

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect } from 'vitest'

import { CHAT_ID, messageUpdate } from '../helpers/updates.ts'
import { SECRET, startWebhook } from '../helpers/webhook.ts'
import { fuzz } from './fuzz.ts'
import { hostileText, spoiltBytes, spoiltUpdate } from './hostile.ts'

let server: Awaited<ReturnType<typeof startWebhook>>
beforeAll(async () => {
  server = await startWebhook()
})
afterAll(() => server.close())

let lastId = 1_000_000_000
/** An ordinary update after each hostile one is stored. */
async function nextIsStored(): Promise<void> {
  const update = messageUpdate((lastId += 1))
  expect((await server.deliver(update)).status).toBe(200)
  const key = `telegram/context_date=2026-11-01/${lastId}.json`
  expect(await server.text(key)).toBe(JSON.stringify(update))
}

/** The statuses of what is answered to these bytes until the connection ends, or nothing comes for a while. */
function statusesOf(bytes: Uint8Array): Promise<{ statuses: number[]; received: number }> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    let answer = ''
    const end = () => {
      socket.destroy()
      const statuses = [...answer.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, code]) =>
        Number(code),
      )
      resolve({ statuses, received: answer.length })
    }
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')))
    socket.on('error', end)
    socket.on('close', end)
    // Half a request is given up by its sender.
    socket.setTimeout(60, end)
    socket.end(bytes)
  })
}

describe('the webhook', () => {
  fuzz(
    'acknowledges every body that comes with the secret, and what comes next',
    fc.oneof(spoiltBytes(spoiltUpdate), fc.uint8Array({ maxLength: 200 })),
    async (body) => {
      expect((await server.deliver(Buffer.from(body))).status).toBe(200)
      await nextIsStored()
    },
    { cost: 3 },
  )

  fuzz(
    'refuses every other secret, and keeps nothing',
    fc.oneof(fc.string({ maxLength: 300 }), fc.constantFrom('', SECRET.slice(1), `${SECRET}x`)),
    async (secret) => {
      fc.pre(secret.trim() !== SECRET && /^[\x20-\x7e]*$/.test(secret))
      const update = { update_id: 5, message: { date: 1, chat: { id: CHAT_ID } } }
      const body = JSON.stringify(update)
      const lines = [
        'POST /webhook HTTP/1.1',
        'Host: 127.0.0.1',
        `X-Telegram-Bot-Api-Secret-Token: ${secret}`,
        `Content-Length: ${body.length}`,
      ]
      const { statuses } = await statusesOf(Buffer.from([...lines, '', body].join('\r\n')))
      for (const status of statuses) expect(status).toBe(401)
      expect(await server.keys('telegram/context_date=1969')).toEqual([])
    },
    { cost: 3 },
  )

  const head = fc
    .record({
      method: fc.constantFrom(
        'POST',
        'GET',
        'PUT',
        'OPTIONS',
        'HEAD',
        'BREW',
        'post',
        'CONNECT',
        '',
      ),
      path: fc.oneof(
        fc.constantFrom(
          '/webhook',
          '/health',
          '/webhook?x=%00',
          '/../webhook',
          '//webhook',
          '*',
          '',
        ),
        hostileText,
      ),
      version: fc.constantFrom('HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/9', ''),
      headers: fc.array(
        fc.tuple(
          fc.constantFrom(
            ...['Host', 'Content-Length', 'Transfer-Encoding', 'X-Telegram-Bot-Api-Secret-Token'],
            ...['Content-Type', 'Expect', 'Upgrade', 'Connection', 'Origin', '__proto__', 'X'],
          ),
          fc.oneof(
            fc.constantFrom(
              '0',
              '2',
              '-1',
              '1e9',
              '99999999999999999999',
              'chunked',
              'gzip',
              SECRET,
            ),
            fc.constantFrom('100-continue', 'x', 'websocket', 'upgrade', 'close', 'null', 'a, b'),
            hostileText,
          ),
        ),
        { maxLength: 6 },
      ),
      body: spoiltUpdate,
    })
    .map(({ method, path, version, headers, body }) => {
      const lines = headers.map(([name, value]) => `${name}: ${value}`)
      return [`${method} ${path} ${version}`, ...lines, '', body].join('\r\n')
    })

  fuzz(
    'answers every request, even half a one, with no fault of its own',
    spoiltBytes(head),
    async (bytes) => {
      const { statuses, received } = await statusesOf(bytes)
      expect(statuses.filter((status) => status >= 500)).toEqual([])
      expect(received).toBeLessThan(20_000)
      await nextIsStored()
    },
    { cost: 3 },
  )
})
