import { readdirSync } from 'node:fs'

import stringWidth from 'string-width'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { languages } from '../../../bot/config.ts'
import type { Table } from '../../../bot/engine/engine.ts'
import { textsOf } from '../../../bot/i18n.ts'
import { findReport, reports } from '../../../bot/reports/registry.ts'
import type { Report, ReportView } from '../../../bot/reports/report.ts'
import { formatTextTable } from '../../../bot/reports/table.ts'
import { reportNames, sqlFile } from '../../../sql/queries.ts'
import { messageUpdate } from '../../helpers/updates.ts'
import { CHAT, fixture, linksIn, reportLake, saidIn, viewIn, withoutPrevious } from './helpers.ts'

let lake: Awaited<ReturnType<typeof reportLake>>
let emptyLake: Awaited<ReturnType<typeof reportLake>>
beforeAll(async () => {
  lake = await reportLake()
  emptyLake = await reportLake('')
})
afterAll(async () => {
  await lake.close()
  await emptyLake.close()
})

const names = reports.map(({ name }) => name)

describe('the registry', () => {
  it('has a report for each statement, in the order of menus', () => {
    expect(names).toEqual([
      'stats',
      'messages_per_day',
      'messages_per_user',
      'message_length',
      'hours',
      'questions',
      'answers',
    ])
    // Of a day, messages are counted by the hour.
    expect([...names, 'messages_per_hour'].toSorted()).toEqual(reportNames())
    expect(readdirSync(sqlFile('reports')).length).toBe(names.length + 1)
  })

  it.each(names)('has in each language a title and a short description of %s', (name) => {
    for (const language of languages) {
      const key = `report-${name.replaceAll('_', '-')}`
      expect(textsOf(language).text(`${key}-title`).length).toBeLessThan(60)
      expect(textsOf(language).text(`${key}-description`).length).toBeLessThanOrEqual(100)
    }
  })
})

describe('the rows of', () => {
  it.each(names)('%s are those expected', async (name) => {
    const { rows } = await lake.rowsOf(findReport(name))
    expect(rows).toEqual(JSON.parse(fixture(`${name}.json`)))
  })

  it.each(names)('%s are none, or zeros, over an empty lake', async (name) => {
    const { rows } = await emptyLake.rowsOf(findReport(name))
    const figures = rows.map((row) => row.filter((value) => typeof value === 'number'))
    expect(figures.flat().every((value) => value === 0)).toBe(true)
  })

  it.each(names)(
    '%s leave out what was written under the old id, when that is asked',
    async (name) => {
      const report: Report = findReport(name)
      const only = { chat_id: -1009999999999, previous_chat_id: -1009999999999 }
      const { rows } = await lake.rowsOf(report, only)
      expect(JSON.stringify(rows)).not.toMatch(/Ana B|Caio|Dora|Bia|1111111111/)
      expect(rows.length).toBeGreaterThan(0)
    },
  )
})

describe('the picture', () => {
  it('of stats shows what became of the questions, the days, and the hours of the week', async () => {
    const table = await lake.rowsOf(findReport('stats'))
    const { chart } = findReport('stats').present(table, viewIn('en'))
    if (chart.type !== 'overview') throw new Error(chart.type)
    expect(chart.parts).toEqual({
      label: 'Questions answered',
      values: [
        { label: 'By reply 57%', value: 8 },
        { label: 'Likely 0%', value: 0 },
        { label: 'No answer 43%', value: 6 },
      ],
    })
    expect(chart.bars.series[0].values).toEqual([6, 0, 5, 1, 4, 3, 2, 4, 2, 2])
    // Wednesday, 20 o'clock, on average.
    expect(chart.heatmap.values[2]?.[20]).toBe(3)
  })

  it('of messages_per_user shows how many and their share', async () => {
    const table = await lake.rowsOf(findReport('messages_per_user'))
    const { chart } = findReport('messages_per_user').present(table, viewIn('en'))
    if (chart.type !== 'horizontal-bars') throw new Error(chart.type)
    expect(chart.rows.slice(0, 2)).toEqual([
      { label: 'Ana', value: 8, text: '8 · 28%' },
      { label: 'Caio', value: 6, text: '6 · 21%' },
    ])
  })
})

describe('the ranking of message_length', () => {
  let length: Awaited<ReturnType<typeof reportLake>>
  beforeAll(async () => {
    const texts = (count: number, id: number, text: string) =>
      Array.from({ length: count }, (_, index) => {
        const chat = { id: CHAT, type: 'supergroup', title: 'Grupo' }
        const from = { id, is_bot: false, first_name: `Pessoa ${id}` }
        const date = Date.parse('2026-12-30T12:00:00-03:00') / 1000 + index
        return messageUpdate(100 * id + index, { chat, from, date, text })
      })
    const updates = [...texts(20, 1, 'olá'), ...texts(19, 2, 'um texto mais longo')]
    length = await reportLake(updates.map((update) => JSON.stringify(update)).join('\n'))
  })
  afterAll(() => length.close())

  it('has only people with at least twenty texts, each with their number, and the average of all', async () => {
    const table = await length.rowsOf(findReport('message_length'))
    const { chart, sentence } = findReport('message_length').present(table, viewIn('en'))
    if (chart.type !== 'horizontal-bars') throw new Error(chart.type)
    expect(chart.rows).toEqual([{ label: 'Pessoa 1', value: 3, text: '3 (20 texts)' }])
    expect(chart.reference).toEqual({ label: 'group average:', value: 11 })
    expect(sentence).toContain('20 or more texts')
  })
})

/** What a person reads of an empty period, and of the fixture's, must be whole in each language. */
describe.each(languages)('in %s', (language) => {
  it.each(names)('%s answers in a sentence, a chart and a narrow table', async (name) => {
    const report: Report = findReport(name)
    const {
      sentence,
      chart,
      table,
      lines = [],
    } = report.present(await lake.rowsOf(report), viewIn(language))
    expect(sentence).toMatch(/\d/)
    expect(sentence).not.toMatch(/\{|\$|undefined|NaN/)
    expect(chart.title).not.toBe('')
    // The footer names the zone.
    expect(chart.subtitle).not.toContain('America/Sao_Paulo')
    expect(chart.footer).toBe('')
    expect(chart.noData).not.toBe('')
    for (const row of table.rows) expect(row.length).toBe(table.columns.length)
    for (const line of formatTextTable(table).split('\n')) {
      expect(stringWidth(line)).toBeLessThanOrEqual(32)
    }
    expect(lines.length).toBeLessThanOrEqual(10)
  })

  it.each(names)('%s says kindly that there is nothing', async (name) => {
    const report: Report = findReport(name)
    const {
      sentence,
      chart,
      table,
      lines = [],
    } = report.present(await emptyLake.rowsOf(report), viewIn(language))
    expect(sentence).not.toMatch(/\{|\$|undefined|NaN/)
    expect(sentence.length).toBeGreaterThan(15)
    expect(table.rows).toEqual([])
    expect(lines).toEqual([])
    expect(largest(chart)).toBe(0)
    expect(formatTextTable({ ...table, rows: [] }).length).toBeLessThan(33)
  })
})

function largest(chart: ReturnType<Report['present']>['chart']): number {
  if (chart.type === 'overview') return largest({ ...chart, ...chart.bars, type: 'bars' })
  const values =
    chart.type === 'bars'
      ? chart.series.flatMap(({ values }) => values)
      : chart.type === 'heatmap'
        ? chart.values.flat()
        : chart.rows.map(({ value }) => value)
  return Math.max(0, ...values.map(Number))
}

describe('the sentence', () => {
  const sentences: Record<string, Table> = {}
  beforeAll(async () => {
    for (const name of names) sentences[name] = await lake.rowsOf(findReport(name))
  })
  const sentence = (name: (typeof names)[number], language: 'pt-BR' | 'en' | 'es') =>
    findReport(name).present(sentences[name]!, viewIn(language)).sentence.replace(/\s/g, ' ')

  it('of stats compares with the period before', () => {
    expect(sentence('stats', 'pt-BR')).toBe(
      '29 mensagens de 7 pessoas. Em comparação com o período de 18/12/2026 a 27/12/2026: mensagens +480%, pessoas +75%. ' +
        'Pico: 20h–21h (0,6 mensagem em média). ' +
        '14 perguntas: 8 respondidas com “responder”, 0 provavelmente respondidas.',
    )
    expect(sentence('stats', 'en')).toBe(
      '29 messages by 7 people. Compared with Dec 18, 2026 to Dec 27, 2026: messages +480%, people +75%. ' +
        'Peak: 20:00–21:00 (0.6 messages on average). 14 questions: 8 answered by reply, 0 likely answered.',
    )
    expect(sentence('stats', 'es')).toBe(
      '29 mensajes de 7 personas. En comparación con el período del 18 de diciembre de 2026 al 27 de diciembre de 2026: ' +
        'mensajes +480 %, personas +75 %. Pico: 20h–21h (0,6 mensajes en promedio). ' +
        '14 preguntas: 8 respondidas con «responder», 0 probablemente respondidas.',
    )
  })

  it('of stats gives way, below its picture, to what the picture does not show', () => {
    const remark = (language: 'pt-BR' | 'en' | 'es') =>
      findReport('stats').present(sentences.stats!, viewIn(language)).remark?.replace(/\s/g, ' ')
    expect(remark('pt-BR')).toBe(
      'Quem mais escreveu foi Ana: 8 mensagens. Em comparação com o período de 18/12/2026 a 27/12/2026.',
    )
    expect(remark('en')).toBe(
      'Ana wrote the most: 8 messages. Compared with Dec 18, 2026 to Dec 27, 2026.',
    )
    expect(remark('es')).toBe(
      'Quien más escribió fue Ana: 8 mensajes. ' +
        'En comparación con el período del 18 de diciembre de 2026 al 27 de diciembre de 2026.',
    )
  })

  it('of stats does not compare with a period that the lake has not seen', () => {
    const view = withoutPrevious(viewIn('en'))
    const { sentence, table } = findReport('stats').present(sentences.stats!, view)
    expect(sentence).toContain('There is no data yet for the previous period to compare with.')
    expect(table.columns.map(({ name }) => name)).toEqual(['', 'Total'])
    expect(table.rows[0]).toEqual(['Messages', '29'])
  })

  it.each([
    ['pt-BR', 'Ainda não há dados do período anterior para comparar.'],
    ['es', 'Aún no hay datos del período anterior para comparar.'],
  ] as const)('of stats says so in %s', (language, words) => {
    const view = withoutPrevious(viewIn(language))
    const { sentence, remark } = findReport('stats').present(sentences.stats!, view)
    expect(sentence).toContain(words)
    expect(remark).toContain(words)
  })

  it('of messages_per_day counts days without messages', () => {
    expect(sentence('messages_per_day', 'pt-BR')).toBe(
      '29 mensagens em 10 dias, 2,9 por dia em média. O dia mais movimentado foi segunda, 28/12/2026, com 6 mensagens.',
    )
    expect(sentence('messages_per_day', 'en')).toBe(
      '29 messages in 10 days, 2.9 per day on average. The busiest day was Monday, Dec 28, 2026, with 6 messages.',
    )
    expect(sentence('messages_per_day', 'es')).toBe(
      '29 mensajes en 10 días, 2,9 por día en promedio. El día más activo fue el lunes 28 de diciembre de 2026, con 6 mensajes.',
    )
  })

  it('of messages_per_user names who wrote most', () => {
    expect(sentence('messages_per_user', 'pt-BR')).toBe(
      'Quem mais escreveu foi Ana: 8 de 29 mensagens (28%). Ao todo, 7 pessoas escreveram.',
    )
    expect(sentence('messages_per_user', 'es')).toBe(
      'Quien más escribió fue Ana: 8 de 29 mensajes (28 %). En total escribieron 7 personas.',
    )
  })

  it('of message_length says who counts', () => {
    expect(sentence('message_length', 'en')).toBe(
      'Caio writes the longest texts: 23 characters on average over 6 texts. ' +
        'The overall average is 20. The ranking covers the 3 people with 5 or more texts.',
    )
  })

  it('of hours names the peak in words', () => {
    expect(sentence('hours', 'pt-BR')).toBe(
      'Pico: quarta, 20h–21h (3 mensagens em média, 21% do total).',
    )
    expect(sentence('hours', 'en')).toBe(
      'Peak: Wednesday, 20:00–21:00 (3 messages on average, 21% of the total).',
    )
    expect(sentence('hours', 'es')).toBe(
      'Pico: miércoles, 20h–21h (3 mensajes en promedio, 21 % del total).',
    )
  })

  it('of questions quotes the one that most people ask', () => {
    expect(sentence('questions', 'pt-BR')).toBe(
      '4 perguntas se repetem. A que mais gente faz: “Qual o horário da prova?” (3 pessoas, 3 vezes).',
    )
  })

  it('of answers tells three ways to be answered side by side', () => {
    expect(sentence('answers', 'pt-BR')).toBe(
      '14 perguntas: 8 respondidas com “responder” (57%), 0 provavelmente respondidas (0%), ' +
        '0 confirmadas como resolvidas (0%).',
    )
    expect(sentence('answers', 'en')).toBe(
      '14 questions: 8 answered by reply (57%), 0 likely answered (0%), ' +
        '0 confirmed as solved (0%).',
    )
  })
})

describe('the table', () => {
  const lakeRows: Record<string, Table> = {}
  beforeAll(async () => {
    lakeRows.stats = await lake.rowsOf(findReport('stats'))
  })
  const columnsOf = ({ query }: Report) => query.columns.map(({ name, type }) => ({ name, type }))
  const tableOf = (report: Report, cells: readonly Record<string, string | number>[]): Table => ({
    columns: columnsOf(report),
    rows: cells.map((row) => columnsOf(report).map(({ name }) => row[name] ?? null)),
    stats: { milliseconds: 0 },
  })

  it('of stats names changes as people do', async () => {
    const { table } = findReport('stats').present(lakeRows.stats!, viewIn('en'))
    expect(table.rows).toEqual([
      ['Messages', '29', '+480%'],
      ['People', '7', '+75%'],
      ['Questions', '14', '+600%'],
      ['Replied to', '57%', '+7 pts'],
      ['Likely answered', '0%', '0 pts'],
      ['Solved', '0%', '0 pts'],
      ['By bots', '14%', '+14 pts'],
      ['Peak 20:00–21:00', '6', 'was 10:00'],
      ['Peak Monday', '10', 'was Sun'],
      ['1. Ana', '8', '+300%'],
      ['2. Caio', '6', '+500%'],
      ['3. <b>Dora & Cia</b>', '6', '+500%'],
      ['4. Bia Souza', '3', '+200%'],
      ['5. עדי', '3', 'new'],
    ])
  })

  /** Shares of 1 to 5 %, and peaks at another hour than before, in a group of millions. */
  it.each(languages)('of stats cuts no label of ours in %s', (language) => {
    const report = findReport('stats')
    const figure = (section: string, value: number, previous_value: number) => ({
      section,
      value,
      previous_value,
    })
    const rows = [
      figure('messages', 1_234_567, 123_456),
      figure('people', 98_765, 9_876),
      figure('questions', 100_000, 100_000),
      figure('by_reply', 4_800, 100_000),
      figure('likely', 40, 5_000),
      figure('confirmed', 0, 100_000),
      figure('by_bots', 1, 100_000),
      { ...figure('hour', 999_999, 0), weekday: 3, hour: 20 },
      { ...figure('hour', 9, 99_999), weekday: 1, hour: 23 },
      { ...figure('most_active', 12_345, 0), sender_id: 7, sender_name: 'x'.repeat(40) },
    ]
    const { table } = report.present(tableOf(report, rows), viewIn(language))
    const lines = formatTextTable(table).split('\n')
    expect(lines.filter((line) => line.includes('…'))).toEqual([lines.at(-1)])
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(32)
  })

  it('of hours begins its lines with a capital, as that of stats does', async () => {
    const report = findReport('hours')
    const rows = [{ week: '2026-W48', weekday: 2, hour: 20, messages: 3 }]
    const { table, chart } = report.present(tableOf(report, rows), viewIn('pt-BR'))
    expect(table.rows[1]?.[0]).toBe('Ter')
    expect(chart.type === 'heatmap' && chart.rows[1]).toBe('Ter')
  })

  it('of messages_per_day names months', () => {
    const report = findReport('messages_per_day')
    const rows = [{ day: '2016-12-15', messages: 3, people: 1 }]
    const period = { since: '2016-12-01', until: '2020-01-31', name: '2016-12-01..2020-01-31' }
    const { table } = report.present(tableOf(report, rows), viewIn('pt-BR', period))
    expect(table.rows).toEqual([['dez. 2016', '3']])
    expect(table.columns.map(({ name }) => name)).toEqual(['Mês', 'Msgs.'])
  })

  it('of answers stands the three ways side by side, with the time each took', async () => {
    const report = findReport('answers')
    const total = {
      section: 'total',
      questions: 20,
      by_reply: 8,
      likely: 5,
      confirmed: 3,
      by_bots: 0,
      open: 6,
      reply_median_seconds: 59.6,
      likely_median_seconds: 240,
      messages: 100,
      replies: 24,
    }
    const hours = [
      { section: 'hour', hour: 5, questions: 4, within_hour: 1 },
      { section: 'hour', hour: 18, questions: 10, within_hour: 7 },
      { section: 'hour', hour: 23, questions: 6, within_hour: 3 },
    ]
    const { table, sentence } = report.present(tableOf(report, [total, ...hours]), viewIn('en'))
    expect(table.rows).toEqual([
      ['Questions', '20', ''],
      ['By reply', '8', '40%'],
      ['· half within', '1 min', ''],
      ['Likely', '5', '25%'],
      ['· half within', '4 min', ''],
      ['Solved', '3', '15%'],
      ['Open', '6', '30%'],
      ['Replies, of all', '', '24%'],
      ['Asked at', 'in 1 hour', ''],
      ['· 0:00–6:00', '1/4', '25%'],
      ['· 18:00–24:00', '10/16', '63%'],
    ])
    expect(sentence).toMatch(
      / Only 24% of the messages here are replies, so many answers can only be inferred\.$/,
    )
  })

  it.each(languages)('of answers is whole in %s where thousands ask', (language) => {
    const report = findReport('answers')
    const total = {
      section: 'total',
      questions: 98_765,
      by_reply: 48_765,
      likely: 10_000,
      confirmed: 20_000,
      by_bots: 30_000,
      open: 40_000,
      reply_median_seconds: 3_500,
      likely_median_seconds: 3_500,
      messages: 100_000,
      replies: 90_000,
    }
    const hours = [0, 6, 12, 18].map((hour) => ({
      section: 'hour',
      hour,
      questions: 999,
      within_hour: 999,
    }))
    const { table } = report.present(tableOf(report, [total, ...hours]), viewIn(language))
    expect(formatTextTable(table)).not.toContain('…')
  })

  it('of answers does not count as open what only the asker called solved', () => {
    const report = findReport('answers')
    const total = { section: 'total', questions: 3, by_reply: 1, likely: 0, confirmed: 1, open: 1 }
    const day = { ...total, section: 'day', day: '2026-12-30' }
    const { table, chart } = report.present(tableOf(report, [total, day]), viewIn('en'))
    expect(table.rows).toContainEqual(['Open', '1', '33%'])
    const series = chart.type === 'bars' ? chart.series : []
    expect(series.map(({ name, values }) => [name, Math.max(...values.map(Number))])).toEqual([
      ['By reply', 1 / 3],
      ['Likely', 0],
      ['No answer', 2 / 3],
    ])
  })
})

describe('lines of messages', () => {
  it('lead to supergroups, and in topics too', async () => {
    const answers: Report = findReport('answers')
    const now = Date.parse('2027-01-11T00:00:00Z')
    const view = { ...viewIn('pt-BR'), now }
    const { lines = [] } = answers.present(await lake.rowsOf(answers), view)
    expect(lines.map((line) => [saidIn(line), linksIn(line)])).toEqual([
      ['há 10 dias: HORÁRIO DA PROVA???', ['https://t.me/c/1111111111/17']],
      ['há 8 dias: alguien sabe cómo exportar los informes', ['https://t.me/c/1111111111/22']],
      ['há 7 dias: How do I reset my password?', ['https://t.me/c/1111111111/5/25']],
      ['há 6 dias: Onde é a prova?', ['https://t.me/c/1111111111/29']],
      ['há 6 dias: Quando é a prova?', ['https://t.me/c/1111111111/30']],
    ])
  })

  it.each([
    [40, 'hace 40 s'],
    [119, 'hace 1 min'],
    [7_300, 'hace 2 h'],
    [2 * 86_400 - 1, 'hace 1 día'],
    [6 * 86_400, 'hace 6 días'],
    [-5, 'hace 0 s'],
  ])('asked %i seconds ago begin with “%s”', (seconds, expected) => {
    const { lines } = openQuestion('¿Cómo entro?', { now: ASKED + 1000 * seconds })
    expect(saidIn(lines[0]).replace(/\s/g, ' ')).toBe(`${expected}: ¿Cómo entro?`)
  })

  it('nowhere in basic groups', () => {
    expect(linksIn(openQuestion('¿Cómo entro?', {}, -1234).lines[0])).toEqual([])
  })

  it('are cut to seventy columns', () => {
    const { lines } = openQuestion('¿Cómo entro en el aula? '.repeat(9))
    expect(lines).toEqual([
      [
        'hace 2 días:',
        {
          label: '¿Cómo entro en el aula? ¿Cómo entro en el aula? ¿Cómo entro en el aul…',
          url: 'https://t.me/c/1234567890/5',
        },
      ],
    ])
  })

  const ASKED = Date.parse('2026-11-22T10:00:00Z')

  function openQuestion(question: string, view: Partial<ReportView> = {}, chat = -1001234567890) {
    const answers = findReport('answers') as Report
    const open: Record<string, string | number> = {
      section: 'open',
      day: '2026-11-22',
      asked_at: '2026-11-22 10:00:00',
      chat_id: chat,
      message_id: 5,
      question,
    }
    const columns = answers.query.columns.map(({ name, type }) => ({ name, type }))
    const row = columns.map(({ name }) => open[name] ?? null)
    const table = { columns, rows: [row], stats: { milliseconds: 0 } }
    const { lines = [] } = answers.present(table, { ...viewIn('es'), ...view })
    return { lines }
  }
})

describe('days of an earlier form', () => {
  it.each([
    [
      'pt-BR',
      'Ainda não conheço as perguntas de 3 dias: eles serão compactados de novo esta noite.',
    ],
    ['en', "I don't know the questions of 3 days yet: they will be compacted again tonight."],
    ['es', 'Aún no conozco las preguntas de 3 días: se compactarán de nuevo esta noche.'],
  ] as const)('are told by stats, questions and answers in %s', (language, note) => {
    const told = [
      ['stats', { section: 'messages', value: 5 }, { section: 'earlier_days', value: 3 }],
      ['questions', { earlier_days: 3 }],
      ['answers', { section: 'total', questions: 0, earlier_days: 3 }],
    ] as const
    for (const [name, ...cells] of told) {
      const report: Report = findReport(name)
      const columns = report.query.columns.map(({ name: column, type }) => ({ name: column, type }))
      const rows = cells.map((row: Readonly<Record<string, string | number>>) =>
        columns.map(({ name: column }) => row[column] ?? null),
      )
      const table = { columns, rows, stats: { milliseconds: 0 } }
      const { sentence } = report.present(report.refine?.(table) ?? table, viewIn(language))
      expect(sentence.endsWith(` ${note}`)).toBe(true)
    }
  })
})
