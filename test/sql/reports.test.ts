import { TrinoSQL } from 'dt-sql-parser/dist/parser/trino/index.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { bindParameters, loadReport, parseReport, reportNames } from '../../sql/queries.ts'
import { reportLake, values } from '../bot/reports/helpers.ts'

const names = reportNames()
const trino = new TrinoSQL()

const header = `-- What is asked. More about it.
-- Grain: one row.
--
-- @param chat_id bigint   the group,
--     whichever id
-- @column n bigint
`

describe('parseReport', () => {
  it('reads the contract from the header', () => {
    expect(
      parseReport('x', `${header}select 1 as n from t where chat_id = :chat_id`),
    ).toMatchObject({
      name: 'x',
      title: 'What is asked.',
      grain: 'one row.',
      parameters: [{ name: 'chat_id', type: 'bigint', note: 'the group, whichever id' }],
      columns: [{ name: 'n', type: 'bigint', note: '' }],
    })
  })

  it.each([
    ['select 1', 'must begin with a sentence'],
    ['-- What is asked.\nselect 1', 'must contain "Grain:"'],
    [`${header.replace('@column n bigint', '')}select :chat_id`, 'must declare a column'],
    [`${header}select 1`, ':chat_id is declared but not used'],
    [`${header}select :chat_id + :other`, ':other is not declared'],
    [`${header.replace('n bigint', 'n int')}select :chat_id`, 'cannot read "@column n int"'],
    [`${header}-- @column n date\nselect :chat_id`, 'n is declared twice'],
  ])('rejects %j', (text, problem) => {
    expect(() => parseReport('x', text)).toThrow(`sql: reports/x.sql: `)
    expect(() => parseReport('x', text)).toThrow(problem)
  })
})

describe('bindParameters', () => {
  const query = (text: string) => ({
    name: 'x',
    text,
    parameters: [
      { name: 'a', type: 'bigint' as const, note: '' },
      { name: 'b', type: 'date' as const, note: '' },
    ],
  })

  it('replaces each use with a ?, and lists the values in that order', () => {
    expect(
      bindParameters(query('select x from t where p = :a and q between :b and :b or r = :a'), {
        a: -1,
        b: '2026-11-01',
      }),
    ).toEqual({
      text: 'select x from t where p = ? and q between ? and ? or r = ?',
      parameters: [
        { type: 'bigint', value: -1 },
        { type: 'date', value: '2026-11-01' },
        { type: 'date', value: '2026-11-01' },
        { type: 'bigint', value: -1 },
      ],
    })
  })

  it('leaves strings, quoted names, comments and casts alone, and drops the header', () => {
    const text = `select ':a it''s :b ?', ":a", x::date /* :b ? */ from t where p = :a -- :b ?\n`
    expect(bindParameters(query(`-- About :a.\n${text}`), { a: 1, b: '' }).text).toBe(
      text.replace('p = :a', 'p = ?'),
    )
  })

  it('rejects missing values, unknown values and bare question marks', () => {
    expect(() => bindParameters(query('select :a'), {})).toThrow('x needs a value for a')
    expect(() => bindParameters(query('select :a'), { a: 1, c: 1 })).toThrow('no parameter c')
    expect(() => bindParameters(query('select ?'), {})).toThrow('expected :name, got ?')
    expect(() => bindParameters(query('select :c'), {})).toThrow('does not declare :c')
  })
})

describe.each(names)('sql/reports/%s.sql', (name) => {
  const query = loadReport(name)
  const body = query.text.replace(/^--[^\n]*\n/gm, '')

  it('parses as Trino SQL before and after binding', () => {
    const bound = bindParameters(query, valuesOf(query.parameters)).text
    expect(trino.validate(bound).map(({ message }) => message)).toEqual([])
    expect(trino.validate(query.text.replaceAll(/(?<!:):(?=[a-z])/g, '')).length).toBe(0)
  })

  it('filters every read by group, former id and period', () => {
    expect(query.parameters.map(({ name: each }) => each)).toEqual(
      expect.arrayContaining(['chat_id', 'previous_chat_id', 'since', 'until']),
    )
    const reads = body.match(/from (messages|questions|telegram|visible)\n[^]*?(?=\n\))/g) ?? []
    expect(reads.length).toBeGreaterThan(0)
    for (const read of reads) {
      expect(read).toMatch(/chat_id in \(:chat_id, :previous_chat_id\)/)
      expect(read).toMatch(/context_date\s+between :\w+\s+and :\w+/)
    }
  })

  it('uses parameters only in where, as Athena requires', () => {
    const clauses = body.split(/\b(?=select\b|from\b|where\b|group by\b|order by\b|having\b|on\b)/)
    const withValues = clauses.filter((clause) => /(?<!:):[a-z]/.test(clause))
    for (const clause of withValues) expect(clause).toMatch(/^where\b/)
  })

  it('follows the SQL style', () => {
    expect(body).not.toMatch(/\t| +$|\blimit \d+ offset\b|\bselect distinct on\b/m)
    expect(body).toMatch(/\norder by\n? /)
    expect(body.match(/\b(SELECT|FROM|WHERE|AND|JOIN)\b/)).toBe(null)
  })
})

describe('over a lake', () => {
  let lake: Awaited<ReturnType<typeof reportLake>>
  beforeAll(async () => {
    lake = await reportLake()
  })
  afterAll(() => lake.close())

  it.each(names)('%s returns the columns its header declares, in order', async (name) => {
    const query = loadReport(name)
    const { text, parameters } = bindParameters(query, valuesOf(query.parameters))
    const { columns } = await lake.engine.query(text, parameters)
    expect(columns).toEqual(query.columns.map(({ name: column, type }) => ({ name: column, type })))
  })

  it('the view questions recognises questions in three languages', async () => {
    const { rows } = await lake.engine.query(
      'select chat_id, question_id from questions where chat_id <> -1009999999999 order by chat_id desc, question_id',
    )
    expect(rows.map(([, id]) => id)).toEqual([
      2, 4, 7, 10, 12, 17, 18, 20, 22, 23, 25, 29, 30, 31, 33, 35,
    ])
  })
})

function valuesOf(parameters: readonly { readonly name: string }[]) {
  return Object.fromEntries(parameters.map(({ name }) => [name, values[name] ?? 'no value']))
}
