import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { duckdbEngine } from '../../bot/engine/duckdb.ts'
import type { QueryEngine } from '../../bot/engine/engine.ts'
import { backfill } from '../../etl/backfill.ts'
import { tempLake } from '../helpers/lake.ts'
import { messageUpdate, NOON } from '../helpers/updates.ts'

const chat = { id: -1001234567890, type: 'supergroup', title: 'Grupo' }
const without = { text: undefined }

/** Kinds that this program does not know, beside some that have a title. */
const updates = [
  messageUpdate(1, { text: 'oi' }),
  messageUpdate(2, { ...without, seance_started: { medium: 'Rui' } }),
  messageUpdate(3, { ...without, seance_ended: true, is_haunted: true, reply_markup: {} }),
  messageUpdate(4, { ...without, hologram: { file_id: 'x' }, caption: 'olha só' }),
  messageUpdate(5, { ...without, hologram: { file_id: 'y' }, media_group_id: '9' }),
  messageUpdate(6, { text: 'com efeito', glow: { color: 3 } }),
  messageUpdate(7, { ...without, poll: { id: '1', question: 'Pizza ou massa?' } }),
  messageUpdate(8, { ...without, checklist: { title: 'Compras', tasks: [] } }),
  messageUpdate(9, { ...without, venue: { title: 'Padaria', address: 'Rua 1' }, location: {} }),
  messageUpdate(10, { ...without, game: { title: 'Xadrez' } }),
  messageUpdate(11, { ...without, invoice: { title: 'Camiseta' } }),
  { update_id: 12, seance_poll: { chat, date: NOON, ghosts: 3 } },
  { update_id: 13, chat_haunted: { chat, date: NOON, text: 'uh' } },
]

describe('messages of all kinds, and kinds that newer versions of the Bot API bring', () => {
  let engine: QueryEngine
  let summaries: Awaited<ReturnType<typeof backfill>>
  beforeAll(async () => {
    const lake = tempLake()
    lake.layUpdates(...updates)
    summaries = await backfill(lake, {})
    engine = await duckdbEngine(lake.enrichedDir)
  })
  afterAll(() => engine.close())
  const rowsOf = async (sql: string) => (await engine.query(sql)).rows

  it('an event with an unknown field is a service message of that name, and no message of a person', async () => {
    expect(
      await rowsOf(`select message_id, message_type, service_type from telegram
        where message_type = 'service' order by message_id`),
    ).toEqual([
      [2, 'service', 'seance_started'],
      [3, 'service', 'seance_ended'],
    ])
    expect(await rowsOf('select message_id from messages where message_id in (2, 3)')).toEqual([])
  })

  it('unknown content is a message of a person, and its caption is kept', async () => {
    expect(
      await rowsOf(`select message_id, message_type, service_type, caption, media_group_id
        from messages where message_type = 'other' order by message_id`),
    ).toEqual([
      [4, 'other', null, 'olha só', null],
      [5, 'other', null, null, '9'],
    ])
  })

  it('known content stays what it is beside an unknown field', async () => {
    expect(
      await rowsOf('select message_type, text from messages where message_id in (1, 6) order by 2'),
    ).toEqual([
      ['text', 'com efeito'],
      ['text', 'oi'],
    ])
  })

  it('an unknown kind of update is read without complaint, and is no row', async () => {
    expect(summaries).toMatchObject([{ objects: 13, updates: 13, rows: 11, unreadable: 0 }])
  })

  it('polls, checklists, venues, games and invoices are found by what they are called', async () => {
    expect(
      await rowsOf(`select message_type, title, text, caption from messages
        where title is not null order by message_type`),
    ).toEqual([
      ['checklist', 'Compras', null, null],
      ['game', 'Xadrez', null, null],
      ['invoice', 'Camiseta', null, null],
      ['poll', 'Pizza ou massa?', null, null],
      ['venue', 'Padaria', null, null],
    ])
    const said = `lower(coalesce(title, text, caption, ''))`
    expect(await rowsOf(`select message_id from messages where ${said} like '%pizza%'`)).toEqual([
      [7],
    ])
  })
})
