import { flatten } from './flatten.ts'
import { enrichedKey, isImportKey } from './lake/keys.ts'
import type { ObjectStore } from './lake/store.ts'
import type { TimeZone } from './lake/time-zone.ts'
import { latestRows, type LatestRows } from './latest.ts'
import type { Log } from './log.ts'
import { encodeParquet } from './parquet.ts'
import { readRows, verifyParquet } from './parquet-read.ts'
import { peopleIn, putPeople, readPeople, type People, type PeopleIndex } from './privacy/people.ts'
import { rewriting } from './privacy/rewritten.ts'
import { planDay, planRest, type DayPlan, type PlanDeps, type PlanOptions } from './plan.ts'
import { isNamedByUpdate, readObjects, type RawObject } from './read.ts'
import { checkSeal, seal } from './seal.ts'
import { compactedSource, mentionsIn, sourceEntries, sourceIn } from './source.ts'
import { takeNote } from './understand/note.ts'
import { understand } from './understand/understand.ts'

export interface EtlDeps extends PlanDeps {
  readonly log: Log
  /** See `RetentionDeps`: what the daily runs enforce. */
  readonly retentionDays?: number | undefined
}

export interface DaySummary {
  readonly date: string
  /** Raw objects read. */
  readonly objects: number
  readonly updates: number
  /** Messages in the Parquet object. */
  readonly rows: number
  /** Objects, or lines of an object, that are not a readable update. They are logged by name and left in place. */
  readonly unreadable: number
  /** Size of the Parquet object; 0 when the day has no messages and nothing was written. */
  readonly bytes: number
  readonly milliseconds: number
}

/** Runs in this process, by lake and day: runs of the same day wait for each other. */
const running = new WeakMap<ObjectStore, Map<string, Promise<unknown>>>()

/**
 * Compacts a day's raw objects into one Parquet object, which replaces the previous one. A pure function of the raw
 * objects: a re-run writes the same bytes. A day without messages writes nothing and keeps an existing object, since
 * its raw objects may have expired.
 * @throws Error when a store fails; the Parquet object is then unchanged.
 */
export async function runDay(
  deps: EtlDeps,
  date: string,
  options: PlanOptions = {},
): Promise<DaySummary> {
  return inTurn(deps, date, async () => compact(deps, await planDay(deps, date, options)))
}

/** As `runDay`, for a plan just made. */
export async function runPlan(deps: EtlDeps, plan: DayPlan): Promise<DaySummary> {
  return inTurn(deps, plan.date, () => compact(deps, plan))
}

async function inTurn<T>({ enriched }: EtlDeps, date: string, run: () => Promise<T>): Promise<T> {
  const days = running.get(enriched) ?? new Map<string, Promise<unknown>>()
  running.set(enriched, days)
  const before = days.get(date) ?? Promise.resolve()
  const turn = before.catch(() => {}).then(run)
  days.set(date, turn)
  try {
    return await turn
  } finally {
    if (days.get(date) === turn) days.delete(date)
  }
}

/** The last attempt writes even if overtaken by another process; the nightly run adds what it missed. */
const MAX_ATTEMPTS = 3

/**
 * Reads, encodes and writes, and tries again when another process has compacted the day in the meantime. An attempt
 * keeps the rows of the one before and adds what arrived since; if those cannot be built on, it starts from a new plan.
 */
async function compact(deps: EtlDeps, first: DayPlan): Promise<DaySummary> {
  const started = performance.now()
  let plan = first
  let work: Work | undefined
  for (let attempt = 1; ; attempt += 1) {
    const isLast = attempt >= MAX_ATTEMPTS
    work ??= await beginWork(deps, plan)
    if (!work) {
      // The Parquet object to build on was replaced or is damaged.
      plan = await planDay(deps, plan.date, { isIncremental: !isLast })
      continue
    }
    await addUnread(deps, plan.unread, work)
    if (work.isIncremental && !work.isPlain) {
      // An object with several updates may repeat what the rows already count.
      plan = await planDay(deps, plan.date)
      work = undefined
      continue
    }
    const written = await write(deps, plan, work, isLast)
    if (written === 'rewritten') {
      // Raw objects that were read are not those of now.
      plan = await planDay(deps, plan.date)
      work = undefined
      continue
    }
    if (written) {
      await keepPeople(deps, plan, work)
      const { objects, updates, unreadable } = work
      const milliseconds = Math.round(performance.now() - started)
      const summary = { date: plan.date, objects, updates, unreadable, ...written, milliseconds }
      deps.log.info({ event: 'day_compacted', ...summary })
      return summary
    }
    const rest = await planRest(deps, plan)
    if (rest) {
      plan = rest
    } else {
      plan = await planDay(deps, plan.date, { isIncremental: work.isIncremental })
      work = undefined
    }
  }
}

/** The rows so far, and what was read for them. */
interface Work {
  readonly rows: LatestRows
  /** Whether the rows build on the existing Parquet object. */
  readonly isIncremental: boolean
  objects: number
  updates: number
  unreadable: number
  /** Whether each object read holds exactly the update it is named after. */
  isPlain: boolean
  /** Who occurs in what was read, and in what the rows build on. */
  readonly people: People
  readonly earlierPeople: PeopleIndex | undefined
  /** Digest of what the rows build on. */
  readonly basis: string | undefined
  /** See `rewriting`. */
  readonly rewritten: string
}

/** Undefined when the Parquet object that the plan builds on was replaced or cannot be read. */
async function beginWork(deps: EtlDeps, plan: DayPlan): Promise<Work | undefined> {
  // Before anything is read.
  const rewritten = await rewriting(deps.raw, plan.date)
  const rows = latestRows()
  const isIncremental = plan.unread.length < plan.keys.length
  if (isIncremental && !(await addCompactedRows(deps, plan, { rows, rewritten }))) return undefined
  const earlierPeople = isIncremental ? await readPeople(deps.raw, plan.date) : undefined
  const counts = { objects: 0, updates: 0, unreadable: 0 }
  const people = peopleIn()
  return {
    rows,
    isIncremental,
    ...counts,
    isPlain: true,
    people,
    earlierPeople,
    basis: plan.compacted,
    rewritten,
  }
}

/** Once the rows are written. Without what they build on, who occurs in the day is left to the next erasure to find out. */
async function keepPeople({ raw }: EtlDeps, plan: DayPlan, work: Work): Promise<void> {
  const { isIncremental, earlierPeople: base, people } = work
  if (plan.keys.length === 0 || (isIncremental && base?.of !== work.basis)) return
  await putPeople(raw, plan.date, { of: plan.digest, found: people.found, ...(base && { base }) })
}

async function addCompactedRows(
  { enriched, log }: EtlDeps,
  { date, compacted }: DayPlan,
  { rows, rewritten }: Pick<Work, 'rows' | 'rewritten'>,
): Promise<boolean> {
  const key = enrichedKey(date)
  const file = await enriched.get(key)
  const source = file && sourceIn(file)
  if (!file || source?.digest !== compacted || source?.rewritten !== rewritten) return false
  try {
    if (checkSeal(file) !== 'sealed') throw new Error('parquet: the seal is broken')
    const mentions = mentionsIn(file)
    for await (const row of readRows(file)) {
      const mentioned_ids = mentions.get(`${row.chat_id}/${row.message_id}`)
      rows.addCompacted(mentioned_ids ? { ...row, mentioned_ids } : row)
    }
    return true
  } catch (error) {
    log.warn({ event: 'parquet_unreadable', key, reason: (error as Error).message })
    return false
  }
}

async function addUnread(
  { raw, zone, log }: EtlDeps,
  unread: readonly string[],
  work: Work,
): Promise<void> {
  for await (const object of readObjects(raw, unread)) {
    work.objects += 1
    work.updates += object.updates.length
    work.isPlain &&= isNamedByUpdate(object)
    for (const update of object.updates) work.people.add(update)
    for (const reason of [...object.problems, ...addRows(object, work.rows, zone)]) {
      work.unreadable += 1
      log.warn({ event: 'object_unreadable', key: object.key, reason })
    }
  }
}

/** Returns what is wrong with the messages that cannot become rows. */
function addRows(object: RawObject, rows: LatestRows, zone: TimeZone): string[] {
  const isImported = isImportKey(object.key)
  const problems: string[] = []
  for (const update of object.updates) {
    try {
      const row = flatten(update, zone)
      if (!row) continue
      takeNote(row)
      rows.add(row, isImported)
    } catch (error) {
      problems.push(`update ${update.update_id}: ${(error as Error).message}`)
    }
  }
  return problems
}

/**
 * Undefined when another process has compacted the day since it was planned; the last attempt writes regardless. What was
 * read before an erasure is not written, or written again at once.
 */
async function write(
  { raw, enriched }: EtlDeps,
  plan: DayPlan,
  work: Work,
  isLast: boolean,
): Promise<Pick<DaySummary, 'rows' | 'bytes'> | 'rewritten' | undefined> {
  const rows = work.rows.sorted()
  if (rows.length === 0) return { rows: 0, bytes: 0 }
  understand(rows)
  const file = seal(await encodeParquet(rows, sourceEntries(plan, work, rows)))
  await verifyParquet(file, rows)
  const present = (await compactedSource(enriched, plan.date))?.digest
  if (!isLast && present !== plan.compacted && present !== plan.digest) return undefined
  const isRewritten = async () => (await rewriting(raw, plan.date)) !== work.rewritten
  if (await isRewritten()) return 'rewritten'
  await putParquet(enriched, plan.date, file)
  // An erasure may have written its rows in between.
  if (await isRewritten()) return 'rewritten'
  return { rows: rows.length, bytes: file.length }
}

async function putParquet(enriched: ObjectStore, date: string, file: Uint8Array): Promise<void> {
  try {
    await enriched.put(enrichedKey(date), file)
  } catch (error) {
    const reason = (error as Error).message
    throw new Error(`etl: could not write ${enrichedKey(date)}, left unchanged: ${reason}`, {
      cause: error,
    })
  }
}
