import stringWidth from 'string-width'

import type { Table, Value } from '../engine/engine.ts'

/** Longer values are cut in tables for people, but not in JSON and CSV. */
const MAX_CELL = 60

/** A table for a terminal: columns aligned by display width, numbers to the right; at most `maxRows` rows. */
export function formatTable(
  { columns, rows }: Pick<Table, 'columns' | 'rows'>,
  maxRows = Infinity,
): string {
  const shown = rows.slice(0, maxRows).map((row) => row.map(cell))
  const names = columns.map(({ name }) => name)
  const widths = names.map((name, index) =>
    Math.max(stringWidth(name), ...shown.map((row) => stringWidth(row[index] ?? ''))),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((text, index) => pad(text, widths[index] ?? 0, isNumber(columns[index]?.type)))
      .join('  ')
      .trimEnd()
  const rest = rows.length - shown.length
  return [
    line(names),
    line(widths.map((width) => '-'.repeat(width))),
    ...shown.map(line),
    ...(rest > 0 ? [`… and ${rest} more rows`] : []),
  ].join('\n')
}

/** RFC 4180, with a header; null is an empty field. */
export function formatCsv({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string {
  const field = (value: Value) => {
    const text = value === null ? '' : String(value)
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return [columns.map(({ name }) => name), ...rows]
    .map((row) => row.map(field).join(','))
    .join('\r\n')
}

/** `{"columns":[{"name","type"}],"rows":[[…]]}` on one line. */
export function formatJson({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string {
  return JSON.stringify({ columns, rows })
}

function isNumber(type: string | undefined): boolean {
  return type === 'bigint' || type === 'double'
}

function cell(value: Value): string {
  if (value === null) return ''
  const text = String(value).replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
  if (stringWidth(text) <= MAX_CELL) return text
  let cut = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(cut + segment) >= MAX_CELL) break
    cut += segment
  }
  return `${cut}…`
}

function pad(text: string, width: number, toTheRight: boolean): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)))
  return toTheRight ? space + text : text + space
}
