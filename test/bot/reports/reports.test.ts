import { readdirSync } from 'node:fs'

import stringWidth from 'string-width'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { languages } from '../../../bot/config.ts'
import type { Table } from '../../../bot/engine/engine.ts'
import { textsOf } from '../../../bot/i18n.ts'
import { findReport, reports } from '../../../bot/reports/registry.ts'
import type { Report } from '../../../bot/reports/report.ts'
import { formatTextTable } from '../../../bot/reports/table.ts'
import { reportNames, sqlFile } from '../../../sql/queries.ts'
import { fixture, reportLake, viewIn } from './helpers.ts'

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
    expect(names.toSorted()).toEqual(reportNames())
    expect(readdirSync(sqlFile('reports')).length).toBe(names.length)
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
    expect(chart.subtitle).toContain('America/Sao_Paulo')
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
      '30 mensagens de 7 pessoas. Em relação ao período anterior: mensagens +500%, pessoas +75%. ' +
        'Pico: 20–21 h (6 mensagens). 53% das 15 perguntas tiveram resposta.',
    )
    expect(sentence('stats', 'en')).toBe(
      '30 messages by 7 people. Compared with the previous period: messages +500%, people +75%. ' +
        'Peak: 20:00–21:00 (6 messages). 53% of 15 questions got an answer.',
    )
    expect(sentence('stats', 'es')).toBe(
      '30 mensajes de 7 personas. Respecto al período anterior: mensajes +500 %, personas +75 %. ' +
        'Pico: 20–21 h (6 mensajes). 53 % de las 15 preguntas tuvieron respuesta.',
    )
  })

  it('of stats does not compare with a period that the lake has not seen', () => {
    const view = { ...viewIn('en'), isComparable: false }
    const { sentence, table } = findReport('stats').present(sentences.stats!, view)
    expect(sentence).toContain('The archive does not cover the whole previous period.')
    expect(table.columns.map(({ name }) => name)).toEqual(['', 'Total'])
    expect(table.rows[0]).toEqual(['Messages', '30'])
  })

  it('of messages_per_day counts days without messages', () => {
    expect(sentence('messages_per_day', 'pt-BR')).toBe(
      '30 mensagens em 10 dias, 3 por dia em média. O dia mais movimentado foi 28 de dez. de 2026, com 6.',
    )
  })

  it('of messages_per_user names who wrote most', () => {
    expect(sentence('messages_per_user', 'pt-BR')).toBe(
      'Ana escreveu mais: 9 de 30 mensagens (30%). Ao todo, 7 pessoas escreveram.',
    )
    expect(sentence('messages_per_user', 'es')).toBe(
      'Ana escribió más: 9 de 30 mensajes (30 %). En total escribieron 7 personas.',
    )
  })

  it('of message_length says who counts', () => {
    expect(sentence('message_length', 'en')).toBe(
      'Caio writes the longest texts: 23 characters on average over 6 texts. ' +
        'The overall average is 19. The ranking covers the 3 people with 5 or more texts.',
    )
  })

  it('of hours names the peak in words', () => {
    expect(sentence('hours', 'pt-BR')).toBe(
      'Pico: quarta-feira, 20–21 h (6 mensagens, 20% do total).',
    )
    expect(sentence('hours', 'en')).toBe(
      'Peak: Wednesday, 20:00–21:00 (6 messages, 20% of the total).',
    )
    expect(sentence('hours', 'es')).toBe('Pico: miércoles, 20–21 h (6 mensajes, 20 % del total).')
  })

  it('of questions quotes the one that recurs most', () => {
    expect(sentence('questions', 'pt-BR')).toBe(
      '4 dúvidas se repetiram. A mais frequente: “Qual o horário da prova?”, 3 vezes, por 3 pessoas.',
    )
  })

  it('of answers tells the share, the time, and what is open', () => {
    expect(sentence('answers', 'pt-BR')).toBe(
      '15 perguntas: 8 (53%) tiveram resposta em até 7 dias. Metade das respostas veio em até 1 min. ' +
        '7 estão em aberto.',
    )
  })
})

describe('the table', () => {
  const columnsOf = ({ query }: Report) => query.columns.map(({ name, type }) => ({ name, type }))
  const tableOf = (report: Report, cells: readonly Record<string, string | number>[]): Table => ({
    columns: columnsOf(report),
    rows: cells.map((row) => columnsOf(report).map(({ name }) => row[name] ?? null)),
    stats: { milliseconds: 0 },
  })

  it('of hours begins its lines with a capital, as that of stats does', async () => {
    const report = findReport('hours')
    const rows = [{ week: '2026-W48', weekday: 2, hour: 20, messages: 3 }]
    const { table, chart } = report.present(tableOf(report, rows), viewIn('pt-BR'))
    expect(table.rows[1]?.[0]).toBe('Terça-feira')
    expect(chart.type === 'heatmap' && chart.rows[1]).toBe('Ter.')
  })

  it('of messages_per_day names months', () => {
    const report = findReport('messages_per_day')
    const rows = [{ day: '2016-12-15', messages: 3, people: 1 }]
    const period = { since: '2016-12-01', until: '2020-01-31', name: '2016-12-01..2020-01-31' }
    const { table } = report.present(tableOf(report, rows), viewIn('pt-BR', period))
    expect(table.rows).toEqual([['dez. 2016', '3']])
    expect(table.columns.map(({ name }) => name)).toEqual(['Mês', 'Msgs.'])
  })

  it('of answers over one question says it in two plain sentences', () => {
    const report = findReport('answers')
    const only = { section: 'total', questions: 1, answered: 1, median_seconds: 59.6 }
    const { sentence } = report.present(tableOf(report, [only]), viewIn('en'))
    expect(sentence).toBe(
      'The only question got an answer within 7 days. The answer came within 1 min.',
    )
    const open = report.present(tableOf(report, [{ ...only, answered: 0 }]), viewIn('en'))
    expect(open.sentence).toBe('The only question got no answer within 7 days.')
  })
})

describe('lines of messages', () => {
  it('lead to supergroups, in topics too, and nowhere in basic groups', async () => {
    const answers: Report = findReport('answers')
    const { lines = [] } = answers.present(await lake.rowsOf(answers), viewIn('pt-BR'))
    expect(lines.map(({ text, links }) => [text, links.map(({ url }) => url)])).toEqual([
      ['04/01/2027 Bia Souza: Quando é a prova?', ['https://t.me/c/1111111111/30']],
      ['04/01/2027 Ana: Onde é a prova?', ['https://t.me/c/1111111111/29']],
      ['03/01/2027 עדי: How do I reset my password?', ['https://t.me/c/1111111111/5/25']],
      [
        '02/01/2027 Caio: alguien sabe cómo exportar los informes',
        ['https://t.me/c/1111111111/22'],
      ],
      ['31/12/2026 <b>Dora & Cia</b>: HORÁRIO DA PROVA???', ['https://t.me/c/1111111111/17']],
      ['30/12/2026 Bia Souza: qual é o horario da prova', ['https://t.me/c/1111111111/12']],
      ['28/12/2026 Ana: ninguém?', []],
    ])
  })

  it('show of a long message what is asked', () => {
    const answers: Report = findReport('answers')
    const long = `Comprei o curso ontem e já paguei. ${'Não recebi nada. '.repeat(8)}\nComo eu entro na aula? Obrigado!`
    const open: Record<string, string | number> = {
      section: 'open',
      day: '2026-11-24',
      chat_id: -1001234567890,
      message_id: 5,
      question: long,
    }
    const columns = answers.query.columns.map(({ name, type }) => ({ name, type }))
    const row = columns.map(({ name }) => open[name] ?? null)
    const table = { columns, rows: [row], stats: { milliseconds: 0 } }
    expect(answers.present(table, viewIn('es')).lines).toEqual([
      {
        text: '24/11/26 (sin nombre): Como eu entro na aula?',
        links: [{ label: 'ver', url: 'https://t.me/c/1234567890/5' }],
      },
    ])
  })
})
