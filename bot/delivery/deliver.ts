import type { Bot } from 'grammy'
import type { Update as TelegramUpdate } from 'grammy/types'

import { asUpdate, type Update } from '../../etl/lake/update.ts'
import type { Archived } from '../archive/archive.ts'
import type { BotContext } from './context.ts'

export interface DeliverDeps {
  archive(update: Update, received: string): Promise<Archived>
  /** Keeps what is no update, and why it is none. */
  setAside(received: string, reason: string): Promise<void>
  readonly bot: Pick<Bot<BotContext>, 'handleUpdate'>
}

/**
 * Takes in what Telegram delivered, whatever it is; undefined when it is not JSON. `received` is its text as it arrived
 * (default: serialized again).
 */
export type Deliver = (update: unknown, received?: string) => Promise<void>

/**
 * The way in for every update: it is archived first, then grammY handles it. What is no update is set aside.
 * The promise rejects only when it could not be stored, so that it is delivered again.
 */
export function createDeliver({ archive, setAside, bot }: DeliverDeps): Deliver {
  return async (delivered, received = JSON.stringify(delivered)) => {
    let update: Update
    try {
      update = asUpdate(delivered)
    } catch (error) {
      return setAside(received, (error as Error).message)
    }
    await archive(update, received)
    await bot.handleUpdate(update as unknown as TelegramUpdate)
  }
}
