import { createHash } from 'node:crypto'

import { flatten } from './flatten.ts'
import { dateOfKey, enrichedKey, TABLE_PREFIX } from './lake/keys.ts'
import { columns } from './lake/schema.ts'
import type { ObjectStore } from './lake/store.ts'
import { addDays, type TimeZone } from './lake/time-zone.ts'
import { latestRows } from './latest.ts'
import type { Log } from './log.ts'
import { encodeParquet } from './parquet.ts'
import { footerMaximum, footerValue, verifyParquet } from './parquet-read.ts'
import { listDay, readObjects, type RawObject } from './read.ts'

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

/** In the footer of each Parquet object: which raw objects it was made from. */
const SOURCE = 'telegram-lake.source'

/** Footers of a day of a million messages are about 100 KB. */
const TAIL_BYTES = 256 * 1024

/** Runs of one day in this process wait for each other. */
const running = new Map<string, Promise<unknown>>()

/**
 * Compacts one day: its raw objects into one Parquet object, which takes the place of an earlier one. A pure
 * function of the raw objects: run again, it writes the same bytes. A day without messages writes nothing, and
 * leaves an object that there is: raw objects may have expired.
 * @throws Error when a store fails; the Parquet object is then as it was.
 */
export async function runDay(deps: EtlDeps, date: string): Promise<DaySummary> {
  const before = running.get(date) ?? Promise.resolve()
  const run = before.catch(() => {}).then(() => compact(deps, date))
  running.set(date, run)
  try {
    return await run
  } finally {
    if (running.get(date) === run) running.delete(date)
  }
}

/** Whether the Parquet object of a day was made from other raw objects than there are now. */
export async function isDayStale(
  { raw, enriched, zone }: Omit<EtlDeps, 'log'>,
  date: string,
): Promise<boolean> {
  const keys = await listDay(raw, date)
  return keys.length > 0 && (await compactedSource(enriched, date)) !== sourceOf(keys, zone)
}

/**
 * The moment up to which the Parquet object of a day holds all that had arrived: undefined when it was written
 * after the day had ended, else that of its last message; the day's beginning when there is no object.
 */
export async function compactedUpTo(
  { enriched, zone }: Pick<EtlDeps, 'enriched' | 'zone'>,
  date: string,
): Promise<number | undefined> {
  const midnight = (day: string) => zone.instant(Date.parse(`${day}T00:00:00Z`) / 1000)
  const key = enrichedKey(date)
  const writtenAt = await enriched.writtenAt(key)
  if (writtenAt !== undefined && writtenAt >= midnight(addDays(date, 1))) return undefined
  const tail = await enriched.tail(key, TAIL_BYTES)
  return (tail && footerMaximum(tail, 'date')) ?? midnight(date)
}

/** Of runs that others overtake; the next nightly run sees what a last one has missed. */
const MOST_ATTEMPTS = 3

async function compact(deps: EtlDeps, date: string, attempt = 1): Promise<DaySummary> {
  const { raw, enriched, zone, log } = deps
  const started = performance.now()
  const sourceBefore = await compactedSource(enriched, date)
  const keys = await listDay(raw, date)
  const { rows, ...counts } = await readRows(deps, keys)

  let bytes = 0
  if (rows.length > 0) {
    const source = sourceOf(keys, zone)
    const file = await encodeParquet(rows, { [SOURCE]: source })
    await verifyParquet(file, rows)
    const sourceNow = await compactedSource(enriched, date)
    // Another process compacted this day meanwhile, maybe from newer objects: look again.
    const isOvertaken = sourceNow !== sourceBefore && sourceNow !== source
    if (isOvertaken && attempt < MOST_ATTEMPTS) return compact(deps, date, attempt + 1)
    await putParquet(enriched, date, file)
    bytes = file.length
  }
  const milliseconds = Math.round(performance.now() - started)
  const summary = { date, ...counts, rows: rows.length, bytes, milliseconds }
  log.info({ event: 'day_compacted', ...summary })
  return summary
}

async function readRows({ raw, zone, log }: EtlDeps, keys: readonly string[]) {
  const latest = latestRows()
  const counts = { objects: 0, updates: 0, unreadable: 0 }
  for await (const object of readObjects(raw, keys)) {
    counts.objects += 1
    counts.updates += object.updates.length
    for (const reason of [...object.problems, ...addRows(object, latest, zone)]) {
      counts.unreadable += 1
      log.warn({ event: 'object_unreadable', key: object.key, reason })
    }
  }
  return { rows: latest.sorted(), ...counts }
}

/** Returns what was wrong with updates that are messages but cannot become rows. */
function addRows(
  object: RawObject,
  latest: ReturnType<typeof latestRows>,
  zone: TimeZone,
): string[] {
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

async function compactedSource(enriched: ObjectStore, date: string): Promise<string | undefined> {
  const tail = await enriched.tail(enrichedKey(date), TAIL_BYTES)
  return tail && footerValue(tail, SOURCE)
}

/**
 * Names the input of a run: the objects, and what else the rows depend on. An object's key stands for what it
 * holds, since none is ever written with other content.
 */
function sourceOf(keys: readonly string[], zone: TimeZone): string {
  const hash = createHash('sha256')
  hash.update(`${zone.name} ${columns.map(({ name }) => name).join()}\n`)
  hash.update(keys.join('\n'))
  return hash.digest('hex')
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
