import { createHash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'

import {
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
  type AthenaClient,
  type GetQueryResultsOutput,
  type QueryExecution,
} from '@aws-sdk/client-athena'

import { queryErrorOf, unfinishedError } from './athena-errors.ts'
import { literal } from './athena-literals.ts'
import { checkSelect } from './athena-statement.ts'
import { columnsOf, isHeader, rowOf } from './athena-values.ts'
import {
  QueryError,
  type QueryEngine,
  type QueryOptions,
  type ResultColumn,
  type Table,
} from './engine.ts'
import { rowTaker } from './take-rows.ts'

export interface AthenaOptions {
  /** Brings its own retries, region and credentials. Closing the engine destroys it. */
  readonly client: AthenaClient
  readonly database: string
  /** Sets where results go, how long they are kept, and how much a query may scan. */
  readonly workgroup: string
  /** A query that takes longer is stopped (default: 45) */
  readonly deadlineSeconds?: number
  /** In milliseconds (default: `Date.now`) */
  now?(): number
  sleep?(milliseconds: number): Promise<unknown>
}

/** Milliseconds between two polls of a query, growing by a factor. */
const FIRST_WAIT = 250
const LONGEST_WAIT = 2000
const WAIT_FACTOR = 1.5

/** Milliseconds that stopping a query may take. */
const STOP_TIMEOUT = 5000

/** SQL over the enriched bucket, in Athena. */
export function athenaEngine({
  client,
  database,
  workgroup,
  deadlineSeconds = 45,
  now = Date.now,
  sleep = (milliseconds) => setTimeout(milliseconds),
}: AthenaOptions): QueryEngine {
  async function start(
    sql: string,
    literals: readonly string[],
    { token, reuseMinutes }: QueryOptions,
    abortSignal: AbortSignal,
  ): Promise<string> {
    const { QueryExecutionId } = await client.send(
      new StartQueryExecutionCommand({
        QueryString: sql,
        QueryExecutionContext: { Database: database },
        WorkGroup: workgroup,
        // Athena refuses an empty list.
        ...(literals.length > 0 && { ExecutionParameters: [...literals] }),
        // A job may run several statements, and Athena wants one token per statement.
        ...(token !== undefined && {
          ClientRequestToken: sha256([token, database, workgroup, sql, literals, reuseMinutes]),
        }),
        ...(reuseMinutes !== undefined && {
          ResultReuseConfiguration: {
            ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: reuseMinutes },
          },
        }),
      }),
      { abortSignal },
    )
    if (QueryExecutionId === undefined) throw new QueryError('Athena returned no query id')
    return QueryExecutionId
  }

  /** Resolves once the query has succeeded, failed or been cancelled. */
  async function ended(
    id: string,
    deadline: number,
    abortSignal: AbortSignal,
  ): Promise<QueryExecution> {
    let wait = FIRST_WAIT
    for (;;) {
      const left = deadline - now()
      if (left <= 0) throw tooLate()
      await sleep(Math.min(wait, left))
      wait = Math.min(Math.round(wait * WAIT_FACTOR), LONGEST_WAIT)
      const { QueryExecution: execution } = await client.send(
        new GetQueryExecutionCommand({ QueryExecutionId: id }),
        { abortSignal },
      )
      const state = execution?.Status?.State
      if (execution && state !== 'QUEUED' && state !== 'RUNNING') return execution
    }
  }

  async function stop(id: string): Promise<void> {
    try {
      await client.send(new StopQueryExecutionCommand({ QueryExecutionId: id }), {
        abortSignal: AbortSignal.timeout(STOP_TIMEOUT),
      })
    } catch {
      // The caller gets the original error, and the workgroup's scan limit stops the query anyway.
    }
  }

  async function* pages(
    id: string,
    deadline: number,
    abortSignal: AbortSignal,
  ): AsyncGenerator<GetQueryResultsOutput> {
    let token: string | undefined
    do {
      if (now() >= deadline) throw tooLate()
      const page: GetQueryResultsOutput = await client.send(
        new GetQueryResultsCommand({ QueryExecutionId: id, NextToken: token }),
        { abortSignal },
      )
      yield page
      token = page.NextToken
    } while (token)
  }

  function tooLate(cause?: unknown): QueryError {
    return new QueryError(`Athena did not answer within ${deadlineSeconds} seconds`, { cause })
  }

  return {
    async query(sql, parameters = [], options = {}) {
      checkSelect(sql)
      const literals = parameters.map(literal)
      const started = now()
      const deadline = started + deadlineSeconds * 1000
      // For requests that never get a response.
      const abortSignal = AbortSignal.timeout(deadlineSeconds * 1000)
      try {
        const id = await start(sql, literals, options, abortSignal)
        const execution = await ended(id, deadline, abortSignal).catch(async (error: unknown) => {
          await stop(id)
          throw error
        })
        if (execution.Status?.State !== 'SUCCEEDED') throw unfinishedError(execution)
        const result = await tableOf(pages(id, deadline, abortSignal), options)
        return { ...result, stats: statsOf(execution, now() - started) }
      } catch (error) {
        throw abortSignal.aborted && !(error instanceof QueryError)
          ? tooLate(error)
          : queryErrorOf(error)
      }
    },

    async close() {
      client.destroy()
    },
  }
}

/** Rows in plain types, without the row of column names that the first page starts with. */
async function tableOf(
  pages: AsyncIterable<GetQueryResultsOutput>,
  wanted: QueryOptions,
): Promise<Pick<Table, 'columns' | 'rows' | 'isCut'>> {
  let columns: ResultColumn[] | undefined
  const taker = rowTaker(wanted)
  for await (const { ResultSet } of pages) {
    const found = ResultSet?.Rows ?? []
    const isFirst = columns === undefined
    const known = (columns ??= columnsOf(ResultSet?.ResultSetMetadata?.ColumnInfo ?? []))
    const from = isFirst && found[0] && isHeader(found[0], known) ? 1 : 0
    const rows = found.slice(from).map((row) => rowOf(row, known))
    if (!(await taker.take(known, rows))) break
  }
  return { columns: columns ?? [], ...taker.taken() }
}

function statsOf({ Statistics = {} }: QueryExecution, milliseconds: number): Table['stats'] {
  const { TotalExecutionTimeInMillis, DataScannedInBytes } = Statistics
  return {
    milliseconds: TotalExecutionTimeInMillis ?? milliseconds,
    ...(DataScannedInBytes !== undefined && { bytesScanned: DataScannedInBytes }),
  }
}

function sha256(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}
