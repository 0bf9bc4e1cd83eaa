// What a day needs: the raw objects it has, and which of them its Parquet object was built from.
import pMap from 'p-map'

import { dayPrefix, enrichedKey } from './lake/keys.ts'
import type { ObjectStore, Stores } from './lake/store.ts'
import { addDays, midnight, type TimeZone } from './lake/time-zone.ts'
import { listDay } from './listing.ts'
import { footerMaximum } from './parquet-read.ts'
import { rewriting } from './privacy/rewritten.ts'
import {
  compactedSource,
  digestOf,
  digestOfListing,
  keysSince,
  TAIL_BYTES,
  type Source,
} from './source.ts'

export interface PlanDeps extends Stores {
  readonly zone: TimeZone
}

export interface PlanOptions {
  /**
   * Builds on the existing Parquet object and reads only newer raw objects (default: reads all). The bytes are the
   * same, except that an object written by an earlier version of this program is kept as it is.
   */
  readonly isIncremental?: boolean
}

/** What a run of a day would do. */
export interface DayPlan {
  readonly date: string
  /** All raw objects of the day, in order. */
  readonly keys: readonly string[]
  /** Those the run has to read. */
  readonly unread: readonly string[]
  /** Whether the raw objects have changed since the Parquet object was built. */
  readonly isStale: boolean
  /** Digest of what the existing Parquet object was built from. */
  readonly compacted: string | undefined
  /** Digest of what this run would build from. */
  readonly digest: string
}

/** Lists a day and looks up how much of it is already compacted. */
export async function planDay(
  deps: PlanDeps,
  date: string,
  options: PlanOptions = {},
): Promise<DayPlan> {
  const source = await compactedSource(deps.enriched, date)
  const isIncremental = await canBuildOn(deps, date, source, options)
  return planOf(date, source, await listDay(deps.raw, date), deps.zone, { isIncremental })
}

/** As `planDay`; undefined for a day with more than `most` raw objects, once so many are listed. */
export async function planDayWithin(
  deps: PlanDeps,
  date: string,
  most: number,
  options: PlanOptions = {},
): Promise<DayPlan | undefined> {
  const source = await compactedSource(deps.enriched, date)
  const isIncremental = await canBuildOn(deps, date, source, options)
  const keys = await listDay(deps.raw, date, most + 1)
  return keys.length > most ? undefined : planOf(date, source, keys, deps.zone, { isIncremental })
}

/** What was built from raw objects that an erasure has rewritten since has rows that must not stay. */
async function canBuildOn(
  { raw }: PlanDeps,
  date: string,
  source: Source | undefined,
  { isIncremental = false }: PlanOptions,
): Promise<boolean> {
  return isIncremental && source !== undefined && source.rewritten === (await rewriting(raw, date))
}

/** `source` must be read before the keys are listed, or a compaction in between would make old keys look current. */
function planOf(
  date: string,
  source: Source | undefined,
  keys: readonly string[],
  zone: TimeZone,
  { isIncremental }: { isIncremental: boolean },
): DayPlan {
  const since = isIncremental && source ? keysSince(source, { date, keys }, zone) : undefined
  const digest = digestOf(keys, zone)
  const compacted = source?.digest
  const isStale = keys.length > 0 && compacted !== digest
  return { date, keys, unread: since ?? keys, isStale, compacted, digest }
}

/** The same day, read again from scratch. */
export function fromScratch(plan: DayPlan): DayPlan {
  return { ...plan, unread: plan.keys }
}

/** What arrived after a plan was made; undefined when some of its objects are gone. */
export async function planRest(
  deps: PlanDeps,
  { date, keys }: DayPlan,
): Promise<DayPlan | undefined> {
  const plan = await planDay(deps, date)
  const known = new Set(keys)
  const unread = plan.keys.filter((key) => !known.delete(key))
  return known.size === 0 ? { ...plan, unread } : undefined
}

/** Whether a day's raw objects have changed since it was compacted. */
export async function isDayStale(
  { raw, enriched, zone }: PlanDeps,
  date: string,
): Promise<boolean> {
  const source = await compactedSource(enriched, date)
  const digest = await digestOfListing(raw.list(dayPrefix(date)), zone)
  return digest !== undefined && digest !== source?.digest
}

/** Days looked at concurrently: listing one of a million messages takes more than a minute. */
const CONCURRENCY = 16

/**
 * Those of the days whose raw objects have changed since they were compacted, in the same order. So has a day that cannot
 * be looked at, as far as anybody knows: compacting it tells why.
 */
export async function staleDays(deps: PlanDeps, days: readonly string[]): Promise<string[]> {
  const concurrency = { concurrency: CONCURRENCY }
  const isStale = await pMap(days, (date) => isDayStale(deps, date).catch(() => true), concurrency)
  return days.filter((_, index) => isStale[index])
}

/** Longer than any run: a run that ends later than this after midnight has listed the whole day. */
const LONGEST_RUN_SECONDS = 15 * 60

/**
 * The moment, in unix seconds, up to which a day's Parquet object is complete: the time of its last message, or the
 * day's beginning when it has no messages. Undefined when it was written after the day ended, and so holds all of it.
 */
export async function compactedUpTo(
  { enriched, zone }: { readonly enriched: ObjectStore; readonly zone: TimeZone },
  date: string,
): Promise<number | undefined> {
  const key = enrichedKey(date)
  const writtenAt = await enriched.writtenAt(key)
  const end = zone.instant(midnight(addDays(date, 1)))
  if (writtenAt !== undefined && writtenAt >= end + LONGEST_RUN_SECONDS) return undefined
  const tail = await enriched.tail(key, TAIL_BYTES)
  return (tail && footerMaximum(tail, 'date')) ?? zone.instant(midnight(date))
}
