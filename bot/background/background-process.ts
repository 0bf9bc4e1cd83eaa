import { DaysFailed } from '../../etl/days-failed.ts'
import { KeyedError } from '../../etl/lake/keyed-error.ts'
import { DayFault } from '../../etl/survey.ts'
import type { Log } from '../../etl/log.ts'
import type { TimeZone } from '../../etl/lake/time-zone.ts'
import { QueryError, RefusedQuery, tooLarge, tooLate, type QueryEngine } from '../engine/engine.ts'
import { removeLeftovers, type EngineSettings } from '../engine/open.ts'
import { childProcess, ProcessDied } from '../processes/child-process.ts'
import { UserError } from '../user-error.ts'
import type { Background } from './background.ts'
import type { BackgroundArgument, BackgroundCalls } from './background-child.ts'

/** The engine interrupts a statement long before; one that it cannot interrupt holds up all the others. */
const HARD_DEADLINE_SECONDS = 600

/**
 * Does the work in a process of its own, so that this one always has time for deliveries. The process starts at once, and
 * again when it dies; what it was doing is then done once more.
 */
export function backgroundProcess({
  settings: { location, athena },
  zone,
  retentionDays,
  log,
}: {
  readonly settings: EngineSettings
  readonly zone: TimeZone
  /** See `LakeConfig`. */
  readonly retentionDays?: number | undefined
  readonly log: Log
}): Background {
  const argument: BackgroundArgument = { location, athena, zone: zone.name, retentionDays }
  const child = childProcess<BackgroundCalls>({
    name: 'background',
    module: new URL('./background-child.ts', import.meta.url),
    argument,
    errors: [QueryError, RefusedQuery, UserError, KeyedError, DayFault, DaysFailed],
    log,
    onEnd: () => void removeLeftovers(argument),
  })
  child.start()
  let isClosed = false

  const engine: QueryEngine = {
    async query(sql, parameters = [], { signal, onRows, ...options } = {}) {
      const milliseconds = HARD_DEADLINE_SECONDS * 1000
      const deadline = { milliseconds, error: () => tooLate(HARD_DEADLINE_SECONDS) }
      try {
        const args = [sql, parameters, options] as const
        const table = await child.call('query', [...args], { signal, deadline })
        if (!onRows) return table
        await onRows(table.rows, table.columns)
        return { ...table, rows: [] }
      } catch (error) {
        throw error instanceof ProcessDied && !isClosed ? tooLarge(error) : error
      }
    },
    close() {
      isClosed = true
      return child.close()
    },
  }
  return {
    engine,
    freshness: {
      ensure: (days) => child.call('ensureFresh', [days]),
      mend: (days) => child.call('mend', [days]),
    },
    renderChart: (spec, options) => child.call('renderChart', [spec, options]),
    compactDay: (date) => child.call('compactDay', [date]),
    compactNew: () => child.call('compactNew', []),
    compactDaily: () => child.call('compactDaily', []),
    erase: () => child.call('erase', []),
    close: engine.close,
  }
}
