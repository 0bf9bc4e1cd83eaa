import { dayPrefix } from '../etl/lake/keys.ts'
import { addDays } from '../etl/lake/time-zone.ts'
import { compactedUpTo, isDayStale, runDay, type EtlDeps } from '../etl/run.ts'
import type { Period } from './reports/period.ts'

/** People see what they wrote at most this much later. */
const MAX_AGE_SECONDS = 5 * 60

/** As the nightly run does, which may not have run since. */
const DAYS_BACK = 7

export interface Freshness {
  /**
   * Compacts what a report over this period needs and does not have: today and yesterday when they were last
   * looked at more than five minutes ago, each earlier day of the last week once. Resolves to the
   * moment up to which the lake has been seen, in unix seconds: a day that is too large to be compacted on the
   * way counts as far as it is.
   */
  ensure(period: Pick<Period, 'since' | 'until'>): Promise<number>
}

export interface FreshnessDeps {
  readonly etl: EtlDeps
  /** A day with more raw objects than this is left as it is (default: no limit). */
  readonly maxObjects?: number
  /** Unix seconds. */
  now(): number
}

export function createFreshness({ etl, maxObjects = Infinity, now }: FreshnessDeps): Freshness {
  /** Day → when it was last looked at, and the moment up to which the lake then held all of it. */
  const seen = new Map<string, { at: number; upTo: number }>()

  async function look(date: string): Promise<number> {
    const at = now()
    const known = seen.get(date)
    if (known && at - known.at <= MAX_AGE_SECONDS) return known.upTo
    const upTo = (await isTooLarge(date))
      ? ((await compactedUpTo(etl, date)) ?? at)
      : await compacted(date, at)
    seen.set(date, { at, upTo })
    return upTo
  }

  async function compacted(date: string, at: number): Promise<number> {
    if (await isDayStale(etl, date)) await runDay(etl, date)
    return at
  }

  /** Counts no further than it must: a listing of a million keys takes a minute. */
  async function isTooLarge(date: string): Promise<boolean> {
    if (maxObjects === Infinity) return false
    const keys: string[] = []
    for await (const key of etl.raw.list(dayPrefix(date))) {
      if (keys.push(key) > maxObjects) return true
    }
    return false
  }

  return {
    async ensure({ since, until }) {
      const today = etl.zone.date(now())
      const yesterday = addDays(today, -1)
      for (const day of seen.keys()) if (day < addDays(today, -DAYS_BACK)) seen.delete(day)
      for (let back = DAYS_BACK; back > 1; back -= 1) {
        const day = addDays(today, -back)
        if (since <= day && until >= day && !seen.has(day)) await look(day)
      }
      let upTo =
        until >= today
          ? now()
          : etl.zone.instant(Date.parse(`${addDays(until, 1)}T00:00:00Z`) / 1000)
      for (const day of [yesterday, today]) {
        if (since > day || until < day) continue
        const lookedUpTo = await look(day)
        // What was seen of yesterday since it ended says nothing about today.
        if (etl.zone.date(lookedUpTo) <= day) upTo = Math.min(upTo, lookedUpTo)
      }
      return upTo
    },
  }
}
