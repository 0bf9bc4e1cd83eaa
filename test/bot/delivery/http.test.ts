import { once } from 'node:events'
import { Agent, request, type OutgoingHttpHeaders } from 'node:http'
import { connect, type Socket } from 'node:net'

import { afterEach, describe, expect, it, onTestFinished } from 'vitest'

import { startHttp } from '../../../bot/delivery/http.ts'
import { tempLake } from '../../helpers/lake.ts'
import { messageUpdate } from '../../helpers/updates.ts'
import { SECRET, startWebhook } from '../../helpers/webhook.ts'

const started: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of started.splice(0)) await server.close()
})

async function webhook(...options: Parameters<typeof startWebhook>) {
  const server = await startWebhook(...options)
  started.push(server)
  return server
}

/** A server whose requests have to arrive within `requestMilliseconds`. */
async function impatient(requestMilliseconds: number) {
  const server = await startHttp({
    host: '127.0.0.1',
    port: 0,
    requestMilliseconds,
    webhook: async ({ body }) => ({ status: (await body(100)) ? 200 : 413, headers: {} }),
    health: () => Promise.resolve({ isHealthy: true }),
  })
  started.push(server)
  return server
}

/** Opens a connection, sends this, and resolves to what came back until the server closed it. */
async function exchange(url: string, sent: string): Promise<string> {
  const socket = open(url)
  let text = ''
  socket.setEncoding('utf8').on('data', (part: string) => (text += part))
  socket.write(sent)
  await once(socket, 'close')
  return text
}

function open(url: string): Socket {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname).on('error', () => {})
  onTestFinished(() => void socket.destroy())
  return socket
}

/** The head of a delivery; what `fields` says comes on top. */
const head = (secret: string, ...fields: string[]) =>
  [
    ...[
      'POST /webhook HTTP/1.1',
      'Host: bot.example',
      `X-Telegram-Bot-Api-Secret-Token: ${secret}`,
    ],
    ...[...fields, '', ''],
  ].join('\r\n')

const statusLine = (text: string) => text.split('\r\n')[0]

interface Sent {
  readonly status: number
  readonly headers: Record<string, unknown>
}

function send(
  url: string,
  { method = 'POST', headers = {} as OutgoingHttpHeaders, body = '', agent = new Agent() } = {},
): Promise<Sent> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers, agent }, (response) => {
      response
        .resume()
        .on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }))
    })
      .on('error', reject)
      .end(body)
  })
}

const withSecret = { 'X-Telegram-Bot-Api-Secret-Token': SECRET }

describe('a delivery with a wrong secret', () => {
  it.each([['Content-Length: 1048576'], ['Transfer-Encoding: chunked']])(
    'is refused before its body is sent, on 300 connections at once: %s',
    async (length) => {
      const { url } = await webhook()
      const answers = await Promise.all(
        Array.from({ length: 300 }, () => exchange(url, head('wrong', length))),
      )
      for (const answer of answers) {
        expect(statusLine(answer)).toBe('HTTP/1.1 401 Unauthorized')
        expect(answer).toContain('Connection: close')
      }
    },
  )

  it('is one line of the log a minute, which counts them', async () => {
    const { url, lake } = await webhook()
    for (let count = 0; count < 20; count += 1) await send(`${url}/webhook`)
    expect(lake.log.named('webhook_refused')).toMatchObject([{ reason: 'no secret', times: 1 }])
  })
})

describe('a body', () => {
  it('of more than 1 MiB is refused before it is sent', async () => {
    const { url } = await webhook()
    const answer = await exchange(url, head(SECRET, 'Content-Length: 1048577'))
    expect(statusLine(answer)).toBe('HTTP/1.1 413 Payload Too Large')
    expect(answer).toContain('Connection: close')
  })

  it('of 1 MiB is taken, with its length or in chunks', async () => {
    const { url, keys } = await webhook()
    const update = (id: number) => {
      const room = 2 ** 20 - JSON.stringify(messageUpdate(id, { text: '' })).length
      return JSON.stringify(messageUpdate(id, { text: 'x'.repeat(room) }))
    }
    const length = { ...withSecret, 'Content-Length': 2 ** 20 }
    const chunks = { ...withSecret, 'Transfer-Encoding': 'chunked' }
    expect((await send(`${url}/webhook`, { headers: length, body: update(5) })).status).toBe(200)
    expect((await send(`${url}/webhook`, { headers: chunks, body: update(6) })).status).toBe(200)
    const longer = { headers: chunks, body: `${update(7)} ` }
    expect((await send(`${url}/webhook`, longer)).status).toBe(413)
    expect(await keys()).toHaveLength(2)
  })

  it('that ends before its length is sent away', async () => {
    const { url } = await impatient(400)
    const answer = await exchange(url, `${head('any', 'Content-Length: 50')}{"update_id"`)
    expect(statusLine(answer)).toBe('HTTP/1.1 408 Request Timeout')
  })

  it('that goes on after its length is no other request', async () => {
    const { url, keys } = await webhook()
    const body = JSON.stringify(messageUpdate(5))
    const fields = `Content-Length: ${Buffer.byteLength(body)}`
    const answer = await exchange(url, `${head(SECRET, fields)}${body}${body}`)
    expect(statusLine(answer)).toBe('HTTP/1.1 400 Bad Request')
    expect((await keys()).length).toBeLessThanOrEqual(1)
  })
})

describe('a connection', () => {
  it('whose headers do not come is sent away', async () => {
    const { url } = await impatient(400)
    expect(statusLine(await exchange(url, 'POST /webhook HTTP/1.1\r\nHost: x\r\n'))).toBe(
      'HTTP/1.1 408 Request Timeout',
    )
  })

  it('with more than 16 KiB of headers is refused', async () => {
    const { url } = await webhook()
    const answer = await exchange(url, head(SECRET, `X-Long: ${'x'.repeat(17 * 1024)}`))
    expect(statusLine(answer)).toBe('HTTP/1.1 431 Request Header Fields Too Large')
  })

  it('is kept for the next delivery, as Telegram does', async () => {
    const { url, keys } = await webhook()
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    onTestFinished(() => agent.destroy())
    const sockets = new Set<unknown>()
    agent.on('free', (socket) => sockets.add(socket))
    for (let id = 1; id <= 20; id += 1) {
      const body = JSON.stringify(messageUpdate(id))
      const { status, headers } = await send(`${url}/webhook`, { headers: withSecret, body, agent })
      expect([status, headers.connection]).toEqual([200, 'keep-alive'])
    }
    expect(sockets.size).toBe(1)
    expect(await keys()).toHaveLength(20)
  })

  it('that has sent nothing does not hold up the end', async () => {
    const server = await startWebhook()
    await once(open(server.url), 'connect')
    const halfSent = open(server.url)
    await new Promise((resolve) => halfSent.write('POST /webhook HTTP/1.1\r\n', resolve))
    const { status } = await send(`${server.url}/health`, { method: 'GET' })
    expect(status).toBe(200)
    await server.close()
  })

  it('beyond 1,024 is answered and closed', async () => {
    const { url } = await webhook()
    const idle = Array.from({ length: 1_023 }, () => open(url))
    await Promise.all(idle.map((socket) => once(socket, 'connect')))
    const agent = new Agent({ keepAlive: true })
    onTestFinished(() => agent.destroy())
    const ask = async () => (await send(`${url}/health`, { method: 'GET', agent })).headers
    expect((await ask()).connection).toBe('keep-alive')
    const last = open(url)
    await once(last, 'connect')
    await expect.poll(async () => (await ask()).connection).toBe('close')
  })
})

describe('beyond capacity', () => {
  /** A webhook over a store that keeps everybody waiting until it is let go. */
  async function onSlowStore() {
    const lake = tempLake()
    let go = () => {}
    const gate = new Promise<void>((resolve) => (go = resolve))
    const putIfAbsent: typeof lake.raw.putIfAbsent = async (key, body) => {
      await gate
      return lake.raw.putIfAbsent(key, body)
    }
    const server = await webhook({ lake, raw: { ...lake.raw, putIfAbsent } })
    const agent = new Agent({ keepAlive: true })
    onTestFinished(() => agent.destroy())
    const deliver = (body: string) =>
      send(`${server.url}/webhook`, {
        headers: { ...withSecret, 'Content-Length': Buffer.byteLength(body) },
        body,
        agent,
      })
    return { ...server, go, send: deliver }
  }

  it('deliveries are turned away at once, and those accepted are all stored', async () => {
    const { send: deliver, go, keys, health, lake } = await onSlowStore()
    const answers = new Map<number, number>()
    const turnedAway: Sent[] = []
    const all = Array.from({ length: 600 }, async (_, id) => {
      const answer = await deliver(JSON.stringify(messageUpdate(id)))
      answers.set(id, answer.status)
      if (answer.status === 503) turnedAway.push(answer)
    })
    // Nothing is stored so far, so these are the ones that did not wait.
    await expect.poll(() => turnedAway.length, { timeout: 20_000 }).toBe(600 - 256)
    expect(answers.size).toBe(600 - 256)
    for (const { headers } of turnedAway) {
      expect(headers).toMatchObject({ 'retry-after': '5', connection: 'keep-alive' })
    }
    expect((await health()).body.updates.turned_away).toBe(600 - 256)
    expect(lake.log.named('webhook_full')).toMatchObject([{ times: 1 }])
    go()
    await Promise.all(all)
    const stored = [...answers].filter(([, status]) => status === 200).map(([id]) => id)
    expect(stored).toHaveLength(256)
    const ids = (await keys()).map((key) => Number(key.slice(-15, -5)))
    expect(ids).toEqual(stored.sort((a, b) => a - b))
    for (const [id, status] of answers) {
      if (status === 200) continue
      expect((await deliver(JSON.stringify(messageUpdate(id)))).status).toBe(200)
    }
    expect(await keys()).toHaveLength(600)
  })

  it('long ones are turned away sooner: 64 MiB are under way at most', async () => {
    const { send: deliver, go, keys } = await onSlowStore()
    const text = 'x'.repeat(2 ** 20 - 1_000)
    const statuses: number[] = []
    const all = Array.from({ length: 80 }, async (_, id) => {
      statuses.push((await deliver(JSON.stringify(messageUpdate(id, { text })))).status)
    })
    await expect.poll(() => statuses.length, { timeout: 20_000 }).toBeGreaterThan(0)
    expect(new Set(statuses)).toEqual(new Set([503]))
    go()
    await Promise.all(all)
    const stored = statuses.filter((status) => status === 200).length
    expect(stored).toBeGreaterThanOrEqual(64)
    expect(stored).toBeLessThan(80)
    expect(await keys()).toHaveLength(stored)
  })
})

describe('a page of another site', () => {
  it('gets no answer from the webhook nor from /health', async () => {
    const { url, keys } = await webhook()
    const body = JSON.stringify(messageUpdate(5))
    for (const Origin of ['https://evil.example', 'null', 'http://localhost:1']) {
      const headers = { ...withSecret, Origin }
      expect((await send(`${url}/webhook`, { headers, body })).status).toBe(403)
      expect((await send(`${url}/health`, { method: 'GET', headers })).status).toBe(403)
    }
    expect(await keys()).toEqual([])
  })

  it('is not a proxy in front of the bot, which has a name of its own', async () => {
    const { url } = await webhook()
    const headers = { ...withSecret, Host: 'bot.example' }
    const body = JSON.stringify(messageUpdate(5))
    expect((await send(`${url}/webhook`, { headers, body })).status).toBe(200)
    expect((await send(`${url}/health`, { method: 'GET', headers })).status).toBe(200)
  })
})
