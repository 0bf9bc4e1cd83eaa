import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { DuckDBInstance, StatementType, type DuckDBConnection } from '@duckdb/node-api'

import { sqlFile } from '../../sql/queries.ts'
import { checkSelect } from './duckdb-statement.ts'
import { boundValue, stringLiteral, tableOf } from './duckdb-values.ts'
import { lakeViews } from './duckdb-views.ts'
import {
  QueryError,
  readOnly,
  RefusedQuery,
  stopped,
  type Parameter,
  type QueryEngine,
  type Table,
} from './engine.ts'

/** Queries share the few threads that file access needs too; more at a time would starve the archive. */
const MAX_QUERIES = 2

/**
 * SQL over the Parquet files in `enrichedDir`, in this process. It sees new and replaced files immediately, returns
 * no rows while there are no files, and can neither write nor read anything else.
 */
export async function duckdbEngine(
  enrichedDir: string,
  { deadlineSeconds = 120 }: { readonly deadlineSeconds?: number } = {},
): Promise<QueryEngine> {
  const folder = resolve(enrichedDir)
  const instance = await DuckDBInstance.create(':memory:', {
    // No downloads.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    // By default it uses a folder in the working directory, and lets statements read it.
    temp_directory: '',
    // As in Trino: 7 / 2 is 3, and x -> x + 1 is a lambda.
    integer_division: 'true',
    lambda_syntax: 'ENABLE_SINGLE_ARROW',
  })
  const idle: DuckDBConnection[] = []
  for (let index = 0; index < MAX_QUERIES; index += 1) idle.push(await instance.connect())
  const waiting: ((connection: DuckDBConnection) => void)[] = []
  const setup = await instance.connect()

  await setup.run("set global TimeZone = 'UTC'")
  await setup.run('set global parquet_metadata_cache = true')
  await setup.run(readFileSync(sqlFile('duckdb.sql'), 'utf8'))
  const views = await lakeViews(setup, folder)
  await setup.run(`set global allowed_directories = [${stringLiteral(`${folder}/`)}]`)
  await setup.run('set global enable_external_access = false')
  await setup.run('set global lock_configuration = true')

  async function withConnection<T>(use: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection =
      idle.pop() ?? (await new Promise<DuckDBConnection>((resolve) => waiting.push(resolve)))
    try {
      return await use(connection)
    } finally {
      const next = waiting.shift()
      if (next) next(connection)
      else idle.push(connection)
    }
  }

  return {
    async query(sql, parameters = [], { signal, days } = {}) {
      try {
        return await views.run(
          () =>
            withConnection((connection) =>
              run(connection, sql, parameters, { deadlineSeconds, signal }),
            ),
          days,
        )
      } catch (error) {
        if (error instanceof QueryError) throw error
        throw new QueryError((error as Error).message, { cause: error })
      }
    },
    async close() {
      for (const connection of [setup, ...idle]) connection.closeSync()
      instance.closeSync()
    },
  }
}

async function run(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly Parameter[],
  { deadlineSeconds, signal }: { deadlineSeconds: number; signal: AbortSignal | undefined },
): Promise<Table> {
  if (signal?.aborted) throw stopped()
  const started = performance.now()
  await checkSelect(connection, sql)
  const statement = await connection.prepare(sql)
  let isStopped = false
  const timer = setTimeout(() => {
    isStopped = true
    connection.interrupt()
  }, deadlineSeconds * 1000)
  const interrupt = () => connection.interrupt()
  signal?.addEventListener('abort', interrupt)
  try {
    if (statement.statementType !== StatementType.SELECT) throw readOnly()
    statement.bind(parameters.map(boundValue))
    const reader = await statement.runAndReadAll()
    const milliseconds = Math.round(performance.now() - started)
    return { ...tableOf(reader), stats: { milliseconds } }
  } catch (error) {
    if (signal?.aborted) throw stopped()
    if (!isStopped) throw error
    throw new RefusedQuery(
      'sql-stopped',
      `stopped after ${deadlineSeconds} s: ask for fewer days`,
      { seconds: deadlineSeconds },
    )
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', interrupt)
    statement.destroySync()
  }
}
