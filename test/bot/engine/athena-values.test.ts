import { describe, expect, it } from 'vitest'

import { columnsOf, isHeader, rowOf } from '../../../bot/engine/athena-values.ts'

const row = (...texts: (string | undefined)[]) => ({
  Data: texts.map((VarCharValue) => ({ VarCharValue })),
})

/** A single value of one of Athena's types. */
function valueOf(type: string, text: string | undefined) {
  const columns = columnsOf([{ Name: 'x', Type: type }])
  return [columns[0]?.type, ...rowOf(row(text), columns)]
}

describe('values', () => {
  it.each([
    ['tinyint', '1', 'bigint', 1],
    ['smallint', '-2', 'bigint', -2],
    ['integer', '2147483647', 'bigint', 2147483647],
    ['int', '3', 'bigint', 3],
    ['bigint', '-1001234567890', 'bigint', -1001234567890],
    ['bigint', '9007199254740991', 'bigint', 9007199254740991],
    ['bigint', '9007199254740993', 'bigint', '9007199254740993'],
    ['bigint', '-9223372036854775808', 'bigint', '-9223372036854775808'],
    ['double', '3.0', 'double', 3],
    ['double', '1.0E20', 'double', 1e20],
    ['double', '-2.5E-7', 'double', -2.5e-7],
    ['double', 'NaN', 'double', NaN],
    ['double', '-Infinity', 'double', -Infinity],
    ['real', '1.5', 'double', 1.5],
    ['float', '0.25', 'double', 0.25],
    ['decimal', '12.50', 'double', 12.5],
    ['decimal(10,2)', '12.50', 'double', 12.5],
    ['boolean', 'true', 'boolean', true],
    ['boolean', 'false', 'boolean', false],
    ['date', '2026-11-01', 'date', '2026-11-01'],
    ['timestamp', '2026-11-01 09:30:00.000', 'timestamp', '2026-11-01 09:30:00'],
    ['timestamp', '2026-11-01 09:30:00.120', 'timestamp', '2026-11-01 09:30:00.12'],
    ['timestamp', '2026-11-01 09:30:00.001', 'timestamp', '2026-11-01 09:30:00.001'],
    ['timestamp(6)', '2026-11-01 09:30:00.123456', 'timestamp', '2026-11-01 09:30:00.123456'],
    ['timestamp', '2026-11-01 10:00:00', 'timestamp', '2026-11-01 10:00:00'],
    [
      'timestamp with time zone',
      '2026-11-01 09:30:00.000 UTC',
      'varchar',
      '2026-11-01 09:30:00.000 UTC',
    ],
    [
      'timestamp(3) with time zone',
      '2026-11-01 09:30:00.000 UTC',
      'varchar',
      '2026-11-01 09:30:00.000 UTC',
    ],
    ['varchar', 'a\nb', 'varchar', 'a\nb'],
    ['varchar(5)', 'true', 'varchar', 'true'],
    ['varchar', '', 'varchar', ''],
    ['varchar', '007', 'varchar', '007'],
    ['char', 'x ', 'varchar', 'x '],
    ['array', '[a, b]', 'varchar', '[a, b]'],
    ['row', '{a=1}', 'varchar', '{a=1}'],
    ['map', '{k=1}', 'varchar', '{k=1}'],
    ['json', '{"a":1}', 'varchar', '{"a":1}'],
    ['time', '10:00:00.000', 'varchar', '10:00:00.000'],
    ['varbinary', '61', 'varchar', '61'],
    ['interval day to second', '3 00:00:00.000', 'varchar', '3 00:00:00.000'],
    ['unknown', undefined, 'varchar', null],
    ['', 'x', 'varchar', 'x'],
  ])('converts %s %j to %s %j', (type, text, plainType, value) => {
    expect(valueOf(type, text)).toEqual([plainType, value])
  })

  it.each(['bigint', 'double', 'boolean', 'date', 'timestamp', 'varchar'])(
    'converts a missing text to null in a %s column',
    (type) => {
      expect(valueOf(type, undefined)).toEqual([type, null])
    },
  )

  it('keeps text that is not a number', () => {
    expect(valueOf('bigint', 'messages')).toEqual(['bigint', 'messages'])
  })

  it('fills a short row with null and cuts a long one', () => {
    const columns = columnsOf([
      { Name: 'a', Type: 'bigint' },
      { Name: 'b', Type: 'varchar' },
    ])
    expect(rowOf(row('1'), columns)).toEqual([1, null])
    expect(rowOf({}, columns)).toEqual([null, null])
    expect(rowOf(row('1', 'x', 'y'), columns)).toEqual([1, 'x'])
  })
})

describe('isHeader', () => {
  const columns = columnsOf([
    { Name: 'a', Type: 'varchar' },
    { Name: 'b', Type: 'varchar' },
  ])
  it.each([
    [['a', 'b'], true],
    [['a', 'c'], false],
    [['a', undefined], false],
    [['a'], false],
    [['A', 'B'], false],
  ])('for columns a and b and the row %j is %s', (texts, expected) => {
    expect(isHeader(row(...texts), columns)).toBe(expected)
  })
})
