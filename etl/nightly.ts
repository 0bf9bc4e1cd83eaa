import { runDaily } from './backfill.ts'
import { addDays, midnight, type TimeZone } from './lake/time-zone.ts'
import { quiet } from './log.ts'
import type { EtlDeps } from './run.ts'

/** Half an hour past midnight, late deliveries are in. */
const AFTER_MIDNIGHT_SECONDS = 30 * 60

/** After a failed run. */
const RETRY_SECONDS = 15 * 60

/** Clocks of sleeping machines jump, so no timer is longer than this. */
const MAX_WAIT_MILLISECONDS = 10 * 60 * 1000

export interface NightlyDeps extends EtlDeps {
  /** Unix seconds. */
  now(): number
  /** Compacts what is due (default: in this process). */
  compactDaily?(): Promise<unknown>
  /** Runs after each compaction. */
  after(): Promise<unknown>
}

/**
 * Compacts now, to catch up, and then every night in the lake's zone. Returns what stops it and waits for a run in
 * progress.
 */
export function startNightly({
  now,
  after,
  compactDaily,
  ...etl
}: NightlyDeps): () => Promise<void> {
  const { zone, log } = etl
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  let current = Promise.resolve()

  function wait(dueAt: number): void {
    if (isStopped) return
    const milliseconds = Math.min(Math.max(0, dueAt * 1000 - now() * 1000), MAX_WAIT_MILLISECONDS)
    timer = setTimeout(() => {
      if (now() < dueAt) wait(dueAt)
      else current = run()
    }, milliseconds)
  }

  async function run(): Promise<void> {
    try {
      await (compactDaily?.() ?? runDaily({ ...etl, log: quiet(log) }, now()))
      await after()
      wait(nextNight(zone, now()))
    } catch (error) {
      log.error({ event: 'daily_run_failed', reason: (error as Error).message })
      wait(now() + RETRY_SECONDS)
    }
  }

  current = run()
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await current
  }
}

function nextNight(zone: TimeZone, now: number): number {
  return zone.instant(midnight(addDays(zone.date(now), 1)) + AFTER_MIDNIGHT_SECONDS)
}
