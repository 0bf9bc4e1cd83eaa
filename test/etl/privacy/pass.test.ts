import { beforeEach, describe, expect, it } from 'vitest'

import { archive } from '../../../bot/archive/archive.ts'
import { createHeld } from '../../../bot/archive/held.ts'
import { setAside } from '../../../bot/archive/quarantine.ts'
import { dayPrefix, enrichedKey, ownKey, PEOPLE_PREFIX } from '../../../etl/lake/keys.ts'
import { s3Store } from '../../../etl/lake/s3.ts'
import type { ObjectStore, Stores } from '../../../etl/lake/store.ts'
import { timeZone } from '../../../etl/lake/time-zone.ts'
import type { Update } from '../../../etl/lake/update.ts'
import { listDays } from '../../../etl/listing.ts'
import { readRows } from '../../../etl/parquet-read.ts'
import { knownAs } from '../../../etl/privacy/known-as.ts'
import { erasePending } from '../../../etl/privacy/pass.ts'
import { privacyOf, type ErasureRequest } from '../../../etl/privacy/privacy.ts'
import { runDay } from '../../../etl/run.ts'
import { tempLake } from '../../helpers/lake.ts'
import { recordingLog } from '../../helpers/log.ts'
import { s3Server } from '../../helpers/s3-server.ts'
import { tracesIn } from '../../helpers/traces.ts'
import { CHAT_ID, messageUpdate, NOON } from '../../helpers/updates.ts'

const ANA = {
  id: 70_010_001,
  is_bot: false,
  first_name: 'Ana',
  last_name: 'Siqueira',
  username: 'anasiq',
}
const BIA = { id: 70_010_002, is_bot: false, first_name: 'Bia', username: 'bia' }
const DAY = 86_400
const zone = timeZone('America/Sao_Paulo')
const log = recordingLog()
const TRACES = ['70010001', 'siqueira', 'anasiq', 'segredo']
const chats = {
  has: async () => true,
  isArchived: async () => true as const,
  hold: async () => undefined,
}

/** Ana writes, is answered, mentioned, forwarded and pinned, on four days; the last has nothing but her. */
const updates: Update[] = [
  messageUpdate(1, { from: ANA, text: 'como conto um segredo?' }),
  messageUpdate(2, { from: BIA, text: 'bom dia' }),
  messageUpdate(3, {
    from: BIA,
    text: 'Ana, assim',
    reply_to_message: {
      message_id: 1,
      date: NOON,
      chat: { id: CHAT_ID, type: 'supergroup' },
      from: ANA,
      text: 'como conto um segredo?',
    },
    quote: { text: 'segredo', position: 13 },
  }),
  messageUpdate(4, { from: BIA, date: NOON + DAY, text: 'pergunta a @anasiq' }),
  messageUpdate(5, { from: BIA, date: NOON + DAY, text: 'a Ana Siqueira sabe' }),
  messageUpdate(6, { from: BIA, date: NOON + DAY, text: 'nada' }),
  messageUpdate(7, {
    from: BIA,
    date: NOON + 2 * DAY,
    text: 'segredo da Ana',
    forward_origin: { type: 'user', date: NOON, sender_user: ANA },
  }),
  {
    update_id: 8,
    message_reaction: {
      chat: { id: CHAT_ID, type: 'supergroup' },
      message_id: 2,
      date: NOON + 2 * DAY,
      user: ANA,
      old_reaction: [],
      new_reaction: [{ type: 'emoji', emoji: '👍' }],
    },
  },
  messageUpdate(9, { from: ANA, date: NOON + 3 * DAY, text: 'último segredo' }),
  messageUpdate(10, { from: BIA, date: NOON + 4 * DAY, text: 'fora disso' }),
]
const dates = ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05']
const ASKED = NOON + 5 * DAY

const request: ErasureRequest = {
  kind: 'user',
  userId: ANA.id,
  names: ['Ana Siqueira'],
  usernames: ['anasiq'],
  askedAt: ASKED,
}

async function deliver({ raw }: Stores, ...some: readonly Update[]): Promise<void> {
  for (const each of some) await archive({ raw, zone, chats, log }, each, JSON.stringify(each))
}

async function compact(stores: Stores): Promise<void> {
  for (const date of await listDays(stores.raw)) await runDay({ ...stores, zone, log }, date)
}

async function filled(stores: Stores): Promise<void> {
  await deliver(stores, ...updates)
  const { raw } = stores
  await setAside({ raw, zone, chats, log, now: () => NOON }, '{"from":{"id":70010001}}', 'no id')
  await setAside({ raw, zone, chats, log, now: () => NOON }, '{"cut":"@anasiq seg', 'not JSON')
  const held = createHeld(raw)
  await held.keep(
    -5,
    `${dayPrefix('2026-11-01')}0000000099.json`,
    bytes(messageUpdate(99, { from: ANA })),
  )
  const own = {
    message_id: 50,
    chat: { id: CHAT_ID, type: 'supergroup' },
    from: { id: 1, is_bot: true, first_name: 'Lake' },
    date: NOON,
    text: '1. Ana Siqueira 12',
  }
  await raw.put(ownKey({ ...own, chat_id: CHAT_ID }, zone), bytes({ update_id: 0, message: own }))
  await raw.put('state/offers/-8', bytes({ chat_id: -8, title: 'x', added_by: ANA.id }))
  await raw.put(`state/once/2026-11/refused/${CHAT_ID}/${ANA.id}`, bytes('x'))
  await raw.put(
    'state/open-jobs/77',
    bytes({ job: { user_id: ANA.id, argument: '@anasiq' }, at: 1 }),
  )
  await compact(stores)
}

const bytes = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))

async function contents(store: ObjectStore, prefix: string): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for await (const key of store.list(prefix)) {
    found.set(key, Buffer.from((await store.get(key)) ?? []).toString('base64'))
  }
  return found
}

async function textsOf({ enriched }: Stores): Promise<string[]> {
  const texts: string[] = []
  for (const date of await listDays(enriched)) {
    const file = await enriched.get(enrichedKey(date))
    if (file) for await (const row of readRows(file)) texts.push(`${row.message_id} ${row.text}`)
  }
  return texts
}

const bucketServer = s3Server('raw', 'enriched')
const homes: [string, () => Promise<Stores>][] = [
  ['in folders', async () => tempLake().stores],
  [
    'on S3',
    async () => {
      const { client } = await bucketServer
      const stores = { raw: s3Store(client, 'raw'), enriched: s3Store(client, 'enriched') }
      for (const store of [stores.raw, stores.enriched]) {
        for await (const key of store.list('')) await store.delete(key)
      }
      return stores
    },
  ],
]

describe.each(homes)('erasePending, %s', (_, open) => {
  let stores: Stores
  beforeEach(async () => {
    stores = await open()
    await filled(stores)
  })
  const deps = () => ({ ...stores, zone, log })

  it('leaves no trace of a person in any object, and others as they were', async () => {
    expect(await tracesIn(stores, TRACES)).not.toEqual([])
    const untouched = await contents(stores.raw, dayPrefix('2026-11-05'))
    const parquet = await stores.enriched.get(enrichedKey('2026-11-05'))
    await privacyOf(stores.raw, () => ASKED).requestErasure(request)

    const { done, days } = await erasePending(deps())

    expect(done).toEqual([request])
    expect(days).toEqual(dates.slice(0, 4))
    expect(await tracesIn(stores, TRACES)).toEqual([])
    expect(await textsOf(stores)).toEqual([
      '2 bom dia',
      '3 ███, assim',
      '50 1. ████████████ 12',
      '4 pergunta a ███████',
      '5 a ████████████ sabe',
      '6 nada',
      '7 null',
      '10 fora disso',
    ])
    expect(await contents(stores.raw, dayPrefix('2026-11-05'))).toEqual(untouched)
    expect(await stores.enriched.get(enrichedKey('2026-11-05'))).toEqual(parquet)
    expect(await privacyOf(stores.raw, () => ASKED).pending()).toEqual([])
  })

  it('does nothing the second time', async () => {
    await privacyOf(stores.raw, () => ASKED).requestErasure(request)
    await erasePending(deps())
    const all = [await contents(stores.raw, ''), await contents(stores.enriched, '')]
    expect(await erasePending(deps())).toMatchObject({ done: [], days: [] })
    expect([await contents(stores.raw, ''), await contents(stores.enriched, '')]).toEqual(all)
  })

  it('is not undone by what is delivered again, nor by compacting again', async () => {
    await privacyOf(stores.raw, () => ASKED).requestErasure(request)
    await erasePending(deps())
    const raw = await contents(stores.raw, 'telegram/')
    const enriched = await contents(stores.enriched, '')
    await deliver(stores, ...updates)
    expect(await contents(stores.raw, 'telegram/')).toEqual(raw)
    for (const isIncremental of [true, false]) {
      for (const date of await listDays(stores.raw)) await runDay(deps(), date, { isIncremental })
      expect(await contents(stores.enriched, '')).toEqual(enriched)
    }
    expect(await tracesIn(stores, TRACES)).toEqual([])
  })

  it('finds the days of a lake that was compacted before there was an index', async () => {
    for await (const key of stores.raw.list(PEOPLE_PREFIX)) await stores.raw.delete(key)
    await privacyOf(stores.raw, () => ASKED).requestErasure(request)
    expect((await erasePending(deps())).days).toEqual(dates.slice(0, 4))
    expect(await tracesIn(stores, TRACES)).toEqual([])
  })

  it('erases what was not compacted yet', async () => {
    await deliver(
      stores,
      messageUpdate(11, { from: ANA, date: NOON + 4 * DAY, text: 'novo segredo' }),
    )
    await privacyOf(stores.raw, () => ASKED).requestErasure(request)
    await erasePending(deps())
    expect(await tracesIn(stores, TRACES)).toEqual([])
    expect(await textsOf(stores)).toContain('10 fora disso')
  })

  it('keeps what the person writes later', async () => {
    await privacyOf(stores.raw, () => ASKED).requestErasure(request)
    await erasePending(deps())
    await deliver(stores, messageUpdate(12, { from: ANA, date: ASKED + 1, text: 'voltei' }))
    await compact(stores)
    expect(await erasePending(deps())).toMatchObject({ days: [] })
    expect(await textsOf(stores)).toContain('12 voltei')
  })

  it('erases one message, with its copies', async () => {
    const one = { kind: 'message', chatId: CHAT_ID, messageId: 1, askedAt: ASKED } as const
    await privacyOf(stores.raw, () => ASKED).requestErasure(one)
    expect((await erasePending(deps())).done).toEqual([one])
    expect(await tracesIn(stores, ['como conto um segredo'])).toEqual([])
    expect(await textsOf(stores)).toContain('9 último segredo')
  })

  it('does again a day in which another process has stored what it must not', async () => {
    await privacyOf(stores.raw, () => ASKED).requestErasure(request)
    await erasePending(deps())
    const late = messageUpdate(1, { from: ANA, text: 'segredo' })
    await stores.raw.put(`${dayPrefix('2026-11-01')}0000000001.json`, bytes(late))
    await compact(stores)
    expect((await erasePending(deps())).days).toEqual(['2026-11-01'])
    expect(await tracesIn(stores, TRACES)).toEqual([])
  })

  it('knows by which names a person goes', async () => {
    expect(await knownAs(stores.enriched, { userId: ANA.id })).toEqual({
      names: ['Ana Siqueira'],
      usernames: ['anasiq'],
      messages: 2,
      days: 2,
    })
  })
})

describe('a compaction that began before an erasure', () => {
  it('does not write what it read', async () => {
    const { stores } = tempLake()
    await filled(stores)
    await privacyOf(stores.raw, () => ASKED).requestErasure(request)
    let isErased = false
    const raw: ObjectStore = {
      ...stores.raw,
      async get(key) {
        const body = await stores.raw.get(key)
        if (key.endsWith('0000000005.json') && !isErased) {
          isErased = true
          // As from another process: there, runs of a day do not wait for those here.
          const enriched = { ...stores.enriched }
          await erasePending({ ...stores, enriched, zone, log })
        }
        return body
      },
    }
    await runDay({ raw, enriched: stores.enriched, zone, log }, '2026-11-02')
    expect(isErased).toBe(true)
    expect(await tracesIn(stores, TRACES)).toEqual([])
  })
})

describe('a day without raw objects', () => {
  it('loses the rows of the person, and keeps the others', async () => {
    const { stores } = tempLake()
    await deliver(stores, ...updates)
    await compact(stores)
    for await (const key of stores.raw.list('telegram/')) await stores.raw.delete(key)
    await privacyOf(stores.raw, () => ASKED).requestErasure(request)
    await erasePending({ ...stores, zone, log })
    expect(await tracesIn(stores, TRACES)).toEqual([
      'segredo in telegram/context_date=2026-11-03/messages.parquet',
    ])
    expect(await textsOf(stores)).toContain('6 nada')
  })
})
