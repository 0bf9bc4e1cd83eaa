// The views telegram, messages and questions in DuckDB. A view over no files is an error, and so is a plain one over
// files with different columns, so the views are created again when the files require it.
import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

import type { DuckDBConnection } from '@duckdb/node-api'

import { enrichedKey, TABLE_PREFIX } from '../../etl/lake/keys.ts'
import { columns, partitionColumn } from '../../etl/lake/schema.ts'
import type { Hidden } from '../../etl/privacy/requests.ts'
import { sqlFile } from '../../sql/queries.ts'
import { stringLiteral } from './duckdb-values.ts'
import { conditionOf, shownColumn } from './duckdb-hidden.ts'
import { damagedQuery, QueryError, type QueryOptions } from './engine.ts'
import { createInspection } from './inspection.ts'

/**
 * Files are taken to be uniform, which saves opening every one of them per mention of a table, until one is found
 * that lacks a column. From then on columns are matched by name, and null where a file lacks them.
 */
type Files = 'none' | 'uniform' | 'mixed'

export interface LakeViews {
  /**
   * Runs a query on current views, and once more when it reveals that the files are mixed. Before, the files of these
   * days (default: all) are checked that have not been since they were written.
   * @throws RefusedQuery that names the damaged ones.
   */
  run<T>(query: () => Promise<T>, days?: QueryOptions['days']): Promise<T>
}

export interface ViewOptions {
  readonly isMixed?: boolean
  /** What must not be seen now (default: nothing). */
  hiddenRows?(): Promise<readonly Hidden[]>
}

/**
 * Creates the views over the Parquet files in `folder` and keeps them up to date. With `isMixed` files are never taken to
 * be uniform, so that no query has to run a second time.
 */
export async function lakeViews(
  connection: DuckDBConnection,
  folder: string,
  { isMixed = false, hiddenRows = async () => [] }: ViewOptions = {},
): Promise<LakeViews> {
  await connection.run(`create table no_messages (${columnDefinitions()})`)
  let hidden: readonly Hidden[] = []
  await createViews(connection, folder, 'none', hidden)
  let files: Files = 'none'
  let lastChange = Promise.resolve()

  /** One change at a time: DuckDB's catalog refuses concurrent changes of a view. */
  function inOrder(change: () => Promise<void>): Promise<void> {
    lastChange = lastChange.catch(() => {}).then(change)
    return lastChange
  }

  /** When the first file has arrived, or the last one is gone. */
  async function refresh(): Promise<void> {
    const hasFiles = await hasParquet(folder)
    if (hasFiles === (files !== 'none')) return
    try {
      await change(!hasFiles ? 'none' : isMixed ? 'mixed' : 'uniform')
    } catch {
      // The first file dates from before a column was added.
      await change('mixed')
    }
  }

  async function hide(): Promise<void> {
    const found = await hiddenRows()
    if (JSON.stringify(found) === JSON.stringify(hidden)) return
    hidden = found
    await createViews(connection, folder, files, hidden)
  }

  async function change(found: Files): Promise<void> {
    await createViews(connection, folder, found, hidden)
    files = found
  }

  /** Whether a statement failed because files have different columns. */
  async function isFromMixedFiles(error: unknown): Promise<boolean> {
    if (/schema mismatch in glob/.test((error as Error).message)) return true
    return connection.run('select 1 from telegram where false').then(
      () => false,
      () => true,
    )
  }

  async function onCurrentViews<T>(query: () => Promise<T>): Promise<T> {
    await inOrder(hide)
    await inOrder(refresh)
    const tried = files
    try {
      return await query()
    } catch (error) {
      if (tried !== 'uniform') throw error
      // In order, since a concurrent query may find out too.
      await inOrder(async () => {
        if (files === 'uniform' && (await isFromMixedFiles(error))) await change('mixed')
      })
      if (files === 'uniform') throw error
      return await query()
    }
  }

  const damagedDays = createInspection(folder)

  async function refuseDamaged(days?: QueryOptions['days']): Promise<void> {
    const damaged = await damagedDays(days)
    if (damaged.length > 0) throw damagedQuery(damaged)
  }

  return {
    async run(query, days) {
      await refuseDamaged(days)
      try {
        return await onCurrentViews(query)
      } catch (error) {
        // The columns of all days are those of one file, which may be of another day.
        if (!(error instanceof QueryError)) await refuseDamaged()
        throw error
      }
    },
  }
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

async function createViews(
  connection: DuckDBConnection,
  folder: string,
  files: Files,
  hidden: readonly Hidden[],
): Promise<void> {
  const paths = stringLiteral(join(folder, enrichedKey('*')))
  const names = [...columns, partitionColumn]
    .map(({ name }) => shownColumn(name, hidden))
    .join(', ')
  const read = `${paths}, hive_partitioning = true, hive_types = {'context_date': date}`
  const rows = {
    none: 'select * from no_messages',
    uniform: `select * from read_parquet(${read})`,
    mixed: `select * from read_parquet(${read}, union_by_name = true)
            union all by name select * from no_messages`,
  }[files]
  // Here the table itself is without what is hidden too: whoever asks for it may be anybody.
  const shown = hidden.length > 0 ? ` where ${hidden.map(conditionOf).join(' and ')}` : ''
  await connection.run(`create or replace view telegram as select ${names} from (${rows})${shown}`)
  await connection.run('create or replace view visible as from telegram')
  await connection.run(readFileSync(sqlFile('tables/messages.sql'), 'utf8'))
  await connection.run(readFileSync(sqlFile('tables/questions.sql'), 'utf8'))
}

async function hasParquet(folder: string): Promise<boolean> {
  try {
    const days = await readdir(join(folder, TABLE_PREFIX))
    for (const day of days) {
      if (!day.startsWith('context_date=')) continue
      const names = await readdir(join(folder, TABLE_PREFIX, day))
      if (names.includes('messages.parquet')) return true
    }
    return false
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
