import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'

import {
  DuckDBDateValue,
  DuckDBInstance,
  StatementType,
  type DuckDBConnection,
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
export async function duckdbEngine(
  enrichedDir: string,
  { deadlineSeconds = 120 }: { readonly deadlineSeconds?: number } = {},
): Promise<QueryEngine> {
  const folder = resolve(enrichedDir)
  const instance = await DuckDBInstance.create(':memory:', {
    // Nothing is ever fetched from the network.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    // Unless told, it keeps a folder in the working directory, and lets statements read it.
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
  await setup.run(`create table no_messages (${columnDefinitions()})`)
  let files: Files = 'none'
  await createViews(setup, folder, files)
  await refreshViews()
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

  /** A view over no file at all is an error, so it is made anew when the first one comes (or the last goes). */
  async function refreshViews(): Promise<void> {
    const hasFilesNow = await hasParquet(folder)
    if (hasFilesNow === (files !== 'none')) return
    try {
      await makeViews(hasFilesNow ? 'alike' : 'none')
    } catch {
      // The first file is from before a column was added.
      await makeViews('unlike')
    }
  }
  async function makeViews(found: Files): Promise<void> {
    await createViews(setup, folder, found)
    files = found
  }
  let refreshed = Promise.resolve()

  /** One at a time: the catalog refuses two changes of one view at once. */
  function inOrder(change: () => Promise<void>): Promise<void> {
    refreshed = refreshed.catch(() => {}).then(change)
    return refreshed
  }

  /** Whether a statement failed because the files turn out to have different columns. */
  async function areUnlike(error: unknown): Promise<boolean> {
    if (/schema mismatch in glob/.test((error as Error).message)) return true
    return setup.run('select 1 from telegram where false').then(
      () => false,
      () => true,
    )
  }

  return {
    async query(sql, parameters = []) {
      const attempt = () =>
        withConnection((connection) => run(connection, sql, parameters, deadlineSeconds))
      try {
        await inOrder(refreshViews)
        const tried = files
        try {
          return await attempt()
        } catch (error) {
          if (tried !== 'alike') throw error
          // In order, since another query may find out at the same time.
          await inOrder(async () => {
            if (files === 'alike' && (await areUnlike(error))) await makeViews('unlike')
          })
          if (files === 'alike') throw error
          return await attempt()
        }
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
  deadlineSeconds: number,
): Promise<Table> {
  const started = performance.now()
  await checkSelect(connection, sql)
  const statement = await connection.prepare(sql)
  let isStopped = false
  const timer = setTimeout(() => {
    isStopped = true
    connection.interrupt()
  }, deadlineSeconds * 1000)
  try {
    if (statement.statementType !== StatementType.SELECT) throw new QueryError(READ_ONLY)
    statement.bind(parameters.map(bound))
    const reader = await statement.runAndReadAll()
    const milliseconds = Math.round(performance.now() - started)
    return { ...tableOf(reader), stats: { milliseconds } }
  } catch (error) {
    if (!isStopped) throw error
    throw new QueryError(`stopped after ${deadlineSeconds} s: ask for fewer days`, { cause: error })
  } finally {
    clearTimeout(timer)
    statement.destroySync()
  }
}

const READ_ONLY = 'the lake is read only: write a SELECT'

/** What may stand in FROM besides tables. Others read files or switch settings, although they stand in a SELECT. */
const FROM_FUNCTIONS = ['unnest', 'range', 'generate_series']

/** @throws QueryError unless it is one statement that reads the lake and does nothing else. */
async function checkSelect(connection: DuckDBConnection, sql: string): Promise<void> {
  const { error, error_type, statements = [] } = await parsed(connection, sql)
  // A mistake in the syntax is told best by the attempt to run it.
  if (error && error_type === 'parser') return
  if (error) throw new QueryError(READ_ONLY)
  if (statements.length === 0) throw new QueryError('there is no statement: write a SELECT')
  if (statements.length > 1) {
    throw new QueryError(`one statement at a time, please: this is ${statements.length}`)
  }
  const name = fromFunctions(statements).find((each) => !FROM_FUNCTIONS.includes(each))
  if (name !== undefined) {
    throw new QueryError(`${name}(…) is not possible here: the tables are messages and telegram`)
  }
}

interface Parsed {
  readonly error: boolean
  readonly error_type?: string
  readonly statements?: readonly unknown[]
}

/** DuckDB's own syntax tree of statements; an error for all that are no SELECT. */
async function parsed(connection: DuckDBConnection, sql: string): Promise<Parsed> {
  const reader = await connection.runAndReadAll('select json_serialize_sql(cast(? as varchar))', [
    sql,
  ])
  return JSON.parse(String(reader.getRows()[0]?.[0])) as Parsed
}

/** The names of the functions that stand in FROM, anywhere in the tree. */
function fromFunctions(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  const { type, function: called } = node as { type?: unknown; function?: unknown }
  const own = type === 'TABLE_FUNCTION' ? [functionName(called)] : []
  return [...own, ...Object.values(node).flatMap(fromFunctions)]
}

function functionName(called: unknown): string {
  return String((called as { function_name?: unknown } | null)?.function_name).toLowerCase()
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

/**
 * Files are taken to be alike, which spares opening each of them for every mention of a table, until one is met
 * that lacks a column. From then on columns are matched by name: files from before a column was added give null.
 */
type Files = 'none' | 'alike' | 'unlike'

async function createViews(
  connection: DuckDBConnection,
  folder: string,
  files: Files,
): Promise<void> {
  const paths = literal(join(folder, 'telegram', 'context_date=*', 'messages.parquet'))
  const names = [...columns, partitionColumn].map(({ name }) => `"${name}"`).join(', ')
  const read = `${paths}, hive_partitioning = true, hive_types = {'context_date': date}`
  const rows = {
    none: 'select * from no_messages',
    alike: `select * from read_parquet(${read})`,
    unlike: `select * from read_parquet(${read}, union_by_name = true)
             union all by name select * from no_messages`,
  }[files]
  await connection.run(`create or replace view telegram as select ${names} from (${rows})`)
  await connection.run(readFileSync(sqlFile('tables/messages.sql'), 'utf8'))
  await connection.run(readFileSync(sqlFile('tables/questions.sql'), 'utf8'))
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
