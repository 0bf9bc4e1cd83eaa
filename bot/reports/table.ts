import type { TextTable } from './report.ts'

export function formatTextTable(table: TextTable): string {
  return table.rows.map((row) => row.join(' ')).join('\n')
}
