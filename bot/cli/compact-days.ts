import { staleDays } from '../../etl/plan.ts'
import { runDay, type EtlDeps } from '../../etl/run.ts'
import { addDays } from '../../etl/lake/time-zone.ts'
import { clearProgress, showProgress } from './progress.ts'
import { terminalTexts } from './terminal.ts'

/**
 * Compacts the days, reading only what is new in each.
 * @throws Error when a store fails; days already done stay compacted.
 */
export async function compactDays(etl: EtlDeps, days: readonly string[]): Promise<void> {
  for (const [done, date] of days.entries()) {
    const values = { date, number: done + 1, total: days.length }
    showProgress(terminalTexts().text('cli-etl-progress', values))
    await runDay(etl, date, { isIncremental: true })
  }
  clearProgress()
}

/** Those of the days that reports do not show completely yet, in order. */
export async function daysToCompact(etl: EtlDeps, days: Iterable<string>): Promise<string[]> {
  return staleDays(etl, [...days].sort())
}

/** Days in order, as `2026-11-01..2026-11-02, 2026-12-11`: days in a row are one range. */
export function describeDays(days: readonly string[]): string {
  const ranges: { since: string; until: string }[] = []
  for (const day of days) {
    const last = ranges.at(-1)
    if (last && addDays(last.until, 1) === day) last.until = day
    else ranges.push({ since: day, until: day })
  }
  const names = ranges.map(({ since, until }) => (since === until ? since : `${since}..${until}`))
  return names.join(', ')
}
