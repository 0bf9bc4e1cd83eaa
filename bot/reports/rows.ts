import type { Table, Value } from '../engine/engine.ts'

/** A row by names of columns. */
export interface Row {
  /** Null when it has none. */
  string(column: string): string | null
  /** 0 when it has none. */
  number(column: string): number
  has(column: string): boolean
}

/** @throws Error when a column is asked for that the table does not have. */
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
