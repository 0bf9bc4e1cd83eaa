// An update that Telegram delivers once more after somebody in it has chosen not to be stored is there once.
import { join } from 'node:path'

import { expect, it } from 'vitest'

import { archive } from '../../../bot/archive/archive.ts'
import { filesystemStore } from '../../../etl/lake/filesystem.ts'
import type { ObjectStore } from '../../../etl/lake/store.ts'
import type { Update } from '../../../etl/lake/update.ts'
import { erasePending } from '../../../etl/privacy/pass.ts'
import { currentRegistry, privacyOf } from '../../../etl/privacy/privacy.ts'
import { tempLake } from '../../helpers/lake.ts'
import { CHAT_ID, messageUpdate, NOON } from '../../helpers/updates.ts'

const ANA = { id: 70_010_001, is_bot: false, first_name: 'Ana' }
const BIA = { id: 70_010_002, is_bot: false, first_name: 'Bia' }
const KEY = 'telegram/context_date=2026-11-01/0000000003.json'
const chats = {
  isArchived: async () => true as const,
  hold: async () => undefined,
}

const message = (text: string) => ({
  message_id: 1,
  date: NOON - 60,
  chat: { id: CHAT_ID, type: 'supergroup' },
  from: ANA,
  text,
})
const answer = messageUpdate(3, {
  from: BIA,
  text: 'assim',
  reply_to_message: message('um segredo'),
  quote: { text: 'segredo', position: 3 },
})
const request = {
  kind: 'user',
  userId: ANA.id,
  names: ['Ana'],
  usernames: [],
  askedAt: NOON + 60,
} as const

/** A lake on which two programs work. */
function twoPrograms() {
  const { dir, zone, log, stores } = tempLake()
  const one = stores.raw
  const other = filesystemStore(join(dir, 'raw'))
  return {
    one,
    other,
    deliver: (raw: ObjectStore, update: Update) =>
      archive({ raw, zone, chats, log }, update, JSON.stringify(update)),
    async stored(): Promise<string[]> {
      const keys: string[] = []
      for await (const key of one.list('telegram/')) keys.push(key)
      return keys
    },
    erase: () => erasePending({ ...stores, zone, log }),
  }
}

it('to a program that has heard of the choice, before it is erased', async () => {
  const { one, deliver, stored, erase } = twoPrograms()
  await deliver(one, answer)
  await privacyOf(one, () => NOON).requestErasure(request)
  expect(await deliver(one, answer)).toEqual({ key: KEY, stored: false })
  expect(await stored()).toEqual([KEY])
  await erase()
  expect(Buffer.from((await one.get(KEY)) ?? []).toString()).not.toContain('segredo')
  expect(await deliver(one, answer)).toEqual({ key: KEY, stored: false })
  expect(await stored()).toEqual([KEY])
})

it('to a program that has not heard of the choice yet', async () => {
  const { one, other, deliver, stored } = twoPrograms()
  expect((await currentRegistry(other)).isEmpty).toBe(true)
  await privacyOf(one, () => NOON).requestErasure(request)
  await deliver(one, answer)
  expect(await deliver(other, answer)).toEqual({ key: KEY, stored: false })
  expect(await stored()).toEqual([KEY])
})

it('and another update with the same id is still stored beside it', async () => {
  const { one, deliver, stored } = twoPrograms()
  await deliver(one, answer)
  await privacyOf(one, () => NOON).requestErasure(request)
  const another = messageUpdate(3, { message_id: 9, from: BIA, text: 'outra' })
  expect(await deliver(one, another)).toMatchObject({ stored: true })
  expect(await stored()).toHaveLength(2)
})
