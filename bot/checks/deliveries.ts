import type { WebhookInfo } from 'grammy/types'

import { ok, warning, wrong, type Check } from './check.ts'

/** A failed delivery counts for a day: Telegram names the last one forever. */
const RECENT_SECONDS = 24 * 3600

/** What Telegram says about its deliveries: what waits, and what failed last. `now` is unix seconds. */
export function checkDeliveries(info: WebhookInfo, now: number): Check[] {
  const { pending_update_count: count } = info
  return [
    lastError(info, now),
    ...(count > 0 ? [warning('check-deliveries-pending', { count })] : []),
  ]
}

function lastError({ last_error_message: message, last_error_date: at }: WebhookInfo, now: number) {
  if (message === undefined || at === undefined) return ok('check-deliveries-ok')
  const values = { message, time: { at } }
  const isRecent = now - at < RECENT_SECONDS
  return isRecent
    ? warning('check-deliveries-failed', values)
    : ok('check-deliveries-failed', values)
}

/** Shorter ones can be guessed by trying. */
const SHORT_SECRET = 16

/** The secret that Telegram's deliveries carry. Telegram does not show it, but says when it was refused. */
export function checkSecret(secret: string | undefined, info: WebhookInfo): Check {
  const isSet = Boolean(info.url)
  const isRefused = isSet && /\b401\b/.test(info.last_error_message ?? '')
  if (isRefused) return wrong('check-secret-refused')
  if (secret === undefined) return isSet ? warning('check-secret-unknown') : ok('check-secret-none')
  if (secret.length < SHORT_SECRET) return warning('check-secret-short', { least: SHORT_SECRET })
  return ok('check-secret-ok')
}
