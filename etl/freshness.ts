import { addDays, midnight } from './lake/time-zone.ts'
import { compactedUpTo, planDayWithin } from './plan.ts'
import { runPlan, type EtlDeps } from './run.ts'
import { DAYS_BACK } from './backfill.ts'

/** People see what they wrote at most this much later. */
const MAX_AGE_SECONDS = 5 * 60

/** Days of the lake's zone, both included. */
export interface Days {
  readonly since: string
  readonly until: string
}

export interface Freshness {
  /**
   * Compacts what a report over these days needs and does not have: today and yesterday when they were last looked at
   * more than five minutes ago, each earlier day of the last week once. Resolves to the moment up to which the lake
   * has been seen, in unix seconds: a day that is too large to be compacted on the way counts as far as it goes.
   */
  ensure(days: Days): Promise<number>
}

/**
 * What may be done for one report: how many raw objects, of all its days together, are listed and read. A day before
 * yesterday is then left to the nightly run once that has compacted it.
 */
export interface FreshnessLimits {
  readonly listed: number
  readonly read: number
}

export interface FreshnessDeps {
  readonly etl: EtlDeps
  /** Default: whatever it takes. */
  readonly limits?: FreshnessLimits
  /** Unix seconds. */
  now(): number
}

/** When a day was looked at, and the moment up to which the lake then held all of it, in unix seconds. */
interface Look {
  readonly at: number
  readonly upTo: number
  /** Whether another report, which begins with this day, could do more for it. */
  readonly isPutOff: boolean
}

/** A look at a day, and what is left to spend on the others. */
interface Spent {
  readonly look: Look
  readonly left: FreshnessLimits
}

export function createFreshness({ etl, limits, now }: FreshnessDeps): Freshness {
  const isBounded = limits !== undefined
  const budget: FreshnessLimits = limits ?? { listed: Infinity, read: Infinity }
  const looks = new Map<string, Look>()

  /** Compacts the day as far as the budget allows. */
  async function look(date: string, left: FreshnessLimits): Promise<Spent> {
    const at = now()
    const asItIs = async (isPutOff: boolean): Promise<Look> => {
      return { at, upTo: (await compactedUpTo(etl, date)) ?? at, isPutOff }
    }
    const plan = await planDayWithin(etl, date, left.listed, { isIncremental: true })
    if (!plan) {
      return { look: await asItIs(left.listed < budget.listed), left: { ...left, listed: 0 } }
    }
    const listed = left.listed - plan.keys.length
    if (!plan.isStale) return { look: { at, upTo: at, isPutOff: false }, left: { ...left, listed } }
    const toRead = plan.unread.length
    if (toRead > left.read) {
      return { look: await asItIs(toRead <= budget.read), left: { ...left, listed } }
    }
    await runPlan(etl, plan)
    return { look: { at, upTo: at, isPutOff: false }, left: { listed, read: left.read - toRead } }
  }

  /** Whether the nightly run has compacted the day after its end, so that it is left alone. */
  async function isLeft(date: string, daysBack: number): Promise<boolean> {
    return isBounded && daysBack > 1 && (await compactedUpTo(etl, date)) === undefined
  }

  /** Whether what was seen of a day may have changed. */
  function isDue(date: string, daysBack: number): boolean {
    const known = looks.get(date)
    if (!known || known.isPutOff) return true
    // A day that was looked at before it ended has to be looked at again, however long ago that was.
    const mayChange = daysBack <= 1 || etl.zone.date(known.upTo) <= date
    return mayChange && now() - known.at > MAX_AGE_SECONDS
  }

  return {
    async ensure({ since, until }) {
      const today = etl.zone.date(now())
      for (const day of looks.keys()) if (day < addDays(today, -DAYS_BACK)) looks.delete(day)
      let upTo = until >= today ? now() : etl.zone.instant(midnight(addDays(until, 1)))
      let left = budget
      for (let daysBack = 0; daysBack <= DAYS_BACK; daysBack += 1) {
        const day = addDays(today, -daysBack)
        if (since > day || until < day) continue
        if (isDue(day, daysBack)) {
          const spent = (await isLeft(day, daysBack))
            ? { look: { at: now(), upTo: now(), isPutOff: false }, left }
            : await look(day, left)
          looks.set(day, spent.look)
          left = spent.left
        }
        const lookedUpTo = looks.get(day)?.upTo ?? upTo
        // What was seen of a day since it ended says nothing about later ones.
        if (etl.zone.date(lookedUpTo) <= day) upTo = Math.min(upTo, lookedUpTo)
      }
      return upTo
    },
  }
}
