/** The types that both engines give back; anything else comes as `varchar`. */
export type ValueType = 'bigint' | 'double' | 'boolean' | 'date' | 'timestamp' | 'varchar'

/**
 * A bigint beyond 2^53 is a string of digits, a date `2026-11-01`, a timestamp `2026-11-01 09:30:00`.
 */
export type Value = string | number | boolean | null

export interface ResultColumn {
  readonly name: string
  readonly type: ValueType
}

export interface Table {
  readonly columns: readonly ResultColumn[]
  readonly rows: readonly (readonly Value[])[]
  readonly stats: { readonly milliseconds: number; readonly bytesScanned?: number }
}

/** A value that a statement is run with, in place of a `?`. */
export interface Parameter {
  readonly type: 'bigint' | 'date' | 'varchar'
  readonly value: string | number | null
}

/** What an engine that charges for each run can spare. */
export interface QueryOptions {
  /** Names the job that asks: a statement that it has asked before is not run again. */
  readonly token?: string
  /** An earlier result of at most this age will do: for days that are closed. Unless given, none will. */
  readonly reuseMinutes?: number
}

/** Runs SQL over the lake, in the dialect of Trino. It can read, and nothing else. */
export interface QueryEngine {
  /** @throws QueryError when the statement is refused or fails. */
  query(sql: string, parameters?: readonly Parameter[], options?: QueryOptions): Promise<Table>
  close(): Promise<void>
}

/** What the engine said about a statement, for the person who wrote it. */
export class QueryError extends Error {
  override name = 'QueryError'
}
