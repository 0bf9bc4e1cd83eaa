// What a report needs from the lake besides its rows: from the stores, or in SQL where there are none or access is denied.
import { quiet } from '../../etl/log.ts'
import { lakeDays } from '../../etl/listing.ts'
import { checkZone } from '../../etl/lake/held-zone.ts'
import { addDays, type TimeZone, midnight } from '../../etl/lake/time-zone.ts'
import { DayFault } from '../../etl/survey.ts'
import { createChats } from '../archive/chats.ts'
import type { QueryEngine, QueryOptions, Value } from '../engine/engine.ts'
import { createFreshness, type Freshness } from '../../etl/freshness.ts'
import type { ReportDeps } from '../reports/run.ts'
import { asUsageError, type Environment } from './environment.ts'

type ReportSources = Pick<ReportDeps, 'freshness' | 'chats' | 'lakeDays'>

/** The last message is first searched in this many days: little to read, and most groups write every week. */
const LAST_DAYS = 7

/** `warn` gets the key of a text about what the report lacks because the stores deny access. */
export function reportSources(
  environment: Environment,
  engine: QueryEngine,
  { now, warn }: { now(): number; warn(key: string): void },
): ReportSources {
  const { config } = environment
  const inSql = sqlSources(engine, config.zone)
  // The local folders say nothing about Athena's data.
  if (config.athena && config.location.type === 'folders') return inSql
  return withSqlFallback(storeSources(environment, now), inSql, warn)
}

function storeSources({ config, stores, log }: Environment, now: () => number) {
  const { raw, enriched } = stores
  const etl = { raw, enriched, zone: config.zone, log: quiet(log) }
  const freshness = createFreshness({ etl, now })
  return {
    freshness: {
      async ensure(period: Parameters<Freshness['ensure']>[0]) {
        await checkZone(raw, config.zone).catch(asUsageError)
        return freshness.ensure(period)
      },
      mend: (days: readonly string[]) => freshness.mend(days),
    },
    chats: createChats({ state: raw, chatIds: config.chatIds }),
    lakeDays: () => lakeDays(enriched),
  }
}

/** Compacts nothing and does not know a chat's former ids. */
function sqlSources(engine: QueryEngine, zone: TimeZone): ReportSources {
  async function value(
    sql: string,
    days: readonly string[],
    options?: QueryOptions,
  ): Promise<Value | undefined> {
    const parameters = days.map((day) => ({ type: 'date' as const, value: day }))
    const { rows } = await engine.query(sql, parameters, options)
    return rows[0]?.[0]
  }

  return {
    freshness: {
      /** The time of the last message, or the start of the period if there is none. */
      async ensure({ since, until }) {
        const last =
          (await value('select max("date") from telegram where context_date between ? and ?', [
            addDays(until, 1 - LAST_DAYS),
            until,
          ])) ?? (await value('select max("date") from telegram where context_date <= ?', [until]))
        return Number(last ?? zone.instant(midnight(since)))
      },
      async mend([day = '']) {
        throw new DayFault(day, 'damaged')
      },
    },
    chats: { idsOf: async (chatId) => [chatId] },
    async lakeDays() {
      // Reads no column but lists every day, so the result is reused for some time.
      const statement = 'select min(context_date), max(context_date) from telegram'
      const { rows } = await engine.query(statement, [], { reuseMinutes: 10 })
      const [first, last] = (rows[0] ?? []).map((day) =>
        typeof day === 'string' ? day : undefined,
      )
      return { first, last }
    },
  }
}

/**
 * For roles such as the analyst's, which may query compacted data but neither read raw updates nor compact them, and for
 * folders that may not be written.
 */
function withSqlFallback(
  stores: ReportSources,
  inSql: ReportSources,
  warn: (key: string) => void,
): ReportSources {
  async function unlessDenied<T>(
    ask: (sources: ReportSources) => Promise<T>,
    lack?: string,
  ): Promise<T> {
    try {
      return await ask(stores)
    } catch (error) {
      if (!isDenied(error)) throw error
      if (lack !== undefined) warn(lack)
      return ask(inSql)
    }
  }

  return {
    freshness: {
      ensure: (period) =>
        unlessDenied(({ freshness }) => freshness.ensure(period), 'cli-report-not-fresh'),
      mend: (days) => unlessDenied(({ freshness }) => freshness.mend(days)),
    },
    chats: {
      idsOf: (chatId) =>
        unlessDenied(({ chats }) => chats.idsOf(chatId), 'cli-report-no-former-ids'),
    },
    lakeDays: () => unlessDenied((sources) => sources.lakeDays()),
  }
}

/** Of a bucket by status: S3's 403 has an error name only if the response has a body. */
function isDenied(error: unknown): boolean {
  const { $metadata, code, cause } = error as {
    $metadata?: { httpStatusCode?: number }
    code?: unknown
    cause?: unknown
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return true
  return $metadata?.httpStatusCode === 403 || (cause instanceof Error && isDenied(cause))
}
