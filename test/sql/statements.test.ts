import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { TrinoSQL } from 'dt-sql-parser/dist/parser/trino/index.js'
import { describe, expect, it } from 'vitest'

import { duckdbEngine } from '../../bot/engine/duckdb.ts'
import {
  bindParameters,
  loadAnalyses,
  loadReport,
  reportNames,
  sqlFile,
  stockAnalyses,
} from '../../sql/queries.ts'
import { tempFolder } from '../helpers/temp.ts'

const trino = new TrinoSQL()
const problemsOf = (text: string) => trino.validate(text).map(({ message }) => message)

const filesOf = (folder: string) =>
  readdirSync(sqlFile(folder))
    .filter((file) => file.endsWith('.sql'))
    .map((file) => `${folder}/${file}`)
const selects = [...filesOf('analyses'), ...filesOf('reports')]
const external = ['tables/telegram.sql', 'tables/hidden.sql']
const views = filesOf('tables').filter((file) => !external.includes(file))

const valuesOf = { bigint: -1, date: '2026-11-01', varchar: 'x' }

/** A report as it is run, with ? for each value. */
function bound(name: string) {
  const query = loadReport(name)
  return bindParameters(
    query,
    Object.fromEntries(query.parameters.map((each) => [each.name, valuesOf[each.type]])),
  )
}

describe('a statement in sql/', () => {
  it.each([...filesOf('analyses'), ...views])('%s parses as Trino SQL', (file) => {
    expect(problemsOf(readFileSync(sqlFile(file), 'utf8'))).toEqual([])
  })

  it.each(reportNames())('reports/%s.sql parses as Trino SQL', (name) => {
    expect(problemsOf(bound(name).text)).toEqual([])
  })

  it.each(reportNames())('reports/%s.sql returns the columns it declares', async (name) => {
    const engine = await duckdbEngine(join(tempFolder(), 'enriched'))
    const { text, parameters } = bound(name)
    const { columns } = await engine.query(text, parameters)
    await engine.close()
    expect(columns).toEqual(loadReport(name).columns.map(({ name, type }) => ({ name, type })))
  })

  it.each([...filesOf('analyses'), ...filesOf('reports'), ...filesOf('tables')])(
    '%s has a snake_case name and opens with a comment',
    (file) => {
      expect(file).toMatch(/\/[a-z][a-z0-9_]*\.sql$/)
      expect(readFileSync(sqlFile(file), 'utf8')).toMatch(/^-- [A-Z][^\n]+\n/)
    },
  )

  it.each(selects)('%s lists its columns by name', (file) => {
    // A star is allowed in a with or from, not in the outermost select.
    expect(readFileSync(sqlFile(file), 'utf8')).not.toMatch(/^select\s+\*/m)
  })

  it.each([
    'select 1 limit 1 offset 1',
    "select '5'::bigint",
    'select a from t qualify row_number() over (order by a) = 1',
    'select distinct on (a) a from t',
    'select * exclude (a) from t',
    'from t select a',
    'select a, from t',
    'select a from t group by all',
    "select a from t where a ilike 'x'",
    'selec 1',
  ])('would be rejected if it were %j', (text) => {
    expect(problemsOf(text)).not.toEqual([])
  })
})

describe('the table', () => {
  it('is created by a statement that parses as Hive DDL, as Athena requires', async () => {
    const { HiveSQL } = await import('dt-sql-parser/dist/parser/hive/index.js')
    const text = readFileSync(sqlFile('tables/telegram.sql'), 'utf8')
    expect(new HiveSQL().validate(text)).toEqual([])
    expect(new HiveSQL().validate(text.replace('stored as', 'stored like'))).not.toEqual([])
  })
})

describe('loadAnalyses', () => {
  it('includes the stock analyses, the first rows and the freshness', () => {
    const names = loadAnalyses().map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining([...stockAnalyses, 'first_ten_rows', 'freshness']))
    expect(stockAnalyses).toEqual([
      'messages_per_day',
      'messages_per_user_per_day',
      'average_text_length_per_user_per_day',
      'messages_per_hour_weekday_week',
    ])
  })

  it('takes the title from the first sentence of the header', () => {
    const titles = new Map(loadAnalyses().map(({ name, title }) => [name, title]))
    expect(titles.get('messages_per_day')).toBe('How many messages per day.')
    expect(titles.get('first_ten_rows')).toBe(
      'The ten latest messages, to show what a row looks like.',
    )
  })
})
