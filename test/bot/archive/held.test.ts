import { describe, expect, it } from 'vitest'

import { archive } from '../../../bot/archive/archive.ts'
import { createChats } from '../../../bot/archive/chats.ts'
import { timeZone } from '../../../etl/lake/time-zone.ts'
import type { Update } from '../../../etl/lake/update.ts'
import { recordingLog } from '../../helpers/log.ts'
import { memoryStore } from '../../helpers/memory-store.ts'
import { NOON } from '../../helpers/updates.ts'

const GROUP = -1
const SUPERGROUP = -1001000000001

it('what was held and moved into the lake is there once, also when it is delivered again to one who holds it', async () => {
  const { store: raw, objects } = memoryStore()
  const zone = timeZone('America/Sao_Paulo')
  const log = recordingLog()
  const [holder, mover] = [1, 2].map(() => createChats({ state: raw, chatIds: [GROUP] }))
  const deliver = (chats: typeof holder, update: object) =>
    archive({ raw, zone, log, chats: chats! }, update as Update, JSON.stringify(update))
  const message = { message_id: 2, date: NOON, from: { id: 5, is_bot: false, first_name: 'Eva' } }
  const chat = { id: SUPERGROUP, type: 'supergroup', title: 'Grupo' }
  const held = { update_id: 12, message: { ...message, chat, text: 'hi' } }
  const migrated = { ...message, message_id: 1, chat, migrate_from_chat_id: GROUP }
  const old = { id: GROUP, type: 'group', title: 'Grupo' }
  const migrates = { ...message, message_id: 9, chat: old, migrate_to_chat_id: SUPERGROUP }

  await deliver(holder, { update_id: 10, message: migrated })
  await deliver(holder, held)
  await deliver(mover, { update_id: 11, message: migrates })
  await deliver(holder, held)
  const stored = [...objects.keys()].filter((key) => key.startsWith('telegram/'))
  expect(stored.filter((key) => key.includes('0000000012'))).toEqual([
    'telegram/context_date=2026-11-01/0000000012.json',
  ])
})

describe('what is held', () => {
  const key = 'telegram/context_date=2026-11-01/0000000012.json'
  const update = { update_id: 12, message: { message_id: 2, date: NOON } }
  const body = Buffer.from(JSON.stringify(update))

  it('lies outside what is listed for every unknown chat', async () => {
    const { store: raw, objects } = memoryStore()
    const chats = createChats({ state: raw, chatIds: [GROUP] })
    await chats.hold(SUPERGROUP, key, body)
    expect([...objects.keys()]).toEqual([`state/held/${SUPERGROUP}/${key}`])
  })

  it('comes into the lake from where an earlier version kept it too', async () => {
    const { store: raw, objects } = memoryStore()
    await raw.put(`state/migrations/held/${SUPERGROUP}/${key}`, body)
    const chats = createChats({ state: raw, chatIds: [GROUP] })
    await chats.follow(GROUP, SUPERGROUP)
    expect(Buffer.from(objects.get(key) ?? '').toString()).toBe(body.toString())
  })
})
