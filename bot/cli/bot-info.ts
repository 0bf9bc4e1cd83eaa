import { GrammyError, HttpError, type Api } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'

import { UserError } from '../user-error.ts'

/** Wait after a failure: doubled with each attempt, up to the maximum. */
const FIRST_WAIT_MILLISECONDS = 1_000
const MAX_WAIT_MILLISECONDS = 30_000

export interface BotInfoDeps {
  readonly api: Pick<Api, 'getMe'>
  /** Tells the person at the terminal the text of a key in bot/locales. */
  tell(key: string, values?: Readonly<Record<string, string>>): void
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

/**
 * Who the bot is. While Telegram cannot be reached or is out of order, says so and tries until it answers; undefined
 * when `signal` aborts first.
 * @throws GrammyError when Telegram rejects the token, UserError when it does not know the method.
 */
export async function awaitBotInfo(
  { api, tell, sleep }: BotInfoDeps,
  signal: AbortSignal,
): Promise<UserFromGetMe | undefined> {
  let told: string | undefined
  for (let wait = FIRST_WAIT_MILLISECONDS; !signal.aborted; wait *= 2) {
    try {
      const info = await api.getMe(signal as never)
      if (told !== undefined) tell('telegram-answers')
      return info
    } catch (error) {
      if (signal.aborted) break
      const reason = outage(error)
      if (reason !== told) tell('telegram-keep-trying', { reason })
      told = reason
      await sleep(Math.min(wait, MAX_WAIT_MILLISECONDS), signal)
    }
  }
  return undefined
}

/** Why it is worth trying again. */
function outage(error: unknown): string {
  if (error instanceof HttpError) {
    const { code } = error.error as NodeJS.ErrnoException
    return code ?? 'network'
  }
  if (!(error instanceof GrammyError)) throw error
  const { error_code: code, description } = error
  if (code === 401) throw error
  if (code < 500 && code !== 429) {
    throw new UserError('telegram-refuses', { reason: `${code} ${description}` })
  }
  return `${code} ${description}`
}
