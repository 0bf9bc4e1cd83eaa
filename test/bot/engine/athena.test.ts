import { join } from 'node:path'

import {
  AthenaClient,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { athenaEngine, type AthenaOptions } from '../../../bot/engine/athena.ts'
import { QueryError, type QueryEngine } from '../../../bot/engine/engine.ts'
import {
  athenaServer,
  BYTES_SCANNED,
  DATABASE,
  WORKGROUP,
  type AthenaServer,
} from '../../helpers/aws/athena-server.ts'
import { clientConfig, jsonServer, ServiceError } from '../../helpers/aws/json-server.ts'
import { tempFolder } from '../../helpers/temp.ts'

let server: AthenaServer
beforeAll(async () => {
  server = await athenaServer({ enrichedDir: join(tempFolder(), 'enriched') })
})
afterAll(() => server.close())

const engines: QueryEngine[] = []
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close()
})

/** An engine whose clock advances only while it sleeps, and how long it slept. */
function setUp(options: Partial<AthenaOptions> & { maxAttempts?: number } = {}) {
  const slept: number[] = []
  let time = 1_793_545_200_000
  const { maxAttempts = 1, ...rest } = options
  const engine = athenaEngine({
    client: new AthenaClient({ ...clientConfig(server), maxAttempts }),
    database: DATABASE,
    workgroup: WORKGROUP,
    now: () => time,
    sleep: async (milliseconds) => {
      slept.push(milliseconds)
      time += milliseconds
    },
    ...rest,
  })
  engines.push(engine)
  return { engine, slept, query: engine.query }
}

const lastStart = () => server.inputsOf('StartQueryExecution').at(-1)
const stops = () => server.inputsOf('StopQueryExecution').length

/** The error a query fails with, which must be one for people. */
async function failure(promise: Promise<unknown>): Promise<QueryError> {
  const error = await promise.then(
    () => expect.unreachable('the query succeeded'),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(QueryError)
  return error as QueryError
}

describe('a query', () => {
  it('returns columns, rows and statistics', async () => {
    const { query } = setUp()
    expect(await query("select 1 as n, 'oi' as t")).toEqual({
      columns: [
        { name: 'n', type: 'bigint' },
        { name: 't', type: 'varchar' },
      ],
      rows: [[1, 'oi']],
      stats: { milliseconds: 890, bytesScanned: 1_234_567 },
    })
  })

  it('runs in the workgroup and database, and sends nothing else', async () => {
    const { query } = setUp()
    await query('select 1 as n')
    expect(lastStart()).toEqual({
      QueryString: 'select 1 as n',
      QueryExecutionContext: { Database: 'telegram_lake' },
      WorkGroup: 'telegram_lake_reports',
      // Added by the SDK, so that a retried request is one query.
      ClientRequestToken: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  it('sends values as typed literals, apart from the text', async () => {
    const { query } = setUp()
    const { rows } = await query('select ? as a, ? as b, ? as c, ? as d', [
      { type: 'bigint', value: -1001234567890 },
      { type: 'date', value: '2026-11-01' },
      { type: 'varchar', value: "d'água" },
      { type: 'varchar', value: null },
    ])
    expect(rows).toEqual([[-1001234567890, '2026-11-01', "d'água", null]])
    expect(lastStart()).toMatchObject({
      QueryString: 'select ? as a, ? as b, ? as c, ? as d',
      ExecutionParameters: ['-1001234567890', "DATE '2026-11-01'", "'d''água'", 'NULL'],
    })
  })

  it.each([
    "x' or '1'='1",
    "'; drop view messages; --",
    "\\' union select 1 --",
    "' /*",
    '*/ ?',
    '\u2019 or 1=1',
    'a\nb',
  ])('uses the text %j as a value only', async (value) => {
    const { query } = setUp()
    const { rows } = await query(`select count(*) as n, ? as t from messages where text = ? -- ?`, [
      { type: 'varchar', value },
      { type: 'varchar', value },
    ])
    expect(rows).toEqual([[0, value]])
  })

  it('is not sent when a value is not of its type', async () => {
    const { query } = setUp()
    const before = server.requests.length
    const error = await failure(
      query('select 1 where ? > 0', [{ type: 'bigint', value: '1 or 1=1' }]),
    )
    expect(error.message).toBe('"1 or 1=1" is not a valid bigint')
    expect(server.requests.length).toBe(before)
  })

  it('reuses an earlier result when given a maximum age', async () => {
    const { query } = setUp()
    const options = { reuseMinutes: 60 }
    const first = await query('select 11 as n', [], options)
    expect(lastStart()).toMatchObject({
      ResultReuseConfiguration: {
        ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: 60 },
      },
    })
    expect(first.stats.bytesScanned).toBe(BYTES_SCANNED)
    const second = await query('select 11 as n', [], options)
    expect(second.rows).toEqual([[11]])
    expect(second.stats.bytesScanned).toBe(0)
  })
})

describe('the token of a job', () => {
  const parameters = [{ type: 'bigint', value: 1 }] as const

  it('is valid for Athena, whatever the name of the job', async () => {
    const { query } = setUp()
    await query('select 21 as n', [], { token: '7' })
    expect(lastStart()).toMatchObject({
      ClientRequestToken: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  it('runs the same query once', async () => {
    const { query } = setUp()
    const runs = server.statements.length
    const first = await query('select ? as n', parameters, { token: 'job 1' })
    const again = await setUp().query('select ? as n', parameters, { token: 'job 1' })
    expect(again).toEqual(first)
    expect(server.statements.slice(runs)).toEqual(['select 1 as n'])
  })

  it('does not affect other queries of the job, other values, or other jobs', async () => {
    const { query } = setUp()
    const runs = server.statements.length
    await query('select ? as m', parameters, { token: 'job 2' })
    await query('select ? + 1 as m', parameters, { token: 'job 2' })
    await query('select ? as m', [{ type: 'bigint', value: 2 }], { token: 'job 2' })
    await query('select ? as m', parameters, { token: 'job 2', reuseMinutes: 5 })
    await query('select ? as m', parameters, { token: 'job 3' })
    expect(server.statements.length - runs).toBe(5)
  })

  it('cannot be reused for another text', async () => {
    const client = new AthenaClient(clientConfig(server))
    const start = (QueryString: string) =>
      client.send(
        new StartQueryExecutionCommand({
          QueryString,
          QueryExecutionContext: { Database: DATABASE },
          WorkGroup: WORKGROUP,
          ClientRequestToken: 'x'.repeat(32),
        }),
      )
    const { QueryExecutionId } = await start('select 1 as n')
    expect(await start('select 1 as n')).toMatchObject({ QueryExecutionId })
    await expect(start('select 2 as n')).rejects.toThrow('Idempotent parameters do not match')
    const results = new GetQueryResultsCommand({ QueryExecutionId })
    await expect(client.send(results)).rejects.toThrow('Query has not yet finished')
    client.destroy()
  })
})

describe('waiting', () => {
  it('polls quickly at first, then less and less often', async () => {
    const { query, slept } = setUp()
    await query('select 1 as n')
    expect(slept).toEqual([250, 375, 563])
  })

  it('stops the query at the deadline', async () => {
    const { query, slept } = setUp()
    const before = stops()
    server.next({ state: 'RUNNING' })
    const error = await failure(query('select 1 as n'))
    expect(error.message).toBe('Athena did not answer within 45 seconds')
    expect(stops() - before).toBe(1)
    expect(slept.slice(0, 8)).toEqual([250, 375, 563, 845, 1268, 1902, 2000, 2000])
    expect(Math.max(...slept)).toBe(2000)
    expect(slept.reduce((sum, each) => sum + each)).toBe(45_000)
  })

  it('uses the given deadline', async () => {
    const { query, slept } = setUp({ deadlineSeconds: 2 })
    server.next({ state: 'RUNNING' })
    expect((await failure(query('select 1 as n'))).message).toBe(
      'Athena did not answer within 2 seconds',
    )
    expect(slept).toEqual([250, 375, 563, 812])
  })

  it('reports the deadline even when stopping fails', async () => {
    const { query } = setUp({ deadlineSeconds: 1 })
    server.next({ state: 'RUNNING' })
    server.fail('StopQueryExecution', 'drop')
    expect((await failure(query('select 1 as n'))).message).toMatch(/did not answer within/)
  })

  it.each(['StartQueryExecution', 'GetQueryExecution', 'GetQueryResults'])(
    'stops when %s never gets a response',
    async (operation) => {
      const { query } = setUp({ deadlineSeconds: 0.5, now: () => 0 })
      server.fail(operation, 'hang')
      const error = await failure(query('select 1 as n'))
      expect(error.message).toBe('Athena did not answer within 0.5 seconds')
    },
  )

  it('stops at the deadline in the middle of a long result, without stopping the query', async () => {
    let time = 0
    const { query } = setUp({ now: () => (time += 5000), sleep: async () => {} })
    const before = stops()
    const error = await failure(query('select x from unnest(sequence(1, 9000)) as t (x)'))
    expect(error.message).toBe('Athena did not answer within 45 seconds')
    expect(server.inputsOf('GetQueryResults').at(-1)).toHaveProperty('NextToken')
    expect(stops()).toBe(before)
  })
})

describe('a failure is reported in one sentence', () => {
  it('when Athena cannot run the query', async () => {
    const { query } = setUp()
    const before = stops()
    server.next({
      state: 'FAILED',
      reason: "SYNTAX_ERROR: line 1:8:\n  Column 'x' cannot be resolved",
    })
    const error = await failure(query('select x from messages'))
    expect(error.message).toBe(
      "Athena could not run the query: SYNTAX_ERROR: line 1:8: Column 'x' cannot be resolved",
    )
    expect(error.cause).toMatchObject({
      QueryExecutionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      Status: { State: 'FAILED' },
    })
    expect(stops()).toBe(before)
  })

  it('when a person or a limit cancelled the query', async () => {
    const { query } = setUp()
    server.next({ state: 'CANCELLED', reason: 'Bytes scanned limit was exceeded' })
    expect((await failure(query('select 1 as n'))).message).toBe(
      'Athena cancelled the query: Bytes scanned limit was exceeded',
    )
    server.next({ state: 'CANCELLED' })
    expect((await failure(query('select 1 as n'))).message).toBe('Athena cancelled the query')
  })

  it.each(['TooManyRequestsException', 'ThrottlingException'])(
    'when throttled: %s',
    async (code) => {
      const { query } = setUp()
      server.fail('StartQueryExecution', new ServiceError(code, 'Rate exceeded'))
      const error = await failure(query('select 1 as n'))
      expect(error.message).toBe('Athena is running too many queries: try again in a minute')
      expect(error.cause).toMatchObject({ name: code })
    },
  )

  it('unless a retry of the client succeeds', async () => {
    const { query } = setUp({ maxAttempts: 3 })
    const runs = server.statements.length
    server.fail(
      'StartQueryExecution',
      new ServiceError('TooManyRequestsException', 'Rate exceeded'),
    )
    server.fail('GetQueryExecution', 'drop')
    server.fail('GetQueryResults', new ServiceError('InternalServerException', 'oops', 500))
    expect((await query('select 31 as n')).rows).toEqual([[31]])
    expect(server.statements.length - runs).toBe(1)
  })

  it('when the connection is lost, and the query is stopped', async () => {
    const { query } = setUp()
    const before = stops()
    server.fail('GetQueryExecution', 'drop')
    const error = await failure(query('select 1 as n'))
    expect(error.message).toBe('the connection to Athena was lost (ECONNRESET): try again')
    expect(error.cause).toMatchObject({ code: 'ECONNRESET' })
    expect(stops() - before).toBe(1)
  })

  it.each(['StartQueryExecution', 'GetQueryResults'])(
    'when the connection is lost in %s',
    async (operation) => {
      const { query } = setUp()
      server.fail(operation, 'drop')
      expect((await failure(query('select 1 as n'))).message).toMatch(
        /^the connection to Athena was lost \(ECONNRESET\): try again$/,
      )
    },
  )

  it('when the server is unreachable', async () => {
    const client = new AthenaClient(clientConfig({ endpoint: 'http://127.0.0.1:1' }))
    expect((await failure(setUp({ client }).query('select 1 as n'))).message).toBe(
      'the connection to Athena was lost (ECONNREFUSED): try again',
    )
  })

  it('when the workgroup or a permission is missing', async () => {
    const { query } = setUp({ workgroup: 'nothing' })
    expect((await failure(query('select 1 as n'))).message).toBe(
      'Athena refused the query: WorkGroup nothing is not found.',
    )
    server.fail('StartQueryExecution', new ServiceError('AccessDeniedException', 'not authorized'))
    expect((await failure(query('select 1 as n'))).message).toBe(
      'Athena returned AccessDeniedException: not authorized',
    )
  })

  it('when credentials are missing', async () => {
    const credentials = () => Promise.reject(new Error('Could not load credentials'))
    const client = new AthenaClient({ ...clientConfig(server), credentials })
    expect((await failure(setUp({ client }).query('select 1 as n'))).message).toBe(
      'the request to Athena failed: Could not load credentials',
    )
  })

  it('when a value is missing', async () => {
    const { query } = setUp()
    expect((await failure(query('select 1 as n where 1 = ?'))).message).toBe(
      'Athena could not run the query: INVALID_PARAMETER_USAGE: Incorrect number of parameters: expected 1 but found 0',
    )
  })
})

describe('only reading statements are run', () => {
  it.each([
    'insert into telegram values (1)',
    'create table x as select 1',
    'drop table telegram',
    "unload (select 1) to 's3://x/'",
    "update telegram set text = 'x'",
    'delete from telegram',
    'merge into telegram using x on true when matched then delete',
    'msck repair table telegram',
    "alter table telegram drop partition (context_date = '2026-11-01')",
    'execute p',
    'prepare p from select 1',
    'explain analyze select 1',
    'selection',
    '-- select 1\ndrop table telegram',
    '/* select */ drop table telegram',
    ' ( drop table telegram)',
    "'select' drop",
    '1',
  ])('refuses %j', async (sql) => {
    const before = server.requests.length
    const error = await failure(setUp().query(sql))
    expect(error.message).toBe('the lake is read only: write a SELECT')
    expect(server.requests.length).toBe(before)
  })

  it.each(['', ' \n', ';;', '-- select 1', '/* select 1 */', '('])(
    'refuses %j, which is empty',
    async (sql) => {
      const error = await failure(setUp().query(sql))
      expect(error.message).toBe('there is no statement: write a SELECT')
    },
  )

  it.each([
    'SELECT 1 AS n',
    ' \n\tselect 1 as n',
    '-- drop table telegram\nselect 1 as n',
    '/* drop; */ /**/ -- x\r\n select 1 as n',
    'with t as (select 1 as n) select n from t',
    '(select 1 as n)',
    '((select 1 as n))',
    'select 1 as n;',
  ])('runs %j', async (sql) => {
    const { columns, rows } = await setUp().query(sql)
    expect({ columns, rows }).toEqual({ columns: [{ name: 'n', type: 'bigint' }], rows: [[1]] })
  })

  it('and only one at a time, which Athena checks', async () => {
    const error = await failure(setUp().query('select 1 as n; drop table telegram'))
    expect(error.message).toMatch(/^Athena could not run the query: /)
  })
})

describe('odd results', () => {
  /** An Athena where every query succeeds immediately with these pages. */
  async function pagesOf(...pages: object[]) {
    const scripted = await jsonServer('AmazonAthena', {
      StartQueryExecution: () => ({ QueryExecutionId: 'q' }),
      GetQueryExecution: () => ({ QueryExecution: { Status: { State: 'SUCCEEDED' } } }),
      GetQueryResults: ({ NextToken = '0' }: { NextToken?: string }) => ({
        ...pages[Number(NextToken)],
        ...(Number(NextToken) + 1 < pages.length && { NextToken: String(Number(NextToken) + 1) }),
      }),
    })
    try {
      return await setUp({ client: new AthenaClient(clientConfig(scripted)) }).query('select 1')
    } finally {
      await scripted.close()
    }
  }

  const ResultSetMetadata = { ColumnInfo: [{ Name: 'n', Type: 'varchar' }] }
  const Rows = (...texts: string[]) => texts.map((text) => ({ Data: [{ VarCharValue: text }] }))
  const columns = [{ name: 'n', type: 'varchar' }]

  it.each([
    [{}],
    [{ ResultSet: {} }],
    [{ ResultSet: { Rows: [], ResultSetMetadata: { ColumnInfo: [] } } }],
    [{ ResultSet: { Rows: [{}], ResultSetMetadata: { ColumnInfo: [] } } }],
  ])('are empty when there are no columns: %j', async (page) => {
    expect(await pagesOf(page)).toEqual({ columns: [], rows: [], stats: { milliseconds: 250 } })
  })

  it('lose no row when the row of column names is missing', async () => {
    const page = { ResultSet: { Rows: Rows('a', 'b'), ResultSetMetadata } }
    expect(await pagesOf(page)).toMatchObject({ columns, rows: [['a'], ['b']] })
  })

  it('keep a row equal to the column names, which only the first page starts with', async () => {
    const page = { ResultSet: { Rows: Rows('n', 'n'), ResultSetMetadata } }
    expect(await pagesOf(page, page)).toMatchObject({ columns, rows: [['n'], ['n'], ['n']] })
  })

  it('may have pages without rows', async () => {
    const empty = { ResultSet: { Rows: [], ResultSetMetadata } }
    const page = { ResultSet: { Rows: Rows('a'), ResultSetMetadata } }
    expect(await pagesOf(empty, empty, page, empty)).toMatchObject({ columns, rows: [['a']] })
  })
})
