// Runs the statements of analyst.ts, in a process of its own.
import { serveCalls, type CallContext } from '../processes/serve.ts'
import type { QueryOptions, ResultColumn, Row } from './engine.ts'
import { shareOfMemory } from './limits.ts'
import { openEngine, type EngineSettings } from './open.ts'

export interface AnalystArgument {
  readonly settings: EngineSettings
  readonly memoryShare: number
  readonly deadlineSeconds: number
}

/** Some rows of a result. */
export interface Part {
  readonly rows: readonly Row[]
  readonly columns: readonly ResultColumn[]
}

/** What the process takes besides DuckDB's memory, in bytes. */
const BESIDES = 512 * 1024 * 1024

/** Memory that functions take for single values is not DuckDB's to limit, so the whole process is looked at this often. */
const LOOK_MILLISECONDS = 50

async function open({ settings, memoryShare, deadlineSeconds }: AnalystArgument) {
  // Rows are handed over before every file has been seen.
  const engine = await openEngine(settings, { memoryShare, deadlineSeconds, isMixed: true })
  const most = shareOfMemory(memoryShare) + BESIDES
  setInterval(() => {
    if (process.memoryUsage.rss() > most) process.kill(process.pid, 'SIGKILL')
  }, LOOK_MILLISECONDS).unref()

  const calls = {
    query: ({ send }: CallContext, sql: string, wanted: QueryOptions) =>
      engine.query(sql, [], {
        ...wanted,
        onRows: (rows, columns) => send({ rows, columns } satisfies Part),
      }),
  }
  return { calls, close: () => engine.close() }
}

export type AnalystCalls = Awaited<ReturnType<typeof open>>['calls']

serveCalls(open)
