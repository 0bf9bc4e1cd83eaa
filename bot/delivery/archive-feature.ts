import { Composer } from 'grammy'

import type { Update } from '../../etl/lake/update.ts'
import type { Archived } from '../archive/archive.ts'
import type { BotContext } from '../context.ts'

/** The JSON of updates that came over HTTP, as received: what is stored is not a copy that we wrote out anew. */
const receivedJson = new WeakMap<object, string>()

/** Remembers the text that an update was parsed from until the update is handled. */
export function rememberReceived(update: object, json: string): void {
  receivedJson.set(update, json)
}

export interface ArchiveFeatureDeps {
  archive(update: Update, received: string | undefined): Promise<Archived>
}

/**
 * First of all middleware and outside the error boundary: an update goes on only when it is stored, and a
 * failure reaches whoever delivered it. Updates of chats that are not archived go on too.
 */
export function archiveFeature({ archive }: ArchiveFeatureDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(async (ctx, next) => {
    const { update } = ctx
    const archived = await archive(update as unknown as Update, receivedJson.get(update))
    ctx.isArchived = archived !== undefined
    await next()
  })
  return composer
}
