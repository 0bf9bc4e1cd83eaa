import { setTimeout as sleep } from 'node:timers/promises'

import { autoRetry } from '@grammyjs/auto-retry'
import type { Api } from 'grammy'

import type { TimeZone } from '../../etl/lake/time-zone.ts'
import type { Log } from '../../etl/log.ts'
import { createAccess } from './access.ts'
import { createGroups } from './groups.ts'
import { createSender } from './send.ts'
import { renderChart } from '../charts/render-chart.ts'
import type { Chats } from '../archive/chats.ts'
import type { Language, Theme } from '../config.ts'
import type { QueryEngine } from '../engine/engine.ts'
import { followMigration } from './migration.ts'
import { createFreshness, type FreshnessLimits } from '../../etl/freshness.ts'
import { textsOf } from '../i18n.ts'
import type { Once } from '../jobs/once.ts'
import { archiveOwnMessages } from '../archive/own-messages.ts'
import { runReport } from '../reports/run.ts'
import { firstDay } from './status.ts'
import type { Stores } from '../../etl/lake/open-stores.ts'
import { createTurns } from '../jobs/turns.ts'
import { createWorker, type Work } from './worker.ts'

export interface WorkerParts extends Stores {
  /** Gets the transformers that every call of the worker passes. */
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
  /** Of what is compacted for the sake of a report (default: none). */
  readonly limits?: FreshnessLimits
  /** Longer waits that Telegram asks for are failures: somebody is waiting for the answer (default: 60). */
  readonly maxRetryDelaySeconds?: number
  /** Between two answers in a chat, in milliseconds (default: as Telegram's limits ask). */
  readonly coolDown?: number
  /** Unix seconds. */
  now(): number
}

/** Wires the worker: the same on one machine and on Lambda. */
export function composeWorker(parts: WorkerParts): Work {
  const { api, raw, enriched, chats, zone, language, theme, log, now } = parts
  const texts = textsOf(language)
  api.config.use(
    archiveOwnMessages({ raw, zone, log, isArchivedChat: chats.has }),
    autoRetry({
      maxRetryAttempts: 3,
      maxDelaySeconds: parts.maxRetryDelaySeconds ?? 60,
      rethrowHttpErrors: true,
    }),
    followMigration,
  )
  const access = createAccess({ api, adminIds: parts.adminIds, now: () => now() * 1000 })
  // A compaction for the sake of a report is no news.
  const etl = { raw, enriched, zone, log: { ...log, info: log.debug } }
  const freshness = createFreshness({ etl, now, limits: parts.limits })
  return createWorker({
    ...parts,
    texts,
    access,
    sender: createSender({ api, log }),
    groups: createGroups({ api, access, chats }),
    turns: createTurns({ coolDown: parts.coolDown, sleep: (milliseconds) => sleep(milliseconds) }),
    today: () => zone.date(now()),
    runReport: async (choice) =>
      runReport(
        {
          engine: await parts.engine(),
          freshness,
          chats,
          zone,
          texts,
          firstDay: () => firstDay(enriched),
          now,
        },
        choice,
      ),
    renderChart: (spec) => renderChart(spec, { theme, locale: language }),
  })
}
