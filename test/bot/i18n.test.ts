import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { FluentResource } from '@fluent/bundle'
import { describe, expect, it } from 'vitest'

import { languages } from '../../bot/config.ts'
import { textsOf } from '../../bot/i18n.ts'

const bot = new URL('../../bot', import.meta.url).pathname

/** Key → the placeholders in its text, per language. */
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

const sources = ['bot', 'etl']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n')

/** Strings in the sources that look like keys; templates become patterns. */
const literals = new Set(
  [...sources.matchAll(/'([a-z0-9]+(?:-[a-zA-Z0-9]+)+|[a-z]+)'/g)].map(([, text]) => text),
)
const templates = [...sources.matchAll(/`([a-z]+-(?:[a-zA-Z0-9-]|\$\{[^}]*\})*)`/g)].map(
  ([, text = '']) => new RegExp(`^${text.replace(/\$\{[^}]*\}/g, '[a-z0-9-]+')}$`),
)

describe('texts', () => {
  it.each(languages)('%s has the same keys and placeholders as pt-BR', (language) => {
    expect([...(resources.get(language) ?? [])].sort()).toEqual(
      [...(resources.get('pt-BR') ?? [])].sort(),
    )
  })

  it('are all used by the sources', () => {
    const keys = [...(resources.get('pt-BR')?.keys() ?? [])]
    const unused = keys.filter(
      (key) => !literals.has(key) && !templates.some((template) => template.test(key)),
    )
    expect(unused).toEqual([])
  })

  it('exist for every key that the sources use', () => {
    const named = [
      ...sources.matchAll(/(?:\btext\(|\btell\(|(?:User|Usage|Keyed|Zone)Error\(\s*)'([^']+)'/g),
    ].map(([, key]) => key)
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter((key) => !resources.get('en')?.has(key ?? ''))).toEqual([])
  })

  it('name the missing key or value in the error', () => {
    expect(() => textsOf('en').text('no-such-key')).toThrow('en.ftl has no text for no-such-key')
    expect(() => textsOf('en').text('period-unknown')).toThrow('period-unknown in en.ftl')
  })
})

describe('numbers and dates', () => {
  it.each([
    ['pt-BR', '1.234.567', '12,5', '37%', '+12%', '24 de nov. de 2026', 'terça', '40 s'],
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

  it('use the largest unit that fits a duration', () => {
    const { duration } = textsOf('en')
    expect([0, 59, 90, 5_339, 5_400, 82_800, 129_600, 604_800].map(duration)).toEqual([
      '0 sec',
      '59 sec',
      '2 min',
      '89 min',
      '1.5 hr',
      '23 hr',
      '1.5 days',
      '7 days',
    ])
  })

  it('move to the next unit once a duration rounds up to it', () => {
    const { duration } = textsOf('en')
    expect([59.4, 59.5, 60, 5_369, 5_370, 86_219, 86_220, 86_400].map(duration)).toEqual([
      '59 sec',
      '1 min',
      '1 min',
      '89 min',
      '1.5 hr',
      '23.9 hr',
      '1 day',
      '1 day',
    ])
    expect(textsOf('pt-BR').duration(5_399)).toBe('1,5 h')
    expect(textsOf('pt-BR').duration(86_399)).toBe('1 dia')
  })

  it.each(languages)('use a minus sign in %s, not a hyphen', (language) => {
    const { change } = textsOf(language)
    expect(change(-0.12)).toMatch(/^\u221212\s?%$/)
    expect(change(-0.0004)).toMatch(/^0\s?%$/)
  })

  it('show a decimal of percentages below ten, and that a share is not nothing', () => {
    const shares = [0, 0.0004, 0.001, 0.0123, 0.05, 0.0994, 0.0996, 0.1, 0.554, 0.994, 0.996, 1]
    const plain = (texts: string[]) => texts.map((text) => text.replaceAll('\u00a0', ' '))
    expect(plain(shares.map(textsOf('en').percent))).toEqual([
      '0%',
      '< 0.1%',
      '0.1%',
      '1.2%',
      '5.0%',
      '9.9%',
      '10%',
      '10%',
      '55%',
      '99%',
      // Nearly all is not all.
      '99.6%',
      '100%',
    ])
    expect(plain([0.0004, 0.0123, 0.37].map(textsOf('pt-BR').percent))).toEqual([
      '< 0,1%',
      '1,2%',
      '37%',
    ])
    expect(plain([0.0004, 0.0123, 0.37].map(textsOf('es').percent))).toEqual([
      '< 0,1 %',
      '1,2 %',
      '37 %',
    ])
    const changes = [-0.5, -0.0521, 0, 0.0004, 0.004, 0.0996, 4.8]
    expect(changes.map(textsOf('en').change)).toEqual([
      '\u221250%',
      '\u22125.2%',
      '0%',
      '0%',
      '+0.4%',
      '+10%',
      '+480%',
    ])
  })

  it('are short from a million on, where there is little room', () => {
    expect([999_949, 999_999, 1_234_567].map(textsOf('en').short)).toEqual([
      '999,949',
      '1M',
      '1.2M',
    ])
    expect(textsOf('pt-BR').short(1_234_567)).toMatch(/^1,2\smi$/)
  })

  it.each(languages)('tell the time in %s by one clock of 24 hours', (language) => {
    const texts = textsOf(language)
    const evening = Date.parse('2026-11-24T21:05:00Z')
    expect(texts.time(evening)).toBe('21:05')
    expect(texts.dateTime(evening)).toMatch(/, 21:05$/)
    expect(texts.dateTime(evening - 21 * 3_600_000)).toMatch(/, 0?0:05$/)
  })

  it('agree in number', () => {
    const { text } = textsOf('pt-BR')
    expect(text('rows-hidden', { count: 1 })).toBe('… e mais 1 linha')
    expect(text('rows-hidden', { count: 2 })).toBe('… e mais 2 linhas')
  })

  it.each([
    [
      'pt-BR',
      '1 pergunta: 1 respondida com “responder”, 0 provavelmente respondidas.',
      '2 perguntas: 2 respondidas com “responder”, 1 provavelmente respondida.',
    ],
    [
      'en',
      '1 question: 1 answered by reply, 0 likely answered.',
      '2 questions: 2 answered by reply, 1 likely answered.',
    ],
    [
      'es',
      '1 pregunta: 1 respondida con «responder», 0 probablemente respondidas.',
      '2 preguntas: 2 respondidas con «responder», 1 probablemente respondida.',
    ],
  ] as const)('describe one question and two in %s', (language, one, two) => {
    const { text } = textsOf(language)
    expect(text('report-stats-answers', { questions: 1, byReply: 1, likely: 0 })).toBe(one)
    expect(text('report-stats-answers', { questions: 2, byReply: 2, likely: 1 })).toBe(two)
  })

  it.each([
    [
      'pt-BR',
      'Nenhuma resposta encontrada.',
      '1/3 respondida, em 5 min.',
      '3/4 respondidas (2 prováveis), metade em 5 min.',
    ],
    [
      'en',
      'No answer found.',
      '1/3 answered, in 5 min.',
      '3/4 answered (2 likely), half in 5 min.',
    ],
    [
      'es',
      'No se encontró respuesta.',
      '1/3 respondida, en 5 min.',
      '3/4 respondidas (2 probables), la mitad en 5 min.',
    ],
  ] as const)('describe no, one and several answers to a topic in %s', (language, ...texts) => {
    const { text } = textsOf(language)
    const told = (answered: number, likely: number, questions: number) =>
      text('report-topic-answered', { answered, likely, questions, median: '5 min' })
    expect([told(0, 0, 3), told(1, 0, 3), told(3, 2, 4)]).toEqual(texts)
  })

  it.each(languages)(
    'explain how answers are known in an alert that Telegram shows in %s',
    (language) => {
      const explained = textsOf(language).text('report-answers-explained')
      expect(explained.length).toBeLessThanOrEqual(200)
      expect(explained.length).toBeGreaterThan(100)
    },
  )
})

describe('wording', () => {
  // “Eu arquivo” reads as “I, a file”: the bot says “guardo”, as people do.
  it.each([
    ['pt-BR', 'A partir de agora eu guardo as mensagens deste grupo', /\b(?:eu|não) arquivo\b.*/gi],
    ['es', 'Desde ahora guardo los mensajes de este grupo', /\b(?:ahora|no) archivo\b.*/gi],
  ] as const)(
    'says in %s what the bot does, without a word for files',
    (language, said, unsaid) => {
      expect(textsOf(language).text('privacy-notice', { contact: 'x', days: 0 })).toContain(said)
      const source = readFileSync(join(bot, 'locales', `${language}.ftl`), 'utf8')
      expect(source.match(unsaid)).toBeNull()
    },
  )

  it.each(languages)('uses one style of quotation marks in %s', (language) => {
    const source = readFileSync(join(bot, 'locales', `${language}.ftl`), 'utf8')
    const marks = new Set(source.match(/[“”«»]/g))
    expect([...marks].sort()).toEqual(language === 'es' ? ['«', '»'] : ['“', '”'])
  })

  it.each([
    [
      'pt-BR',
      /reações.*toques/,
      /contatos e localizações/,
      /idioma/,
      /até 30 dias/,
      /por até dois meses/,
    ],
    [
      'en',
      /reactions.*presses/,
      /contacts and locations/,
      /language/,
      /up to 30 days/,
      /up to two months/,
    ],
    [
      'es',
      /reacciones.*pulsaciones/,
      /contactos y ubicaciones/,
      /idioma/,
      /hasta 30 días/,
      /hasta dos meses/,
    ],
  ] as const)('names everything that is stored in the privacy text in %s', (language, ...facts) => {
    const privacy = textsOf(language).text('privacy', { days: 0 })
    for (const fact of facts) expect(privacy).toMatch(fact)
    expect(privacy.length).toBeLessThan(4096)
  })
})
