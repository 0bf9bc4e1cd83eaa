import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

import { startLocal } from '../../bot/local.ts'
import type { Health } from '../../bot/delivery/health.ts'
import { sampleBot } from '../../bot/sandbox/sample.ts'
import type { ObjectStore } from '../../etl/lake/store.ts'
import { tempLake } from './lake.ts'
import { CHAT_ID } from './updates.ts'

export const SECRET = 'right-secret'

/** The bot's HTTP server over a temporary lake, and the requests that tests make. */
export async function startWebhook({
  chatIds = [CHAT_ID] as readonly number[],
  lake = tempLake(),
  raw = lake.raw as ObjectStore,
  host = '127.0.0.1',
} = {}) {
  const telegram = await refusingTelegram()
  const server = await startLocal({
    stores: { raw, enriched: lake.enriched },
    zone: lake.zone,
    log: lake.log,
    ...sampleBot,
    apiRoot: telegram.url,
    chatIds,
    adminIds: [],
    language: 'pt-BR',
    theme: 'light',
    engine: () => Promise.reject(new Error('this test runs no queries')),
    secrets: [SECRET],
    host,
    port: 0,
  })

  return {
    lake,
    url: server.url,
    async close() {
      await server.close()
      await telegram.close()
    },

    /** Delivers an update the way Telegram does. */
    deliver(update: unknown, secret: string | undefined = SECRET): Promise<Response> {
      return fetch(`${server.url}/webhook`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          ...(secret === undefined ? {} : { 'X-Telegram-Bot-Api-Secret-Token': secret }),
        },
        body:
          typeof update === 'string' || update instanceof Uint8Array
            ? update
            : JSON.stringify(update),
      })
    },

    async health(): Promise<{ status: number; body: Health }> {
      const response = await fetch(`${server.url}/health`)
      return { status: response.status, body: (await response.json()) as Health }
    },

    /** The keys in the raw store that start with `prefix`. */
    async keys(prefix = 'telegram/'): Promise<string[]> {
      const keys: string[] = []
      for await (const key of lake.raw.list(prefix)) keys.push(key)
      return keys
    },

    async text(key: string): Promise<string> {
      return Buffer.from((await lake.raw.get(key)) ?? []).toString()
    },
  }
}

/** A Bot API that refuses every request: archiving must not need it. */
async function refusingTelegram() {
  const server = createServer((_, response) => {
    response.writeHead(403, { 'Content-Type': 'application/json' })
    response.end('{"ok":false,"error_code":403,"description":"Forbidden: not here"}')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** The status of a request whose body is sent until a response arrives. */
export function statusOfEndlessBody(url: string, secret: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const chunk = Buffer.alloc(256 * 1024, 'x')
    const sending = request(
      url,
      { method: 'POST', headers: { 'X-Telegram-Bot-Api-Secret-Token': secret } },
      (response) => {
        isAnswered = true
        response.resume()
        sending.destroy()
        resolve(response.statusCode ?? 0)
      },
    )
    let isAnswered = false
    const send = () => {
      while (!isAnswered && !sending.destroyed) if (!sending.write(chunk)) return
    }
    sending.on('drain', send)
    sending.on('error', (error) => {
      if (!isAnswered) reject(error)
    })
    send()
  })
}
