import { flatten } from './flatten.ts'
import { dateOfKey, dayPrefix, enrichedKey, TABLE_PREFIX } from './lake/keys.ts'
import type { ObjectStore } from './lake/store.ts'
import { addDays, type TimeZone } from './lake/time-zone.ts'
import { latestRows, type LatestRows } from './latest.ts'
import type { Log } from './log.ts'
import { encodeParquet } from './parquet.ts'
import { footerMaximum, readRows, verifyParquet } from './parquet-read.ts'
import { isNamedByUpdate, listDay, readObjects, type RawObject } from './read.ts'
import {
  compactedSource,
  digestOf,
  digestOfListing,
  keysSince,
  sourceEntries,
  sourceIn,
  TAIL_BYTES,
  type Source,
} from './source.ts'

export interface EtlDeps {
  readonly raw: ObjectStore
  readonly enriched: ObjectStore
  readonly zone: TimeZone
  readonly log: Log
}

export interface DaySummary {
  readonly date: string
  /** Raw objects read. */
  readonly objects: number
  readonly updates: number
  /** Messages in the Parquet object. */
  readonly rows: number
  /** Objects, or lines of one, that are no readable update. They are named in the log and stay where they are. */
  readonly unreadable: number
  /** Size of the Parquet object; 0 when the day has no message and none was written. */
  readonly bytes: number
  readonly milliseconds: number
}

/** How a day is compacted. */
export interface RunOptions {
  /**
   * Builds on the Parquet object that there is, and reads only raw objects that came since (default: reads all). The
   * bytes are the same; an object made by an earlier version of this program is not made anew.
   */
  readonly isIncremental?: boolean
}

/** What a run of a day would do. */
export interface DayPlan {
  readonly date: string
  /** Of the raw objects of the day, in order. */
  readonly keys: readonly string[]
  /** Of those that the run reads. */
  readonly unread: readonly string[]
  /** Whether the Parquet object was made from other raw objects than there are now. */
  readonly isStale: boolean
  /** The digest of what it was made from, and of what it would be made from. */
  readonly compacted: string | undefined
  readonly digest: string
}

/** Runs of one day in this process wait for each other. */
const running = new Map<string, Promise<unknown>>()

/**
 * Compacts one day: its raw objects into one Parquet object, which takes the place of an earlier one. A pure
 * function of the raw objects: run again, it writes the same bytes. A day without messages writes nothing, and
 * leaves an object that there is: raw objects may have expired.
 * @throws Error when a store fails; the Parquet object is then as it was.
 */
export async function runDay(
  deps: EtlDeps,
  date: string,
  options: RunOptions = {},
): Promise<DaySummary> {
  return inTurn(date, async () => compact(deps, await planDay(deps, date, options)))
}

/** As `runDay`, for a plan that was just made. */
export async function runPlan(deps: EtlDeps, plan: DayPlan): Promise<DaySummary> {
  return inTurn(plan.date, () => compact(deps, plan))
}

async function inTurn<T>(date: string, run: () => Promise<T>): Promise<T> {
  const before = running.get(date) ?? Promise.resolve()
  const turn = before.catch(() => {}).then(run)
  running.set(date, turn)
  try {
    return await turn
  } finally {
    if (running.get(date) === turn) running.delete(date)
  }
}

/** The same day, all of it read anew. */
export function anew(plan: DayPlan): DayPlan {
  return { ...plan, unread: plan.keys }
}

/** Lists a day, and what of it is compacted already. */
export async function planDay(
  deps: Omit<EtlDeps, 'log'>,
  date: string,
  options: RunOptions = {},
): Promise<DayPlan> {
  const source = await compactedSource(deps.enriched, date)
  return planOf(date, source, await listDay(deps.raw, date), deps.zone, options)
}

/** As `planDay`; undefined for a day with more than `most` raw objects, of which no more are listed. */
export async function planDayWithin(
  deps: Omit<EtlDeps, 'log'>,
  date: string,
  most: number,
  options: RunOptions = {},
): Promise<DayPlan | undefined> {
  const source = await compactedSource(deps.enriched, date)
  const keys = await listDay(deps.raw, date, most + 1)
  return keys.length > most ? undefined : planOf(date, source, keys, deps.zone, options)
}

/** `source` was looked up before the keys: what another process compacts meanwhile must not look like what was there. */
function planOf(
  date: string,
  source: Source | undefined,
  keys: readonly string[],
  zone: TimeZone,
  { isIncremental = false }: RunOptions,
): DayPlan {
  const since = isIncremental && source ? keysSince(source, { date, keys }, zone) : undefined
  const digest = digestOf(keys, zone)
  const compacted = source?.digest
  const isStale = keys.length > 0 && compacted !== digest
  return { date, keys, unread: since ?? keys, isStale, compacted, digest }
}

/** Whether the Parquet object of a day was made from other raw objects than there are now. */
export async function isDayStale(
  { raw, enriched, zone }: Omit<EtlDeps, 'log'>,
  date: string,
): Promise<boolean> {
  const source = await compactedSource(enriched, date)
  const digest = await digestOfListing(raw.list(dayPrefix(date)), zone)
  return digest !== undefined && digest !== source?.digest
}

/** Longer than a run takes: one that ends later after midnight has listed the whole day. */
const LONGEST_RUN_SECONDS = 15 * 60

/**
 * The moment up to which the Parquet object of a day holds all that had arrived: undefined when it was made after
 * the day had ended, else that of its last message; the day's beginning when there is no object.
 */
export async function compactedUpTo(
  { enriched, zone }: Pick<EtlDeps, 'enriched' | 'zone'>,
  date: string,
): Promise<number | undefined> {
  const midnight = (day: string) => zone.instant(Date.parse(`${day}T00:00:00Z`) / 1000)
  const key = enrichedKey(date)
  const writtenAt = await enriched.writtenAt(key)
  const end = midnight(addDays(date, 1))
  if (writtenAt !== undefined && writtenAt >= end + LONGEST_RUN_SECONDS) return undefined
  const tail = await enriched.tail(key, TAIL_BYTES)
  return (tail && footerMaximum(tail, 'date')) ?? midnight(date)
}

/** Of runs that others overtake; the next nightly run sees what a last one has missed. */
const MOST_ATTEMPTS = 3

async function compact(deps: EtlDeps, plan: DayPlan, attempt = 1): Promise<DaySummary> {
  const started = performance.now()
  const { date } = plan
  const isIncremental = plan.unread.length < plan.keys.length
  const again = async (options: RunOptions) =>
    compact(deps, await planDay(deps, date, options), attempt + 1)

  const latest = latestRows()
  if (isIncremental && !(await addCompactedRows(deps, plan, latest))) {
    return again({ isIncremental: attempt < MOST_ATTEMPTS })
  }
  const read = { objects: 0, updates: 0, unreadable: 0, isPlain: true }
  let current: DayPlan | undefined = plan
  let written: Written | undefined
  for (let turn = attempt; current && !written; turn += 1) {
    await addUnread(deps, current.unread, latest, read)
    // What an object of many updates adds cannot be told from what is there already.
    if (isIncremental && !read.isPlain) return again({ isIncremental: false })
    written = await write(deps, current, latest, { ...read, isLast: turn >= MOST_ATTEMPTS })
    // Another process compacted the day meanwhile, maybe from newer objects: they are added.
    if (!written) current = await planMore(deps, current)
  }
  if (!written) return again({ isIncremental })
  const { objects, updates, unreadable } = read
  const milliseconds = Math.round(performance.now() - started)
  const summary = { date, objects, updates, unreadable, ...written, milliseconds }
  deps.log.info({ event: 'day_compacted', ...summary })
  return summary
}

type Written = Pick<DaySummary, 'rows' | 'bytes'>

/** Undefined when another process compacted the day since it was planned, unless this is the last attempt. */
async function write(
  { enriched }: EtlDeps,
  plan: DayPlan,
  latest: LatestRows,
  { isPlain, isLast }: { isPlain: boolean; isLast: boolean },
): Promise<Written | undefined> {
  const rows = latest.sorted()
  if (rows.length === 0) return { rows: 0, bytes: 0 }
  const file = await encodeParquet(rows, sourceEntries(plan, isPlain))
  await verifyParquet(file, rows)
  const now = (await compactedSource(enriched, plan.date))?.digest
  if (!isLast && now !== plan.compacted && now !== plan.digest) return undefined
  await putParquet(enriched, plan.date, file)
  return { rows: rows.length, bytes: file.length }
}

/** What came since a plan was made; undefined when some of its objects are gone. */
async function planMore(deps: EtlDeps, { date, keys }: DayPlan): Promise<DayPlan | undefined> {
  const plan = await planDay(deps, date)
  const known = new Set(keys)
  const unread = plan.keys.filter((key) => !known.delete(key))
  return known.size === 0 ? { ...plan, unread } : undefined
}

/** The rows that the plan builds on. False when they are no longer those, or cannot be read. */
async function addCompactedRows(
  { enriched, log }: EtlDeps,
  { date, compacted }: DayPlan,
  latest: LatestRows,
): Promise<boolean> {
  const key = enrichedKey(date)
  const file = await enriched.get(key)
  if (!file || sourceIn(file)?.digest !== compacted) return false
  try {
    for await (const row of readRows(file)) latest.addCompacted(row)
    return true
  } catch (error) {
    log.warn({ event: 'parquet_unreadable', key, reason: (error as Error).message })
    return false
  }
}

/** Adds up what was read, and whether each object is what its name says. */
async function addUnread(
  { raw, zone, log }: EtlDeps,
  unread: readonly string[],
  latest: LatestRows,
  read: { objects: number; updates: number; unreadable: number; isPlain: boolean },
): Promise<void> {
  for await (const object of readObjects(raw, unread)) {
    read.objects += 1
    read.updates += object.updates.length
    read.isPlain &&= isNamedByUpdate(object)
    for (const reason of [...object.problems, ...addRows(object, latest, zone)]) {
      read.unreadable += 1
      log.warn({ event: 'object_unreadable', key: object.key, reason })
    }
  }
}

/** Returns what was wrong with updates that are messages but cannot become rows. */
function addRows(object: RawObject, latest: LatestRows, zone: TimeZone): string[] {
  const isImported = object.key.includes('/import-')
  const problems: string[] = []
  for (const update of object.updates) {
    try {
      const row = flatten(update, zone)
      if (row) latest.add(row, isImported)
    } catch (error) {
      problems.push(`update ${update.update_id}: ${(error as Error).message}`)
    }
  }
  return problems
}

async function putParquet(enriched: ObjectStore, date: string, file: Uint8Array): Promise<void> {
  try {
    await enriched.put(enrichedKey(date), file)
  } catch (error) {
    const reason = (error as Error).message
    throw new Error(`etl: could not write ${enrichedKey(date)}, it is as it was: ${reason}`, {
      cause: error,
    })
  }
}

/** The days that have raw objects, in order. */
export async function rawDays(raw: ObjectStore): Promise<string[]> {
  const days: string[] = []
  for await (const prefix of raw.prefixes(TABLE_PREFIX)) {
    const date = dateOfKey(prefix)
    if (date !== undefined) days.push(date)
  }
  return days.sort()
}
