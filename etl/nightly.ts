import { agesBy, type Age } from './age.ts'
import { runDaily } from './backfill.ts'
import { addDays, midnight, type TimeZone } from './lake/time-zone.ts'
import { quiet } from './log.ts'
import type { EtlDeps } from './run.ts'

/** Half an hour past midnight, late deliveries are in. */
const AFTER_MIDNIGHT_SECONDS = 30 * 60

/** After a failed run. */
const RETRY_MILLISECONDS = 15 * 60 * 1000

/** Clocks are put right, and those of sleeping machines jump, so the clock is looked at this often. */
const LOOK_MILLISECONDS = 60 * 1000

export interface NightlyDeps extends EtlDeps {
  /** Unix seconds. */
  now(): number
  /** Compacts what is due (default: in this process). */
  compactDaily?(): Promise<unknown>
  /** Erases what was asked for, whether the compaction succeeded or not. */
  erase?(): Promise<unknown>
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
  erase,
  ...etl
}: NightlyDeps): () => Promise<void> {
  const { zone, log } = etl
  const startAge = agesBy(() => now() * 1000)
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  /** The night whose run is done. After a jump of the clock it is another one, in either direction. */
  let done: number | undefined
  let sinceFailure: Age | undefined

  async function run(): Promise<void> {
    const night = latestNight(zone, now())
    if (night === done || (sinceFailure && sinceFailure() < RETRY_MILLISECONDS)) return
    try {
      try {
        await (compactDaily?.() ?? runDaily({ ...etl, log: quiet(log) }, now()))
      } finally {
        await erase?.()

        await after()
      }
      done = night
      sinceFailure = undefined
    } catch (error) {
      if (isStopped) return
      log.error({ event: 'daily_run_failed', reason: (error as Error).message })
      sinceFailure = startAge()
    }
  }

  async function look(): Promise<void> {
    await run()
    if (isStopped) return
    timer = setTimeout(() => {
      current = look()
    }, LOOK_MILLISECONDS)
  }

  let current = look()
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await current
  }
}

/** When the run of the last night was due, in unix seconds. */
function latestNight(zone: TimeZone, now: number): number {
  const today = zone.date(now)
  const night = nightOf(zone, today)
  return night <= now ? night : nightOf(zone, addDays(today, -1))
}

function nightOf(zone: TimeZone, date: string): number {
  return zone.instant(midnight(date) + AFTER_MIDNIGHT_SECONDS)
}
