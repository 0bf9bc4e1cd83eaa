import type { ResultColumn, Row } from '../engine/engine.ts'
import { csvLines, csvHeader, type CsvOptions } from './table.ts'

/** Turns rows into text as they come. */
export interface RowPrinter {
  rows(rows: readonly Row[], columns: readonly ResultColumn[]): string
  /** What follows the last row. */
  end(columns: readonly ResultColumn[]): string
}

/** As `formatCsv`. */
export function csvPrinter(options: CsvOptions): RowPrinter {
  let isBegun = false
  const begin = (columns: readonly ResultColumn[]) => {
    const header = isBegun ? '' : csvHeader(columns)
    isBegun = true
    return header
  }
  return {
    rows: (rows, columns) =>
      begin(columns) +
      csvLines(rows, columns, options)
        .map((line) => `\r\n${line}`)
        .join(''),
    end: (columns) => `${begin(columns)}\n`,
  }
}

/** As `formatJson`. */
export function jsonPrinter(): RowPrinter {
  let isBegun = false
  const begin = (columns: readonly ResultColumn[]) => {
    const start = isBegun ? ',' : `{"columns":${JSON.stringify(columns)},"rows":[`
    isBegun = true
    return start
  }
  return {
    rows: (rows, columns) => begin(columns) + rows.map((row) => JSON.stringify(row)).join(','),
    end: (columns) => `${isBegun ? '' : begin(columns)}]}\n`,
  }
}
