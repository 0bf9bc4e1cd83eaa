import { GrammyError, HttpError, type Api } from 'grammy'
import type { Update } from 'grammy/types'

import type { Log } from '../../etl/log.ts'
import { allowedUpdates } from './registration.ts'

/** Telegram holds a request this long when there is nothing to deliver. */
const POLL_SECONDS = 25

/** Between attempts after a failure: doubled each time up to the longest. */
const FIRST_WAIT_MILLISECONDS = 1_000
const LONGEST_WAIT_MILLISECONDS = 60_000

export interface PollingDeps {
  readonly api: Pick<Api, 'getUpdates'>
  /** Throws when the update could not be stored. */
  handleUpdate(update: Update): Promise<void>
  readonly log: Log
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

/**
 * Asks Telegram for updates until `signal` aborts. An update counts as received only when it is stored: the
 * next request acknowledges those before it, and one that cannot be stored is tried again until it is.
 * @throws Error when Telegram refuses the token.
 */
export async function poll(
  { api, handleUpdate, log, sleep }: PollingDeps,
  signal: AbortSignal,
): Promise<void> {
  let offset: number | undefined

  async function untilDone<T>(event: string, act: () => Promise<T>): Promise<T | undefined> {
    for (let wait = FIRST_WAIT_MILLISECONDS; !signal.aborted; wait *= 2) {
      try {
        return await act()
      } catch (error) {
        if (signal.aborted) return undefined
        const reason = explain(error)
        log.warn({ event, reason })
        await sleep(Math.min(wait, LONGEST_WAIT_MILLISECONDS), signal)
      }
    }
    return undefined
  }

  while (!signal.aborted) {
    const updates = await untilDone('updates_not_received', () =>
      api.getUpdates(
        { offset, timeout: POLL_SECONDS, limit: 100, allowed_updates: allowedUpdates },
        signal as never,
      ),
    )
    for (const update of updates ?? []) {
      await untilDone('update_not_stored', () => handleUpdate(update))
      if (signal.aborted) return
      offset = update.update_id + 1
    }
  }
}

function explain(error: unknown): string {
  if (error instanceof GrammyError) {
    if (error.error_code === 401) {
      throw new Error('Telegram refuses TELEGRAM_BOT_TOKEN: get a new one from @BotFather', {
        cause: error,
      })
    }
    if (error.error_code === 409) {
      return `${error.description}. Is the bot running elsewhere, or a webhook set? lake webhook delete removes it`
    }
    return error.description
  }
  if (error instanceof HttpError) return 'Telegram cannot be reached'
  const { message, error: inner } = error as Error & { error?: unknown }
  return inner instanceof Error ? inner.message : message
}
