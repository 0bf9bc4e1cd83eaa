import { readdirSync, readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { flatten } from '../../etl/flatten.ts'
import { columns } from '../../etl/lake/schema.ts'
import { timeZone } from '../../etl/lake/time-zone.ts'
import { parseUpdate, type Update } from '../../etl/lake/update.ts'
import { latestRows } from '../../etl/latest.ts'
import { randomFrom, shuffled } from '../helpers/random.ts'
import { messageUpdate } from '../helpers/updates.ts'

const zone = timeZone('America/Sao_Paulo')
const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')
const fixtures = (folder: string, ending: string) =>
  readdirSync(new URL(`../fixtures/${folder}`, import.meta.url))
    .filter((file) => file.endsWith(ending) && !file.endsWith('.row.json'))
    .map((file) => file.slice(0, -ending.length))

describe('every kind of update', () => {
  const kinds = fixtures('updates', '.json')

  it('is covered by more than a hundred examples', () => {
    expect(kinds.length).toBe(105)
  })

  it.each(kinds)('%s gives the expected row, or none', (kind) => {
    const update = parseUpdate(fixture(`updates/${kind}.json`))
    expect(flatten(update, zone) ?? null).toEqual(
      JSON.parse(fixture(`updates/${kind}.row.json`)) as unknown,
    )
  })
})

describe('the updates of a day', () => {
  const random = randomFrom(20261101)

  it.each(fixtures('days', '.ndjson'))('%s: give the same rows in any order', (name) => {
    const updates = fixture(`days/${name}.ndjson`).trimEnd().split('\n').map(parseUpdate)
    const expected = JSON.parse(fixture(`days/${name}.rows.json`)) as object[]
    const orders = [updates, updates.toReversed(), ...repeat(20, () => shuffled(updates, random))]
    const results = orders.map(rowsOf)
    expect(results[0]).toHaveLength(expected.length)
    expect(results[0]).toMatchObject(expected)
    for (const result of results) expect(result).toEqual(results[0])
  })

  function rowsOf(updates: readonly Update[]) {
    const latest = latestRows()
    for (const update of updates) {
      const row = flatten(update, zone)
      if (row) latest.add(row, false)
    }
    return latest.sorted()
  }
})

describe('flatten', () => {
  it('gives every row the columns of the schema, in order, and a place for a note', () => {
    const row = flatten(messageUpdate(1), zone)
    expect(Object.keys(row ?? {})).toEqual([...columns.map(({ name }) => name), 'note'])
  })

  it.each([
    ['no date', { date: undefined }, 'date is undefined'],
    ['a date that is text', { date: '1793545200' }, 'date is a text'],
    ['a date with a fraction', { date: 1.5 }, 'date is 1.5'],
    ['a date before 1970', { date: -1 }, 'date is -1'],
    ['a date in milliseconds', { date: 1_793_545_200_000 }, 'date is 1793545200000'],
    ['no message_id', { message_id: undefined }, 'message_id is undefined'],
    ['an id beyond 2^53', { message_id: 2 ** 53 }, 'message_id is 9007199254740992'],
    ['no chat', { chat: undefined }, 'chat.id is undefined'],
    ['a chat that is a list', { chat: [] }, 'chat.id is undefined'],
    ['a chat without type', { chat: { id: -5 } }, 'chat.type is undefined'],
  ])('names the field of a message with %s', (_, fields, message) => {
    expect(() => flatten(messageUpdate(1, fields), zone)).toThrow(message)
  })

  it.each([[null], ['text'], [5], [[]], [true]])(
    'rejects the message %j as not an object',
    (value) => {
      expect(() => flatten({ update_id: 1, message: value }, zone)).toThrow(
        'message is not an object',
      )
    },
  )

  it('gives no row for an update without content', () => {
    expect(flatten({ update_id: 1 }, zone)).toBeUndefined()
  })

  it('keeps a 512 KiB text whole', () => {
    const text = 'ç'.repeat(256 * 1024)
    expect(flatten(messageUpdate(1, { text }), zone)?.text).toBe(text)
  })

  it('survives a rich message nested a thousand levels deep', () => {
    let text: unknown = 'fundo'
    for (let level = 0; level < 1000; level += 1) text = { type: 'bold', text: [text] }
    const row = flatten(
      messageUpdate(1, { text: undefined, rich_message: { blocks: [{ text }, { text: 'fim' }] } }),
      zone,
    )
    expect(row?.text).toBe('fim')
  })

  it('gives the time sent as wall-clock time in the lake zone', () => {
    const sentAt = (name: string) =>
      new Date(
        flatten(messageUpdate(1, { date: 1_793_545_200 }), timeZone(name))?.sent_at ?? NaN,
      ).toISOString()
    expect(sentAt('America/Sao_Paulo')).toBe('2026-11-01T12:00:00.000Z')
    expect(sentAt('Asia/Kolkata')).toBe('2026-11-01T20:30:00.000Z')
  })
})

function repeat<T>(times: number, make: () => T): T[] {
  return Array.from({ length: times }, make)
}
