import { GrammyError } from 'grammy'

import { networkReason } from '../checks/network-reason.ts'
import type { TextValues } from '../i18n.ts'

export interface Outages {
  /** A call failed because Telegram cannot be reached or is out of order. */
  failed(error: unknown): void
  /** A call was answered. */
  answered(): void
}

/** Says once that Telegram cannot be reached, and once that it answers again. `tell` gets keys of bot/locales. */
export function createOutages(tell: (key: string, values?: TextValues) => void): Outages {
  let isOut = false
  return {
    failed(error) {
      if (!isOut) tell('telegram-keep-trying', { reason: reasonOf(error) })
      isOut = true
    },
    answered() {
      if (isOut) tell('telegram-answers')
      isOut = false
    },
  }
}

function reasonOf(error: unknown): string {
  const isRefusal = error instanceof GrammyError && Number.isInteger(error.error_code)
  return isRefusal ? `${error.error_code} ${error.description}` : networkReason(error)
}
