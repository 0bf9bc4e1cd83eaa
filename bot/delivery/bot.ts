import { Bot } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'

import type { BotContext } from '../context.ts'
import { archiveFeature, type ArchiveFeatureDeps } from './archive-feature.ts'
import { jobsFeature, type JobsFeatureDeps } from './hand-over.ts'

export interface BotDeps extends ArchiveFeatureDeps, Omit<JobsFeatureDeps, 'api'> {
  readonly token: string
  readonly apiRoot: string
  /** Given, so that handling an update never waits for a call to Telegram. */
  readonly botInfo: UserFromGetMe
}

/**
 * The bot: first every update is archived, then what it asks for is handed over. Handling throws only when an
 * update could not be stored.
 */
export function createBot(deps: BotDeps): Bot<BotContext> {
  const { token, apiRoot, botInfo, log } = deps
  const bot = new Bot<BotContext>(token, { botInfo, client: { apiRoot, timeoutSeconds: 25 } })
  bot.use(archiveFeature(deps))
  bot
    .errorBoundary(({ error, ctx }) => {
      const reason = (error as Error).message
      log.error({ event: 'job_not_handed_over', update_id: ctx.update.update_id, reason })
    })
    .use(jobsFeature({ ...deps, api: bot.api }))
  return bot
}
