import { GrammyError, type Api } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'

import { UserError } from '../user-error.ts'
import { pauseOf } from '../delivery/polling.ts'
import type { Outages } from './outages.ts'

/** Wait after a failure, unless Telegram says how long: doubled with each attempt, up to the maximum. */
const FIRST_WAIT_MILLISECONDS = 1_000
const MAX_WAIT_MILLISECONDS = 30_000

/** So long nobody wonders what the program is doing. */
const PATIENCE_MILLISECONDS = 3_000

export interface BotInfoDeps {
  readonly api: Pick<Api, 'getMe'>
  readonly outages: Outages
  /** Telegram has not answered the first call yet, and somebody may wonder. */
  onSlow(): void
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

/**
 * Who the bot is. While Telegram cannot be reached or is out of order, says so and tries until it answers; undefined
 * when `signal` aborts first.
 * @throws GrammyError when Telegram rejects the token twice in a row, UserError when it does not know the method.
 */
export async function awaitBotInfo(
  { api, outages, onSlow, sleep }: BotInfoDeps,
  signal: AbortSignal,
): Promise<UserFromGetMe | undefined> {
  let isRefused = false
  const slow = setTimeout(onSlow, PATIENCE_MILLISECONDS)
  for (let wait = FIRST_WAIT_MILLISECONDS; !signal.aborted; wait *= 2) {
    try {
      const info = await api.getMe(signal as never)
      clearTimeout(slow)
      if (!isBotInfo(info)) throw new Error('bot info: getMe did not answer with a bot')
      outages.answered()
      return info
    } catch (error) {
      clearTimeout(slow)
      if (signal.aborted) break
      const refusal = error instanceof GrammyError ? error : undefined
      // One 401 may be an error of Telegram's.
      const isUnauthorized = refusal?.error_code === 401
      if (isUnauthorized && isRefused) throw error
      isRefused = isUnauthorized
      if (!isUnauthorized) {
        throwUnknown(refusal)
        outages.failed(error)
      }
      await sleep(pauseOf(error) ?? Math.min(wait, MAX_WAIT_MILLISECONDS), signal)
    }
  }
  return undefined
}

/** A proxy may answer with anything. */
function isBotInfo(info: Partial<UserFromGetMe> | null): boolean {
  return Number.isSafeInteger(info?.id) && typeof info?.username === 'string'
}

/** Throws when whoever answers is no Bot API. */
function throwUnknown(refusal: GrammyError | undefined): void {
  if (!refusal) return
  const { error_code: code, description } = refusal
  if (code >= 400 && code < 500 && code !== 429) {
    throw new UserError('telegram-refuses', { reason: `${code} ${description}` })
  }
}
