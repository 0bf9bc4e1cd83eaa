import { dueDays, runDaily } from '../../etl/backfill.ts'
import { createFreshness, type Freshness } from '../../etl/freshness.ts'
import type { Stores } from '../../etl/lake/store.ts'
import type { TimeZone } from '../../etl/lake/time-zone.ts'
import { quiet, type Log } from '../../etl/log.ts'
import { isDayStale } from '../../etl/plan.ts'
import { runDay, type DaySummary } from '../../etl/run.ts'
import { erasePending, type ErasureSummary } from '../../etl/privacy/pass.ts'
import { renderChart } from '../charts/render-chart.ts'
import type { ChartOptions, ChartSpec } from '../charts/spec.ts'
import type { QueryEngine } from '../engine/engine.ts'

/** What takes the processor for longer than a delivery may wait: SQL, pictures and compaction. */
export interface Background {
  readonly engine: QueryEngine
  readonly freshness: Freshness
  renderChart(spec: ChartSpec, options: ChartOptions): Promise<Uint8Array>
  compactDay(date: string): Promise<DaySummary>
  /** Compacts each day that has something new, today included. */
  compactNew(): Promise<DaySummary[]>
  /** The nightly run. */
  compactDaily(): Promise<void>
  /** Erases what people asked for; see `erasePending`. */
  erase(): Promise<ErasureSummary>
  close(): Promise<void>
}

export interface BackgroundDeps {
  readonly stores: Stores
  readonly zone: TimeZone
  readonly log: Log
  /** See `LakeConfig`. */
  readonly retentionDays?: number | undefined
  /** Ended with the rest. */
  readonly engine: QueryEngine
  /** Unix seconds. */
  now(): number
}

/** Does the work in this process. */
export function backgroundHere({
  stores,
  zone,
  log,
  retentionDays,
  engine,
  now,
}: BackgroundDeps): Background {
  const etl = { ...stores, zone, log: quiet(log), retentionDays }
  return {
    engine,
    freshness: createFreshness({ etl, now }),
    renderChart,
    compactDay: (date) => runDay(etl, date),
    async compactNew() {
      const summaries: DaySummary[] = []
      for (const date of new Set([...(await dueDays(etl, now())), zone.date(now())])) {
        if (await isDayStale(etl, date)) summaries.push(await runDay(etl, date))
      }
      return summaries
    },
    async compactDaily() {
      await runDaily(etl, now())
    },
    erase: () => erasePending({ ...etl, log }),
    close: () => engine.close(),
  }
}
