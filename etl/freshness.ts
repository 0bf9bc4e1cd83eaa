import { addDays } from './lake/time-zone.ts'
import { compactedUpTo, planDayWithin, runPlan, type EtlDeps } from './run.ts'
import type { Period } from '../bot/reports/period.ts'

/** People see what they wrote at most this much later. */
const MAX_AGE_SECONDS = 5 * 60

/** As the nightly run does, which may not have run since. */
const DAYS_BACK = 7

export interface Freshness {
  /**
   * Compacts what a report over this period needs and does not have: today and yesterday when they were last
   * looked at more than five minutes ago, each earlier day of the last week once. Resolves to the moment up
   * to which the lake has been seen, in unix seconds: a day that is too much to be compacted on the way counts as
   * far as it is.
   */
  ensure(period: Pick<Period, 'since' | 'until'>): Promise<number>
}

/**
 * What may be done for the sake of one report: how many raw objects, of all days together, are listed and read. A
 * day before yesterday is then left to the nightly run once that has been over it.
 */
export interface FreshnessLimits {
  readonly listed: number
  readonly read: number
}

export interface FreshnessDeps {
  readonly etl: EtlDeps
  /** Default: none. */
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

const NO_LIMITS: FreshnessLimits = { listed: Infinity, read: Infinity }

export function createFreshness({ etl, limits = NO_LIMITS, now }: FreshnessDeps): Freshness {
  const seen = new Map<string, Look>()

  async function look(date: string, left: { listed: number; read: number }): Promise<Look> {
    const at = now()
    const leave = async (isPutOff: boolean): Promise<Look> => {
      return { at, upTo: (await compactedUpTo(etl, date)) ?? at, isPutOff }
    }
    const most = left.listed
    const plan = await planDayWithin(etl, date, most, { isIncremental: true })
    left.listed = plan ? most - plan.keys.length : 0
    if (!plan) return leave(most < limits.listed)
    if (plan.isStale) {
      const read = plan.unread.length
      if (read > left.read) return leave(read <= limits.read)
      left.read -= read
      await runPlan(etl, plan)
    }
    return { at, upTo: at, isPutOff: false }
  }

  /** Whether a day was compacted after its end. */
  async function isOver(date: string): Promise<boolean> {
    return (await compactedUpTo(etl, date)) === undefined
  }

  /** Whether what was seen of a day may have changed. */
  function isDue(date: string, isRecent: boolean): boolean {
    const known = seen.get(date)
    if (!known || known.isPutOff) return true
    // A day that was looked at before it ended is not done with, however long ago that was.
    const mayChange = isRecent || etl.zone.date(known.upTo) <= date
    return mayChange && now() - known.at > MAX_AGE_SECONDS
  }

  return {
    async ensure({ since, until }) {
      const today = etl.zone.date(now())
      for (const day of seen.keys()) if (day < addDays(today, -DAYS_BACK)) seen.delete(day)
      let upTo =
        until >= today
          ? now()
          : etl.zone.instant(Date.parse(`${addDays(until, 1)}T00:00:00Z`) / 1000)
      const left = { ...limits }
      for (let back = 0; back <= DAYS_BACK; back += 1) {
        const day = addDays(today, -back)
        if (since > day || until < day) continue
        if (isDue(day, back <= 1)) {
          const isLeft = back > 1 && limits !== NO_LIMITS && (await isOver(day))
          seen.set(
            day,
            isLeft ? { at: now(), upTo: now(), isPutOff: false } : await look(day, left),
          )
        }
        const lookedUpTo = seen.get(day)?.upTo ?? upTo
        // What was seen of a day since it ended says nothing about later ones.
        if (etl.zone.date(lookedUpTo) <= day) upTo = Math.min(upTo, lookedUpTo)
      }
      return upTo
    },
  }
}
