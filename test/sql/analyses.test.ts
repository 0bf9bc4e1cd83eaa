import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { duckdbEngine } from '../../bot/engine/duckdb.ts'
import type { QueryEngine } from '../../bot/engine/engine.ts'
import { backfill } from '../../etl/backfill.ts'
import { bindParameters, loadAnalyses, loadReport } from '../../sql/queries.ts'
import { tempLake } from '../helpers/lake.ts'
import { editUpdate, messageUpdate } from '../helpers/updates.ts'

const ana = { id: 7, is_bot: false, first_name: 'Ana' }
const rui = { id: 8, is_bot: false, first_name: 'Rui', last_name: 'Sá' }
const bot = { id: 9, is_bot: true, first_name: 'Robô' }
const group = { id: -1001234567890, type: 'supergroup', title: 'Grupo' }

/** Unix seconds of a time in São Paulo, three hours behind UTC. */
const at = (time: string) => Date.parse(`${time}-03:00`) / 1000

/** A group over the turn of a year: Thursday 2026-12-31 and Friday 2027-01-01 are in ISO week 53 of 2026. */
const updates = [
  messageUpdate(1, { from: ana, text: 'olá', date: at('2026-12-31T23:10:00') }),
  messageUpdate(2, { from: ana, text: 'tudo bem?', date: at('2026-12-31T23:59:59') }),
  messageUpdate(3, { from: rui, text: 'feliz ano novo 🎉', date: at('2027-01-01T00:00:00') }),
  editUpdate(4, {
    message_id: 2,
    from: ana,
    text: 'tudo?',
    date: at('2026-12-31T23:59:59'),
    edit_date: at('2027-01-01T00:00:30'),
  }),
  messageUpdate(5, {
    from: rui,
    text: undefined,
    photo: [{}],
    caption: 'fogos',
    date: at('2027-01-01T00:05:00'),
  }),
  messageUpdate(6, {
    from: { ...ana, first_name: 'Ana B.' },
    text: 'oi',
    date: at('2027-01-01T00:06:00'),
  }),
  // None of these is what people wrote.
  messageUpdate(7, {
    from: rui,
    text: undefined,
    new_chat_members: [rui],
    date: at('2027-01-01T08:00:00'),
  }),
  messageUpdate(8, { from: bot, text: 'sou um robô', date: at('2027-01-01T08:00:00') }),
  messageUpdate(9, {
    from: { id: 777000, is_bot: false, first_name: 'Telegram' },
    sender_chat: { id: -1009, type: 'channel', title: 'Canal' },
    is_automatic_forward: true,
    date: at('2027-01-01T08:00:00'),
  }),
  // These are: an anonymous admin, and a person who writes as a channel.
  messageUpdate(10, {
    from: { id: 1087968824, is_bot: true, first_name: 'Group' },
    sender_chat: group,
    text: 'regras',
    date: at('2027-01-04T09:00:00'),
  }),
  messageUpdate(11, {
    from: { id: 136817688, is_bot: true, first_name: 'Channel' },
    sender_chat: { id: -1008, type: 'channel', title: 'Bia' },
    text: 'bom dia',
    date: at('2027-01-04T09:59:00'),
  }),
]

describe('the stock analyses', () => {
  let engine: QueryEngine
  beforeAll(async () => {
    const lake = tempLake()
    lake.layUpdates(...updates)
    await backfill(lake, {})
    engine = await duckdbEngine(lake.enrichedDir)
  })
  afterAll(() => engine.close())

  const table = (name: string) =>
    engine.query(loadAnalyses().find((query) => query.name === name)?.text ?? '')
  const rowsOf = async (name: string) => (await table(name)).rows

  it('count messages per day', async () => {
    expect(await rowsOf('messages_per_day')).toEqual([
      ['2026-12-31', 2],
      ['2027-01-01', 3],
      ['2027-01-04', 2],
    ])
  })

  it('count messages per person and day, the most active first', async () => {
    expect(await rowsOf('messages_per_user_per_day')).toEqual([
      ['2026-12-31', 7, 'Ana', 2],
      ['2027-01-01', 8, 'Rui Sá', 2],
      ['2027-01-01', 7, 'Ana B.', 1],
      ['2027-01-04', -1001234567890, 'Grupo', 1],
      ['2027-01-04', -1008, 'Bia', 1],
    ])
  })

  it('average text length in characters, ignoring photos', async () => {
    expect(await rowsOf('average_text_length_per_user_per_day')).toEqual([
      ['2026-12-31', 7, 'Ana', 4, 2],
      ['2027-01-01', 8, 'Rui Sá', 16, 1],
      ['2027-01-01', 7, 'Ana B.', 2, 1],
      ['2027-01-04', -1008, 'Bia', 7, 1],
      ['2027-01-04', -1001234567890, 'Grupo', 6, 1],
    ])
  })

  it('count per hour, weekday and ISO week, with the year of the week', async () => {
    expect(await rowsOf('messages_per_hour_weekday_week')).toEqual([
      [2026, 53, 4, 23, 2],
      [2026, 53, 5, 0, 3],
      [2027, 1, 1, 9, 2],
    ])
  })

  it('show the latest rows', async () => {
    const { columns, rows } = await table('first_ten_rows')
    expect(columns.map(({ name }) => name)).toEqual([
      'message_id',
      'user_id',
      'user_is_bot',
      'user_first_name',
      'chat_id',
      'chat_type',
      'text',
      'date',
    ])
    expect(rows).toHaveLength(10)
    expect(rows[0]).toEqual([
      11,
      136817688,
      true,
      'Channel',
      -1001234567890,
      'supergroup',
      'bom dia',
      at('2027-01-04T09:59:00'),
    ])
  })

  it('report how fresh the lake is, with what people wrote beside all that there is', async () => {
    const { columns, rows } = await table('freshness')
    expect(columns.map(({ name }) => name)).toEqual([
      'chat_id',
      'last_day',
      'last_message_at',
      'messages',
      'all_messages',
      'days',
    ])
    expect(rows).toEqual([[-1001234567890, '2027-01-04', '2027-01-04 09:59:00', 7, 10, 3]])
  })

  it('count no other messages of people than the report stats does', async () => {
    const { text, parameters } = bindParameters(loadReport('stats'), {
      chat_id: -1001234567890,
      previous_chat_id: -1001234567890,
      since: '2026-12-31',
      until: '2027-01-04',
      previous_since: '2026-12-26',
      previous_until: '2026-12-30',
      begins_at: 0,
      previous_begins_at: 0,
      previous_seen_at: 0,
      answers_until: '2027-01-04',
    })
    const { rows } = await engine.query(text, parameters)
    expect(rows.find(([section]) => section === 'messages')).toContain(7)
    const perDay = await rowsOf('messages_per_day')
    expect(perDay.reduce((sum, [, messages]) => sum + Number(messages), 0)).toBe(7)
  })

  it('say who comes back in later weeks', async () => {
    expect(await rowsOf('retention')).toEqual([
      ['2026-12-28', 0, 2, 2, 100],
      ['2026-12-28', 1, 2, 0, 0],
      ['2027-01-04', 0, 2, 2, 100],
    ])
  })

  it('count in retention each person once a week, from the week they first wrote', async () => {
    const lake = tempLake()
    const days = {
      7: ['2026-11-02', '2026-11-03', '2026-11-09', '2026-11-23'],
      8: ['2026-11-08', '2026-11-23'],
      9: ['2026-11-09'],
      10: ['2026-11-08'],
    }
    let id = 0
    for (const [person, written] of Object.entries(days)) {
      for (const day of written) {
        const from = { id: Number(person), is_bot: false, first_name: 'Ana' }
        lake.layUpdates(messageUpdate((id += 1), { from, date: at(`${day}T12:00:00`) }))
      }
    }
    await backfill(lake, {})
    const other = await duckdbEngine(lake.enrichedDir)
    const { text } = loadAnalyses().find(({ name }) => name === 'retention') ?? { text: '' }
    const { columns, rows } = await other.query(text)
    await other.close()
    expect(columns).toEqual([
      { name: 'first_week', type: 'date' },
      { name: 'weeks_later', type: 'bigint' },
      { name: 'newcomers', type: 'bigint' },
      { name: 'people', type: 'bigint' },
      { name: 'percent', type: 'double' },
    ])
    expect(rows).toEqual([
      ['2026-11-02', 0, 3, 3, 100],
      ['2026-11-02', 1, 3, 1, 33.3],
      ['2026-11-02', 3, 3, 2, 66.7],
      ['2026-11-09', 0, 1, 1, 100],
      ['2026-11-09', 2, 1, 0, 0],
    ])
  })

  it('return no rows on an empty lake', async () => {
    const empty = await duckdbEngine(tempLake().enrichedDir)
    for (const { text } of loadAnalyses()) expect((await empty.query(text)).rows).toEqual([])
    await empty.close()
  })
})
