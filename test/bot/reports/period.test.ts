import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Language } from '../../../bot/config.ts'
import { UserError } from '../../../bot/user-error.ts'
import { hours } from '../../../bot/reports/hours.ts'
import { messagesPerDay } from '../../../bot/reports/messages-per-day.ts'
import { countDays } from '../../../etl/lake/time-zone.ts'
import { parsePeriod, weekday } from '../../../bot/reports/period.ts'
import { messageUpdate } from '../../helpers/updates.ts'
import { reportLake } from './helpers.ts'

/** A Tuesday. */
const TODAY = '2026-11-24'

function problemOf(text: string, today = TODAY): unknown {
  try {
    return parsePeriod(text, today)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return [error.key, ...Object.values(error.values)]
  }
}

describe('parsePeriod', () => {
  it.each([
    ['today', '2026-11-24', '2026-11-24', 'today'],
    ['hoje', '2026-11-24', '2026-11-24', 'today'],
    ['hoy', '2026-11-24', '2026-11-24', 'today'],
    ['hj', '2026-11-24', '2026-11-24', 'today'],
    ['yesterday', '2026-11-23', '2026-11-23', 'yesterday'],
    ['ontem', '2026-11-23', '2026-11-23', 'yesterday'],
    ['ayer', '2026-11-23', '2026-11-23', 'yesterday'],
    ['week', '2026-11-23', '2026-11-24', 'week'],
    ['semana', '2026-11-23', '2026-11-24', 'week'],
    ['this week', '2026-11-23', '2026-11-24', 'week'],
    ['esta semana', '2026-11-23', '2026-11-24', 'week'],
    ['month', '2026-11-01', '2026-11-24', 'month'],
    ['mês', '2026-11-01', '2026-11-24', 'month'],
    ['mes', '2026-11-01', '2026-11-24', 'month'],
    ['this month', '2026-11-01', '2026-11-24', 'month'],
    ['este mês', '2026-11-01', '2026-11-24', 'month'],
    ['este mes', '2026-11-01', '2026-11-24', 'month'],
    ['all', '2000-01-01', '2026-11-24', 'all'],
    ['tudo', '2000-01-01', '2026-11-24', 'all'],
    ['todo', '2000-01-01', '2026-11-24', 'all'],
    ['all time', '2000-01-01', '2026-11-24', 'all'],
    ['todo o período', '2000-01-01', '2026-11-24', 'all'],
    ['todo el período', '2000-01-01', '2026-11-24', 'all'],
    ['7d', '2026-11-18', '2026-11-24', '7d'],
    ['7 d', '2026-11-18', '2026-11-24', '7d'],
    ['7 dias', '2026-11-18', '2026-11-24', '7d'],
    ['7 días', '2026-11-18', '2026-11-24', '7d'],
    ['7 days', '2026-11-18', '2026-11-24', '7d'],
    ['últimos 7 dias', '2026-11-18', '2026-11-24', '7d'],
    ['últimos 30 días', '2026-10-26', '2026-11-24', '30d'],
    ['last 7 days', '2026-11-18', '2026-11-24', '7d'],
    ['the last 7 days', '2026-11-18', '2026-11-24', '7d'],
    ['último dia', '2026-11-24', '2026-11-24', '1d'],
    ['último día', '2026-11-24', '2026-11-24', '1d'],
    ['last day', '2026-11-24', '2026-11-24', '1d'],
    ['30', '2026-10-26', '2026-11-24', '30d'],
    ['1d', '2026-11-24', '2026-11-24', '1d'],
    ['007d', '2026-11-18', '2026-11-24', '7d'],
    ['2026-10', '2026-10-01', '2026-10-31', '2026-10'],
    ['2026-11', '2026-11-01', '2026-11-24', '2026-11'],
    ['2026-09', '2026-09-01', '2026-09-30', '2026-09'],
    ['2024-02', '2024-02-01', '2024-02-29', '2024-02'],
    ['2026-02', '2026-02-01', '2026-02-28', '2026-02'],
    ['2000-02', '2000-02-01', '2000-02-29', '2000-02'],
    ['2025-12', '2025-12-01', '2025-12-31', '2025-12'],
    ['2026-12', '2026-12-01', '2026-12-31', '2026-12'],
    ['2026-10-31', '2026-10-31', '2026-10-31', '2026-10-31'],
    ['2024-02-29', '2024-02-29', '2024-02-29', '2024-02-29'],
    ['2026-10-31..2026-10-31', '2026-10-31', '2026-10-31', '2026-10-31'],
    ['2026-10-30..2026-11-02', '2026-10-30', '2026-11-02', '2026-10-30..2026-11-02'],
    ['2026-10-30 .. 2026-11-02', '2026-10-30', '2026-11-02', '2026-10-30..2026-11-02'],
    ['2026-10-30 to 2026-11-02', '2026-10-30', '2026-11-02', '2026-10-30..2026-11-02'],
    ['2026-10-30 a 2026-11-02', '2026-10-30', '2026-11-02', '2026-10-30..2026-11-02'],
    ['2026-11-20..2026-12-31', '2026-11-20', '2026-11-24', '2026-11-20..2026-12-31'],
    ['2026-12-01..2026-12-31', '2026-12-01', '2026-12-31', '2026-12-01..2026-12-31'],
  ])('%j is %s to %s', (text, since, until, name) => {
    expect(parsePeriod(text, TODAY)).toEqual({ since, until, name })
  })

  it.each([
    ['2026', '2026-01-01', '2026-11-24', '2026'],
    ['2025', '2025-01-01', '2025-12-31', '2025'],
    ['este ano', '2026-01-01', '2026-11-24', '2026'],
    ['año pasado', '2025-01-01', '2025-12-31', '2025'],
    ['novembro', '2026-11-01', '2026-11-24', '2026-11'],
    ['November', '2026-11-01', '2026-11-24', '2026-11'],
    ['noviembre', '2026-11-01', '2026-11-24', '2026-11'],
    ['dezembro', '2025-12-01', '2025-12-31', '2025-12'],
    ['em outubro', '2026-10-01', '2026-10-31', '2026-10'],
    ['Sept. 2025', '2025-09-01', '2025-09-30', '2025-09'],
    ['novembro de 2025', '2025-11-01', '2025-11-30', '2025-11'],
    ['nov/25', '2025-11-01', '2025-11-30', '2025-11'],
    ['10/2026', '2026-10-01', '2026-10-31', '2026-10'],
    ['mês passado', '2026-10-01', '2026-10-31', '2026-10'],
    ['el mes pasado', '2026-10-01', '2026-10-31', '2026-10'],
    ['last month', '2026-10-01', '2026-10-31', '2026-10'],
    ['semana passada', '2026-11-16', '2026-11-22', '2026-11-16..2026-11-22'],
    ['la semana pasada', '2026-11-16', '2026-11-22', '2026-11-16..2026-11-22'],
    ['last week', '2026-11-16', '2026-11-22', '2026-11-16..2026-11-22'],
    ['anteontem', '2026-11-22', '2026-11-22', '2026-11-22'],
    ['15/11', '2026-11-15', '2026-11-15', '2026-11-15'],
    ['15/12', '2025-12-15', '2025-12-15', '2025-12-15'],
    ['29/02', '2024-02-29', '2024-02-29', '2024-02-29'],
    ['15 de novembro', '2026-11-15', '2026-11-15', '2026-11-15'],
    ['1º de outubro de 2026', '2026-10-01', '2026-10-01', '2026-10-01'],
    ['el 5 de noviembre', '2026-11-05', '2026-11-05', '2026-11-05'],
    ['November 5th, 2025', '2025-11-05', '2025-11-05', '2025-11-05'],
    ['28 de dez. de 2025', '2025-12-28', '2025-12-28', '2025-12-28'],
    ['two weeks', '2026-11-11', '2026-11-24', '14d'],
    ['the last three days', '2026-11-22', '2026-11-24', '3d'],
    ['as últimas duas semanas', '2026-11-11', '2026-11-24', '14d'],
    ['quince días', '2026-11-10', '2026-11-24', '15d'],
    ['últimos dos meses', '2026-09-25', '2026-11-24', '61d'],
    ['uma semana', '2026-11-18', '2026-11-24', '7d'],
    ['1 a 10 de novembro', '2026-11-01', '2026-11-10', '2026-11-01..2026-11-10'],
    ['de 1 a 10 de novembro de 2025', '2025-11-01', '2025-11-10', '2025-11-01..2025-11-10'],
    ['del 1 al 10 de noviembre', '2026-11-01', '2026-11-10', '2026-11-01..2026-11-10'],
    ['entre 1º e 10/11', '2026-11-01', '2026-11-10', '2026-11-01..2026-11-10'],
    ['10-15/11', '2026-11-10', '2026-11-15', '2026-11-10..2026-11-15'],
    ['Nov 1 to 10', '2026-11-01', '2026-11-10', '2026-11-01..2026-11-10'],
    ['November 1st - 10th', '2026-11-01', '2026-11-10', '2026-11-01..2026-11-10'],
    ['20 a 31 de dezembro', '2025-12-20', '2025-12-31', '2025-12-20..2025-12-31'],
    ['2 weeks', '2026-11-11', '2026-11-24', '14d'],
    ['últimas 2 semanas', '2026-11-11', '2026-11-24', '14d'],
    ['3 meses', '2026-08-25', '2026-11-24', '92d'],
    ['1 year', '2025-11-25', '2026-11-24', '365d'],
    ['01/11 a 15/11', '2026-11-01', '2026-11-15', '2026-11-01..2026-11-15'],
    ['de 01/11 até 15/11', '2026-11-01', '2026-11-15', '2026-11-01..2026-11-15'],
    ['15/12 a 10/01', '2025-12-15', '2026-01-10', '2025-12-15..2026-01-10'],
    ['15/11 a 15/12', '2026-11-15', '2026-11-24', '2026-11-15..2026-12-15'],
    ['15/11 a 20/11/2025', '2025-11-15', '2025-11-20', '2025-11-15..2025-11-20'],
    ['2026-09..2026-10', '2026-09-01', '2026-10-31', '2026-09-01..2026-10-31'],
    ['setembro a outubro', '2026-09-01', '2026-10-31', '2026-09-01..2026-10-31'],
    ['desde 15/11', '2026-11-15', '2026-11-24', '2026-11-15..2026-11-24'],
    ['ontem a hoje', '2026-11-23', '2026-11-24', '2026-11-23..2026-11-24'],
  ])('%j, as people write, is %s to %s', (text, since, until, name) => {
    expect(parsePeriod(text, TODAY)).toEqual({ since, until, name })
  })

  it.each([
    '2026-11-01 - 2026-11-15',
    '2026-11-01-2026-11-15',
    '2026-11-01\u20132026-11-15',
    '2026-11-01 \u2014 2026-11-15',
    '2026\u201111\u201101 \u2013 2026\u201111\u201115',
    '2026 - 11 - 01 … 2026-11-15',
    '1/11\u201315/11',
    '01/11/2026 - 15/11/2026',
    '1 nov \u2013 15 nov',
  ])('%j is a range, whatever the dash', (text) => {
    expect(parsePeriod(text, TODAY).name).toBe('2026-11-01..2026-11-15')
  })

  it.each<[Language, string, string]>([
    ['pt-BR', '11/05', '2026-05-11'],
    ['es', '11/05', '2026-05-11'],
    ['en', '11/05', '2026-11-05'],
    ['pt-BR', '05/11/2026', '2026-11-05'],
    ['en', '05/11/2026', '2026-05-11'],
    ['en', '15/11', '2026-11-15'],
    ['pt-BR', '11/15', '2026-11-15'],
    ['en', '2026-05-11', '2026-05-11'],
    ['pt-BR', '2026/05/11', '2026-05-11'],
  ])('in %s, %s is %s', (language, text, day) => {
    const { since, until } = parsePeriod(text, TODAY, { language })
    expect([since, until]).toEqual([day, day])
  })

  it.each(['24h', '24 h', '24 horas', '24 hours', 'últimas 24 horas', 'the last 24 hours'])(
    '%s are hours, not days',
    (text) => {
      expect(parsePeriod(text, TODAY)).toEqual({
        since: '2026-11-23',
        until: '2026-11-24',
        name: '24h',
        hours: 24,
      })
    },
  )

  it('gets an example for the command that asked', () => {
    const asked = () => parsePeriod('soon', TODAY, { command: '/hours' })
    expect(asked).toThrow(
      expect.objectContaining({
        key: 'period-unknown',
        values: { period: 'soon', command: '/hours' },
      }),
    )
  })

  it.each(['  HOJE ', 'Hoje', 'TODAY', 'Esta  Semana', 'MÊS', 'Me\u0302s', 'Últimos 7 Dias', '7D'])(
    'takes %j in any case, with any accents and spaces',
    (text) => {
      expect(parsePeriod(text, TODAY).until).toBe(TODAY)
    },
  )

  it.each([
    ['week', '2027-01-03', '2026-12-28'],
    ['week', '2026-12-28', '2026-12-28'],
    ['week', '2027-01-01', '2026-12-28'],
    ['week', '2027-01-04', '2027-01-04'],
    ['month', '2026-11-01', '2026-11-01'],
    ['month', '2026-12-31', '2026-12-01'],
    ['yesterday', '2027-01-01', '2026-12-31'],
    ['yesterday', '2024-03-01', '2024-02-29'],
    ['2d', '2026-03-01', '2026-02-28'],
    ['30d', '2026-03-30', '2026-03-01'],
    ['365d', '2026-12-31', '2026-01-01'],
  ])('%s, asked on %s, begins on %s', (text, today, since) => {
    expect(parsePeriod(text, today).since).toBe(since)
  })

  it('turns with the day of the zone, not with the clock of the machine', () => {
    expect(parsePeriod('today', '2026-11-30').since).toBe('2026-11-30')
    expect(parsePeriod('today', '2026-12-01').since).toBe('2026-12-01')
    expect(parsePeriod('month', '2026-11-30').since).toBe('2026-11-01')
    expect(parsePeriod('month', '2026-12-01').since).toBe('2026-12-01')
  })

  it.each([
    ...[
      '',
      'soon',
      'toString',
      'constructor',
      '0',
      '0d',
      '-7d',
      '1.5d',
      '3661d',
      '99999d',
      '1500',
      'weeks',
      '169h',
    ],
    ...['2026-13', '2026-00', '2026-1', '2026-02-29', '2026-02-30', '2026-11-31', '31/11/2026'],
    ...['2026-11-01..', '..2026-11-01', '2026-11..2026-13', '2026-11-01..2026-11-31'],
    ...['15/13', '32/11', '30/02', '15-11', '15 de foo', 'novembro 1999', 'nov 2026 15', '1/2/3/4'],
    ...['0000-01', '0001-01', '1999-12', '1999-12-31', '1990-01-01..1999-12-31', '9999-12'],
    ...['9999-12-31', '9999-12-31..9999-12-31', '2027-11-25', '2028-01', '2026-12-01..9999-12-31'],
    ...['0001-01-01..2026-11-24', '2010-01-01..2026-11-24', '2000-01-01..9999-12-31'],
  ])('%j is no period', (text) => {
    expect(problemOf(text)).toEqual(['period-unknown', text, '/stats'])
  })

  it.each([
    ['2026-11-24..2026-11-01', '2026-11-24', '2026-11-01'],
    ['2026-11-24..0001-01-01', '2026-11-24', '0001-01-01'],
    ['9999-12-31..2026-11-24', '9999-12-31', '2026-11-24'],
    ['10/11 - 1/11', '2026-11-10', '2026-11-01'],
    ['10 a 1 de novembro', '2026-11-10', '2026-11-01'],
    ['Nov 20 to 5', '2026-11-20', '2026-11-05'],
  ])('%s ends before it begins', (text, since, until) => {
    expect(problemOf(text)).toEqual(['period-reversed', since, until, '/stats'])
  })

  it.each([
    ['0001-01-01..2004-11-30', '2000-01-01', '2004-11-30', '2000-01-01..2004-11-30'],
    ['2000-01', '2000-01-01', '2000-01-31', '2000-01'],
    ['2027-11-24', '2027-11-24', '2027-11-24', '2027-11-24'],
    ['3660d', '2016-11-17', '2026-11-24', '3660d'],
    ['2016-11-17..9999-12-31', '2016-11-17', '2026-11-24', '2016-11-17..9999-12-31'],
  ])('%s is at the limit', (text, since, until, name) => {
    expect(parsePeriod(text, TODAY)).toEqual({ since, until, name })
  })

  it('quotes at most 40 characters, cut at the edge of one', () => {
    const quoted = (text: string) => (problemOf(text) as string[])[1]
    expect(quoted('x'.repeat(4000))).toBe(`${'x'.repeat(39)}…`)
    expect(quoted(`${'x'.repeat(38)}😀😀`)).toBe(`${'x'.repeat(38)}…`)
    expect(quoted('👨‍👩‍👧‍👦'.repeat(9))).toBe(`${'👨‍👩‍👧‍👦'.repeat(3)}…`)
  })
})

describe('countDays', () => {
  it.each([
    ['2026-11-24', '2026-11-24', 1],
    ['2024-02-01', '2024-03-01', 30],
    ['2026-11-01', '2026-11-30', 30],
    ['2024-01-01', '2024-12-31', 366],
  ])('of %s to %s is %i', (since, until, count) => {
    expect(countDays({ since, until })).toBe(count)
  })
})

describe('weekday', () => {
  it.each([
    ['2026-11-23', 1],
    ['2026-11-24', 2],
    ['2026-11-29', 7],
    ['2026-12-31', 4],
    ['2027-01-01', 5],
    ['2024-02-29', 4],
    ['2000-01-01', 6],
  ])('of %s is %i', (date, number) => {
    expect(weekday(date)).toBe(number)
  })
})

describe('a zone with summer time', () => {
  const ZONE = 'America/New_York'
  /** Clocks go back on 1 November 2026 and forward on 14 March 2027; both are Sundays. */
  const instants = [
    '2026-10-31T23:30:00-04:00',
    '2026-11-01T00:30:00-04:00',
    '2026-11-01T01:30:00-04:00',
    '2026-11-01T01:30:00-05:00',
    '2026-11-01T23:30:00-05:00',
    '2026-11-02T00:30:00-05:00',
    '2027-03-13T23:30:00-05:00',
    '2027-03-14T00:30:00-05:00',
    '2027-03-14T03:30:00-04:00',
    '2027-03-14T23:30:00-04:00',
    '2027-03-15T00:30:00-04:00',
  ]
  const asked = {
    chat_id: -1001234567890,
    previous_chat_id: -1001234567890,
    since: '2026-10-31',
    until: '2027-03-15',
  }
  let lake: Awaited<ReturnType<typeof reportLake>>
  beforeAll(async () => {
    const updates = instants.map((instant, index) =>
      JSON.stringify(messageUpdate(index + 1, { date: Date.parse(instant) / 1000 })),
    )
    lake = await reportLake(updates.join('\n'), ZONE)
  })
  afterAll(() => lake.close())

  it('has each message on the day that the wall clock showed', async () => {
    const { rows } = await lake.rowsOf(messagesPerDay, asked)
    expect(rows.map(([day, messages]) => [day, messages])).toEqual([
      ['2026-10-31', 1],
      ['2026-11-01', 4],
      ['2026-11-02', 1],
      ['2027-03-13', 1],
      ['2027-03-14', 3],
      ['2027-03-15', 1],
    ])
  })

  it('has each message in the hour that the wall clock showed', async () => {
    const table = await lake.rowsOf(hours, asked)
    const place = (name: string) => table.columns.findIndex((column) => column.name === name)
    const counts = new Map<string, number>()
    for (const row of table.rows) {
      const key = `${String(row[place('weekday')])} ${String(row[place('hour')])}`
      counts.set(key, (counts.get(key) ?? 0) + Number(row[place('messages')]))
    }
    expect(Object.fromEntries(counts)).toEqual({
      '6 23': 2,
      '7 0': 2,
      '7 1': 2,
      '7 3': 1,
      '7 23': 2,
      '1 0': 2,
    })
  })

  it('keeps to the borders of the days that are asked', async () => {
    const messages = async (since: string, until: string) => {
      const { rows } = await lake.rowsOf(messagesPerDay, { ...asked, since, until })
      return rows.map(([, count]) => count)
    }
    expect(await messages('2026-11-01', '2026-11-01')).toEqual([4])
    expect(await messages('2027-03-14', '2027-03-14')).toEqual([3])
  })
})
