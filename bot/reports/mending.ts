import type { Freshness } from '../../etl/freshness.ts'
import { damagedDaysIn } from '../engine/engine.ts'

/**
 * Runs queries. When they are refused because of damaged days, has those made again and runs them once more.
 * @throws DayFault for a day that cannot be made again.
 */
export async function mending<T>(
  freshness: Pick<Freshness, 'mend'>,
  run: () => Promise<T>,
): Promise<T> {
  const mended = new Set<string>()
  for (;;) {
    try {
      return await run()
    } catch (error) {
      const days = damagedDaysIn(error)?.filter((day) => !mended.has(day)) ?? []
      if (days.length === 0) throw error
      await freshness.mend(days)
      for (const day of days) mended.add(day)
    }
  }
}
