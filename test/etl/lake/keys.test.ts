import { describe, expect, it } from 'vitest'

import {
  contextDate,
  dateOfKey,
  dayPrefix,
  enrichedKey,
  rawKey,
  takenRawKey,
} from '../../../etl/lake/keys.ts'
import { timeZone } from '../../../etl/lake/time-zone.ts'
import { bytesOf, editUpdate, messageUpdate, NOON } from '../../helpers/updates.ts'

const zone = timeZone('America/Sao_Paulo')
const chat = { id: -1, type: 'group' }

describe('contextDate', () => {
  it('is the day in the time zone of the lake, not in UTC', () => {
    const late = messageUpdate(1, { date: Date.UTC(2026, 10, 2, 2, 59) / 1000 })
    expect(contextDate(late, zone)).toBe('2026-11-01')
    expect(contextDate(late, timeZone('UTC'))).toBe('2026-11-02')
  })

  it('puts an edit on the day of its message', () => {
    expect(contextDate(editUpdate(1, { edit_date: NOON + 3 * 86_400 }), zone)).toBe('2026-11-01')
  })

  it.each([
    ['a reaction', { message_reaction: { chat, message_id: 1, date: NOON } }],
    ['a membership change', { chat_member: { chat, date: NOON } }],
    ['a button under a message', { callback_query: { id: '1', message: { chat, date: NOON } } }],
    ['a boost', { chat_boost: { chat, boost: { add_date: NOON } } }],
    ['a boost that ended', { removed_chat_boost: { chat, remove_date: NOON } }],
    ['a channel post', { channel_post: { chat, date: NOON } }],
    ['an unknown kind', { news_of_2030: { chat, date: NOON } }],
  ])('uses the date of %s', (_, fields) => {
    expect(contextDate({ update_id: 1, ...fields }, zone)).toBe('2026-11-01')
  })

  it.each([
    ['nothing', {}],
    ['a poll', { poll: { id: '5' } }],
    ['a date that is text', { message: { chat, date: '1793545200' } }],
    ['a date in milliseconds', { message: { chat, date: NOON * 1000 } }],
    ['a date before 1970', { message: { chat, date: -1 } }],
    ['a message that is a list', { message: [] }],
  ])('is the first day of unix time for an update that has %s', (_, fields) => {
    expect(contextDate({ update_id: 1, ...fields }, zone)).toBe('1970-01-01')
  })

  it('holds for the dates that Telegram can send, 1970 to 2106', () => {
    expect(contextDate(messageUpdate(1, { date: 0 }), zone)).toBe('1969-12-31')
    expect(contextDate(messageUpdate(1, { date: 2 ** 32 - 1 }), zone)).toBe('2106-02-07')
  })
})

describe('keys', () => {
  it('consist of the day and the update id in ten digits', () => {
    const key = (id: number) => rawKey(messageUpdate(id), zone)
    expect(key(5)).toBe('telegram/context_date=2026-11-01/0000000005.json')
    expect(key(1_234_567_890)).toBe('telegram/context_date=2026-11-01/1234567890.json')
    expect(key(12_345_678_901)).toBe('telegram/context_date=2026-11-01/12345678901.json')
    expect(key(0)).toBe('telegram/context_date=2026-11-01/0000000000.json')
  })

  it('get a suffix from the content when another update has the same id', () => {
    const key = 'telegram/context_date=2026-11-01/0000000005.json'
    expect(takenRawKey(key, bytesOf('a'))).toBe(
      'telegram/context_date=2026-11-01/0000000005-ca978112ca1bbdca.json',
    )
    expect(takenRawKey(key, bytesOf('a'))).toBe(takenRawKey(key, bytesOf('a')))
    expect(takenRawKey(key, bytesOf('b'))).not.toBe(takenRawKey(key, bytesOf('a')))
  })

  it('of Parquet objects are one per day', () => {
    expect(enrichedKey('2026-11-01')).toBe('telegram/context_date=2026-11-01/messages.parquet')
    expect(dayPrefix('2026-11-01')).toBe('telegram/context_date=2026-11-01/')
  })

  it('contain their day, unless they are outside the table', () => {
    expect(dateOfKey('telegram/context_date=2026-11-01/0000000005.json')).toBe('2026-11-01')
    expect(dateOfKey('telegram/context_date=2026-11-01/')).toBe('2026-11-01')
    for (const key of [
      'telegram/context_date=2026-11-31/1.json',
      'telegram/context_date=2026-11-01',
      'telegram/context_date=2026-11-01x/1.json',
      'telegram/2026-11-01/1.json',
      'state/telegram/context_date=2026-11-01/1.json',
      '',
    ])
      expect(dateOfKey(key)).toBeUndefined()
  })
})
