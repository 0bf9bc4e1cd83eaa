import { setTimeout as sleep } from 'node:timers/promises'

import { autoRetry } from '@grammyjs/auto-retry'
import type { Api } from 'grammy'

import { agesBy, type StartAge } from '../../etl/age.ts'
import { createFreshness, type FreshnessLimits } from '../../etl/freshness.ts'
import type { Stores } from '../../etl/lake/store.ts'
import type { TimeZone } from '../../etl/lake/time-zone.ts'
import { lakeDays } from '../../etl/listing.ts'
import { quiet, type Log } from '../../etl/log.ts'
import type { Chats } from '../archive/chats.ts'
import { archiveOwnMessages } from '../archive/own-messages.ts'
import type { ChartSpec } from '../charts/spec.ts'
import { renderChart } from '../charts/render-chart.ts'
import type { Language, Theme } from '../config.ts'
import type { QueryEngine } from '../engine/engine.ts'
import { textsOf } from '../i18n.ts'
import type { Once } from '../jobs/once.ts'
import { createTurns } from '../jobs/turns.ts'
import { runReport } from '../reports/run.ts'
import { createAccess } from './access.ts'
import { answerAway } from './away.ts'
import { createBegin } from './begin.ts'
import { createGroups } from './groups.ts'
import { createHearing } from './hearing.ts'
import { createInfoAnswers } from './info.ts'
import { followMigration } from './migration.ts'
import { createRefusal } from './refusal.ts'
import { createReportAnswers } from './report-answer.ts'
import { createSender } from './send.ts'
import type { StatusDeps } from './status.ts'
import { answerUnarchivedChat, type Offer } from './unarchived-chat.ts'
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
  engine(): Promise<QueryEngine>
  /** How much may be compacted for one report (default: no limit). */
  readonly limits?: FreshnessLimits
  /** A longer wait that Telegram asks for is a failure, since somebody is waiting for the answer (default: 60). */
  readonly maxRetryDelaySeconds?: number
  /** Between two answers in a chat, in milliseconds (default: as Telegram's limits ask). */
  readonly coolDown?: number
  /** Offers a group to the operator, who may agree to archive it (default: nobody is asked). */
  readonly offer?: Offer
  /** What is missing in the lake as yet, in words; told below each report (default: nothing). */
  lack?(): string | undefined
  /** A report's picture as PNG (default: drawn with `theme` and `language`). */
  renderChart?(spec: ChartSpec): Promise<Uint8Array>
  /** See `StatusDeps`. */
  readonly checkSpace?: StatusDeps['checkSpace']
  /** Unix seconds. */
  now(): number
  /** Ages of what is remembered (default: by `now` and the machine's steady clock). */
  readonly startAge?: StartAge
}

/** Wires the worker: the same on one machine and on Lambda. */
export function composeWorker(parts: WorkerParts): Work {
  const { stores, api, chats, once, zone, language, theme, log, now } = parts
  const { raw, enriched } = stores
  const texts = textsOf(language)
  const startAge = parts.startAge ?? agesBy(() => now() * 1000)
  api.config.use(
    archiveOwnMessages({ raw, zone, log, isArchivedChat: chats.has }),
    autoRetry({
      maxRetryAttempts: 3,
      maxDelaySeconds: parts.maxRetryDelaySeconds ?? 60,
      rethrowHttpErrors: true,
    }),
    followMigration,
  )
  const access = createAccess({ api, adminIds: parts.adminIds, startAge })
  const groups = createGroups({ api, access, chats })
  const sender = createSender({ api, begin: createBegin({ once, log }), log })
  const refuse = createRefusal({ sender, texts, once })
  const freshness = createFreshness({
    etl: { raw, enriched, zone, log: quiet(log) },
    now,
    startAge,
    limits: parts.limits,
  })
  return createWorker({
    api,
    sender,
    texts,
    access,
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
      refuse,
      checkSpace: parts.checkSpace,
      now,
    }),
    onUnarchivedChat: (job) =>
      answerUnarchivedChat({ api, sender, texts, once, chats, offer: parts.offer, log }, job),
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
      runReport: async (choice) =>
        runReport(
          {
            engine: await parts.engine(),
            freshness,
            chats,
            zone,
            texts,
            lakeDays: () => lakeDays(enriched),
            now,
          },
          choice,
        ),
      renderChart: parts.renderChart ?? ((spec) => renderChart(spec, { theme, locale: language })),
    }),
    log,
    startAge,
  })
}
