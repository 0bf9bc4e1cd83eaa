import { GrammyError } from 'grammy'

import { dueReceipts } from '../../etl/privacy/receipts.ts'
import type { ObjectStore } from '../../etl/lake/store.ts'
import type { Log } from '../../etl/log.ts'
import { asHtml } from '../html.ts'
import type { Texts } from '../i18n.ts'
import type { Sender } from './send.ts'
import { Undelivered } from './ways.ts'

export interface ReceiptsDeps {
  readonly raw: ObjectStore
  readonly sender: Pick<Sender, 'sendText'>
  readonly texts: Texts
  readonly log: Log
}

/**
 * Tells people in private that they have been erased. One that cannot be told is not told again; one for whom Telegram is
 * out of order gets it the next time. Never throws.
 */
export async function sendReceipts({ raw, sender, texts, log }: ReceiptsDeps): Promise<void> {
  try {
    for (const { chatId, key } of await dueReceipts(raw)) {
      await sender
        .sendText(
          { chat_id: chatId, chat_type: 'private' },
          { text: asHtml(texts.text('forgetme-receipt')) },
        )
        .catch((error: unknown) => {
          const isFinal = error instanceof Undelivered || error instanceof GrammyError
          if (!isFinal) throw error
        })
      await raw.delete(key)
    }
  } catch (error) {
    log.warn({ event: 'receipts_not_sent', reason: (error as Error).message })
  }
}
