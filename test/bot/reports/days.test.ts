import { describe, expect, it } from 'vitest'

import { textsOf } from '../../../bot/i18n.ts'
import { spansOf } from '../../../bot/reports/days.ts'
import { messageLink } from '../../../bot/reports/links.ts'
import { parsePeriod } from '../../../bot/reports/period.ts'
import { periodText, spanText } from '../../../bot/reports/period-text.ts'

const period = (since: string, until: string, name = `${since}..${until}`) => ({
  since,
  until,
  name,
})

describe('spansOf', () => {
  it('has a 0 for each day without messages', () => {
    const days = [{ day: '2026-02-28', values: [3, 1] }]
    expect(spansOf(days, period('2026-02-27', '2026-03-01'))).toEqual({
      unit: 'day',
      spans: [
        { start: '2026-02-27', values: [0, 0] },
        { start: '2026-02-28', values: [3, 1] },
        { start: '2026-03-01', values: [0, 0] },
      ],
    })
  })

  it('takes weeks together beyond 92 days, from Monday on, over the turn of the year', () => {
    const days = [
      { day: '2026-12-31', values: [1] },
      { day: '2027-01-03', values: [2] },
      { day: '2027-01-04', values: [4] },
    ]
    expect(spansOf(days, period('2026-11-01', '2027-01-31')).unit).toBe('day')
    const { unit, spans } = spansOf(days, period('2026-11-01', '2027-02-01'))
    expect(unit).toBe('week')
    expect(spans[0]).toEqual({ start: '2026-11-01', values: [0] })
    expect(spans[1]).toEqual({ start: '2026-11-02', values: [0] })
    expect(spans.filter(({ values }) => values[0])).toEqual([
      { start: '2026-12-28', values: [3] },
      { start: '2027-01-04', values: [4] },
    ])
  })

  it('takes months together beyond two years', () => {
    const days = [{ day: '2024-02-29', values: [5] }]
    const { unit, spans } = spansOf(days, period('2024-01-15', '2026-01-14'))
    expect(unit).toBe('month')
    expect(spans.length).toBe(25)
    expect(spans.slice(0, 2)).toEqual([
      { start: '2024-01-15', values: [0] },
      { start: '2024-02-01', values: [5] },
    ])
  })

  it('has none where no day is given', () => {
    expect(spansOf([], period('2013-08-14', '2026-11-24')).spans).toEqual([])
  })
})

describe('periodText', () => {
  it.each([
    ['30d', 'últimos 30 dias (26/10/2026 a 24/11/2026)'],
    ['1d', 'último dia (24/11/2026)'],
    ['today', 'hoje (terça, 24/11/2026)'],
    ['ontem', 'ontem (segunda, 23/11/2026)'],
    ['week', 'esta semana (23/11/2026 a 24/11/2026)'],
    ['month', 'este mês (01/11/2026 a 24/11/2026)'],
    ['2026-10', 'outubro de 2026'],
    ['novembro', 'novembro de 2026 (até 24/11/2026)'],
    ['2025', '2025'],
    ['2026', '2026 (até 24/11/2026)'],
    ['semana passada', '16/11/2026 a 22/11/2026'],
    ['2026-10-01', 'quinta, 1/10/2026'],
  ])('says %s', (asked, words) => {
    expect(periodText(parsePeriod(asked, '2026-11-24'), textsOf('pt-BR'))).toBe(words)
  })

  it('says when all begins, and some hours', () => {
    const texts = textsOf('pt-BR')
    const all = parsePeriod('all', '2026-11-24')
    const archived = { since: '2026-10-30', until: '2026-11-24' }
    expect(periodText(all, texts, archived)).toBe('todo o período (30/10/2026 a 24/11/2026)')
    const hours = parsePeriod('24h', '2026-11-24')
    const from = Date.parse('2026-11-23T14:00:00Z')
    expect(periodText(hours, texts, { ...archived, from })).toBe(
      'últimas 24 horas (desde 23 de nov. de 2026, 14:00)',
    )
  })

  it('speaks the other languages too', () => {
    const asked = parsePeriod('7d', '2026-11-24')
    expect(periodText(asked, textsOf('en'))).toBe('last 7 days (Nov 18, 2026 to Nov 24, 2026)')
    expect(periodText(asked, textsOf('es'))).toBe('últimos 7 días (18/11/2026 a 24/11/2026)')
  })
})

describe('spanText', () => {
  it.each([
    ['pt-BR', 'dez. 2016', '01/12/2016'],
    ['en', 'Dec 2016', 'Dec 1, 2016'],
    ['es', 'dic 2016', '01/12/2016'],
  ] as const)(
    'names in %s a month by its name, days and weeks by a date',
    (language, month, day) => {
      const texts = textsOf(language)
      expect(spanText('2016-12-01', 'month', texts)).toBe(month)
      expect(spanText('2016-12-15', 'month', texts)).toBe(month)
      expect(spanText('2016-12-01', 'week', texts)).toBe(day)
      expect(spanText('2016-12-01', 'day', texts)).toBe(day)
    },
  )
})

describe('messageLink', () => {
  it.each([
    [{ chatId: -1001234567890, threadId: undefined, messageId: 5 }, 'https://t.me/c/1234567890/5'],
    [{ chatId: -1001234567890, threadId: 7, messageId: 9 }, 'https://t.me/c/1234567890/7/9'],
    [{ chatId: -1000000000001, threadId: undefined, messageId: 1 }, 'https://t.me/c/1/1'],
    [{ chatId: -4001234567, threadId: undefined, messageId: 5 }, undefined],
    [{ chatId: 77, threadId: undefined, messageId: 5 }, undefined],
  ])('of %j is %s', (place, url) => {
    expect(messageLink(place)).toBe(url)
  })
})
