import { describe, expect, it } from 'vitest'

import { decodeNames, encodeNames } from '../../etl/names.ts'
import { randomFrom } from '../helpers/random.ts'

const update = (id: number) => `${String(id).padStart(10, '0')}.json`

describe('encodeNames', () => {
  it.each([
    ['no names', [], '|'],
    ['one update', [update(5)], '5.1|'],
    ['the update 0', [update(0)], '0.1|'],
    ['consecutive updates', [update(700_000_122), update(700_000_123)], 'bkrfju.2|'],
    ['updates with gaps', [update(1), update(2), update(5), update(99)], '1.2 2.1 2l.1|'],
    [
      'messages of the bot and their edits',
      [update(1), 'bot--100-7-1793545200.json', 'bot--100-7.json'],
      '1.1|-100-7-1793545200 -100-7',
    ],
  ])('encodes %s, and decodeNames reverses it', (_, names, text) => {
    expect(encodeNames(names)).toBe(text)
    expect([...decodeNames(text)]).toEqual(names)
  })

  it('round-trips random sets of names', () => {
    const random = randomFrom(11)
    for (let times = 0; times < 100; times += 1) {
      const ids = Array.from({ length: 300 }, () => Math.floor(random() ** 4 * 9_999_999_999))
      const names = [...new Set([...ids, ...ids.map((id) => id + 1)])].sort((a, b) => a - b)
      const text = encodeNames(names.map(update)) ?? ''
      expect([...decodeNames(text)]).toEqual(names.map(update))
    }
  })

  it('encodes a million consecutive updates in a few bytes', () => {
    const names = Array.from({ length: 1_000_000 }, (_, index) => update(700_000_000 + index))
    expect(encodeNames(names)).toBe('bkrfgg.lfls|')
  })

  it.each([
    'import--1-abc.ndjson',
    '0000000001-0123456789abcdef.json',
    '1.json',
    '12345678901.json',
    'bot-1-2.json.gz',
    'bot-|.json',
    'notes.txt',
    '0000000001.JSON',
  ])('is undefined for a name like %s', (name) => {
    expect(encodeNames([update(1), name])).toBeUndefined()
  })

  it('keeps the names of imported history', () => {
    const names = [update(1), 'bot--1-2.json', 'import--1001234567890-0123456789abcdef.ndjson']
    expect([...decodeNames(encodeNames(names) ?? '')]).toEqual(names)
  })

  it('is undefined when the names are too scattered to be short', () => {
    const everyOther = Array.from({ length: 100_000 }, (_, index) => update(2 * index))
    expect(encodeNames(everyOther)).toBeUndefined()
  })
})
