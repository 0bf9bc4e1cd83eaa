import { GrammyError, HttpError, type Api } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'

import { UserError } from '../user-error.ts'
import type { Outages } from './outages.ts'

/** Wait after a failure: doubled with each attempt, up to the maximum. */
const FIRST_WAIT_MILLISECONDS = 1_000
const MAX_WAIT_MILLISECONDS = 30_000

export interface BotInfoDeps {
  readonly api: Pick<Api, 'getMe'>
  readonly outages: Outages
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

/**
 * Who the bot is. While Telegram cannot be reached or is out of order, says so and tries until it answers; undefined
 * when `signal` aborts first.
 * @throws GrammyError when Telegram rejects the token, UserError when it does not know the method.
 */
export async function awaitBotInfo(
  { api, outages, sleep }: BotInfoDeps,
  signal: AbortSignal,
): Promise<UserFromGetMe | undefined> {
  for (let wait = FIRST_WAIT_MILLISECONDS; !signal.aborted; wait *= 2) {
    try {
      const info = await api.getMe(signal as never)
      outages.answered()
      return info
    } catch (error) {
      if (signal.aborted) break
      throwRefusal(error)
      outages.failed(error)
      await sleep(Math.min(wait, MAX_WAIT_MILLISECONDS), signal)
    }
  }
  return undefined
}

/** Throws unless it is worth trying again. */
function throwRefusal(error: unknown): void {
  if (error instanceof HttpError) return
  if (!(error instanceof GrammyError)) throw error
  const { error_code: code, description } = error
  if (code === 401) throw error
  if (code < 500 && code !== 429) {
    throw new UserError('telegram-refuses', { reason: `${code} ${description}` })
  }
}
