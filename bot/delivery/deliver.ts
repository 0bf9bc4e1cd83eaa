import type { Bot } from 'grammy'
import type { Update as TelegramUpdate } from 'grammy/types'

import type { Update } from '../../etl/lake/update.ts'
import type { Archived } from '../archive/archive.ts'
import type { BotContext } from './context.ts'

export interface DeliverDeps {
  archive(update: Update, received?: string): Promise<Archived>
  readonly bot: Pick<Bot<BotContext>, 'handleUpdate'>
}

/** Takes an update in. `received` is its JSON as it arrived, where there is one. */
export type Deliver = (update: Update, received?: string) => Promise<void>

/**
 * The way in for every update: it is archived first, then grammY handles it.
 * The promise rejects only when the update could not be stored, so that it is delivered again.
 */
export function createDeliver({ archive, bot }: DeliverDeps): Deliver {
  return async (update, received) => {
    await archive(update, received)
    await bot.handleUpdate(update as unknown as TelegramUpdate)
  }
}
