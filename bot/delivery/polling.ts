import { GrammyError, type Api } from 'grammy'

import { fields, integer } from '../../etl/lake/update.ts'
import type { Log } from '../../etl/log.ts'
import type { Deliver } from './deliver.ts'
import { receivedText } from './polling-api.ts'
import { allowedUpdates } from './registration.ts'

/** Telegram holds a request this long when there is nothing to deliver. */
const POLL_SECONDS = 25

/** Wait after a failure, unless Telegram says how long: doubled with each attempt, up to the maximum. */
const FIRST_WAIT_MILLISECONDS = 1_000
const MAX_WAIT_MILLISECONDS = 60_000

/** However long Telegram asks to wait: a timer of weeks would end at once. */
const MAX_ASKED_MILLISECONDS = 60 * 60 * 1000

export interface PollingDeps {
  readonly api: Pick<Api, 'getUpdates' | 'getMe'>
  readonly deliver: Deliver
  readonly log: Log
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
  /** Telegram cannot be reached or is out of order: asked again until it answers. */
  onOutage?(error: unknown): void
  /** Telegram has answered. */
  onAnswer?(): void
  /** Telegram gives the updates to somebody else (409): to a webhook, or to another program that polls. */
  onConflict?(taker: 'webhook' | 'program'): void
}

/**
 * Asks Telegram for updates until `signal` aborts. An update is acknowledged only once it is stored: the next
 * request acknowledges those before it, and one that cannot be stored is retried until it can.
 * @throws GrammyError when Telegram rejects the token, and getMe says so too.
 */
export async function poll(
  { api, deliver, log, sleep, onOutage, onAnswer, onConflict }: PollingDeps,
  signal: AbortSignal,
): Promise<void> {
  let offset: number | undefined

  /** Retries until it succeeds; undefined when the signal aborts first. `failed` may throw. */
  async function retry<T>(
    act: () => Promise<T>,
    failed: (error: unknown) => unknown,
  ): Promise<T | undefined> {
    for (let wait = FIRST_WAIT_MILLISECONDS; !signal.aborted; wait *= 2) {
      try {
        return await act()
      } catch (error) {
        if (signal.aborted) return undefined
        await failed(error)
        await sleep(pauseOf(error) ?? Math.min(wait, MAX_WAIT_MILLISECONDS), signal)
      }
    }
    return undefined
  }

  let isOut = false

  async function receive(): Promise<unknown[]> {
    // After an outage, the answer comes at once.
    const timeout = isOut ? 0 : POLL_SECONDS
    const answer: unknown = await api.getUpdates(
      { offset, timeout, limit: 100, allowed_updates: allowedUpdates },
      signal as never,
    )
    // A proxy may answer with anything.
    if (!Array.isArray(answer)) throw new Error('polling: getUpdates did not answer with a list')
    isOut = false
    onAnswer?.()
    return answer
  }

  async function notReceived(error: unknown): Promise<void> {
    const refusal = error instanceof GrammyError ? error : undefined
    if (refusal?.error_code === 401 && (await isTokenRefused())) throw error
    log.debug({ event: 'updates_not_received', reason: refusal?.description ?? 'unreachable' })
    if (refusal?.error_code === 409) {
      onConflict?.(/webhook/i.test(refusal.description) ? 'webhook' : 'program')
    } else {
      isOut = true
      onOutage?.(error)
    }
  }

  /** One 401 may be an error of Telegram's; two different ones are not. */
  async function isTokenRefused(): Promise<boolean> {
    try {
      await sleep(FIRST_WAIT_MILLISECONDS, signal)
      await api.getMe(signal as never)
      return false
    } catch (error) {
      return error instanceof GrammyError && error.error_code === 401
    }
  }

  let repeats = 0

  while (!signal.aborted) {
    const updates = await retry(receive, notReceived)
    const before = offset
    for (const update of updates ?? []) {
      await retry(
        () => deliver(update, receivedText(update)),
        (error) => log.warn({ event: 'update_not_stored', reason: (error as Error).message }),
      )
      if (signal.aborted) return
      const id = integer(fields(update)?.update_id) ?? -1
      if (id >= 0) offset = id + 1
    }
    // Of what has no id, nothing can be acknowledged: it comes again at once.
    repeats = updates?.length && offset === before ? repeats + 1 : 0
    if (repeats > 0) {
      const wait = FIRST_WAIT_MILLISECONDS * 2 ** (repeats - 1)
      await sleep(Math.min(wait, MAX_WAIT_MILLISECONDS), signal)
    }
  }
}

/** How long Telegram asks to wait, in milliseconds; undefined for what is no time to wait. */
export function pauseOf(error: unknown): number | undefined {
  const seconds: unknown = error instanceof GrammyError ? error.parameters.retry_after : undefined
  if (typeof seconds !== 'number' || seconds <= 0) return undefined
  return Math.min(seconds * 1000, MAX_ASKED_MILLISECONDS)
}
