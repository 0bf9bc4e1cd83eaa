import { addDays, midnight, type TimeZone } from './lake/time-zone.ts'
import type { Log } from './log.ts'

/** The day is over and late deliveries are in: half an hour past midnight. */
const AFTER_MIDNIGHT_SECONDS = 30 * 60

/** After a failed run. */
const RETRY_MILLISECONDS = 15 * 60 * 1000

/** Clocks of sleeping machines jump, so no timer is longer than this. */
const MAX_WAIT_MILLISECONDS = 10 * 60 * 1000

export interface NightlyDeps {
  readonly zone: TimeZone
  readonly log: Log
  /** Unix seconds. */
  now(): number
  run(): Promise<unknown>
}

/** Runs now, to catch up, and then each night in the lake's zone. Returns what stops it and waits for a run in progress. */
export function startNightly({ zone, log, now, run }: NightlyDeps): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  let current = Promise.resolve()

  function wait(dueAt: number): void {
    if (isStopped) return
    const milliseconds = Math.min(Math.max(0, dueAt * 1000 - now() * 1000), MAX_WAIT_MILLISECONDS)
    timer = setTimeout(() => {
      if (now() < dueAt) wait(dueAt)
      else current = once()
    }, milliseconds)
  }

  async function once(): Promise<void> {
    try {
      await run()
      wait(nextNight(zone, now()))
    } catch (error) {
      log.error({ event: 'daily_run_failed', reason: (error as Error).message })
      wait(now() + RETRY_MILLISECONDS / 1000)
    }
  }

  current = once()
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await current
  }
}

function nextNight(zone: TimeZone, now: number): number {
  return zone.instant(midnight(addDays(zone.date(now), 1)) + AFTER_MIDNIGHT_SECONDS)
}
