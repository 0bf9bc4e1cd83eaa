import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

import { DuckDBInstance, StatementType, type DuckDBConnection } from '@duckdb/node-api'

import type { Hidden } from '../../etl/privacy/requests.ts'
import { sqlFile } from '../../sql/queries.ts'
import { checkSelect } from './duckdb-statement.ts'
import { boundValue, columnsOf, rowsOf, stringLiteral } from './duckdb-values.ts'
import { lakeViews } from './duckdb-views.ts'
import {
  QueryError,
  readOnly,
  stopped,
  tooLarge,
  tooLate,
  type Parameter,
  type QueryEngine,
  type QueryOptions,
  type Table,
} from './engine.ts'
import { inMebibytes, shareOfMemory, tempSpace } from './limits.ts'
import { createPool } from './pool.ts'
import { rowTaker } from './take-rows.ts'

/** Queries share the few threads that file access needs too; more at a time would starve the archive. */
const MAX_QUERIES = 2

export interface DuckdbOptions {
  /** A statement that takes longer is interrupted (default: 120). */
  readonly deadlineSeconds?: number
  /** Of the machine, between 0 and 1 (default: 0.4). */
  readonly memoryShare?: number
  /** Where it puts aside what does not fit into memory; made when needed and removed (default: nowhere). */
  readonly tempDir?: string
  /** Whether rows may be handed over before it is known that all files have the same columns (default: not). */
  readonly isMixed?: boolean
  /** What must not be seen now, looked up before each query (default: nothing). */
  hiddenRows?(): Promise<readonly Hidden[]>
}

/**
 * SQL over the Parquet files in `enrichedDir`, in this process. It sees new and replaced files immediately, returns
 * no rows while there are no files, and can neither write nor read anything else. The memory that functions take for
 * single values is not limited.
 */
export async function duckdbEngine(
  enrichedDir: string,
  {
    deadlineSeconds = 120,
    memoryShare = 0.4,
    tempDir,
    isMixed = false,
    hiddenRows,
  }: DuckdbOptions = {},
): Promise<QueryEngine> {
  const folder = resolve(enrichedDir)
  const instance = await DuckDBInstance.create(':memory:', {
    // No downloads.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    memory_limit: inMebibytes(shareOfMemory(memoryShare)),
    // By default it uses a folder in the working directory. Statements may read the folder: it is this engine's own.
    temp_directory: tempDir ?? '',
    ...(tempDir !== undefined && {
      max_temp_directory_size: inMebibytes(await tempSpace(dirname(tempDir))),
    }),
    // As in Trino: 7 / 2 is 3, and x -> x + 1 is a lambda.
    integer_division: 'true',
    lambda_syntax: 'ENABLE_SINGLE_ARROW',
  })
  const connections: DuckDBConnection[] = []
  for (let index = 0; index < MAX_QUERIES; index += 1) connections.push(await instance.connect())
  const pool = createPool(connections)
  const setup = await instance.connect()

  await setup.run("set global TimeZone = 'UTC'")
  await setup.run('set global parquet_metadata_cache = true')
  await setup.run(readFileSync(sqlFile('duckdb.sql'), 'utf8'))
  const views = await lakeViews(setup, folder, { isMixed, hiddenRows })
  await setup.run(`set global allowed_directories = [${stringLiteral(`${folder}/`)}]`)
  await setup.run('set global enable_external_access = false')
  await setup.run('set global lock_configuration = true')

  return {
    async query(sql, parameters = [], options = {}) {
      try {
        return await views.run(
          () =>
            pool.use((connection) =>
              run(connection, sql, parameters, { ...options, deadlineSeconds }),
            ),
          options.days,
        )
      } catch (error) {
        throw queryErrorOf(error as Error)
      }
    },
    async close() {
      for (const connection of [setup, ...connections]) connection.closeSync()
      instance.closeSync()
      if (tempDir !== undefined) await rm(tempDir, { recursive: true, force: true })
    },
  }
}

async function run(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly Parameter[],
  { deadlineSeconds, signal, ...wanted }: QueryOptions & { deadlineSeconds: number },
): Promise<Table> {
  if (signal?.aborted) throw stopped()
  const started = performance.now()
  await checkSelect(connection, sql)
  const statement = await connection.prepare(sql)
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    connection.interrupt()
  }, deadlineSeconds * 1000)
  const interrupt = () => connection.interrupt()
  signal?.addEventListener('abort', interrupt)
  try {
    if (statement.statementType !== StatementType.SELECT) throw readOnly()
    statement.bind(parameters.map(boundValue))
    const result = await statement.stream()
    const columns = columnsOf(result)
    const taker = rowTaker(wanted)
    for (;;) {
      const chunk = await result.fetchChunk()
      if (!chunk || chunk.rowCount === 0) break
      if (!(await taker.take(columns, rowsOf(chunk, columns)))) break
      // A result that is being handed over is not interrupted by the engine.
      if (isLate || signal?.aborted) throw stopped()
    }
    const milliseconds = Math.round(performance.now() - started)
    return { columns, ...taker.taken(), stats: { milliseconds } }
  } catch (error) {
    if (signal?.aborted) throw stopped()
    throw isLate ? tooLate(deadlineSeconds) : error
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', interrupt)
    statement.destroySync()
  }
}

/** What DuckDB and V8 say when something does not fit into memory. */
const TOO_LARGE = /^(Out of Memory Error|Cannot create a string longer|Invalid string length)/

function queryErrorOf(error: Error): QueryError {
  if (error instanceof QueryError) return error
  if (TOO_LARGE.test(error.message)) return tooLarge(error)
  return new QueryError(error.message, { cause: error })
}
