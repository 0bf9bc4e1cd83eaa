import { setTimeout as sleep } from 'node:timers/promises'

import type { Api } from 'grammy'

import { agesBy, type StartAge } from '../../etl/age.ts'
import { createFreshness, type Freshness, type FreshnessLimits } from '../../etl/freshness.ts'
import type { Stores } from '../../etl/lake/store.ts'
import type { TimeZone } from '../../etl/lake/time-zone.ts'
import { lakeDays } from '../../etl/listing.ts'
import { quiet, type Log } from '../../etl/log.ts'
import { firstKeptDay } from '../../etl/retention.ts'
import { runDay } from '../../etl/run.ts'
import { ownData } from '../../etl/privacy/own-data.ts'
import { privacyOf } from '../../etl/privacy/privacy.ts'
import type { Chats } from '../archive/chats.ts'
import { archiveOwnMessages } from '../archive/own-messages.ts'
import type { ChartOptions, ChartSpec } from '../charts/spec.ts'
import { renderChart } from '../charts/render-chart.ts'
import type { Language, Theme } from '../config.ts'
import type { QueryEngine } from '../engine/engine.ts'
import { textsOf } from '../i18n.ts'
import type { PrivacyWords } from '../privacy-words.ts'
import type { Once } from '../jobs/once.ts'
import { createTurns } from '../jobs/turns.ts'
import { runReport } from '../reports/run.ts'
import { createAccess } from './access.ts'
import { answerAway } from './away.ts'
import { createBegin } from './begin.ts'
import { createDownload } from './download.ts'
import { createGroups } from './groups.ts'
import { createKnownNames } from './known-names.ts'
import { createHearing } from './hearing.ts'
import { createImportAnswers } from './imports.ts'
import { createInfoAnswers } from './info.ts'
import { createLimits } from './limits.ts'
import { followMigration } from './migration.ts'
import { createNotice } from './notice.ts'
import { createPersonalAnswers } from './personal.ts'
import { sendReceipts } from './receipts.ts'
import { createRefusal } from './refusal.ts'
import { createReportAnswers } from './report-answer.ts'
import { withinLimits } from './report-limits.ts'
import { retry } from './retry.ts'
import { createSender } from './send.ts'
import type { StatusDeps } from './status.ts'
import { findSuccessors } from './successor.ts'
import { answerUnarchivedChat, type Offer } from './unarchived-chat.ts'
import { createUndelivered } from './undelivered.ts'
import { unquoted } from './unquoted.ts'
import { createWays } from './ways.ts'
import { createWorker, isForEverybody, type Work } from './worker.ts'

export interface WorkerParts {
  readonly stores: Stores
  /** Gets the transformers that every call of the worker passes through. */
  readonly api: Api
  readonly botName: string
  readonly adminIds: readonly number[]
  readonly chats: Chats
  readonly once: Once
  readonly zone: TimeZone
  readonly language: Language
  readonly theme: Theme
  readonly log: Log
  /** With a contact, each group is told that it is archived (default: none, and our text). */
  readonly privacyWords?: PrivacyWords | undefined
  engine(): Promise<QueryEngine>
  /** Somebody asked to be erased (default: it waits for the night). */
  onErasureAsked?(): void
  /** Makes days fresh before a report (default: in this process, within `limits`). */
  readonly freshness?: Freshness | undefined
  /** How much may be compacted for one report (default: no limit). */
  readonly limits?: FreshnessLimits
  /** Compacts a day that an import has touched (default: in this process, what is new). */
  compactDay?(date: string): Promise<unknown>
  /** See `ImportAnswerDeps` (default: no limit). */
  readonly importMilliseconds?: number
  /** How long a call to Telegram is repeated while somebody waits for the answer (default: 120). */
  readonly patienceSeconds?: number
  /** Milliseconds until this process is stopped, when it is known (default: it is not). */
  timeLeft?(): number
  /** Aborts when the program ends, so that no call is repeated any more. */
  readonly ended?: AbortSignal
  /** Between two answers in a chat, in milliseconds (default: as Telegram's limits ask). */
  readonly coolDown?: number
  /** Offers a group to the operator, who may agree to archive it (default: nobody is asked). */
  readonly offer?: Offer
  /** What is missing in the lake as yet, in words; told below each report (default: nothing). */
  lack?(): string | undefined
  /** Draws a report's picture as PNG (default: in this process). */
  renderChart?(spec: ChartSpec, options: ChartOptions): Promise<Uint8Array>
  /** See `StatusDeps`. */
  readonly checkSpace?: StatusDeps['checkSpace']
  /** Unix seconds. */
  now(): number
  /** Ages of what is remembered (default: by `now` and the machine's steady clock). */
  readonly startAge?: StartAge
}

const PATIENCE_SECONDS = 120

/** Within what a function may run, and a bot may send. */
const OWN_DATA_MILLISECONDS = 60_000
const OWN_DATA_BYTES = 20e6

/** Wires the worker: the same on one machine and on Lambda. */
export function composeWorker(parts: WorkerParts): Work {
  const { stores, api, chats, once, zone, language, theme, log, now } = parts
  const { raw, enriched } = stores
  const texts = textsOf(language)
  const timeLeft = parts.timeLeft ?? (() => Infinity)
  const startAge = parts.startAge ?? agesBy(() => now() * 1000)
  api.config.use(
    unquoted,
    archiveOwnMessages({ raw, zone, log, isArchivedChat: chats.has }),
    retry({
      patienceSeconds: parts.patienceSeconds ?? PATIENCE_SECONDS,
      timeLeft,
      sleep: untilAborted,
      ended: parts.ended,
      clock: () => performance.now(),
    }),
    followMigration({ follow: chats.follow, log }),
  )
  findSuccessors({ api, chats }).catch((error: Error) => {
    log.debug({ event: 'successors_not_found', reason: error.message })
  })
  const access = createAccess({ api, adminIds: parts.adminIds, startAge })
  const limits = createLimits(startAge)
  const groups = createGroups({ api, access, chats, onAllowed: limits.trust })
  const undelivered = createUndelivered(raw, now)
  const along = createWays({ texts, log, noteUndelivered: undelivered.note })
  const sender = createSender({ api, texts, begin: createBegin({ once, log }), along, log })
  const refuse = createRefusal({ sender, texts, once })
  const words = parts.privacyWords ?? { contact: undefined, text: undefined }
  const etl = { raw, enriched, zone, log: quiet(log) }
  const freshness =
    parts.freshness ??
    createFreshness({
      etl,
      now,
      startAge,
      limits: parts.limits,
    })
  const draw = parts.renderChart ?? renderChart
  return createWorker({
    api,
    sender,
    texts,
    access,
    limits,
    once,
    turns: createTurns({ coolDown: parts.coolDown, sleep: (milliseconds) => sleep(milliseconds) }),
    info: createInfoAnswers({
      stores,
      api,
      sender,
      texts,
      groups,
      chats,
      zone,
      botName: parts.botName,
      words,
      refuse,
      checkAnswers: undelivered.check,
      checkSpace: parts.checkSpace,
      now,
    }),
    onUnarchivedChat: (job) =>
      answerUnarchivedChat({ api, sender, texts, once, chats, offer: parts.offer, log }, job),
    personal: createPersonalAnswers({
      sender,
      texts,
      groups,
      privacy: privacyOf(raw, now),
      knownNames: createKnownNames({ api, engine: parts.engine, zone, log, now }),
      ownData(userId) {
        const age = startAge()
        const hasTime = () => age() < OWN_DATA_MILLISECONDS
        return ownData({ raw, enriched, zone }, userId, { hasTime, maxBytes: OWN_DATA_BYTES })
      },
      onErasureAsked: () => parts.onErasureAsked?.(),
      now,
    }),
    imports: createImportAnswers({
      api,
      sender,
      texts,
      groups,
      chats,
      etl,
      download: createDownload(api),
      refuse,
      log,
      firstKeptDay: () => firstKeptDay(zone, now(), words.retentionDays),
      compactDay: parts.compactDay ?? ((date) => runDay(etl, date, { isIncremental: true })),
      startAge,
      milliseconds: parts.importMilliseconds ?? Infinity,
    }),
    sendReceipts: () => sendReceipts({ raw, sender, texts, log }),
    giveNotice: createNotice({ state: raw, sender, chats, texts, words, log }),
    onAway: (job) => answerAway({ sender, texts, groups, isForEverybody }, job),
    reports: createReportAnswers({
      api,
      sender,
      texts,
      groups,
      log,
      refuse,
      today: () => zone.date(now()),
      isDeaf: createHearing({ api, startAge }),
      lack: () => parts.lack?.(),
      async runReport(choice) {
        const engine = await parts.engine()
        const days = () => lakeDays(enriched)
        const deps = { engine, freshness, chats, zone, texts, lakeDays: days, now }
        return withinLimits(choice, () => runReport(deps, choice), { timeLeft, log })
      },
      renderChart: (spec) => draw(spec, { theme, locale: language }),
    }),
    log,
    startAge,
  })
}

async function untilAborted(milliseconds: number, signals: readonly AbortSignal[]): Promise<void> {
  await sleep(milliseconds, undefined, { signal: AbortSignal.any([...signals]) }).catch(() => {})
}
