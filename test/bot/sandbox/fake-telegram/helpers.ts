import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { manualClock } from '../../../../bot/sandbox/fake-telegram/delivery/clock.ts'
import {
  startTelegram,
  type TelegramOptions,
} from '../../../../bot/sandbox/fake-telegram/fake-telegram.ts'
import { omit } from '../../../../bot/sandbox/fake-telegram/group/omit.ts'

export const START = new Date('2026-11-24T12:00:00Z')
/** START in unix seconds. */
export const NOON = 1795521600

/** A supergroup with Ana (its creator), Bia and the bot, on a clock that stands still; closed with the test. */
export async function lakeGroup(
  options: TelegramOptions & { role?: 'administrator' | 'member'; privacy?: boolean } = {},
) {
  const { role = 'administrator', privacy = true, ...rest } = options
  const clock = manualClock(START)
  const telegram = await startTelegram({ clock, ...rest })
  onTestFinished(() => telegram.close())
  const { actor } = telegram
  actor.addUser({ id: 10, first_name: 'Ana' })
  actor.addUser({ id: 11, first_name: 'Bia', username: 'bialima' })
  const { token } = actor.createBot({ id: 900, username: 'lake_bot', first_name: 'Lake', privacy })
  actor.createGroup({ id: -1001, title: 'Lake', creator: 10, members: [11] })
  actor.addBot(-1001, 900, { role })

  async function call(method: string, params: object = {}) {
    const response = await fetch(`${telegram.apiRoot}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    })
    return (await response.json()) as ApiBody
  }

  /** The updates that wait, without their ids; they are confirmed. */
  async function news() {
    const updates = (await call('getUpdates')).result as Record<string, unknown>[]
    const last = updates.at(-1)
    if (last) await call('getUpdates', { offset: Number(last.update_id) + 1 })
    return updates.map((update) => omit(update, 'update_id'))
  }
  await news()
  return { telegram, actor, clock, token, call, news }
}

export interface ApiBody {
  ok: boolean
  // Results are compared with literals.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  result: any
  error_code?: number
  description?: string
  parameters?: object
}

/** Text of an error as Telegram gives it: `400 Bad Request: …`. */
export function errorOf({ error_code, description }: ApiBody): string {
  return `${error_code} ${description}`
}

export interface Delivered {
  readonly update_id: number
  readonly body: string
  readonly headers: http.IncomingHttpHeaders
}

export interface Reply {
  readonly status?: number
  readonly headers?: http.OutgoingHttpHeaders
  readonly body?: string
  /** Break off without an answer. */
  readonly hangUp?: boolean
}

/** A webhook endpoint: keeps what arrives, answers as told (200 unless told otherwise). */
export async function endpoint(
  answer: (delivered: Delivered) => Reply | Promise<Reply> = () => ({}),
) {
  const delivered: Delivered[] = []
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => void respond(request, response, Buffer.concat(chunks).toString()))
  })
  async function respond(
    request: http.IncomingMessage,
    response: http.ServerResponse,
    body: string,
  ) {
    const { update_id } = JSON.parse(body) as { update_id: number }
    const entry = { update_id, body, headers: request.headers }
    delivered.push(entry)
    const { status = 200, headers = {}, body: answerBody = '', hangUp } = await answer(entry)
    if (hangUp) return request.socket.destroy()
    response.writeHead(status, headers).end(answerBody)
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  return { url, delivered, ids: () => delivered.map(({ update_id }) => update_id) }
}

/** The group with a webhook on an endpoint that answers as told. */
export async function hooked(answer?: Parameters<typeof endpoint>[0], random?: () => number) {
  const group = await lakeGroup({ random })
  const hook = await endpoint(answer)
  await group.call('setWebhook', { url: hook.url, secret_token: 's3cret' })
  const write = (text: string) => group.actor.send(-1001, 11, text)
  return { ...group, hook, write }
}

/** The start of a PNG of that size: all that Telegram's checks look at. */
export function png(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(64)
  bytes.write('89504e470d0a1a0a0000000d49484452', 'hex')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}
