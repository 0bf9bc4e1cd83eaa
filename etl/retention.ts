// How long days are kept. On S3 lifecycle rules of the buckets do the same some hours later (infra/lake.ts).
import pMap from 'p-map'

import { dateInKey, dayPrefix, QUARANTINE_PREFIX, STATE_PREFIX, UNDATED } from './lake/keys.ts'
import type { ObjectStore, Stores } from './lake/store.ts'
import { addDays, type TimeZone } from './lake/time-zone.ts'
import { listDays } from './listing.ts'
import type { Log } from './log.ts'

export interface RetentionDeps extends Stores {
  readonly zone: TimeZone
  readonly log: Log
  /** So many days before today are kept (default: all). */
  readonly retentionDays?: number | undefined
}

const CONCURRENCY = 16

/**
 * The first day that is kept: `retentionDays` before today, in the lake's zone; undefined when all are. `now` is in unix
 * seconds.
 */
export function firstKeptDay(
  zone: TimeZone,
  now: number,
  retentionDays: number | undefined,
): string | undefined {
  return retentionDays === undefined ? undefined : addDays(zone.date(now), -retentionDays)
}

/**
 * Deletes everything of the days before the first that is kept: raw and enriched objects, what was set aside or is held,
 * and state by day. What has no date counts by when it was stored. A run that is cut short is finished by the next one.
 * Resolves to the number of objects deleted. `now` is in unix seconds.
 * @throws Error when a store fails.
 */
export async function forgetOldDays(deps: RetentionDeps, now: number): Promise<number> {
  const { raw, enriched, zone, retentionDays, log } = deps
  const first = firstKeptDay(zone, now, retentionDays)
  if (first === undefined) return 0
  // Raw objects first: without them no report makes a day's Parquet object again.
  const deleted =
    (await deleteDays(raw, first)) +
    (await deleteKeys(raw, [QUARANTINE_PREFIX, STATE_PREFIX], (key) =>
      isBefore(dateInKey(key), first),
    )) +
    (await deleteKeys(raw, [dayPrefix(UNDATED)], async (key) => {
      const at = await raw.writtenAt(key)
      return at !== undefined && zone.date(at) < first
    })) +
    (await deleteDays(enriched, first))
  if (deleted > 0) log.info({ event: 'old_days_deleted', before: first, objects: deleted })
  return deleted
}

/** Deletes what is too old, then runs `act` in any case; a failure to delete is thrown when that is done. */
export async function afterForgetting<T>(
  deps: RetentionDeps,
  now: number,
  act: () => Promise<T>,
): Promise<T> {
  const [forgotten] = await Promise.allSettled([forgetOldDays(deps, now)])
  if (forgotten.status === 'rejected') {
    const reason = (forgotten.reason as Error).message
    deps.log.error({ event: 'old_days_not_deleted', reason })
  }
  const result = await act()
  if (forgotten.status === 'rejected') throw forgotten.reason
  return result
}

async function deleteDays(store: ObjectStore, first: string): Promise<number> {
  const days = (await listDays(store)).filter((date) => date !== UNDATED && date < first)
  return deleteKeys(store, days.map(dayPrefix), () => true)
}

async function deleteKeys(
  store: ObjectStore,
  prefixes: readonly string[],
  isOld: (key: string) => boolean | Promise<boolean>,
): Promise<number> {
  let deleted = 0
  for (const prefix of prefixes) {
    await pMap(
      store.list(prefix),
      async (key) => {
        if (!(await isOld(key))) return
        await store.delete(key)
        deleted += 1
      },
      { concurrency: CONCURRENCY },
    )
  }
  return deleted
}

function isBefore(date: string | undefined, first: string): boolean {
  return date !== undefined && date !== UNDATED && date < first
}
