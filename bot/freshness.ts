import { addDays } from '../etl/lake/time-zone.ts'
import { isDayStale, runDay, type EtlDeps } from '../etl/run.ts'
import type { Period } from './reports/period.ts'

/** People see what they wrote at most this much later. */
const MAX_AGE_SECONDS = 5 * 60

export interface Freshness {
  /**
   * Compacts what a report over this period needs and does not have: today when it was last looked at more
   * than five minutes ago, yesterday when its last messages came after it was compacted. Resolves to the
   * moment up to which the lake has been seen, in unix seconds.
   */
  ensure(period: Pick<Period, 'since' | 'until'>): Promise<number>
}

export interface FreshnessDeps {
  readonly etl: EtlDeps
  /** Unix seconds. */
  now(): number
}

export function createFreshness({ etl, now }: FreshnessDeps): Freshness {
  /** Day → when it was last seen to hold all that had arrived. */
  const seen = new Map<string, number>()

  async function look(date: string): Promise<void> {
    const startedAt = now()
    if (startedAt - (seen.get(date) ?? -Infinity) <= MAX_AGE_SECONDS) return
    if (await isDayStale(etl, date)) await runDay(etl, date)
    seen.set(date, startedAt)
  }

  return {
    async ensure({ since, until }) {
      const today = etl.zone.date(now())
      const yesterday = addDays(today, -1)
      for (const day of seen.keys()) if (day < yesterday) seen.delete(day)
      if (since <= yesterday && until >= yesterday) await look(yesterday)
      if (since <= today && until >= today) await look(today)
      if (until >= today) return seen.get(today) ?? now()
      return etl.zone.instant(Date.parse(`${addDays(until, 1)}T00:00:00Z`) / 1000)
    },
  }
}
