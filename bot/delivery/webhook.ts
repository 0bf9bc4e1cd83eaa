import { createHash, timingSafeEqual } from 'node:crypto'

import type { Log } from '../../etl/log.ts'
import { fields } from '../../etl/lake/update.ts'
import type { Deliver } from './deliver.ts'

/** Telegram waits this many seconds before it sends the update again. */
const RETRY_AFTER_SECONDS = 5

export interface WebhookDeps {
  readonly deliver: Deliver
  /** Any of them is accepted, so that a secret can be rotated without losing updates. */
  readonly secrets: readonly string[]
  readonly log: Log
}

export interface WebhookRequest {
  /** The header `X-Telegram-Bot-Api-Secret-Token`. */
  readonly secret: string | undefined
  readonly body: string
}

export interface WebhookResponse {
  readonly status: 200 | 401 | 503
  readonly headers: Readonly<Record<string, string>>
}

const done: WebhookResponse = { status: 200, headers: {} }

/**
 * Answers one delivery. Until it gets a 200, Telegram repeats the delivery and holds back the whole chat, so only
 * what could not be stored gets another status.
 */
export function webhookHandler({ deliver, secrets, log }: WebhookDeps) {
  const isSecret = secretCheck(secrets)
  return async ({ secret, body }: WebhookRequest): Promise<WebhookResponse> => {
    if (!isSecret(secret)) {
      log.warn({ event: 'webhook_refused', reason: secret ? 'wrong secret' : 'no secret' })
      return { status: 401, headers: {} }
    }
    const update = parsed(body)
    try {
      await deliver(update, body)
      return done
    } catch (error) {
      const reason = (error as Error).message
      log.error({ event: 'update_not_stored', update_id: fields(update)?.update_id, reason })
      return { status: 503, headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) } }
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
