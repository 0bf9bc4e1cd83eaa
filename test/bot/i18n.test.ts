import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { FluentResource } from '@fluent/bundle'
import { describe, expect, it } from 'vitest'

import { languages } from '../../bot/config.ts'
import { textsOf } from '../../bot/i18n.ts'

const bot = new URL('../../bot', import.meta.url).pathname

/** Key → the values that its text mentions, for each language. */
const resources = new Map(
  languages.map((language) => {
    const source = readFileSync(join(bot, 'locales', `${language}.ftl`), 'utf8')
    const keys = new FluentResource(source).body.map(({ id, value }): [string, string] => {
      const names = [...JSON.stringify(value).matchAll(/"type":"var","name":"(\w+)"/g)].map(
        ([, name]) => name,
      )
      return [id, [...new Set(names)].sort().join()]
    })
    return [language, new Map(keys)]
  }),
)

const sources = readdirSync(bot, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(bot, file), 'utf8'))
  .join('\n')

/** Strings of the sources that look like keys; a template is a pattern. */
const literals = new Set(
  [...sources.matchAll(/'([a-z0-9]+(?:-[a-zA-Z0-9]+)+|[a-z]+)'/g)].map(([, text]) => text),
)
const templates = [...sources.matchAll(/`([a-z]+-(?:[a-zA-Z0-9-]|\$\{[^}]*\})*)`/g)].map(
  ([, text = '']) => new RegExp(`^${text.replace(/\$\{[^}]*\}/g, '[a-z0-9-]+')}$`),
)

describe('texts', () => {
  it.each(languages)('%s has the keys of pt-BR, with the same values in them', (language) => {
    expect([...(resources.get(language) ?? [])].sort()).toEqual(
      [...(resources.get('pt-BR') ?? [])].sort(),
    )
  })

  it('are all used', () => {
    const keys = [...(resources.get('pt-BR')?.keys() ?? [])]
    const unused = keys.filter(
      (key) => !literals.has(key) && !templates.some((template) => template.test(key)),
    )
    expect(unused).toEqual([])
  })

  it('exist for every key that the sources name', () => {
    const named = [...sources.matchAll(/(?:\btext\(|UserError\(\s*)'([^']+)'/g)].map(
      ([, key]) => key,
    )
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter((key) => !resources.get('en')?.has(key ?? ''))).toEqual([])
  })

  it('say which key or value is missing', () => {
    expect(() => textsOf('en').text('no-such-key')).toThrow('en.ftl has no text for no-such-key')
    expect(() => textsOf('en').text('period-unknown')).toThrow('period-unknown in en.ftl')
  })
})

describe('numbers and dates', () => {
  it.each([
    ['pt-BR', '1.234.567', '12,5', '37%', '+12%', '24 de nov. de 2026', 'terça-feira', '40 s'],
    ['en', '1,234,567', '12.5', '37%', '+12%', 'Nov 24, 2026', 'Tuesday', '40 sec'],
    ['es', '1.234.567', '12,5', '37\u00a0%', '+12\u00a0%', '24 nov 2026', 'martes', '40 s'],
  ] as const)('in %s', (language, large, decimal, percent, change, date, weekday, seconds) => {
    const texts = textsOf(language)
    expect(texts.number(1_234_567)).toBe(large)
    expect(texts.number(12.54, 1)).toBe(decimal)
    expect(texts.percent(0.37)).toBe(percent)
    expect(texts.change(0.12)).toBe(change)
    expect(texts.date('2026-11-24')).toBe(date)
    expect(texts.weekday(2)).toBe(weekday)
    expect(texts.duration(40)).toBe(seconds)
  })

  it('choose the unit of a duration that fits', () => {
    const { duration } = textsOf('en')
    expect([59, 90, 5_399, 5_400, 86_400, 129_600, 604_800].map(duration)).toEqual([
      '59 sec',
      '2 min',
      '90 min',
      '1.5 hr',
      '24 hr',
      '1.5 days',
      '7 days',
    ])
  })

  it('plurals', () => {
    const { text } = textsOf('pt-BR')
    expect(text('rows-hidden', { count: 1 })).toBe('… e mais 1 linha')
    expect(text('rows-hidden', { count: 2 })).toBe('… e mais 2 linhas')
  })
})
