import { setTimeout as sleep } from 'node:timers/promises'

import type { Api } from 'grammy'
import type { Update as TelegramUpdate, UserFromGetMe } from 'grammy/types'

import type { Update } from '../etl/lake/update.ts'
import type { TimeZone } from '../etl/lake/time-zone.ts'
import type { Log } from '../etl/log.ts'
import { archive } from './archive/archive.ts'
import { createBot } from './delivery/bot.ts'
import { createChats } from './archive/chats.ts'
import { composeWorker } from './answers/compose.ts'
import type { Language, Theme } from './config.ts'
import type { QueryEngine } from './engine/engine.ts'
import { health } from './delivery/health.ts'
import { startHttp, type HttpDeps } from './delivery/http.ts'
import { textsOf } from './i18n.ts'
import { countingLog } from './log.ts'
import { createOnce } from './jobs/once.ts'
import { localQueue } from './jobs/local-queue.ts'
import type { Stores } from '../etl/lake/open-stores.ts'
import { webhookHandler } from './delivery/webhook.ts'

/** Somebody pressed Ctrl-C and waits. */
const MAX_CLOSE_MILLISECONDS = 5_000

export interface LocalDeps extends Stores, Pick<HttpDeps, 'pages'> {
  readonly token: string
  readonly botInfo: UserFromGetMe
  readonly apiRoot: string
  readonly chatIds: readonly number[]
  readonly adminIds: readonly number[]
  /** Accepted from whoever delivers to the webhook. */
  readonly secrets: readonly string[]
  readonly zone: TimeZone
  readonly language: Language
  readonly theme: Theme
  readonly host: string
  readonly port: number
  readonly log: Log
  engine(): Promise<QueryEngine>
  /** Between two answers in a chat, in milliseconds (default: as Telegram's limits ask). */
  readonly coolDown?: number
  /** Unix seconds; the machine's clock unless told. */
  now?(): number
}

export interface Local {
  /** Where HTTP listens. */
  readonly url: string
  readonly api: Api
  /** As a delivery to the webhook: throws when the update could not be stored. */
  handleUpdate(update: TelegramUpdate): Promise<void>
  /** Forgets what is kept for some days only. */
  prune(): Promise<void>
  /** Resolves when nothing that was handed over is left to do. */
  idle(): Promise<void>
  /** Takes no more deliveries, gives what was handed over some seconds to end, and resolves. */
  close(): Promise<void>
}

/** The bot on one machine: archive, worker and queue in this process, the webhook over HTTP. */
export async function startLocal(deps: LocalDeps): Promise<Local> {
  const { raw, enriched, zone } = deps
  const now = deps.now ?? (() => Math.floor(Date.now() / 1000))
  const { log, events } = countingLog(deps.log)
  const chats = createChats({ state: raw, chatIds: deps.chatIds })
  const once = createOnce({ state: raw, zone, now })
  const queue = localQueue({ work: (job) => work(job), log })
  const bot = createBot({
    ...deps,
    log,
    queue,
    failedText: (reference) => textsOf(deps.language).text('failed', { reference }),
    archive: (update, received) => archive({ raw, zone, chats, log }, update, received),
  })
  const work = composeWorker({
    ...deps,
    api: bot.api,
    botName: deps.botInfo.username,
    chats,
    once,
    log,
    now,
  })

  const handleUpdate = (update: TelegramUpdate) => bot.handleUpdate(update)
  const server = await startHttp({
    host: deps.host,
    port: deps.port,
    pages: deps.pages,
    webhook: webhookHandler({
      handleUpdate: (update: Update) => handleUpdate(update as unknown as TelegramUpdate),
      secrets: deps.secrets,
      log,
    }),
    health: () => health({ raw, enriched, events }),
  })
  return {
    url: server.url,
    api: bot.api,
    handleUpdate,
    prune: once.prune,
    idle: queue.idle,
    async close() {
      await server.close()
      // Jobs that wait for a Telegram that does not answer are given up.
      await Promise.race([queue.idle(), sleep(MAX_CLOSE_MILLISECONDS, undefined, { ref: false })])
    },
  }
}
