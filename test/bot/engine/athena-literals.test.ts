import { describe, expect, it } from 'vitest'

import { literal } from '../../../bot/engine/athena-literals.ts'
import { QueryError, type Parameter } from '../../../bot/engine/engine.ts'

/** Bypasses the types, as an untyped caller could. */
const literalOf = (type: string, value: unknown) => literal({ type, value } as Parameter)

describe('literal', () => {
  it.each([
    ['bigint', 5, '5'],
    ['bigint', 0, '0'],
    ['bigint', -0, '0'],
    ['bigint', -1001234567890, '-1001234567890'],
    ['bigint', 9007199254740991, '9007199254740991'],
    ['bigint', -9007199254740991, '-9007199254740991'],
    ['bigint', null, 'NULL'],
    ['date', '2026-11-01', "DATE '2026-11-01'"],
    ['date', '2024-02-29', "DATE '2024-02-29'"],
    ['date', '2013-08-14', "DATE '2013-08-14'"],
    ['date', null, 'NULL'],
    ['varchar', '', "''"],
    ['varchar', 'oi', "'oi'"],
    ['varchar', '5', "'5'"],
    ['varchar', "d'água", "'d''água'"],
    ['varchar', "'", "''''"],
    ['varchar', "''", "''''''"],
    ['varchar', "x' or '1'='1", "'x'' or ''1''=''1'"],
    ['varchar', "'; drop table telegram; --", "'''; drop table telegram; --'"],
    ['varchar', "\\'; drop table telegram; --", "'\\''; drop table telegram; --'"],
    ['varchar', 'a\nb\r\n--c', "'a\nb\r\n--c'"],
    ['varchar', '/* ? */ "x" `y`', `'/* ? */ "x" \`y\`'`],
    // Characters that only look like a quote end nothing.
    ['varchar', '\u2019 or 1=1 \u02bc \uff07 \u2032', "'\u2019 or 1=1 \u02bc \uff07 \u2032'"],
    ['varchar', '👩‍💻 \u202e', "'👩‍💻 \u202e'"],
    ['varchar', 'NULL', "'NULL'"],
    ['varchar', null, 'NULL'],
  ])('writes the %s %j as %s', (type, value, expected) => {
    expect(literalOf(type, value)).toBe(expected)
  })

  it.each([
    ['bigint', '5'],
    ['bigint', '1 or 1=1'],
    ['bigint', ''],
    ['bigint', 1.5],
    ['bigint', NaN],
    ['bigint', Infinity],
    ['bigint', 1e21],
    ['bigint', 9007199254740992],
    ['bigint', true],
    ['bigint', {}],
    ['bigint', [5]],
    ['bigint', undefined],
    ['date', '2026-02-30'],
    ['date', '2026-13-01'],
    ['date', '2026-00-10'],
    ['date', '2025-02-29'],
    ['date', '2026-1-1'],
    ['date', '20260101'],
    ['date', "2026-01-01' OR 1=1"],
    ['date', "2026-01-01'"],
    ['date', '2026-01-01\n'],
    ['date', ' 2026-01-01'],
    ['date', '2026-01-01T00:00:00Z'],
    ['date', '２０２６-01-01'],
    ['date', '+012026-01-01'],
    ['date', ''],
    ['date', 20260101],
    ['date', new Date(0)],
    ['date', ['2026-01-01']],
    ['date', undefined],
    ['varchar', 'a\0b'],
    ['varchar', '\ud83d'],
    ['varchar', 5],
    ['varchar', true],
    ['varchar', ['x']],
    ['varchar', { replaceAll: () => "' or 1=1" }],
    ['varchar', undefined],
    ['double', 1.5],
    ['boolean', true],
    ['toString', 'x'],
    ['', 'x'],
  ])('refuses as a %s: %j', (type, value) => {
    expect(() => literalOf(type, value)).toThrow(QueryError)
    expect(() => literalOf(type, value)).toThrow(new RegExp(` is not a valid ${type}$`))
  })

  it('says what is wrong with the value', () => {
    expect(() => literalOf('date', '2026-02-30')).toThrow('"2026-02-30" is not a valid date')
    expect(() => literalOf('bigint', '5')).toThrow('"5" is not a valid bigint')
    expect(() => literalOf('bigint', NaN)).toThrow('NaN is not a valid bigint')
    expect(() => literalOf('date', 'x'.repeat(500))).toThrow(/^.{60} is not a valid date$/)
  })

  it('refuses values longer than Athena accepts, quotes included', () => {
    expect(literalOf('varchar', 'x'.repeat(1022))).toHaveLength(1024)
    expect(() => literalOf('varchar', 'x'.repeat(1023))).toThrow(
      'a value of 1,025 characters exceeds the limit of 1,024',
    )
    expect(() => literalOf('varchar', "'".repeat(512))).toThrow(QueryError)
  })
})
