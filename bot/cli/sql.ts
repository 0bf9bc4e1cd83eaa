import { text } from 'node:stream/consumers'

import { quoted } from '../../etl/lake/env.ts'
import { firstDay } from '../../etl/listing.ts'
import { analystEngine } from '../engine/analyst.ts'
import type { QueryEngine, Table } from '../engine/engine.ts'
import { whyEmpty } from './empty-lake.ts'
import { openEnvironment, type Environment } from './environment.ts'
import { printPaged } from './pager.ts'
import { csvPrinter, jsonPrinter, type RowPrinter } from './row-printer.ts'
import { formatVertical, layOutTable } from './table.ts'
import { NobodyReads, printNote, printPart, terminalTexts } from './terminal.ts'
import { UsageError } from './usage.ts'

export interface SqlOptions {
  readonly vertical?: boolean
  readonly json?: boolean
  readonly csv?: boolean
  /** CSV as it is, for programs: formulas are left as they are. */
  readonly raw?: boolean
  /** A number, or `all`. */
  readonly maxRows?: string
}

/** Unless told otherwise: more than this is rather a mistake in the statement than wanted. */
const MAX_ROWS = 1_000_000

/** Of a table, whose columns are laid out when all of it is there. */
const MAX_TABLE_BYTES = 64 * 1024 * 1024

/** `lake sql`: runs one statement on the lake and prints a table, or JSON or CSV as the rows come. */
export async function sql(
  statement: string,
  { vertical = false, json = false, csv = false, raw = false, maxRows }: SqlOptions,
): Promise<void> {
  if ([vertical, json, csv].filter(Boolean).length > 1) {
    throw new UsageError('cli-choose-one', { options: '--vertical, --json, --csv' })
  }
  if (raw && !csv) throw new UsageError('cli-raw-without-csv')
  const limit = maxRows === undefined ? MAX_ROWS : parseMaxRows(maxRows)
  const asked = statement === '-' ? await text(process.stdin) : statement
  if (asked.trim() === '') throw new UsageError('cli-empty-statement')
  const environment = await openEnvironment()
  const { config: settings, log } = environment
  const engine = await analystEngine({ settings, log })
  if (json || csv) {
    const printer = csv ? csvPrinter({ raw }) : jsonPrinter()
    await closing(engine, () => printRows(engine, asked, printer, limit))
    return
  }
  const wanted = { maxRows: limit, maxBytes: MAX_TABLE_BYTES }
  const table = await closing(engine, () => engine.query(asked, [], wanted))
  await printPaged(vertical ? formatVertical(table) : fittingTable(table))
  await printSummary(table, environment)
}

/** @throws UsageError */
function parseMaxRows(given: string): number {
  if (given === 'all') return Infinity
  const count = /^\d+$/.test(given) ? Number(given) : 0
  if (count > 0) return count
  throw new UsageError('cli-not-a-count', { option: '--max-rows', given: quoted(given) })
}

/** Before anything is printed that somebody may read for long. */
async function closing<T>(engine: QueryEngine, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } finally {
    await engine.close()
  }
}

/** Nothing is printed of a statement that fails before its first row. */
async function printRows(
  engine: QueryEngine,
  asked: string,
  printer: RowPrinter,
  maxRows: number,
): Promise<void> {
  let count = 0
  try {
    const { columns, isCut } = await engine.query(asked, [], {
      maxRows,
      async onRows(rows, columns) {
        count += rows.length
        await printPart(printer.rows(rows, columns))
      },
    })
    await printPart(printer.end(columns))
    if (isCut) printNote(terminalTexts().text('cli-sql-cut', { count }))
  } catch (error) {
    // As with `| head`.
    if (!(error instanceof NobodyReads)) throw error
  }
}

/** As wide as the terminal, if there is one. */
function fittingTable(table: Table): string {
  const { isTTY, columns: maxWidth } = process.stdout
  const { text, hiddenColumns } = layOutTable(table, isTTY ? { maxWidth } : {})
  if (hiddenColumns === 0) return text
  return [text, terminalTexts().text('cli-columns-hidden', { count: hiddenColumns })].join('\n')
}

async function printSummary(
  { rows, isCut, stats: { milliseconds } }: Table,
  environment: Environment,
): Promise<void> {
  const texts = terminalTexts()
  printNote(texts.text('cli-sql-rows', { count: rows.length, milliseconds }))
  if (isCut) printNote(texts.text('cli-sql-cut', { count: rows.length }))
  const { config, stores } = environment
  const isLocal = !config.athena && config.location.type === 'folders'
  if (isLocal && (await firstDay(stores.enriched)) === undefined) {
    printNote(texts.text(await whyEmpty(environment)))
  }
}
