// SQL that anybody may have written. DuckDB cannot be interrupted in everything it does, nor its memory be limited in
// all of it, so a statement has a process of its own, which is killed when it goes too far.
import type { Log } from '../../etl/log.ts'
import { childProcess, ProcessDied } from '../processes/child-process.ts'
import type { AnalystArgument, AnalystCalls, Part } from './analyst-child.ts'
import {
  QueryError,
  RefusedQuery,
  stopped,
  tooLarge,
  tooLate,
  type QueryEngine,
  type Row,
} from './engine.ts'
import { openEngine, removeLeftovers, type EngineSettings } from './open.ts'
import { createPool } from './pool.ts'

export interface AnalystOptions {
  readonly settings: EngineSettings
  readonly log: Log
  /** A statement that takes longer is stopped, whatever it does (default: 120). */
  readonly deadlineSeconds?: number
  /** Of the machine, between 0 and 1 (default: 0.25). */
  readonly memoryShare?: number
}

/** Statements at a time; the others wait. */
const MAX_STATEMENTS = 2

/** Of the JavaScript in a statement's process, in MiB: rows are handed over as they come. */
const MAX_HEAP = 512

/**
 * An engine that survives every statement, and so does the process that asks: at the deadline, beyond its memory, or
 * when its caller goes away, a statement's process is killed, and the next statement gets a new one. On Athena
 * statements run elsewhere anyway. Takes no parameters.
 */
export async function analystEngine({
  settings,
  log,
  deadlineSeconds = 120,
  memoryShare = 0.25,
}: AnalystOptions): Promise<QueryEngine> {
  if (settings.athena) return openEngine(settings)
  const { location, athena } = settings
  const argument: AnalystArgument = {
    settings: { location, athena },
    memoryShare,
    deadlineSeconds,
  }
  const processes = Array.from({ length: MAX_STATEMENTS }, () =>
    childProcess<AnalystCalls>({
      name: 'analyst',
      module: new URL('./analyst-child.ts', import.meta.url),
      argument,
      errors: [QueryError, RefusedQuery],
      // Whoever asked is told when it dies.
      log: { ...log, error: log.debug },
      maxHeap: MAX_HEAP,
      onEnd: () => void removeLeftovers(settings),
    }),
  )
  const pool = createPool(processes)
  return {
    query: (sql, _, { signal, onRows, ...wanted } = {}) =>
      pool.use(async (process) => {
        if (signal?.aborted) throw stopped()
        const rows: Row[] = []
        const stop = () => process.kill(stopped())
        signal?.addEventListener('abort', stop)
        try {
          const table = await process.call('query', [sql, wanted], {
            onPart: (part: Part) =>
              onRows ? onRows(part.rows, part.columns) : void rows.push(...part.rows),
            deadline: {
              milliseconds: deadlineSeconds * 1000,
              error: () => tooLate(deadlineSeconds),
            },
            isRepeatable: false,
          })
          return { ...table, rows }
        } catch (error) {
          throw error instanceof ProcessDied ? tooLarge(error) : error
        } finally {
          signal?.removeEventListener('abort', stop)
        }
      }),

    async close() {
      await Promise.all(processes.map((process) => process.close()))
    },
  }
}
