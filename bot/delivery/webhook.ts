import { createHash, timingSafeEqual } from 'node:crypto'

import type { Log } from '../../etl/log.ts'
import { fields } from '../../etl/lake/update.ts'
import type { Deliver } from './deliver.ts'
import { createRoom } from './room.ts'
import { seldom } from './seldom.ts'

/** Telegram's updates are at most 512 KiB. */
export const MAX_BODY_BYTES = 2 ** 20

/**
 * Telegram waits this many seconds before it sends an update again that was not stored. Shorter, and turning away what
 * comes again would leave no time to store what is there.
 */
const RETRY_AFTER_SECONDS = 5

/**
 * Deliveries at once, over all connections. Telegram makes at most 100; more than some dozens only wait longer
 * (see test/bench/README.md).
 */
const MAX_DELIVERIES = 256
const MAX_BYTES = 64 * MAX_BODY_BYTES

export interface WebhookDeps {
  readonly deliver: Deliver
  /** Any of them is accepted, so that a secret can be rotated without losing updates. */
  readonly secrets: readonly string[]
  readonly log: Log
}

export interface WebhookRequest {
  /** The header `X-Telegram-Bot-Api-Secret-Token`. */
  readonly secret: string | undefined
  /** The length that the request declares. */
  readonly bytes: number | undefined
  /** Reads the body, which only who knows a secret may send; undefined when it is longer than `most` bytes. */
  body(most: number): Promise<string | undefined>
}

export interface WebhookResponse {
  readonly status: 200 | 401 | 413 | 503
  readonly headers: Readonly<Record<string, string>>
}

const done: WebhookResponse = { status: 200, headers: {} }
const tooLong: WebhookResponse = { status: 413, headers: {} }
const unavailable: WebhookResponse = {
  status: 503,
  headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) },
}

/**
 * Answers one delivery. Until it gets a 200, Telegram repeats the delivery and holds back the whole chat, so only
 * what could not be stored, or for which there is no room at the moment, gets another status.
 */
export function webhookHandler({ deliver, secrets, log }: WebhookDeps) {
  const isSecret = secretCheck(secrets)
  const room = createRoom({ count: MAX_DELIVERIES, bytes: MAX_BYTES })
  const warnRefused = seldom((fact) => log.warn(fact))
  const warnFull = seldom((fact) => log.warn(fact))

  async function take(body: string | undefined): Promise<WebhookResponse> {
    if (body === undefined) return tooLong
    const update = parsed(body)
    try {
      await deliver(update, body)
      return done
    } catch (error) {
      const reason = (error as Error).message
      log.error({ event: 'update_not_stored', update_id: fields(update)?.update_id, reason })
      return unavailable
    }
  }

  return async ({ secret, bytes, body }: WebhookRequest): Promise<WebhookResponse> => {
    if (!isSecret(secret)) {
      warnRefused({ event: 'webhook_refused', reason: secret ? 'wrong secret' : 'no secret' })
      return { status: 401, headers: {} }
    }
    if (bytes !== undefined && bytes > MAX_BODY_BYTES) return tooLong
    const leave = room.enter(bytes ?? MAX_BODY_BYTES)
    if (!leave) {
      log.debug({ event: 'delivery_turned_away' })
      warnFull({ event: 'webhook_full', deliveries: MAX_DELIVERIES })
      return unavailable
    }
    try {
      return await take(await body(MAX_BODY_BYTES))
    } finally {
      leave()
    }
  }
}

/** Undefined when it is not JSON. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** Compares digests in constant time, so that neither content nor length leaks. */
function secretCheck(secrets: readonly string[]): (secret: string | undefined) => boolean {
  if (secrets.length === 0) throw new Error('webhook: TELEGRAM_WEBHOOK_SECRET is not set')
  const digest = (text: string) => createHash('sha256').update(text).digest()
  const digests = secrets.map(digest)
  return (secret) => {
    const given = digest(secret ?? '')
    return (
      digests.map((each) => timingSafeEqual(each, given)).includes(true) && secret !== undefined
    )
  }
}
