import { GrammyError, HttpError, type Api } from 'grammy'

import type { Update } from '../../etl/lake/update.ts'
import type { Log } from '../../etl/log.ts'
import type { Deliver } from './deliver.ts'
import { allowedUpdates } from './registration.ts'

/** Telegram holds a request this long when there is nothing to deliver. */
const POLL_SECONDS = 25

/** Wait after a failure: doubled with each attempt, up to the maximum. */
const FIRST_WAIT_MILLISECONDS = 1_000
const MAX_WAIT_MILLISECONDS = 60_000

export interface PollingDeps {
  readonly api: Pick<Api, 'getUpdates'>
  readonly deliver: Deliver
  readonly log: Log
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
  /** Telegram gives the updates to somebody else (409): to a webhook, or to another program that polls. */
  onConflict?(taker: 'webhook' | 'program'): void
}

/**
 * Asks Telegram for updates until `signal` aborts. An update is acknowledged only once it is stored: the next
 * request acknowledges those before it, and one that cannot be stored is retried until it can.
 * @throws GrammyError when Telegram rejects the token.
 */
export async function poll(
  { api, deliver, log, sleep, onConflict }: PollingDeps,
  signal: AbortSignal,
): Promise<void> {
  let offset: number | undefined

  /** Retries until it succeeds; undefined when the signal aborts first. */
  async function retry<T>(event: string, act: () => Promise<T>): Promise<T | undefined> {
    for (let wait = FIRST_WAIT_MILLISECONDS; !signal.aborted; wait *= 2) {
      try {
        return await act()
      } catch (error) {
        if (signal.aborted) return undefined
        if (error instanceof GrammyError && error.error_code === 409) {
          onConflict?.(/webhook/i.test(error.description) ? 'webhook' : 'program')
        }
        const reason = explain(error)
        log.warn({ event, reason })
        await sleep(Math.min(wait, MAX_WAIT_MILLISECONDS), signal)
      }
    }
    return undefined
  }

  while (!signal.aborted) {
    const updates = await retry('updates_not_received', () =>
      api.getUpdates(
        { offset, timeout: POLL_SECONDS, limit: 100, allowed_updates: allowedUpdates },
        signal as never,
      ),
    )
    for (const update of updates ?? []) {
      await retry('update_not_stored', () => deliver(update as unknown as Update))
      if (signal.aborted) return
      offset = update.update_id + 1
    }
  }
}

function explain(error: unknown): string {
  if (error instanceof GrammyError) {
    if (error.error_code === 401) throw error
    if (error.error_code === 409) {
      return `${error.description}. Is the bot running elsewhere, or is a webhook set? Remove it with: lake webhook delete`
    }
    return error.description
  }
  if (error instanceof HttpError) return 'Telegram cannot be reached'
  return (error as Error).message
}
