import { setTimeout as sleep } from 'node:timers/promises'

import { autoRetry } from '@grammyjs/auto-retry'
import type { Api } from 'grammy'
import type { Update as TelegramUpdate, UserFromGetMe } from 'grammy/types'

import type { Update } from '../etl/lake/update.ts'
import type { TimeZone } from '../etl/lake/time-zone.ts'
import type { Log } from '../etl/log.ts'
import { createAccess } from './access.ts'
import { createGroups } from './answers/groups.ts'
import { createSender } from './answers/send.ts'
import { archive } from './archive.ts'
import { createBot } from './bot.ts'
import { renderChart } from './charts/render-chart.ts'
import { createChats } from './chats.ts'
import type { Language, Theme } from './config.ts'
import type { QueryEngine } from './engine/engine.ts'
import { createFreshness } from './freshness.ts'
import { health } from './health.ts'
import { startHttp } from './http.ts'
import { textsOf } from './i18n.ts'
import { countingLog } from './log.ts'
import { createOnce } from './once.ts'
import { archiveOwnMessages } from './own-messages.ts'
import { localQueue } from './queue.ts'
import { runReport } from './reports/run.ts'
import type { Stores } from './stores.ts'
import { createTurns } from './turns.ts'
import { webhookHandler } from './webhook.ts'
import { createWorker } from './worker.ts'

export interface LocalDeps extends Stores {
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
  /** Takes no more deliveries, finishes what was handed over, and resolves when all is done. */
  close(): Promise<void>
}

/** The bot on one machine: archive, worker and queue in this process, the webhook over HTTP. */
export async function startLocal(deps: LocalDeps): Promise<Local> {
  const { raw, enriched, zone, language, theme } = deps
  const now = deps.now ?? (() => Math.floor(Date.now() / 1000))
  const { log, events } = countingLog(deps.log)
  const texts = textsOf(language)
  const chats = createChats({ state: raw, chatIds: deps.chatIds })
  const once = createOnce({ state: raw, zone, now })
  const queue = localQueue({ work: (job) => work(job), log })
  const bot = createBot({
    ...deps,
    log,
    queue,
    archive: (update, received) => archive({ raw, zone, chats, log }, update, received),
  })
  bot.api.config.use(
    archiveOwnMessages({ raw, zone, log, isArchivedChat: chats.has }),
    autoRetry({ maxRetryAttempts: 3, maxDelaySeconds: 60, rethrowHttpErrors: false }),
  )

  const access = createAccess({ api: bot.api, adminIds: deps.adminIds, now: () => now() * 1000 })
  const freshness = createFreshness({ etl: { raw, enriched, zone, log: quieter(log) }, now })
  const work = createWorker({
    api: bot.api,
    sender: createSender({ api: bot.api, log }),
    texts,
    raw,
    enriched,
    zone,
    log,
    once,
    access,
    botName: deps.botInfo.username,
    groups: createGroups({ api: bot.api, access, archived: chats.current }),
    turns: createTurns({ sleep: (milliseconds) => sleep(milliseconds) }),
    today: () => zone.date(now()),
    runReport: async (choice) =>
      runReport({ engine: await deps.engine(), freshness, chats, zone, texts, now }, choice),
    renderChart: (spec) => renderChart(spec, { theme, locale: language }),
  })

  const handleUpdate = (update: TelegramUpdate) => bot.handleUpdate(update)
  const server = await startHttp({
    host: deps.host,
    port: deps.port,
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
      await queue.idle()
    },
  }
}

/** A compaction for the sake of a report is no news. */
function quieter(log: Log): Log {
  return { ...log, info: log.debug }
}
