import { describe, expect, it } from 'vitest'

import { flatten } from '../../etl/flatten.ts'
import type { MessageRow } from '../../etl/lake/schema.ts'
import { timeZone } from '../../etl/lake/time-zone.ts'
import { latestRows } from '../../etl/latest.ts'
import { randomFrom, shuffled } from '../helpers/random.ts'
import { editUpdate, messageUpdate, NOON } from '../helpers/updates.ts'

const zone = timeZone('UTC')
const row = (...[id, fields]: Parameters<typeof messageUpdate>) =>
  flatten(messageUpdate(id, fields), zone) as MessageRow
const edit = (id: number, fields: Record<string, unknown>) =>
  flatten(editUpdate(id, fields), zone) as MessageRow

describe('latestRows', () => {
  it('sorts by chat, then by message, numerically', () => {
    const latest = latestRows()
    for (const [chat, message] of [
      [5, 1],
      [-1001, 10],
      [-1001, 9],
      [-99, 2],
    ])
      latest.add(row(1, { message_id: message, chat: { id: chat, type: 'group' } }), false)
    expect(latest.sorted().map(({ chat_id, message_id }) => [chat_id, message_id])).toEqual([
      [-1001, 9],
      [-1001, 10],
      [-99, 2],
      [5, 1],
    ])
  })

  it('prefers what Telegram delivered to imported history, even if the latter was edited later', () => {
    const versions: [MessageRow, boolean][] = [
      [row(900, { message_id: 1, text: 'importada', edit_date: NOON + 500 }), true],
      [row(5, { message_id: 1, text: 'entregue' }), false],
    ]
    for (const order of [versions, versions.toReversed()]) {
      const latest = latestRows()
      for (const [each, isImported] of order) latest.add(each, isImported)
      expect(latest.sorted()).toMatchObject([{ text: 'entregue', update_id: 5 }])
    }
  })

  it('keeps messages of two chats with the same message id apart', () => {
    const latest = latestRows()
    latest.add(row(1, { message_id: 1, chat: { id: -1, type: 'group' } }), false)
    latest.add(row(2, { message_id: 1, chat: { id: -2, type: 'supergroup' } }), false)
    expect(latest.sorted().map(({ chat_id }) => chat_id)).toEqual([-2, -1])
  })

  it('gives the same rows for each of 200 random histories in ten orders', () => {
    const random = randomFrom(7)
    const below = (limit: number) => Math.floor(random() * limit)
    for (let history = 0; history < 200; history += 1) {
      const versions = Array.from({ length: 1 + below(8) }, (_, index): [MessageRow, boolean] => {
        const message_id = 1 + below(3)
        const text = `${index}`
        return below(2) === 0
          ? [row(index, { message_id, text }), below(3) === 0]
          : [edit(index, { message_id, text, edit_date: NOON + below(3) }), below(3) === 0]
      })
      const results = Array.from({ length: 10 }, () => {
        const latest = latestRows()
        for (const [each, isImported] of shuffled(versions, random)) latest.add(each, isImported)
        return latest.sorted()
      })
      for (const result of results) expect(result).toEqual(results[0])
    }
  })
})
