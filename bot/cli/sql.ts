import { text } from 'node:stream/consumers'

import { openEngine } from '../engine/open.ts'
import { openEnvironment } from './environment.ts'
import { formatCsv, formatJson, formatTable } from './table.ts'
import { UsageError } from './usage.ts'

/** `lake sql`: runs one statement on the lake and prints a table, JSON or CSV. */
export async function sql(
  statement: string,
  { json = false, csv = false }: { json?: boolean; csv?: boolean },
): Promise<void> {
  if (json && csv) throw new UsageError('choose one of --json and --csv')
  const asked = statement === '-' ? await text(process.stdin) : statement
  if (asked.trim() === '') throw new UsageError('the statement is empty')
  const { config } = await openEnvironment()
  const engine = await openEngine(config)
  try {
    const table = await engine.query(asked)
    const format = json ? formatJson : csv ? formatCsv : formatTable
    process.stdout.write(`${format(table)}\n`)
    if (!json && !csv) {
      const rows = table.rows.length === 1 ? '1 row' : `${table.rows.length} rows`
      process.stderr.write(`${rows} in ${table.stats.milliseconds} ms\n`)
    }
  } finally {
    await engine.close()
  }
}
