import { DaysFailed, type FailedDay } from './days-failed.ts'
import type { Stores } from './lake/store.ts'
import { addDays } from './lake/time-zone.ts'
import { listDays } from './listing.ts'
import { staleDays } from './plan.ts'
import { runDay, type DaySummary, type EtlDeps } from './run.ts'
import { afterForgetting } from './retention.ts'
import { DayFault, faultOf, surveyDays } from './survey.ts'

/** How far back the daily run looks for days that changed after they were compacted. */
export const DAYS_BACK = 7

export interface Range {
  /** First day, included (default: the first with raw objects). */
  readonly since?: string
  /** Last day, included (default: the last with raw objects). */
  readonly until?: string
}

export interface Progress {
  readonly done: number
  readonly total: number
  readonly date: string
}

/**
 * Compacts the days of a range that have raw objects, one after another.
 * @throws DaysFailed when some of them failed, and the others are done; Error when the range is reversed.
 */
export async function backfill(
  deps: EtlDeps,
  { since = '0000-01-01', until = '9999-12-31' }: Range,
  onProgress?: (progress: Progress) => void,
): Promise<DaySummary[]> {
  if (since > until) throw new Error(`etl: the range ends (${until}) before it begins (${since})`)
  const days = (await listDays(deps.raw)).filter((date) => date >= since && date <= until)
  return finished(await runDays(deps, days, onProgress))
}

/**
 * The days of a daily run: yesterday, and each of the last seven that received raw objects since it was compacted.
 * `now` is in unix seconds.
 */
export async function dueDays(deps: EtlDeps, now: number): Promise<string[]> {
  const today = deps.zone.date(now)
  const earlier = Array.from({ length: DAYS_BACK - 1 }, (_, index) =>
    addDays(today, index - DAYS_BACK),
  )
  return [...(await staleDays(deps, earlier)), addDays(today, -1)]
}

/**
 * Deletes the days that are too old (`retentionDays`), then the daily run, then every day whose Parquet object is of no use, and then every day that an earlier version compacted.
 * Names in the log the days that are lost: their raw objects are gone too. `now` is in unix seconds.
 * @throws DaysFailed when some of them failed, and the others are done.
 */
export async function runDaily(deps: EtlDeps, now: number): Promise<DaySummary[]> {
  return afterForgetting(deps, now, () => compactDaily(deps, now))
}

async function compactDaily(deps: EtlDeps, now: number): Promise<DaySummary[]> {
  const { broken, earlier, lost } = await daysToMend(deps, deps.zone.date(now))
  for (const { date, error } of lost) {
    deps.log.error({ event: 'day_lost', date, reason: error.message })
  }
  const isEarlier = new Set(earlier)
  const due = (await dueDays(deps, now)).filter((date) => !isEarlier.has(date))
  return finished(await runDays(deps, [...due, ...broken, ...earlier]))
}

/**
 * Deletes the days that are too old (`retentionDays`), then compacts yesterday and every day, however old and today too, whose raw objects changed since it was compacted or whose
 * Parquet object is of no use, those of an earlier version last; `onEarlier` is told how many those are. `now` is in unix
 * seconds.
 * @throws DaysFailed when some of them failed or are lost, and the others are done.
 */
export async function runChanged(
  deps: EtlDeps,
  now: number,
  onProgress: (progress: Progress) => void,
  onEarlier: (days: number) => void,
): Promise<DaySummary[]> {
  return afterForgetting(deps, now, () => compactChanged(deps, now, onProgress, onEarlier))
}

async function compactChanged(
  deps: EtlDeps,
  now: number,
  onProgress: (progress: Progress) => void,
  onEarlier: (days: number) => void,
): Promise<DaySummary[]> {
  const today = deps.zone.date(now)
  const { broken, earlier, lost } = await daysToMend(deps, today)
  if (earlier.length > 0) onEarlier(earlier.length)
  const stale = await staleDays(deps, await listDays(deps.raw))
  const due = [...new Set([...stale, ...broken, addDays(today, -1)])].sort()
  const isEarlier = new Set(earlier)
  const days = [...due.filter((date) => !isEarlier.has(date)), ...earlier]
  const { done, failed } = await runDays(deps, days, onProgress)
  return finished({ done, failed: [...lost, ...failed] })
}

/** The days before `today` that need another compaction although their raw objects are the same. */
export interface DaysToMend {
  /** Those whose Parquet object is of no use. */
  readonly broken: readonly string[]
  /** Those that an earlier version of this program compacted, latest first: it fills in what is missing. */
  readonly earlier: readonly string[]
  /** Those whose Parquet object is of no use, and which have no raw objects to make it from. */
  readonly lost: readonly FailedDay[]
}

/** Looks at the footers of all days. */
export async function daysToMend(stores: Stores, today: string): Promise<DaysToMend> {
  const days = await surveyDays(stores)
  const withRaw = days.filter(({ hasRaw }) => hasRaw)
  const datesOf = (found: typeof days) => found.map(({ date }) => date)
  return {
    // Today is compacted when a report asks for it.
    broken: datesOf(withRaw.filter((day) => faultOf(day) && day.date < today)),
    earlier: datesOf(withRaw.filter(({ state }) => state === 'earlier')).reverse(),
    lost: days.flatMap((day) => {
      const fault = faultOf(day)
      return fault && !day.hasRaw ? [{ date: day.date, error: new DayFault(day.date, fault) }] : []
    }),
  }
}

interface DaysRun {
  readonly done: readonly DaySummary[]
  readonly failed: readonly FailedDay[]
}

/** Each day once, one after another. One that fails does not keep the others from being done. */
async function runDays(
  deps: EtlDeps,
  days: readonly string[],
  onProgress: (progress: Progress) => void = () => {},
): Promise<DaysRun> {
  const each = [...new Set(days)]
  const done: DaySummary[] = []
  const failed: FailedDay[] = []
  for (const [number, date] of each.entries()) {
    onProgress({ done: number, total: each.length, date })
    try {
      done.push(await runDay(deps, date))
    } catch (error) {
      deps.log.error({ event: 'day_failed', date, reason: (error as Error).message })
      failed.push({ date, error: error as Error })
    }
  }
  return { done, failed }
}

function finished({ done, failed }: DaysRun): DaySummary[] {
  if (failed.length > 0) throw new DaysFailed(failed, done)
  return [...done]
}
