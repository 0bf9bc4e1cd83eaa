import stringWidth from 'string-width'

import type { ResultColumn, Row, Table, Value } from '../engine/engine.ts'
import { fitWidth, oneLine } from '../reports/display-text.ts'
import { spellControls } from '../spell-controls.ts'

/** Longer values are cut in tables for people, but not in JSON and CSV. */
const MAX_CELL = 60

/** So much of a text stays before a column is left out. */
const MIN_TEXT = 16

const GAP = '  '

export interface TableOptions {
  /** At most so many rows (default: all). */
  readonly maxRows?: number
  /** The table is at most so wide, in columns of the terminal (default: as wide as its values). */
  readonly maxWidth?: number
}

export interface TextTable {
  readonly text: string
  readonly hiddenRows: number
  readonly hiddenColumns: number
}

/**
 * A table for a terminal: columns aligned by display width, numbers to the right. To fit `maxWidth`, texts are cut, and
 * then the last columns are left out; numbers and times are never cut.
 */
export function layOutTable(
  { columns, rows }: Pick<Table, 'columns' | 'rows'>,
  { maxRows = Infinity, maxWidth = Infinity }: TableOptions = {},
): TextTable {
  const shown = rows.slice(0, maxRows).map((row) => row.map(cell))
  const names = columns.map(({ name }) => oneLine(name))
  const natural = names.map((name, index) =>
    Math.max(stringWidth(name), ...shown.map((row) => stringWidth(row[index] ?? ''))),
  )
  const widths = fitting(columns, natural, maxWidth)
  const line = (cells: readonly string[]) =>
    widths
      .map((width, index) => pad(cells[index] ?? '', width, isNumber(columns[index])))
      .join(GAP)
      .trimEnd()
  return {
    text: [line(names), line(widths.map((width) => '-'.repeat(width))), ...shown.map(line)].join(
      '\n',
    ),
    hiddenRows: rows.length - shown.length,
    hiddenColumns: columns.length - widths.length,
  }
}

/** As `layOutTable`, for a table that is wanted whole. */
export function formatTable(table: Pick<Table, 'columns' | 'rows'>): string {
  return layOutTable(table).text
}

/** Each row as lines `name  value`, whole, with a line above. */
export function formatVertical({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string {
  const names = columns.map(({ name }) => oneLine(name))
  const width = Math.max(0, ...names.map((name) => stringWidth(name)))
  const indent = '\n' + ' '.repeat(width + GAP.length)
  return rows
    .map((row, number) =>
      [
        `-- ${number + 1} `.padEnd(width + GAP.length, '-'),
        ...names.map((name, index) => {
          const value = row[index] ?? null
          const text = value === null ? 'NULL' : spellControls(String(value))
          return `${pad(name, width, false)}${GAP}${text.replaceAll('\n', indent)}`.trimEnd()
        }),
      ].join('\n'),
    )
    .join('\n')
}

/** Spreadsheets take a text that begins like this for a formula. */
const FORMULA = /^[=+\-@\t\r]/

/**
 * RFC 4180, with a header; null is an empty field. A text that a spreadsheet would run as a formula gets an apostrophe
 * before it, unless it is wanted `raw`.
 */
export function formatCsv(
  { columns, rows }: Pick<Table, 'columns' | 'rows'>,
  options: CsvOptions = {},
): string {
  return [csvHeader(columns), ...csvLines(rows, columns, options)].join('\r\n')
}

export interface CsvOptions {
  readonly raw?: boolean
}

export function csvHeader(columns: readonly ResultColumn[]): string {
  return columns.map(({ name }) => csvField(name)).join(',')
}

export function csvLines(
  rows: readonly Row[],
  columns: readonly ResultColumn[],
  { raw = false }: CsvOptions,
): string[] {
  const safe = (value: Value, index: number) => {
    const text = value === null ? '' : String(value)
    const isFormula = columns[index]?.type === 'varchar' && FORMULA.test(text)
    return csvField(isFormula && !raw ? `'${text}` : text)
  }
  return rows.map((row) => row.map(safe).join(','))
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** `{"columns":[{"name","type"}],"rows":[[…]]}` on one line. */
export function formatJson({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string {
  return JSON.stringify({ columns, rows })
}

/** The widths of the columns that fit, from the first on; always at least one. */
function fitting(
  columns: readonly ResultColumn[],
  natural: readonly number[],
  maxWidth: number,
): number[] {
  const least = natural.map((width, index) =>
    columns[index]?.type === 'varchar' ? Math.min(width, MIN_TEXT) : width,
  )
  const total = (widths: readonly number[]) =>
    widths.reduce((sum, width) => sum + width, GAP.length * (widths.length - 1))
  let count = least.length
  while (count > 1 && total(least.slice(0, count)) > maxWidth) count -= 1
  const widths = least.slice(0, count)
  if (total(widths) > maxWidth) return [maxWidth]
  // What is left over widens the cut columns, one step each in turn.
  for (let left = maxWidth - total(widths), isDone = false; left > 0 && !isDone;) {
    isDone = true
    for (const [index, width] of widths.entries()) {
      if (left === 0 || width >= (natural[index] ?? 0)) continue
      widths[index] = width + 1
      left -= 1
      isDone = false
    }
  }
  return widths
}

function isNumber(column: ResultColumn | undefined): boolean {
  return column?.type === 'bigint' || column?.type === 'double'
}

function cell(value: Value): string {
  return value === null ? 'NULL' : fitWidth(oneLine(String(value)), MAX_CELL)
}

function pad(text: string, width: number, toTheRight: boolean): string {
  const shown = fitWidth(text, width)
  const space = ' '.repeat(Math.max(0, width - stringWidth(shown)))
  return toTheRight ? space + shown : shown + space
}
