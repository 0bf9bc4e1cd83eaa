import type { Api } from 'grammy'

import type { Log } from '../../etl/log.ts'
import type { ButtonJob } from '../jobs/job.ts'

/** The button shows that it is waiting until the press is answered. Telegram takes no answer that comes much later. */
const LONGEST_WAIT_MILLISECONDS = 8_000

/** A press of a button, which is answered once. */
export interface Press {
  /** Ends the button's waiting, in a word if there is a text; false when it had been ended before. */
  answer(text?: string): Promise<boolean>
  /** The work on it has begun: the button waits for it, but not longer than Telegram does. */
  hold(): void
}

export interface PressDeps {
  readonly api: Pick<Api, 'answerCallbackQuery'>
  readonly log: Log
}

export function createPress(
  { api, log }: PressDeps,
  { callback_query_id, update_id }: ButtonJob,
): Press {
  let isAnswered = false
  let timer: NodeJS.Timeout | undefined

  async function answer(text?: string): Promise<boolean> {
    clearTimeout(timer)
    if (isAnswered) return false
    isAnswered = true
    // A press that is too old needs no answer.
    await api.answerCallbackQuery(callback_query_id, text ? { text } : {}).catch((error: Error) => {
      log.warn({ event: 'press_not_answered', update_id, reason: error.message })
    })
    return true
  }

  return {
    answer,
    hold() {
      timer = setTimeout(() => void answer(), LONGEST_WAIT_MILLISECONDS)
    },
  }
}
