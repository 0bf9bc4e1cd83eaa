import { setTimeout as sleep } from 'node:timers/promises'

import type { Api } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'

import { unixNow } from './clock.ts'
import type { Stores } from '../etl/lake/store.ts'
import { fields } from '../etl/lake/update.ts'
import type { TimeZone } from '../etl/lake/time-zone.ts'
import type { Log } from '../etl/log.ts'
import { composeWorker, type WorkerParts } from './answers/compose.ts'
import type { GiveNotice } from './answers/notice.ts'
import { isAwaited } from './answers/worker.ts'
import { archive } from './archive/archive.ts'
import { setAside } from './archive/quarantine.ts'
import { configuredOrAgreed, createChats, type Chats } from './archive/chats.ts'
import type { Language, Theme } from './config.ts'
import { createBot } from './delivery/bot.ts'
import { createDeliver, type Deliver } from './delivery/deliver.ts'
import { createHealth } from './delivery/health.ts'
import { isLoopback } from './delivery/loopback.ts'
import { startHttp, type HttpDeps } from './delivery/http.ts'
import { webhookHandler } from './delivery/webhook.ts'
import type { QueryEngine } from './engine/engine.ts'
import { textsOf } from './i18n.ts'
import { createKeptJobs } from './jobs/kept-jobs.ts'
import { localQueue } from './jobs/local-queue.ts'
import { pruneMarks } from './jobs/mark.ts'
import type { Once } from './jobs/once.ts'
import { countingLog, sparingLog } from './log.ts'

/** Somebody pressed Ctrl-C and waits. */
const MAX_CLOSE_MILLISECONDS = 5_000

export interface LocalDeps {
  readonly stores: Stores
  readonly token: string
  readonly botInfo: UserFromGetMe
  readonly apiRoot: string
  /** None: the groups that the operator has agreed to. */
  readonly chatIds: readonly number[]
  readonly adminIds: readonly number[]
  /** The webhook accepts any of these. */
  readonly secrets: readonly string[]
  readonly zone: TimeZone
  readonly language: Language
  readonly theme: Theme
  readonly host: string
  readonly port: number
  readonly log: Log
  engine(): Promise<QueryEngine>
  /** Pages beside the webhook (default: none). */
  readonly pages?: HttpDeps['pages']
  /** See `WorkerParts`. */
  readonly offer?: WorkerParts['offer']
  readonly lack?: WorkerParts['lack']
  readonly onErasureAsked?: WorkerParts['onErasureAsked']
  readonly privacyWords?: WorkerParts['privacyWords']
  readonly checkSpace?: WorkerParts['checkSpace']
  /** The bot's own membership or rights in a chat have changed. */
  onOwnMembership?(): void
  /** Between two answers in a chat, in milliseconds (default: as Telegram's limits ask). */
  readonly coolDown?: number
  /** See `WorkerParts`. */
  readonly freshness?: WorkerParts['freshness']
  readonly renderChart?: WorkerParts['renderChart']
  readonly compactDay?: WorkerParts['compactDay']
  readonly importMilliseconds?: WorkerParts['importMilliseconds']
  /** Unix seconds (default: the machine's clock). */
  now?(): number
  /** See `WorkerParts`. */
  readonly startAge?: WorkerParts['startAge']
}

export interface Local {
  /** Where HTTP listens. */
  readonly url: string
  readonly api: Api
  readonly chats: Chats
  /** As a delivery to the webhook. */
  readonly deliver: Deliver
  /** Tells a group that it is archived, unless it has been told. */
  readonly giveNotice: GiveNotice
  /** Deletes marks that are kept only for some days. */
  prune(): Promise<void>
  /** Tells people that they have been erased, where that is due. */
  sendReceipts(): Promise<void>
  /** Resolves when no job is left to do. */
  idle(): Promise<void>
  /** Takes no more deliveries, gives the jobs at hand some seconds to finish, and resolves. */
  close(): Promise<void>
}

/** The bot on one machine: archive, queue and worker in this process, the webhook over HTTP. */
export async function startLocal(deps: LocalDeps): Promise<Local> {
  const { stores, token, botInfo, apiRoot, zone, language, theme, host, port } = deps
  const { raw, enriched } = stores
  const now = deps.now ?? unixNow
  const { log, events } = countingLog(sparingLog(deps.log))
  const chats = createChats({ state: raw, chatIds: configuredOrAgreed(deps.chatIds) })
  const kept = createKeptJobs({ state: raw, zone, now })
  const ended = new AbortController()
  const queue = localQueue({
    work: (job) => work(job),
    kept,
    isKept: isAwaited,
    ended: ended.signal,
    now,
    log,
  })
  const bot = createBot({
    token,
    apiRoot,
    botInfo,
    chats,
    queue,
    log,
    givesNotice: deps.privacyWords?.contact !== undefined,
    failedText: (reference) => textsOf(language).text('failed', { reference }),
  })
  const { watching, health } = createHealth({ raw, enriched, events, isPublic: !isLoopback(host) })
  const take = createDeliver({
    archive: watching((update, received) => archive({ raw, zone, chats, log }, update, received)),
    setAside: (received, reason) => setAside({ raw, zone, chats, log, now }, received, reason),
    bot,
  })
  const deliver: Deliver = async (update, received) => {
    await take(update, received)
    if (fields(update)?.my_chat_member !== undefined) deps.onOwnMembership?.()
  }
  const work = composeWorker({
    ended: ended.signal,
    stores,
    api: bot.api,
    botName: botInfo.username,
    adminIds: deps.adminIds,
    chats,
    once: untilAborted(kept, ended.signal),
    zone,
    language,
    theme,
    log,
    engine: deps.engine,
    coolDown: deps.coolDown,
    freshness: deps.freshness,
    renderChart: deps.renderChart,
    compactDay: deps.compactDay,
    importMilliseconds: deps.importMilliseconds,
    offer: deps.offer,
    lack: deps.lack,
    privacyWords: deps.privacyWords,
    onErasureAsked: deps.onErasureAsked,
    checkSpace: deps.checkSpace,
    now,
    startAge: deps.startAge,
  })
  const server = await startHttp({
    host,
    port,
    webhook: webhookHandler({ deliver, secrets: deps.secrets, log }),
    health,
    pages: deps.pages,
  })
  // Not before the program can run: what it does not get to is left to the next one.
  queue.resume()
  return {
    url: server.url,
    api: bot.api,
    chats,
    deliver,
    async giveNotice(chatId) {
      await work({ kind: 'notice', update_id: 0, chat_id: chatId })
    },
    prune: () => pruneMarks({ state: raw, zone, now }),
    async sendReceipts() {
      await work({ kind: 'receipts', update_id: 0 })
    },
    idle: queue.idle,
    async close() {
      await server.close()
      // Jobs that wait for a Telegram that does not answer are given up.
      await Promise.race([queue.idle(), sleep(MAX_CLOSE_MILLISECONDS, undefined, { ref: false })])
      ended.abort()
    },
  }
}

/** When the program ends, no answer begins, and none counts as given: the next program does the job. */
function untilAborted(once: Once, ended: AbortSignal): Once {
  return {
    ...once,
    answering: async (updateId) => !ended.aborted && once.answering(updateId),
    async done(updateId) {
      if (!ended.aborted) await once.done(updateId)
    },
  }
}
