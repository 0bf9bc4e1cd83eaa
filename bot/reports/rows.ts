import type { Table, Value } from '../engine/engine.ts'

/** A row, read by column name. */
export interface Row {
  /** Null when the cell is empty. */
  string(column: string): string | null
  /** 0 when the cell is empty. */
  number(column: string): number
  has(column: string): boolean
}

/** @throws Error when a requested column is not in the table. */
export function rowsOf({ columns, rows }: Pick<Table, 'columns' | 'rows'>): Row[] {
  const places = new Map(columns.map(({ name }, index) => [name, index]))
  return rows.map((row) => {
    const value = (column: string): Value => {
      const place = places.get(column)
      if (place === undefined) throw new Error(`report: the rows have no column ${column}`)
      return row[place] ?? null
    }
    return {
      string: (column) => (value(column) === null ? null : String(value(column))),
      number: (column) => Number(value(column) ?? 0),
      has: (column) => value(column) !== null,
    }
  })
}
