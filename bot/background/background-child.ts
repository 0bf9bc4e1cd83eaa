// Does the work of background-process.ts, in a process of its own.
import { openStores } from '../../etl/lake/open-stores.ts'
import { timeZone } from '../../etl/lake/time-zone.ts'
import type { Days } from '../../etl/freshness.ts'
import type { Log } from '../../etl/log.ts'
import type { ChartOptions, ChartSpec } from '../charts/spec.ts'
import { unixNow } from '../clock.ts'
import type { Parameter, QueryOptions } from '../engine/engine.ts'
import { openEngine, type EngineSettings } from '../engine/open.ts'
import { serveCalls, type CallContext } from '../processes/serve.ts'
import { backgroundHere } from './background.ts'

export interface BackgroundArgument extends EngineSettings {
  /** The lake's zone, by name. */
  readonly zone: string
  /** See `LakeConfig`. */
  readonly retentionDays?: number | undefined
}

async function open({ location, athena, zone, retentionDays }: BackgroundArgument, log: Log) {
  const background = backgroundHere({
    stores: await openStores(location),
    zone: timeZone(zone),
    log,
    retentionDays,
    engine: await openEngine({ location, athena }),
    now: unixNow,
  })
  const calls = {
    query: (
      { signal }: CallContext,
      sql: string,
      parameters: readonly Parameter[],
      options: Omit<QueryOptions, 'signal' | 'onRows'>,
    ) => background.engine.query(sql, parameters, { ...options, signal }),
    ensureFresh: (_: CallContext, days: Days) => background.freshness.ensure(days),
    mend: (_: CallContext, days: readonly string[]) => background.freshness.mend(days),
    renderChart: (_: CallContext, spec: ChartSpec, options: ChartOptions) =>
      background.renderChart(spec, options),
    compactDay: (_: CallContext, date: string) => background.compactDay(date),
    compactNew: () => background.compactNew(),
    compactDaily: () => background.compactDaily(),
    erase: () => background.erase(),
  }
  return { calls, close: () => background.close() }
}

export type BackgroundCalls = Awaited<ReturnType<typeof open>>['calls']

serveCalls(open)
