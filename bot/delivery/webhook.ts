import { createHash, timingSafeEqual } from 'node:crypto'

import type { Log } from '../../etl/log.ts'
import { parseUpdate, type Update } from '../../etl/lake/update.ts'
import { rememberReceived } from './archive-feature.ts'

/** Telegram waits this many seconds before it sends the update again. */
const RETRY_AFTER_SECONDS = 5

export interface WebhookDeps {
  /** Handles an update; throws only when it could not be stored. */
  handleUpdate(update: Update): Promise<void>
  /** Any of them is accepted, so that a secret can be changed without loss. */
  readonly secrets: readonly string[]
  readonly log: Log
}

export interface WebhookRequest {
  /** Of `X-Telegram-Bot-Api-Secret-Token`. */
  readonly secret: string | undefined
  readonly body: string
}

export interface WebhookResponse {
  readonly status: 200 | 401 | 503
  readonly headers: Readonly<Record<string, string>>
}

const done: WebhookResponse = { status: 200, headers: {} }

/**
 * Answers one delivery. Telegram sends everything again, and holds back the whole chat, until it gets a 200:
 * so only an update that could not be stored gets another answer, and a body that is no update is logged and
 * done with.
 */
export function webhookHandler({ handleUpdate, secrets, log }: WebhookDeps) {
  const isSecret = secretCheck(secrets)
  return async ({ secret, body }: WebhookRequest): Promise<WebhookResponse> => {
    if (!isSecret(secret)) {
      log.warn({ event: 'webhook_refused', reason: secret ? 'wrong secret' : 'no secret' })
      return { status: 401, headers: {} }
    }
    let update: Update
    try {
      update = parseUpdate(body)
    } catch (error) {
      log.warn({ event: 'not_an_update', reason: (error as Error).message, bytes: body.length })
      return done
    }
    try {
      rememberReceived(update, body)
      await handleUpdate(update)
      return done
    } catch (error) {
      const { message, error: inner } = error as Error & { error?: unknown }
      const reason = inner instanceof Error ? inner.message : message
      log.error({ event: 'update_not_stored', update_id: update.update_id, reason })
      return { status: 503, headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) } }
    }
  }
}

/** Compares digests in constant time, so that neither content nor length leaks. */
function secretCheck(secrets: readonly string[]): (secret: string | undefined) => boolean {
  if (secrets.length === 0)
    throw new Error('webhook: no secret is set, see TELEGRAM_WEBHOOK_SECRET')
  const digest = (text: string) => createHash('sha256').update(text).digest()
  const digests = secrets.map(digest)
  return (secret) => {
    const given = digest(secret ?? '')
    return (
      digests.map((each) => timingSafeEqual(each, given)).includes(true) && secret !== undefined
    )
  }
}
