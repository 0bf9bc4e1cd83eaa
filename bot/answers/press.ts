import type { Api } from 'grammy'

import type { Log } from '../../etl/log.ts'
import type { ButtonJob } from '../jobs/job.ts'

/** The button shows a spinner until the press is answered; Telegram rejects an answer that comes much later. */
const MAX_WAIT_MILLISECONDS = 8_000

/** A press of a button, which is answered once. */
export interface Press {
  /** Stops the spinner, showing `text` if given; false when the press was already answered. */
  answer(text?: string): Promise<boolean>
  /** As `answer`, with the text in a window that the person closes. */
  alert(text: string): Promise<boolean>
  /** Work has begun: the spinner stays, but no longer than Telegram allows. */
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

  async function answer(text?: string, isAlert = false): Promise<boolean> {
    clearTimeout(timer)
    if (isAnswered) return false
    isAnswered = true
    // A press that is too old can no longer be answered.
    const shown = text ? { text, ...(isAlert && { show_alert: true }) } : {}
    await api.answerCallbackQuery(callback_query_id, shown).catch((error: Error) => {
      log.warn({ event: 'press_not_answered', update_id, reason: error.message })
    })
    return true
  }

  return {
    answer: (text) => answer(text),
    alert: (text) => answer(text, true),
    hold() {
      timer = setTimeout(() => void answer(), MAX_WAIT_MILLISECONDS)
    },
  }
}
