import { randomUUID } from 'node:crypto'

import type {
  ColumnInfo,
  GetQueryExecutionInput,
  GetQueryExecutionOutput,
  GetQueryResultsInput,
  GetQueryResultsOutput,
  QueryExecutionState,
  Row,
  StartQueryExecutionInput,
  StartQueryExecutionOutput,
  StopQueryExecutionInput,
} from '@aws-sdk/client-athena'

import { duckdbEngine } from '../../../bot/engine/duckdb.ts'
import type { Table, Value, ValueType } from '../../../bot/engine/engine.ts'
import { jsonServer, ServiceError, type JsonServer } from './json-server.ts'

export const DATABASE = 'telegram_lake'
export const WORKGROUP = 'telegram_lake_reports'

/** The statistics reported for each query, unless an earlier result was reused. */
export const BYTES_SCANNED = 1_234_567
export const MILLISECONDS = 890

/** How a query ends without a result. `RUNNING` means never, unless stopped. */
export interface Ending {
  readonly state: 'FAILED' | 'CANCELLED' | 'RUNNING'
  readonly reason?: string
}

export interface AthenaServer extends JsonServer {
  /** Sets how the next query ends. */
  next(ending: Ending): void
  /** Statements that were run, with their parameters filled in. */
  readonly statements: readonly string[]
}

export interface AthenaServerOptions {
  /** The folder of Parquet files to query. */
  readonly enrichedDir: string
  /** Rows per page, including the row of column names (default: 1000) */
  readonly pageRows?: number
  /** The only database (default: `DATABASE`) */
  readonly database?: string
  /** The only workgroup (default: `WORKGROUP`) */
  readonly workgroup?: string
  /** Whether queries are first queued and running for some looks, as at AWS (default: true). */
  readonly hasEarlyStates?: boolean
  /** Awaited before each statement is run. */
  beforeQuery?(): Promise<void>
}

interface Execution {
  readonly input: StartQueryExecutionInput
  readonly result: Promise<Table | Ending>
  readonly reused: boolean
  looks: number
  ended?: { readonly state: QueryExecutionState; readonly reason?: string }
}

/** Each query reports these states before it ends. */
const EARLY_STATES = ['QUEUED', 'RUNNING'] as const

/**
 * Athena over HTTP on this machine: its states, pages, tokens and errors. DuckDB runs the statements over the
 * Parquet files of a folder, with the parameters filled in, as Athena does.
 */
export async function athenaServer({
  enrichedDir,
  pageRows = 1000,
  hasEarlyStates = true,
  database = DATABASE,
  workgroup = WORKGROUP,
  beforeQuery,
}: AthenaServerOptions): Promise<AthenaServer> {
  const engine = await duckdbEngine(enrichedDir)
  const executions = new Map<string, Execution>()
  const tokens = new Map<string, { readonly id: string; readonly asked: string }>()
  const endings: Ending[] = []
  const statements: string[] = []

  async function run(sql: string): Promise<Table | Ending> {
    try {
      await beforeQuery?.()
      return await engine.query(sql)
    } catch (error) {
      return { state: 'FAILED', reason: `SYNTAX_ERROR: ${(error as Error).message}` }
    }
  }

  function start(input: StartQueryExecutionInput): StartQueryExecutionOutput {
    check(input, database, workgroup)
    const { ClientRequestToken: token = '', ...rest } = input
    const asked = JSON.stringify(rest)
    const known = tokens.get(token)
    if (known) {
      if (known.asked !== asked) throw invalid('Idempotent parameters do not match')
      return { QueryExecutionId: known.id }
    }
    const id = randomUUID()
    tokens.set(token, { id, asked })
    const { text: sql, mismatch } = withParameters(input)
    const age = input.ResultReuseConfiguration?.ResultReuseByAgeConfiguration
    const reused = age?.Enabled === true && statements.includes(sql)
    statements.push(sql)
    const ending = endings.shift() ?? mismatch
    executions.set(id, {
      input,
      reused,
      looks: 0,
      result: ending ? Promise.resolve(ending) : run(sql),
    })
    return { QueryExecutionId: id }
  }

  function find(id: string | undefined): Execution {
    const execution = executions.get(id ?? '')
    if (!execution) throw invalid(`QueryExecution ${id} was not found`)
    return execution
  }

  async function look(input: GetQueryExecutionInput): Promise<GetQueryExecutionOutput> {
    const execution = find(input.QueryExecutionId)
    const early = hasEarlyStates ? EARLY_STATES[execution.looks] : undefined
    execution.looks += 1
    if (!early && !execution.ended) {
      const result = await execution.result
      if ('columns' in result) execution.ended ??= { state: 'SUCCEEDED' }
      else if (result.state !== 'RUNNING') execution.ended ??= result
    }
    const { state, reason } = execution.ended ?? { state: early ?? 'RUNNING' }
    return {
      QueryExecution: {
        QueryExecutionId: input.QueryExecutionId,
        Query: execution.input.QueryString,
        StatementType: 'DML',
        Status: { State: state, ...(reason !== undefined && { StateChangeReason: reason }) },
        Statistics: {
          TotalExecutionTimeInMillis: MILLISECONDS,
          DataScannedInBytes: execution.reused ? 0 : BYTES_SCANNED,
          ResultReuseInformation: { ReusedPreviousResult: execution.reused },
        },
        WorkGroup: execution.input.WorkGroup,
      },
    }
  }

  async function results(input: GetQueryResultsInput): Promise<GetQueryResultsOutput> {
    const execution = find(input.QueryExecutionId)
    const result = await execution.result
    if (execution.ended?.state !== 'SUCCEEDED' || !('columns' in result)) {
      const state = execution.ended?.state ?? 'RUNNING'
      throw invalid(`Query has not yet finished. Current state: ${state}`)
    }
    const { columns, rows } = result
    const names: Row = { Data: columns.map(({ name }) => ({ VarCharValue: name })) }
    const all = [
      names,
      ...rows.map((row): Row => ({
        Data: row.map((value, index) => datum(value, columns[index]?.type)),
      })),
    ]
    const from = Number(input.NextToken ?? 0)
    const to = from + Math.min(input.MaxResults ?? pageRows, pageRows)
    return {
      UpdateCount: 0,
      ResultSet: {
        Rows: all.slice(from, to),
        ResultSetMetadata: {
          ColumnInfo: columns.map(({ name, type }): ColumnInfo => ({
            CatalogName: 'hive',
            Name: name,
            Label: name,
            Type: type,
            Nullable: 'UNKNOWN',
          })),
        },
      },
      ...(to < all.length && { NextToken: String(to) }),
    }
  }

  function stop({ QueryExecutionId }: StopQueryExecutionInput): object {
    const execution = find(QueryExecutionId)
    execution.ended ??= { state: 'CANCELLED', reason: 'Query cancelled by user' }
    return {}
  }

  const server = await jsonServer('AmazonAthena', {
    StartQueryExecution: start,
    GetQueryExecution: look,
    GetQueryResults: results,
    StopQueryExecution: stop,
  })
  return {
    ...server,
    statements,
    next: (ending) => void endings.push(ending),
    async close() {
      await server.close()
      await Promise.all([...executions.values()].map(({ result }) => result))
      await engine.close()
    },
  }
}

function check(input: StartQueryExecutionInput, database: string, workgroup: string): void {
  const { QueryString = '', ClientRequestToken = '', ExecutionParameters, WorkGroup } = input
  if (QueryString === '') throw invalid('QueryString must have length greater than or equal to 1')
  if (ClientRequestToken.length < 32 || ClientRequestToken.length > 128) {
    throw invalid('ClientRequestToken must have length between 32 and 128')
  }
  if (ExecutionParameters?.length === 0) {
    throw invalid('ExecutionParameters must have length greater than or equal to 1')
  }
  if (ExecutionParameters?.some(({ length }) => length < 1 || length > 1024)) {
    throw invalid('ExecutionParameters: member must have length between 1 and 1024')
  }
  if (WorkGroup !== workgroup) throw invalid(`WorkGroup ${WorkGroup} is not found.`)
  const asked = input.QueryExecutionContext?.Database
  if (asked !== database) throw invalid(`Database ${asked} not found.`)
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidRequestException', message)
}

/** A `?`, or a string, quoted name or comment, in which a `?` is not a parameter. */
const TOKEN = /'[^']*'|"[^"]*"|--[^\n]*|\/\*[^]*?\*\/|\?/g

function withParameters({ QueryString = '', ExecutionParameters = [] }: StartQueryExecutionInput): {
  text: string
  mismatch?: Ending
} {
  let count = 0
  const text = QueryString.replace(TOKEN, (token) => {
    if (token !== '?') return token
    count += 1
    return ExecutionParameters[count - 1] ?? '?'
  })
  if (count === ExecutionParameters.length) return { text }
  const found = ExecutionParameters.length
  const reason = `INVALID_PARAMETER_USAGE: Incorrect number of parameters: expected ${count} but found ${found}`
  return { text, mismatch: { state: 'FAILED', reason } }
}

/** Text as Trino writes it: at least three decimals of a second, doubles always with a decimal point. */
function datum(value: Value, type: ValueType | undefined): { VarCharValue?: string } {
  if (value === null) return {}
  if (type === 'double') return { VarCharValue: doubleText(Number(value)) }
  if (type === 'timestamp') {
    const [time = '', digits = ''] = String(value).split('.')
    return { VarCharValue: `${time}.${digits.padEnd(3, '0')}` }
  }
  return { VarCharValue: String(value) }
}

function doubleText(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  const size = Math.abs(value)
  const isPlain = value === 0 || (size >= 1e-3 && size < 1e7)
  const [digits = '', exponent] = (isPlain ? String(value) : value.toExponential()).split('e')
  const mantissa = digits.includes('.') ? digits : `${digits}.0`
  return exponent === undefined ? mantissa : `${mantissa}E${Number(exponent)}`
}
