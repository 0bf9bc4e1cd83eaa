import { Bot } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'

import type { Log } from '../../etl/log.ts'
import type { Chats } from '../archive/chats.ts'
import type { JobQueue } from '../jobs/queue.ts'
import type { BotContext } from './context.ts'
import { handOver } from './hand-over.ts'

export interface BotDeps {
  readonly token: string
  readonly apiRoot: string
  /** Passed in, so that handling an update never waits for a call to Telegram. */
  readonly botInfo: UserFromGetMe
  readonly chats: Pick<Chats, 'has'>
  readonly queue: JobQueue
  readonly log: Log
  /** See `HandOverDeps`. */
  readonly givesNotice?: boolean
  failedText?(reference: string): string
}

/** The bot as grammY sees it: it hands over what an update asks for, and never throws. */
export function createBot(deps: BotDeps): Bot<BotContext> {
  const { token, apiRoot, botInfo, chats, queue, log, givesNotice, failedText } = deps
  const bot = new Bot<BotContext>(token, { botInfo, client: { apiRoot, timeoutSeconds: 25 } })
  const guarded = bot.errorBoundary(({ error, ctx }) => {
    const reason = (error as Error).message
    log.error({ event: 'job_not_handed_over', update_id: ctx.update.update_id, reason })
  })
  guarded.use(async (ctx, next) => {
    // From memory: the archive has just looked the chat up.
    ctx.isArchived = ctx.chat !== undefined && (await chats.has(ctx.chat.id))
    await next()
  })
  guarded.use(handOver({ api: bot.api, queue, log, givesNotice, failedText }))
  return bot
}
