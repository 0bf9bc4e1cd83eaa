import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createChats } from '../../../bot/archive/chats.ts'
import type { Bars, ChartSpec } from '../../../bot/charts/spec.ts'
import type { Language } from '../../../bot/config.ts'
import { duckdbEngine } from '../../../bot/engine/duckdb.ts'
import { textsOf } from '../../../bot/i18n.ts'
import { parsePeriod, weekday } from '../../../bot/reports/period.ts'
import type { ReportName } from '../../../bot/reports/registry.ts'
import { runReport } from '../../../bot/reports/run.ts'
import { backfill } from '../../../etl/backfill.ts'
import { lakeDays } from '../../../etl/listing.ts'
import { addDays } from '../../../etl/lake/time-zone.ts'
import { tempLake } from '../../helpers/lake.ts'
import { messageUpdate } from '../../helpers/updates.ts'

/** A Thursday. */
const TODAY = '2026-11-26'
const STEADY = -1001000000001
/** Began on 27 October, a Tuesday: 31 days. */
const YOUNG = -1001000000002
/** Writes most on Tuesdays, of which thirty days have four; on Wednesdays, of which they have five, a little less. */
const TUESDAYS = -1001000000003

/** Each Wednesday somebody asks, and on Friday gets a reply. */
const ASKING = -1001000000004

type Engine = Awaited<ReturnType<typeof duckdbEngine>>
let engine: Engine
const lake = tempLake()
const now = at(TODAY, '14:30')

function at(day: string, time: string): number {
  return Date.parse(`${day}T${time}:00-03:00`) / 1000
}

beforeAll(async () => {
  let id = 0
  const write = (chat: number, day: string, ...times: string[]) => {
    for (const time of times) {
      if (at(day, time) > now) continue
      id += 1
      const from = { id: 7 + (id % 2), is_bot: false, first_name: 'Ana' }
      const chatFields = { id: chat, type: 'supergroup', title: 'Grupo' }
      lake.layUpdates(messageUpdate(id, { chat: chatFields, from, date: at(day, time) }))
    }
  }
  for (let day = '2026-08-03'; day <= TODAY; day = addDays(day, 1)) {
    // The same every week: busy on weekdays, quiet at weekends.
    if (weekday(day) < 6) write(STEADY, day, '09:00', '09:10', '15:00', '15:10', '15:20', '21:00')
    else write(STEADY, day, '11:00', '11:10')
  }
  for (let day = '2026-10-27'; day <= TODAY; day = addDays(day, 1)) {
    write(YOUNG, day, '10:00', '10:10', '10:20', '10:30')
  }
  for (let day = '2026-08-03'; day <= TODAY; day = addDays(day, 1)) {
    const count = weekday(day) === 2 ? 11 : weekday(day) === 3 ? 10 : 1
    write(TUESDAYS, day, ...Array.from({ length: count }, (_, index) => `1${index % 10}:05`))
  }
  for (const [index, day] of ['2026-11-18', '2026-11-25'].entries()) {
    const chat = { id: ASKING, type: 'supergroup', title: 'Grupo' }
    const question = { message_id: 10 * index + 1, chat, date: at(day, '15:00') }
    const text = 'Como instalo o Python no Windows?'
    lake.layUpdates(messageUpdate(9_000 + index, { ...question, text }))
    const answered = at(addDays(day, 2), '10:00')
    if (answered > now) continue
    const reply = {
      message_id: 10 * index + 2,
      chat,
      from: { id: 8, is_bot: false, first_name: 'Bia' },
      date: answered,
      text: 'baixe do site oficial',
      reply_to_message: { ...question, from: { id: 7, is_bot: false, first_name: 'Ana' }, text },
    }
    lake.layUpdates(messageUpdate(9_100 + index, reply))
  }
  await backfill(lake, {})
  engine = await duckdbEngine(lake.enrichedDir)
})
afterAll(() => engine.close())

async function report(name: ReportName, period: string, chatId: number, language: Language = 'en') {
  const deps = {
    engine,
    freshness: { ensure: async () => now, mend: async () => {} },
    chats: createChats({ state: lake.raw, chatIds: 'all' }),
    zone: lake.zone,
    texts: textsOf(language),
    lakeDays: () => lakeDays(lake.enriched),
    now: () => now,
  }
  const run = await runReport(deps, { name, period: parsePeriod(period, TODAY), chatId })
  const { sentence, chart, table } = run.presentation
  return { sentence: sentence.replace(/\s/g, ' '), chart, table, footer: run.footer }
}

function barsOf(chart: ChartSpec): Bars {
  if (chart.type === 'overview') return chart.bars
  if (chart.type !== 'bars') throw new Error(`${chart.type} has no bars over time`)
  return chart
}

describe('the picture', () => {
  it.each(['messages_per_day', 'stats'] as const)('%s shows a day by the hour', async (name) => {
    const { chart } = await report(name, 'yesterday', STEADY)
    const { x, series, isLastUnfinished } = barsOf(chart)
    expect(x.labels).toEqual(Array.from({ length: 24 }, (_, hour) => `${hour}:00`))
    const counts = series[0].values.flatMap((value, hour) => (value ? [[hour, value]] : []))
    expect(counts).toEqual([
      [9, 2],
      [15, 3],
      [21, 1],
    ])
    expect(isLastUnfinished).toBe(false)
  })

  it('shows today up to now', async () => {
    const { chart } = await report('messages_per_day', 'today', STEADY)
    const { x, isLastUnfinished } = barsOf(chart)
    expect(x.labels?.at(-1)).toBe('14:00')
    expect(isLastUnfinished).toBe(true)
  })

  it('marks weekends, and a day that is not over', async () => {
    const days = barsOf((await report('messages_per_day', '7d', STEADY)).chart)
    expect([days.x.areDays, days.isLastUnfinished]).toEqual([true, true])
    const month = barsOf((await report('messages_per_day', '2026-10', STEADY)).chart)
    expect([month.x.areDays, month.isLastUnfinished]).toEqual([true, false])
    const weeks = barsOf((await report('messages_per_day', '110d', STEADY)).chart)
    expect(weeks.x.areDays).toBe(false)
  })

  it('has a mean of seven days from thirty days on, not for the day that runs', async () => {
    const month = barsOf((await report('messages_per_day', '30d', STEADY)).chart)
    // Five days of six messages and two of two.
    const means = month.line?.values.map((value) => value && Math.round(100 * value) / 100)
    expect(means).toEqual([...Array<null>(6).fill(null), ...Array<number>(23).fill(4.86), null])
    expect(barsOf((await report('messages_per_day', '29d', STEADY)).chart).line).toBeUndefined()
  })

  it('of stats has four figures with their changes, and the busiest hour of the week', async () => {
    const { chart } = await report('stats', 'last week', STEADY)
    if (chart.type !== 'overview') throw new Error(chart.type)
    expect(chart.figures).toEqual([
      { label: 'Messages', value: '34', change: '0%' },
      { label: 'People', value: '2', change: '0%' },
      { label: 'Questions', value: '0', change: '–' },
      { label: 'Peak', value: '15:00', change: '0%' },
    ])
    expect(chart.heatmap.largestLabel).toBe('Monday, 15:00–16:00')
  })

  it('of answers shows shares, and a day as counts', async () => {
    const week = (await report('answers', '2026-11-18..2026-11-25', ASKING)).chart
    expect(barsOf(week).areShares).toBe(true)
    // By reply, likely, without; nothing on days without questions.
    expect(barsOf(week).series.map(({ values }) => [values[0], values[1], values[7]])).toEqual([
      [1, null, 0],
      [0, null, 0],
      [0, null, 1],
    ])
    const day = (await report('answers', 'yesterday', ASKING)).chart
    if (day.type !== 'horizontal-bars') throw new Error(day.type)
    expect(day.rows.map(({ text }) => text)).toEqual(['0 · 0%', '0 · 0%', '1 · 100%'])
  })
})

describe('where nothing changed', () => {
  it.each([
    ['week', 'Nov 16 to Nov 19, up to 14:30'],
    ['today', 'Thursday, Nov 19, up to 14:30'],
    ['24h', 'Nov 18 to Nov 19, up to 14:30'],
    ['7d', 'Nov 13 to Nov 19, up to 14:30'],
    ['30d', 'Sep 23 to Oct 22, up to 14:30'],
    ['yesterday', 'Wednesday, Nov 18'],
    ['last week', 'Nov 9 to Nov 15'],
    ['2026-11-02..2026-11-11', 'Oct 19 to Oct 28'],
  ])('%s has changed by 0%%', async (period, compared) => {
    const { sentence, table } = await report('stats', period, STEADY)
    expect(sentence).toContain(`Compared with ${compared}: messages 0%, people 0%.`)
    expect(table.rows[0]?.[2]).toBe('0%')
  })

  it.each<[Language, string, string]>([
    ['pt-BR', 'today', 'Em comparação com quinta, 19/11, até as 14:30: mensagens 0%, pessoas 0%.'],
    ['es', 'today', 'En comparación con el jueves 19 de noviembre, hasta las 14:30: mensajes 0 %'],
    ['pt-BR', 'week', 'Em comparação com o período de 16/11 a 19/11, até as 14:30: mensagens 0%'],
    ['es', 'week', 'En comparación con el período del 16 de noviembre al 19 de noviembre, hasta'],
  ])('says in %s what %s is compared with', async (language, period, words) => {
    expect((await report('stats', period, STEADY, language)).sentence).toContain(words)
  })

  it('questions of the period before have had no more time to be answered', async () => {
    const { table } = await report('stats', '2026-11-25..2026-11-26', ASKING)
    expect(table.columns).toHaveLength(3)
    const row = (name: string) => table.rows.find(([label]) => label === name)
    expect(row('Questions')).toEqual(['Questions', '1', '0%'])
    expect(row('Replied to')).toEqual(['Replied to', '0%', '0 pts'])
    const over = await report('stats', '2026-11-18..2026-11-20', ASKING)
    expect(over.table.rows).toContainEqual(['Replied to', '100%'])
  })

  it('24 hours are those up to now', async () => {
    const { sentence, chart } = await report('messages_per_day', '24h', STEADY)
    // Three at 15 o'clock and one at 21 o'clock yesterday, two at 9 o'clock today.
    expect(sentence).toBe('6 messages by 2 people. Peak: 15:00–16:00 (3 messages).')
    const { x, series, isLastUnfinished } = barsOf(chart)
    expect(x.labels?.slice(0, 2)).toEqual(['14:00', '15:00'])
    expect(x.labels).toHaveLength(25)
    expect(series[0].values.flatMap((value, index) => (value ? [[index, value]] : []))).toEqual([
      [1, 3],
      [7, 1],
      [19, 2],
    ])
    expect(isLastUnfinished).toBe(true)
    expect(chart.subtitle).toContain('last 24 hours (since Nov 25, 2026, 14:30)')
  })

  it('a period that is over has complete data', async () => {
    const { footer } = await report('messages_per_day', '2026-10', STEADY)
    expect(footer).toContain('Data complete (America/Sao_Paulo)')
  })

  it('months are compared with the month before, by day', async () => {
    const { sentence } = await report('stats', '2026-10', STEADY)
    // 150 messages in 31 days, 148 in 30.
    expect(sentence).toContain('Compared with Sep 1 to Sep 30: messages per day −1.9%, people 0%.')
  })
})

describe('a group that was archived later than the lake begins', () => {
  it('is not compared with its first day alone, of which the archive may have a part only', async () => {
    const first = await report('stats', '2026-11-03', YOUNG)
    expect(first.sentence).toContain('There is no data yet for the previous period')
    const later = await report('stats', '2026-11-04', YOUNG)
    expect(later.sentence).toContain('Compared with Wednesday, Oct 28: messages 0%')
  })

  it('has complete data from its first day on', async () => {
    const { footer } = await report('messages_per_day', '2026-10', YOUNG)
    expect(footer).toBe('Data complete from Oct 27, 2026 on (America/Sao_Paulo)')
  })

  it('has its own average, and says since when', async () => {
    const { sentence, footer, chart } = await report('messages_per_day', '90d', YOUNG)
    expect(sentence).toBe(
      '124 messages in 31 days (since Oct 27, the first day archived), 4 per day on average. ' +
        'The busiest day was Tuesday, Oct 27, with 4 messages.',
    )
    expect(footer).toContain('Data from Oct 27, 2026 to Nov 26, 2026, 14:30 (America/Sao_Paulo)')
    expect(chart.type === 'bars' && [chart.x.values[0], chart.x.values.length]).toEqual([
      '2026-10-27',
      31,
    ])
  })

  it.each<[Language, string]>([
    [
      'pt-BR',
      '124 mensagens em 31 dias (desde 27/10, o primeiro dia guardado), 4 por dia em média.',
    ],
    ['es', '124 mensajes en 31 días (desde el 27 de octubre, el primer día guardado), 4 por día'],
  ])('says so in %s', async (language, words) => {
    expect((await report('messages_per_day', '90d', YOUNG, language)).sentence).toContain(words)
  })

  it('has its first day in all', async () => {
    const { sentence, chart } = await report('messages_per_day', 'all', YOUNG)
    expect(sentence).toContain('in 31 days (since Oct 27, the first day archived)')
    expect(chart.subtitle).toContain('all time (Oct 27, 2026 to Nov 26, 2026)')
  })

  it('does not say so where the whole period is archived', async () => {
    const { sentence, footer } = await report('messages_per_day', '30d', YOUNG)
    expect(sentence).toContain('120 messages in 30 days, 4 per day on average')
    expect(footer).toContain('Data up to Nov 26, 2026, 14:30')
  })

  it('is compared only with days that it has', async () => {
    const alone = await report('stats', '30d', YOUNG)
    expect(alone.sentence).toContain('There is no data yet for the previous period')
    expect(alone.table.columns).toHaveLength(2)
    const week = await report('stats', '7d', YOUNG)
    expect(week.sentence).toContain('Compared with Nov 13 to Nov 19, up to 14:30: messages 0%')
  })
})

describe('the busiest weekday', () => {
  it('is the one that has most on average, not the one that is more often in the period', async () => {
    const { table } = await report('stats', '2026-10-28..2026-11-25', TUESDAYS)
    // Four Tuesdays make 44 messages, five Wednesdays 50.
    expect(table.rows.find(([name]) => /day$/.test(name ?? ''))).toEqual([
      'Peak Tuesday',
      '44',
      '0%',
    ])
  })

  it('has its total and average in the table of hours, and averages in the picture', async () => {
    const { table, chart, sentence } = await report('hours', '2026-10-28..2026-11-25', TUESDAYS)
    expect(table.columns.map(({ name }) => name)).toEqual(['Day', 'Messages', 'Per day', 'Peak'])
    expect(table.rows.slice(1, 3)).toEqual([
      ['Tue', '44', '11', '10:00'],
      ['Wed', '50', '10', '10:00'],
    ])
    expect(chart.type === 'heatmap' && chart.values[1]?.slice(9, 12)).toEqual([0, 2, 1])
    expect(sentence).toBe('Peak: Tuesday, 10:00–11:00 (2 messages on average, 7.0% of the total).')
  })
})
