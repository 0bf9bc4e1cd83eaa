import { addDays } from './lake/time-zone.ts'
import { listDays } from './listing.ts'
import { daysOfEarlierForm, staleDays } from './plan.ts'
import { runDay, type DaySummary, type EtlDeps } from './run.ts'

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
 * @throws Error when a store fails or the range is reversed; days already done stay compacted.
 */
export async function backfill(
  deps: EtlDeps,
  { since = '0000-01-01', until = '9999-12-31' }: Range,
  onProgress?: (progress: Progress) => void,
): Promise<DaySummary[]> {
  if (since > until) throw new Error(`etl: the range ends (${until}) before it begins (${since})`)
  const days = (await listDays(deps.raw)).filter((date) => date >= since && date <= until)
  return runDays(deps, days, onProgress)
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

/** The daily run, and then every day that an earlier version compacted. `now` is in unix seconds. */
export async function runDaily(deps: EtlDeps, now: number): Promise<DaySummary[]> {
  return runWithEarlier(deps, await dueDays(deps, now))
}

/**
 * Compacts yesterday and every day, however old and today too, whose raw objects changed since it was compacted, those
 * of an earlier version last; `onEarlier` is told how many those are. `now` is in unix seconds.
 */
export async function runChanged(
  deps: EtlDeps,
  now: number,
  onProgress: (progress: Progress) => void,
  onEarlier: (days: number) => void,
): Promise<DaySummary[]> {
  const yesterday = addDays(deps.zone.date(now), -1)
  const due = new Set([...(await staleDays(deps, await listDays(deps.raw))), yesterday])
  return runWithEarlier(deps, [...due].sort(), onProgress, onEarlier)
}

async function runWithEarlier(
  deps: EtlDeps,
  due: readonly string[],
  onProgress?: (progress: Progress) => void,
  onEarlier: (days: number) => void = () => {},
): Promise<DaySummary[]> {
  const earlier = await daysOfEarlierForm(deps)
  if (earlier.length > 0) onEarlier(earlier.length)
  const isEarlier = new Set(earlier)
  return runDays(deps, [...due.filter((date) => !isEarlier.has(date)), ...earlier], onProgress)
}

async function runDays(
  deps: EtlDeps,
  days: readonly string[],
  onProgress: (progress: Progress) => void = () => {},
): Promise<DaySummary[]> {
  const summaries: DaySummary[] = []
  for (const [done, date] of days.entries()) {
    onProgress({ done, total: days.length, date })
    summaries.push(await runDay(deps, date))
  }
  return summaries
}
