import { enrichedKey } from '../../etl/lake/keys.ts'

/** The types that every engine returns; anything else is returned as `varchar`. */
export type ValueType = 'bigint' | 'double' | 'boolean' | 'date' | 'timestamp' | 'varchar'

/** A bigint beyond 2^53 is a string of digits, a date `2026-11-01`, a timestamp `2026-11-01 09:30:00`. */
export type Value = string | number | boolean | null

export interface ResultColumn {
  readonly name: string
  readonly type: ValueType
}

export type Row = readonly Value[]

export interface Table {
  readonly columns: readonly ResultColumn[]
  readonly rows: readonly Row[]
  /** The statement has more rows than were wanted. */
  readonly isCut?: boolean
  readonly stats: { readonly milliseconds: number; readonly bytesScanned?: number }
}

/** A value for a `?` in a statement. */
export interface Parameter {
  readonly type: 'bigint' | 'date' | 'varchar'
  readonly value: string | number | null
}

export interface QueryOptions {
  /** Identifies the job: a statement it has already run is not run again. */
  readonly token?: string
  /** Accept an earlier result up to this old, for days that are closed (default: run the statement). */
  readonly reuseMinutes?: number
  /** Stops the statement when it aborts, where the engine can. */
  readonly signal?: AbortSignal | undefined
  /** The days that the statement reads, both included (default: all): where the engine can, it checks no others. */
  readonly days?: { readonly since: string; readonly until: string }
  /** More rows are left out (default: all are given). */
  readonly maxRows?: number
  /** Rows beyond so many bytes, roughly, are left out (default: all are given). */
  readonly maxBytes?: number
  /** Gets the rows as they come, the next ones when it resolves; the table then has none (default: the table has them). */
  onRows?(rows: readonly Row[], columns: readonly ResultColumn[]): void | Promise<void>
}

/** Runs read-only SQL over the lake, in Trino's dialect. */
export interface QueryEngine {
  /** @throws QueryError when the statement is refused or fails. */
  query(sql: string, parameters?: readonly Parameter[], options?: QueryOptions): Promise<Table>
  close(): Promise<void>
}

/** Why a statement failed, in words for the person who wrote it. */
export class QueryError extends Error {
  override name = 'QueryError'
}

/** A statement that is not run, or not to its end: our own sentence, which has a text in bot/locales too. */
export class RefusedQuery extends QueryError {
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
  constructor(key: string, message: string, values: RefusedQuery['values'] = {}) {
    super(message)
    this.key = key
    this.values = values
  }
}

export function readOnly(): RefusedQuery {
  return new RefusedQuery('sql-read-only', 'the lake is read only: write a SELECT')
}

/** What a statement fails with when its caller stops it. */
export function stopped(): RefusedQuery {
  return new RefusedQuery('sql-stopped-by-caller', 'the statement was stopped')
}

/** What a statement fails with that takes longer than it may. */
export function tooLate(seconds: number): RefusedQuery {
  return new RefusedQuery('sql-stopped', `stopped after ${seconds} s: ask for fewer days`, {
    seconds,
  })
}

/** What a statement fails with that takes more memory than it may; `reason` is the engine's own, for the log. */
export function tooLarge(reason?: unknown): RefusedQuery {
  const error = new RefusedQuery('sql-too-large', 'takes too much memory: ask for less')
  return Object.assign(error, { cause: reason })
}

const DAMAGED = 'sql-damaged'

/** What a statement is refused with that would read the damaged Parquet objects of these days. */
export function damagedQuery(days: readonly string[]): RefusedQuery {
  const [since = '', until = since] = [days[0], days.at(-1)]
  const values = { days: days.join(', '), since, until }
  const again = `npx lake etl --since ${since} --until ${until}`
  return new RefusedQuery(
    DAMAGED,
    `damaged: ${days.map(enrichedKey).join(', ')}. Make the days again from their raw objects with ${again}; ` +
      'without those, restore a copy, or delete them to go without these days',
    values,
  )
}

/** The days that a statement was refused for; undefined for any other error. */
export function damagedDaysIn(error: unknown): string[] | undefined {
  if (!(error instanceof RefusedQuery) || error.key !== DAMAGED) return undefined
  return String(error.values.days).split(', ')
}

export function noStatement(): RefusedQuery {
  return new RefusedQuery('sql-no-statement', 'there is no statement: write a SELECT')
}
