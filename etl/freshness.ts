import { DAYS_BACK } from './backfill.ts'
import { addDays, midnight } from './lake/time-zone.ts'
import { compactedUpTo, planDayWithin } from './plan.ts'
import { runPlan, type EtlDeps } from './run.ts'

/** Messages show up in reports after at most this long. */
const MAX_AGE_SECONDS = 5 * 60

/** Days of the lake's zone, both included. */
export interface Days {
  readonly since: string
  readonly until: string
}

export interface Freshness {
  /**
   * Compacts what a report over these days is missing: today and yesterday if last checked more than five minutes ago,
   * each earlier day of the last week once. Resolves to the moment, in unix seconds, up to which the lake is complete:
   * a day too large to compact before a report counts up to its last compacted message.
   */
  ensure(days: Days): Promise<number>
}

/** How many raw objects may be listed and read for one report, over all its days. */
export interface FreshnessLimits {
  readonly listed: number
  readonly read: number
}

export interface FreshnessDeps {
  readonly etl: EtlDeps
  /**
   * With limits, days before yesterday that the nightly run has compacted are left to it. Without (the default),
   * every day is checked and compacted, however long that takes.
   */
  readonly limits?: FreshnessLimits
  /** Unix seconds. */
  now(): number
}

/** Either every day is made complete, or as much is done as the limits of a report allow. */
type Mode =
  { readonly mode: 'complete' } | { readonly mode: 'bounded'; readonly limits: FreshnessLimits }

const UNBOUNDED: FreshnessLimits = { listed: Infinity, read: Infinity }

/** The result of checking a day. Times are unix seconds. */
interface Check {
  readonly at: number
  /** The moment up to which the lake was complete. */
  readonly upTo: number
  /** Whether a later report, which still has its whole budget, could do more for this day. */
  readonly isPutOff: boolean
}

interface Checked {
  readonly check: Check
  /** The budget left for the other days. */
  readonly left: FreshnessLimits
}

export function createFreshness({ etl, limits, now }: FreshnessDeps): Freshness {
  const mode: Mode = limits ? { mode: 'bounded', limits } : { mode: 'complete' }
  const budget = mode.mode === 'bounded' ? mode.limits : UNBOUNDED
  const checks = new Map<string, Check>()

  /** Compacts the day if the budget allows. */
  async function checkDay(date: string, left: FreshnessLimits): Promise<Checked> {
    const at = now()
    const complete: Check = { at, upTo: at, isPutOff: false }
    const unchanged = async (isPutOff: boolean): Promise<Check> => {
      return { at, upTo: (await compactedUpTo(etl, date)) ?? at, isPutOff }
    }
    const plan = await planDayWithin(etl, date, left.listed, { isIncremental: true })
    if (!plan) {
      return { check: await unchanged(left.listed < budget.listed), left: { ...left, listed: 0 } }
    }
    const listed = left.listed - plan.keys.length
    if (!plan.isStale) return { check: complete, left: { ...left, listed } }
    const toRead = plan.unread.length
    if (toRead > left.read) {
      return { check: await unchanged(toRead <= budget.read), left: { ...left, listed } }
    }
    await runPlan(etl, plan)
    return { check: complete, left: { listed, read: left.read - toRead } }
  }

  /** Whether the day is the nightly run's, which has compacted it since it ended. */
  async function isLeftToNightly(date: string, daysBack: number): Promise<boolean> {
    return mode.mode === 'bounded' && daysBack > 1 && (await compactedUpTo(etl, date)) === undefined
  }

  /** Whether the day may have changed since it was last checked. */
  function isDue(date: string, daysBack: number): boolean {
    const known = checks.get(date)
    if (!known || known.isPutOff) return true
    // A day checked before it ended must be checked again, however long ago it was.
    const mayChange = daysBack <= 1 || etl.zone.date(known.upTo) <= date
    return mayChange && now() - known.at > MAX_AGE_SECONDS
  }

  return {
    async ensure({ since, until }) {
      const today = etl.zone.date(now())
      for (const day of checks.keys()) if (day < addDays(today, -DAYS_BACK)) checks.delete(day)
      let upTo = until >= today ? now() : etl.zone.instant(midnight(addDays(until, 1)))
      let left = budget
      for (let daysBack = 0; daysBack <= DAYS_BACK; daysBack += 1) {
        const day = addDays(today, -daysBack)
        if (since > day || until < day) continue
        if (isDue(day, daysBack)) {
          const checked = (await isLeftToNightly(day, daysBack))
            ? { check: { at: now(), upTo: now(), isPutOff: false }, left }
            : await checkDay(day, left)
          checks.set(day, checked.check)
          left = checked.left
        }
        const dayUpTo = checks.get(day)?.upTo ?? upTo
        // A day that is complete to its end does not limit the later ones.
        if (etl.zone.date(dayUpTo) <= day) upTo = Math.min(upTo, dayUpTo)
      }
      return upTo
    },
  }
}
