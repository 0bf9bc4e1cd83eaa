import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'

import {
  DuckDBDateValue,
  DuckDBInstance,
  StatementType,
  type DuckDBConnection,
  type DuckDBPreparedStatement,
  type DuckDBValue,
} from '@duckdb/node-api'

import { columns, partitionColumn } from '../../etl/lake/schema.ts'
import { sqlFile } from '../../sql/queries.ts'
import { tableOf } from './duckdb-values.ts'
import { QueryError, type Parameter, type QueryEngine, type Table } from './engine.ts'

/** Queries run on the few threads that reading files needs too; more at once would starve the archive. */
const MAX_QUERIES = 2

/**
 * SQL over the Parquet files below `enrichedDir`, in this process. It sees new and replaced files at once,
 * answers with zero rows while there are none, and can neither write nor read anything else.
 */
export async function duckdbEngine(enrichedDir: string): Promise<QueryEngine> {
  const folder = resolve(enrichedDir)
  const instance = await DuckDBInstance.create(':memory:', {
    // Nothing is ever fetched from the network.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    // As in Trino: 7 / 2 is 3, and x -> x + 1 is a lambda.
    integer_division: 'true',
    lambda_syntax: 'ENABLE_SINGLE_ARROW',
  })
  const idle: DuckDBConnection[] = []
  for (let index = 0; index < MAX_QUERIES; index += 1) idle.push(await instance.connect())
  const waiting: ((connection: DuckDBConnection) => void)[] = []
  const setup = idle[0] as DuckDBConnection

  await setup.run("set global TimeZone = 'UTC'")
  await setup.run('set global parquet_metadata_cache = true')
  await setup.run(readFileSync(sqlFile('duckdb.sql'), 'utf8'))
  await setup.run(`create table no_messages (${columnDefinitions()})`)
  let hasFiles = await hasParquet(folder)
  await createViews(setup, folder, hasFiles)
  await setup.run(`set global allowed_directories = [${literal(`${folder}/`)}]`)
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
    async query(sql, parameters = []) {
      return withConnection(async (connection) => {
        // A view over no file at all is an error, so it is made anew when the first one comes (or the last goes).
        const hasFilesNow = await hasParquet(folder)
        if (hasFilesNow !== hasFiles) {
          await createViews(connection, folder, hasFilesNow)
          hasFiles = hasFilesNow
        }
        return run(connection, sql, parameters)
      })
    },
    async close() {
      for (const connection of idle) connection.closeSync()
      instance.closeSync()
    },
  }
}

async function run(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly Parameter[],
): Promise<Table> {
  const started = performance.now()
  try {
    const statement = await prepareSelect(connection, sql)
    try {
      statement.bind(parameters.map(bound))
      const reader = await statement.runAndReadAll()
      const milliseconds = Math.round(performance.now() - started)
      return { ...tableOf(reader), stats: { milliseconds } }
    } finally {
      statement.destroySync()
    }
  } catch (error) {
    if (error instanceof QueryError) throw error
    throw new QueryError((error as Error).message, { cause: error })
  }
}

/** One statement that only reads. */
async function prepareSelect(
  connection: DuckDBConnection,
  sql: string,
): Promise<DuckDBPreparedStatement> {
  const statements = await connection.extractStatements(sql)
  if (statements.count !== 1) {
    throw new QueryError(`one statement at a time, please: this is ${statements.count}`)
  }
  const statement = await statements.prepare(0)
  if (statement.statementType !== StatementType.SELECT) {
    const type = StatementType[statement.statementType]
    statement.destroySync()
    throw new QueryError(`the lake is read only: ${type} is not possible, write a SELECT`)
  }
  return statement
}

function bound({ type, value }: Parameter): DuckDBValue {
  if (value === null) return null
  if (type === 'bigint') return BigInt(value)
  if (type === 'varchar') return String(value)
  const [year = 0, month = 0, day = 0] = String(value).split('-').map(Number)
  return DuckDBDateValue.fromParts({ year, month, day })
}

const duckdbTypes = {
  bigint: 'bigint',
  boolean: 'boolean',
  string: 'varchar',
  timestamp: 'timestamp',
  date: 'date',
} as const

function columnDefinitions(): string {
  return [...columns, partitionColumn]
    .map(({ name, type }) => `"${name}" ${duckdbTypes[type]}`)
    .join(', ')
}

/** The table by name of column, so that files from before a column was added give null for it. */
async function createViews(
  connection: DuckDBConnection,
  folder: string,
  hasFiles: boolean,
): Promise<void> {
  const files = literal(join(folder, 'telegram', 'context_date=*', 'messages.parquet'))
  const names = [...columns, partitionColumn].map(({ name }) => `"${name}"`).join(', ')
  const rows = hasFiles
    ? `select * from read_parquet(
         ${files}, hive_partitioning = true, hive_types = {'context_date': date}, union_by_name = true)
       union all by name select * from no_messages`
    : 'select * from no_messages'
  await connection.run(`create or replace view telegram as select ${names} from (${rows})`)
  await connection.run(readFileSync(sqlFile('tables/messages.sql'), 'utf8'))
}

async function hasParquet(folder: string): Promise<boolean> {
  try {
    const days = await readdir(join(folder, 'telegram'))
    for (const day of days) {
      if (!day.startsWith('context_date=')) continue
      if ((await readdir(join(folder, 'telegram', day))).includes('messages.parquet')) return true
    }
    return false
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
