import { text } from 'node:stream/consumers'

import { firstDay } from '../../etl/listing.ts'
import type { Table } from '../engine/engine.ts'
import { openEngine } from '../engine/open.ts'
import { whyEmpty } from './empty-lake.ts'
import { openEnvironment, type Environment } from './environment.ts'
import { printPaged } from './pager.ts'
import { formatCsv, formatJson, formatVertical, layOutTable } from './table.ts'
import { printNote, printResult, terminalTexts } from './terminal.ts'
import { UsageError } from './usage.ts'

export interface SqlOptions {
  readonly vertical?: boolean
  readonly json?: boolean
  readonly csv?: boolean
  /** CSV as it is, for programs: formulas are left as they are. */
  readonly raw?: boolean
}

/** `lake sql`: runs one statement on the lake and prints a table, JSON or CSV. */
export async function sql(
  statement: string,
  { vertical = false, json = false, csv = false, raw = false }: SqlOptions,
): Promise<void> {
  if ([vertical, json, csv].filter(Boolean).length > 1) {
    throw new UsageError('cli-choose-one', { options: '--vertical, --json, --csv' })
  }
  if (raw && !csv) throw new UsageError('cli-raw-without-csv')
  const asked = statement === '-' ? await text(process.stdin) : statement
  if (asked.trim() === '') throw new UsageError('cli-empty-statement')
  const environment = await openEnvironment()
  const engine = await openEngine(environment.config)
  try {
    const table = await engine.query(asked)
    if (json) printResult(formatJson(table))
    else if (csv) printResult(formatCsv(table, { raw }))
    else {
      await printPaged(vertical ? formatVertical(table) : fittingTable(table))
      await printSummary(table, environment)
    }
  } finally {
    await engine.close()
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
  { rows, stats: { milliseconds } }: Table,
  environment: Environment,
): Promise<void> {
  const texts = terminalTexts()
  printNote(texts.text('cli-sql-rows', { count: rows.length, milliseconds }))
  const { config, stores } = environment
  const isLocal = !config.athena && config.location.type === 'folders'
  if (isLocal && (await firstDay(stores.enriched)) === undefined) {
    printNote(texts.text(await whyEmpty(environment)))
  }
}
