// Results must not depend on the engine: every statement runs on DuckDB and on the fake Athena, over the same files.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { AthenaClient } from '@aws-sdk/client-athena'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { athenaEngine } from '../../../bot/engine/athena.ts'
import { duckdbEngine } from '../../../bot/engine/duckdb.ts'
import {
  QueryError,
  type Parameter,
  type QueryEngine,
  type Table,
} from '../../../bot/engine/engine.ts'
import { flatten } from '../../../etl/flatten.ts'
import { enrichedKey } from '../../../etl/lake/keys.ts'
import { timeZone } from '../../../etl/lake/time-zone.ts'
import { encodeParquet } from '../../../etl/parquet.ts'
import { bindParameters, loadAnalyses, loadReport, reportNames } from '../../../sql/queries.ts'
import {
  athenaServer,
  DATABASE,
  WORKGROUP,
  type AthenaServer,
} from '../../helpers/aws/athena-server.ts'
import { clientConfig } from '../../helpers/aws/json-server.ts'
import { tempFolder } from '../../helpers/temp.ts'
import { CHAT_ID, messageUpdate, NOON } from '../../helpers/updates.ts'

const zone = timeZone('America/Sao_Paulo')
const folder = join(tempFolder(), 'enriched')
let server: AthenaServer
let duckdb: QueryEngine
let athena: QueryEngine

beforeAll(async () => {
  await putDay('2026-11-01', [
    { text: 'Como eu entro?', date: NOON },
    { text: "d'água 👩‍💻", date: NOON + 1 },
    { text: 'linha\n2', date: NOON + 2, reply_to_message: { message_id: 1, date: NOON } },
  ])
  await putDay('2026-11-02', [{ caption: 'foto', text: undefined, date: NOON + 86_400 }])
  server = await athenaServer({ enrichedDir: folder })
  duckdb = await duckdbEngine(folder)
  athena = athenaEngine({
    client: new AthenaClient(clientConfig(server)),
    database: DATABASE,
    workgroup: WORKGROUP,
    sleep: async () => {},
  })
})
afterAll(async () => {
  await athena.close()
  await duckdb.close()
  await server.close()
})

async function putDay(date: string, messages: Record<string, unknown>[]): Promise<void> {
  const rows = messages.map((message, index) => flatten(messageUpdate(index + 1, message), zone)!)
  const path = join(folder, enrichedKey(date))
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, await encodeParquet(rows, {}))
}

/** The table that both engines return. */
async function agreed(sql: string, parameters: readonly Parameter[] = []) {
  const plain = ({ columns, rows }: Table) => ({ columns, rows })
  const expected = plain(await duckdb.query(sql, parameters))
  expect(plain(await athena.query(sql, parameters))).toEqual(expected)
  return expected
}

describe('both engines return', () => {
  it('numbers, and integers exactly', async () => {
    const { columns, rows } = await agreed(`
      select
        1 as one,
        cast(-1001234567890 as bigint) as chat_id,
        9007199254740991 as safe,
        9007199254740993 as unsafe,
        cast('-9223372036854775808' as bigint) as smallest,
        cast(2.5 as double) as half,
        cast(3 as double) as three,
        cast(1.5 as decimal(10, 3)) as exact,
        cast('1e20' as double) as big,
        cast('1.25e-7' as double) as small,
        cast('NaN' as double) as nan,
        cast('-Infinity' as double) as infinite`)
    expect(columns.map(({ type }) => type)).toEqual([
      ...Array(5).fill('bigint'),
      ...Array(7).fill('double'),
    ])
    expect(rows).toEqual([
      [
        1,
        -1001234567890,
        9007199254740991,
        '9007199254740993',
        '-9223372036854775808',
        2.5,
        3,
        1.5,
        1e20,
        1.25e-7,
        NaN,
        -Infinity,
      ],
    ])
  })

  it('dates and times', async () => {
    const { columns, rows } = await agreed(`
      select
        date '2026-11-01' as day,
        timestamp '2026-11-01 09:30:00' as whole,
        timestamp '2026-11-01 10:00:00' as hour,
        timestamp '2026-11-01 09:30:00.120' as parts,
        timestamp '2026-11-01 09:30:00.123456' as micros`)
    expect(columns.map(({ type }) => type)).toEqual(['date', ...Array(4).fill('timestamp')])
    expect(rows).toEqual([
      [
        '2026-11-01',
        '2026-11-01 09:30:00',
        '2026-11-01 10:00:00',
        '2026-11-01 09:30:00.12',
        '2026-11-01 09:30:00.123456',
      ],
    ])
  })

  it('texts, booleans and nulls', async () => {
    const { columns, rows } = await agreed(`
      select
        '' as empty,
        'NULL' as word,
        'a' || chr(10) || 'b,"c"' as lines,
        'ção 👩‍💻' as letters,
        true as yes,
        false as no,
        cast(null as bigint) as no_number,
        cast(null as double) as no_double,
        cast(null as boolean) as no_truth,
        cast(null as date) as no_day,
        cast(null as timestamp) as no_time,
        cast(null as varchar) as no_text`)
    expect(columns.map(({ type }) => type)).toEqual([
      ...Array(4).fill('varchar'),
      ...['boolean', 'boolean', 'bigint', 'double', 'boolean', 'date', 'timestamp', 'varchar'],
    ])
    expect(rows).toEqual([
      ['', 'NULL', 'a\nb,"c"', 'ção 👩‍💻', true, false, null, null, null, null, null, null],
    ])
  })

  it('rows for the values of each ?', async () => {
    const { rows } = await agreed(
      `select message_id, text from messages -- ?
       where chat_id = ? and context_date between ? and ? and text <> ? and text <> '?'
       order by message_id`,
      [
        { type: 'bigint', value: CHAT_ID },
        { type: 'date', value: '2026-11-01' },
        { type: 'date', value: '2026-11-01' },
        { type: 'varchar', value: "x' or '1'='1" },
      ],
    )
    expect(rows).toEqual([
      [1, 'Como eu entro?'],
      [2, "d'água 👩‍💻"],
      [3, 'linha\n2'],
    ])
  })

  it('rows equal to a value, and none for null', async () => {
    const count = (value: string | null) =>
      agreed('select count(*) as n from messages where text = ?', [{ type: 'varchar', value }])
    expect((await count("d'água 👩‍💻")).rows).toEqual([[1]])
    expect((await count('linha\n2')).rows).toEqual([[1]])
    expect((await count("' or text is not null or text = '")).rows).toEqual([[0]])
    expect((await count(null)).rows).toEqual([[0]])
  })

  it('all columns when there are no rows', async () => {
    const { columns, rows } = await agreed('select * from telegram where false')
    expect(rows).toEqual([])
    expect(columns.slice(0, 3)).toEqual([
      { name: 'message_id', type: 'bigint' },
      { name: 'user_id', type: 'bigint' },
      { name: 'user_is_bot', type: 'boolean' },
    ])
    expect(columns.at(-1)).toEqual({ name: 'context_date', type: 'date' })
  })

  it('all rows of the lake', async () => {
    const { rows } = await agreed('select * from telegram order by context_date, message_id')
    expect(rows.length).toBe(4)
    expect(rows[0]?.at(-1)).toBe('2026-11-01')
    expect(rows[0]).toContain('2026-11-01 12:00:00')
  })

  it.each([998, 999, 1000, 1001, 2500])('%i rows, in as many pages as needed', async (rows) => {
    const requests = server.inputsOf('GetQueryResults').length
    const table = await agreed(
      `select x, -x as y from unnest(sequence(1, ${rows})) as t (x) order by x`,
    )
    expect(table.rows.length).toBe(rows)
    expect(table.rows.at(-1)).toEqual([rows, -rows])
    // The row of column names counts as one of the 1,000 rows of the first page.
    const pages = Math.ceil((rows + 1) / 1000)
    expect(server.inputsOf('GetQueryResults').length - requests).toBe(pages)
  })

  it('columns of the same name, and a row equal to the column names', async () => {
    const { columns, rows } = await agreed(`select 'a' as a, 'b' as b, 'a' as a`)
    expect(columns.map(({ name }) => name)).toEqual(['a', 'b', 'a'])
    expect(rows).toEqual([['a', 'b', 'a']])
  })

  it('the rows of the analyses', async () => {
    for (const { name, text } of loadAnalyses()) {
      expect((await agreed(text)).rows.length, name).toBeGreaterThan(0)
    }
  })

  it('the rows of the reports', async () => {
    for (const name of reportNames()) {
      const query = loadReport(name)
      const values = query.parameters.map((parameter) => [
        parameter.name,
        parameter.type === 'bigint'
          ? CHAT_ID
          : parameter.name.includes('since')
            ? '2026-10-01'
            : '2026-11-30',
      ])
      const { text, parameters } = bindParameters(query, Object.fromEntries(values))
      expect((await agreed(text, parameters)).columns.length, name).toBeGreaterThan(0)
    }
  })

  it('the same error for statements that do not read', async () => {
    for (const sql of ['drop view messages', 'explain select 1', '', '-- nothing']) {
      const refusals = await Promise.all(
        [duckdb, athena].map((engine) => engine.query(sql).catch((error: unknown) => error)),
      )
      expect(refusals[0]).toBeInstanceOf(QueryError)
      expect(refusals[1]).toEqual(refusals[0])
    }
  })

  it('a QueryError for statements that cannot run', async () => {
    for (const engine of [duckdb, athena]) {
      await expect(engine.query('select nothing from messages')).rejects.toThrow(QueryError)
      await expect(engine.query('select 1 where ? = 1')).rejects.toThrow(QueryError)
    }
  })
})
