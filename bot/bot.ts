import { Bot } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'

import { archiveFeature, type ArchiveFeatureDeps } from './features/archive.ts'

export interface BotDeps extends ArchiveFeatureDeps {
  readonly token: string
  readonly apiRoot: string
  /** Given, so that handling an update never waits for a call to Telegram. */
  readonly botInfo: UserFromGetMe
}

/** The bot: first every update is archived, then it is answered. */
export function createBot({ token, apiRoot, botInfo, archive }: BotDeps): Bot {
  const bot = new Bot(token, { botInfo, client: { apiRoot, timeoutSeconds: 25 } })
  bot.use(archiveFeature({ archive }))
  return bot
}
