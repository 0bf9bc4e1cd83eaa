// What a day needs: which raw objects there are, and which of them its Parquet object was made from.
import { dayPrefix, enrichedKey } from './lake/keys.ts'
import type { ObjectStore, Stores } from './lake/store.ts'
import { addDays, midnight, type TimeZone } from './lake/time-zone.ts'
import { listDay } from './listing.ts'
import { footerMaximum } from './parquet-read.ts'
import {
  compactedSource,
  digestOf,
  digestOfListing,
  keysSince,
  TAIL_BYTES,
  type Source,
} from './source.ts'

/** What is looked at for a plan. */
export interface PlanDeps extends Stores {
  readonly zone: TimeZone
}

export interface PlanOptions {
  /**
   * Builds on the present Parquet object, and reads only raw objects that came since (default: reads all). The bytes
   * are the same; an object written by an earlier version of this program is kept as it is.
   */
  readonly isIncremental?: boolean
}

/** What a run of a day would do. */
export interface DayPlan {
  readonly date: string
  /** All raw objects of the day, in order. */
  readonly keys: readonly string[]
  /** Those that the run reads. */
  readonly unread: readonly string[]
  /** Whether the Parquet object was made from other raw objects than there are now. */
  readonly isStale: boolean
  /** The digest of what the Parquet object was made from, and of what it would be made from. */
  readonly compacted: string | undefined
  readonly digest: string
}

/** Lists a day, and looks up what of it is compacted already. */
export async function planDay(
  deps: PlanDeps,
  date: string,
  options: PlanOptions = {},
): Promise<DayPlan> {
  const source = await compactedSource(deps.enriched, date)
  return planOf(date, source, await listDay(deps.raw, date), deps.zone, options)
}

/** As `planDay`; undefined for a day with more than `most` raw objects, of which no more are listed. */
export async function planDayWithin(
  deps: PlanDeps,
  date: string,
  most: number,
  options: PlanOptions = {},
): Promise<DayPlan | undefined> {
  const source = await compactedSource(deps.enriched, date)
  const keys = await listDay(deps.raw, date, most + 1)
  return keys.length > most ? undefined : planOf(date, source, keys, deps.zone, options)
}

/** `source` was looked up before the keys: what another process compacts meanwhile must not look like the present. */
function planOf(
  date: string,
  source: Source | undefined,
  keys: readonly string[],
  zone: TimeZone,
  { isIncremental = false }: PlanOptions,
): DayPlan {
  const since = isIncremental && source ? keysSince(source, { date, keys }, zone) : undefined
  const digest = digestOf(keys, zone)
  const compacted = source?.digest
  const isStale = keys.length > 0 && compacted !== digest
  return { date, keys, unread: since ?? keys, isStale, compacted, digest }
}

/** The same day, with everything read again. */
export function fromScratch(plan: DayPlan): DayPlan {
  return { ...plan, unread: plan.keys }
}

/** What came since a plan was made; undefined when some of its objects are gone. */
export async function planRest(
  deps: PlanDeps,
  { date, keys }: DayPlan,
): Promise<DayPlan | undefined> {
  const plan = await planDay(deps, date)
  const known = new Set(keys)
  const unread = plan.keys.filter((key) => !known.delete(key))
  return known.size === 0 ? { ...plan, unread } : undefined
}

/** Whether the Parquet object of a day was made from other raw objects than there are now. */
export async function isDayStale(
  { raw, enriched, zone }: PlanDeps,
  date: string,
): Promise<boolean> {
  const source = await compactedSource(enriched, date)
  const digest = await digestOfListing(raw.list(dayPrefix(date)), zone)
  return digest !== undefined && digest !== source?.digest
}

/** Longer than a run takes: one that ends later than this after midnight has listed the whole day. */
const LONGEST_RUN_SECONDS = 15 * 60

/**
 * The moment up to which the Parquet object of a day holds everything that had arrived, in unix seconds: undefined
 * when it was made after the day had ended, else that of its last message; the day's beginning when there is none.
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
