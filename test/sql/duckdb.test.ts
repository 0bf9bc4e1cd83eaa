import { join } from 'node:path'

import { afterAll, describe, expect, it } from 'vitest'

import { duckdbEngine } from '../../bot/engine/duckdb.ts'
import { tempFolder } from '../helpers/temp.ts'

const engine = await duckdbEngine(join(tempFolder(), 'enriched'))
afterAll(() => engine.close())

const noon = `from_unixtime(1704067200, 'America/Sao_Paulo')`

/** Expressions and Trino's results, from its documentation and sources. */
const answers: [string, unknown][] = [
  // time
  ['from_unixtime(1704067200)', '2024-01-01 00:00:00+00'],
  [noon, '2023-12-31 21:00:00'],
  [`hour(${noon})`, 21],
  [`cast(${noon} as date)`, '2023-12-31'],
  [`date(from_unixtime(1704067200) at time zone 'America/Sao_Paulo')`, '2023-12-31'],
  [`hour(at_timezone(from_unixtime(1704067200), 'America/Sao_Paulo'))`, 21],
  ['to_unixtime(from_unixtime(1704067200))', 1_704_067_200],
  ['cast(from_unixtime(1704067200) as date)', '2024-01-01'],
  [`date_format(${noon}, '%Y-%m-%d %H:%i:%s')`, '2023-12-31 21:00:00'],
  [
    `date_format(timestamp '2024-03-05 07:08:09', '%M %b %W %a %e %c %k %l %p %j %y %T')`,
    'March Mar Tuesday Tue 5 3 7 7 AM 065 24 07:08:09',
  ],
  [`date_format(date '2024-03-05', '%Y-%m')`, '2024-03'],
  [`date_format(timestamp '2024-12-30 00:00:00', '%x-%v')`, '2025-01'],
  [`date_format(timestamp '2024-12-30 00:00:00', '%x-W%v')`, '2025-W01'],
  [
    `date_format(timestamp '2024-03-05 07:08:09', '%d/%m/%Y às %Hh%i (100%%)')`,
    '05/03/2024 às 07h08 (100%)',
  ],
  [`date_format(timestamp '2024-03-05 19:08:09', '%r')`, '07:08:09 PM'],
  [`date_format(timestamp '2024-03-05 00:08:09', '%l %h %I %k')`, '12 12 12 0'],
  [`date_parse('2024-03-05 07:08:09', '%Y-%m-%d %H:%i:%s')`, '2024-03-05 07:08:09'],
  [`date_parse('05/03/2024', '%d/%m/%Y')`, '2024-03-05 00:00:00'],
  [`date_trunc('month', date '2024-03-05')`, '2024-03-01'],
  [`date_trunc('week', date '2024-03-10')`, '2024-03-04'],
  [`date_trunc('day', ${noon})`, '2023-12-31 00:00:00'],
  [`cast(date_trunc('week', ${noon}) as date)`, '2023-12-25'],
  [`date_add('day', -7, date '2024-03-05')`, '2024-02-27'],
  [`date_add('month', 1, date '2024-01-31')`, '2024-02-29'],
  [`date_add('hour', 5, timestamp '2024-03-05 07:08:09')`, '2024-03-05 12:08:09'],
  [`date_add('quarter', 1, date '2024-01-31')`, '2024-04-30'],
  [`date_diff('day', timestamp '2024-01-01 23:00:00', timestamp '2024-01-02 01:00:00')`, 0],
  [`date_diff('day', date '2024-01-01', date '2024-03-01')`, 60],
  [`date_diff('month', date '2024-01-31', date '2024-02-01')`, 0],
  [`date_diff('month', date '2024-03-15', date '2024-01-20')`, -1],
  [`date_diff('hour', timestamp '2024-01-01 23:59:00', timestamp '2024-01-02 00:01:00')`, 0],
  [`day_of_week(date '2024-01-07')`, 7],
  [`day_of_week(date '2024-01-08')`, 1],
  [`dow(date '2024-01-07')`, 7],
  [`extract(dow from date '2024-01-07')`, 7],
  [`extract(day_of_week from date '2024-01-07')`, 7],
  [`extract(yow from date '2024-12-30')`, 2025],
  [`extract(year from date '2024-12-30')`, 2024],
  [`week(date '2024-12-30')`, 1],
  [`week_of_year(date '2024-12-30')`, 1],
  [`year_of_week(date '2024-12-30')`, 2025],
  [`yow(date '2024-12-30')`, 2025],
  [`day_of_month(date '2024-05-09')`, 9],
  [`day_of_year(date '2024-12-30')`, 365],
  [`doy(date '2024-12-30')`, 365],
  [`last_day_of_month(date '2024-02-03')`, '2024-02-29'],
  ['current_timezone()', 'UTC'],
  [`from_iso8601_timestamp('2020-05-11T11:15:05.055+01:00')`, '2020-05-11 10:15:05.055+00'],
  [`from_iso8601_date('2020-05-11')`, '2020-05-11'],
  [`to_iso8601(date '2020-05-11')`, '2020-05-11'],
  [`to_iso8601(timestamp '2020-05-11 01:02:03.5')`, '2020-05-11T01:02:03.500'],
  // numbers
  ['5 / 2', 2],
  ['-5 / 2', -2],
  ['7 % 3', 1],
  ['1e0 * 1 / 4', 0.25],
  ['try(1 / 0)', null],
  ['greatest(1, null)', null],
  ['least(2, null)', null],
  ['greatest(1, 3)', 3],
  ['round(avg_of, 1)', 2.5],
  // strings
  [`concat('a', null, 'b')`, null],
  [`concat('a', 'b', 'c')`, 'abc'],
  [`substr('abc', 0)`, ''],
  [`substr('abc', 2)`, 'bc'],
  [`substr('abc', -2, 1)`, 'b'],
  [`replace('abcb', 'b')`, 'ac'],
  [`replace('abcb', 'b', 'x')`, 'axcx'],
  [`split_part('a,b', ',', 2)`, 'b'],
  [`split_part('a,b', ',', 5)`, null],
  [`codepoint('A')`, 65],
  [`normalize('e' || chr(769))`, 'é'],
  [`length('ação 😀')`, 6],
  [`regexp_like('1a 2b 14m', '\\d+b')`, true],
  [`regexp_like('ÉCOLE', '(?i)école')`, true],
  [`regexp_like('1a 2b 14m', '^b')`, false],
  [`regexp_replace('1a 2b 14m', '\\d+[ab] ')`, '14m'],
  [`regexp_replace('1a 2b 14m', '(\\d+)([ab]) ', '3c$2 ')`, '3ca 3cb 14m'],
  [`regexp_replace('a.b.c', '\\.', '')`, 'abc'],
  [`regexp_extract('abc', 'z+')`, null],
  [`regexp_extract('1a 2b 14m', '\\d+')`, '1'],
  [`regexp_extract('1a 2b 14m', '(\\d+)([a-z]+)', 2)`, 'a'],
  [`array_join(regexp_split('1a 2b 14m', '\\s*[a-z]+\\s*'), '|')`, '1|2|14|'],
  [`regexp_count('1a 2b 14m', '\\s*[a-z]+\\s*')`, 3],
  // arrays, maps, JSON
  ['cardinality(array[1, 2, 3])', 3],
  ['element_at(array[1, 2, 3], 5)', null],
  ['element_at(array[1, 2, 3], -1)', 3],
  [`element_at(map(array['a'], array[1]), 'a')`, 1],
  [`element_at(map(array['a'], array[1]), 'z')`, null],
  [`array_join(array['a', null, 'b'], ',')`, 'a,b'],
  [`array_join(array['a', null, 'b'], ',', '?')`, 'a,?,b'],
  ['array_max(array[1, 5])', 5],
  ['array_min(array[1, 5])', 1],
  ["array_join(slice(array[1, 2, 3, 4], 2, 2), ',')", '2,3'],
  [`array_join(sequence(1, 4), ',')`, '1,2,3,4'],
  [`array_join(sequence(4, 1), ',')`, '4,3,2,1'],
  [`array_join(sequence(0, 10, 5), ',')`, '0,5,10'],
  [
    `array_join(sequence(date '2024-01-30', date '2024-02-01'), ',')`,
    '2024-01-30,2024-01-31,2024-02-01',
  ],
  [`cardinality(sequence(date '2024-01-01', date '2024-03-01', interval '1' month))`, 3],
  [`json_extract_scalar('{"a":{"b":"x"}}', '$.a.b')`, 'x'],
  [`json_extract_scalar('{"a":{"b":"x"}}', '$.a')`, null],
  [`json_extract_scalar('{"a":[1,2]}', '$.a[1]')`, '2'],
  [`json_extract_scalar('{"a":true}', '$.a')`, 'true'],
  [`json_extract_scalar('{"a":null}', '$.a')`, null],
  [`json_extract_scalar('not json', '$.a')`, null],
  [`json_size('{"a":[1,2]}', '$.a')`, 2],
]

const aggregates: [string, unknown][] = [
  ['approx_distinct(x)', 2],
  ['approx_percentile(x, 0.5e0)', 1],
  ['every(x > 0)', true],
  ['every(x > 1)', false],
  ['sum(x) / count(*)', 1],
  ['count(distinct x) filter (where x > 1)', 1],
  ['count_if(x = 1)', 2],
  ['max_by(y, x)', 'c'],
  [`array_join(array_agg(y order by y desc), ',')`, 'c,b,a'],
  ['round(avg(x), 1)', 1.3],
]

describe('the embedded engine', () => {
  it.each(answers)('evaluates %s as Trino does: %j', async (expression, expected) => {
    const { rows } = await engine.query(
      `select ${expression} as v from (values (2.5e0)) as t (avg_of)`,
    )
    expect(rows).toEqual([[expected]])
  })

  it.each(aggregates)('aggregates %s as Trino does: %j', async (expression, expected) => {
    const { rows } = await engine.query(
      `select ${expression} as v from (values (1, 'a'), (1, 'b'), (2, 'c')) as t (x, y)`,
    )
    expect(rows).toEqual([[expected]])
  })

  it('returns null for arbitrary only when every value is null', async () => {
    const { rows } = await engine.query(
      'select arbitrary(x) as v from (values (cast(null as integer)), (2)) as t (x)',
    )
    expect(rows).toEqual([[2]])
  })

  it('unnests a sequence of days, and sorts nulls last in either direction', async () => {
    const days = `select max(d) as v from unnest(sequence(date '2024-01-01', date '2024-01-03')) as t (d)`
    expect((await engine.query(days)).rows).toEqual([['2024-01-03']])
    for (const order of ['asc', 'desc']) {
      const sql = `select x from (values (null), (1), (2)) as t (x) order by x ${order}`
      expect((await engine.query(sql)).rows.at(-1)).toEqual([null])
    }
  })

  it('names an unsupported date_parse format or unit of time', async () => {
    await expect(engine.query(`select date_parse('x', '%y')`)).rejects.toThrow(
      'date_parse: unsupported format: %y',
    )
    await expect(engine.query(`select date_add('eon', 1, date '2024-01-01')`)).rejects.toThrow(
      'not a unit of time: eon',
    )
  })
})
