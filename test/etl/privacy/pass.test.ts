import { beforeEach, describe, expect, it } from 'vitest'

import {
  dayPrefix,
  enrichedKey,
  HIDDEN_PREFIX,
  ownKey,
  PEOPLE_PREFIX,
  REQUESTS_PREFIX,
  SALT_KEY,
} from '../../../etl/lake/keys.ts'
import { s3Store } from '../../../etl/lake/s3.ts'
import type { Stores } from '../../../etl/lake/store.ts'
import { listDays } from '../../../etl/listing.ts'
import { knownAs } from '../../../etl/privacy/known-as.ts'
import { erasePending } from '../../../etl/privacy/pass.ts'
import { privacyOf } from '../../../etl/privacy/privacy.ts'
import { hiddenRows } from '../../../etl/privacy/requests.ts'
import { runDay } from '../../../etl/run.ts'
import { tempLake } from '../../helpers/lake.ts'
import { s3Server } from '../../helpers/s3-server.ts'
import { tracesIn } from '../../helpers/traces.ts'
import { CHAT_ID, messageUpdate, NOON } from '../../helpers/updates.ts'
import {
  ANA,
  ASKED,
  BIA,
  bytes,
  compact,
  contents,
  dates,
  DAY,
  deliver,
  filled,
  log,
  request,
  textsOf,
  TRACES,
  updates,
  zone,
} from './forgotten.ts'

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

  it('finds a person of whom a day has nothing but a story that another passed on', async () => {
    const story = { id: 1, chat: { ...ANA, type: 'private' } }
    await deliver(stores, messageUpdate(11, { from: BIA, date: NOON + 4 * DAY, story }))
    await compact(stores)
    await privacyOf(stores.raw, () => ASKED).requestErasure(request)
    expect((await erasePending(deps())).days).toContain('2026-11-05')
    expect(await tracesIn(stores, TRACES)).toEqual([])
  })

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

  it('erases a name in one chat alone, when that is asked for', async () => {
    const chat = { id: -77, type: 'supergroup' }
    const elsewhere = messageUpdate(14, { chat, date: NOON + 4 * DAY, text: 'a Ana Siqueira sabe' })
    await deliver(stores, elsewhere)
    await privacyOf(stores.raw, () => ASKED).requestErasure({ ...request, chatId: CHAT_ID })
    await erasePending(deps())
    await compact(stores)
    const texts = await textsOf(stores)
    expect(texts).toContain('5 a ████████████ sabe')
    expect(texts).toContain('14 a Ana Siqueira sabe')
  })

  it('keeps what an earlier request says, its receipt too, when it is made again', async () => {
    const privacy = privacyOf(stores.raw, () => ASKED)
    await privacy.requestErasure({ ...request, receipt: { chatId: ANA.id } })
    const again = { ...request, names: [], usernames: ['anasiq2'], askedAt: ASKED + 1 }
    await privacy.requestErasure(again)
    expect(await privacy.pending()).toEqual([
      {
        ...request,
        usernames: ['anasiq', 'anasiq2'],
        ordinary: [],
        askedAt: ASKED + 1,
        receipt: { chatId: ANA.id },
      },
    ])
  })

  it('stores nothing while the salt is missing, without which no choice counts', async () => {
    const privacy = privacyOf(stores.raw, () => ASKED)
    await privacy.optOut(ANA.id)
    const salt = await stores.raw.get(SALT_KEY)
    await stores.raw.delete(SALT_KEY)
    // As another process sees the same lake.
    const fresh = { ...stores.raw }
    const update = messageUpdate(98, { from: ANA, date: ASKED + 10 })
    await expect(privacyOf(fresh, () => ASKED).redact(update)).rejects.toThrow(
      /^privacy: state\/privacy\/salt.json is missing, and made \S+, so nobody's choice can be looked up: restore it/,
    )
    expect(await stores.raw.get(SALT_KEY)).toBeUndefined()
    await stores.raw.put(SALT_KEY, salt ?? new Uint8Array())
    expect((await privacyOf(fresh, () => ASKED).redact(update))?.message).not.toHaveProperty('from')
  })

  it('does the other requests when one is damaged, and then names it', async () => {
    const damaged = `${REQUESTS_PREFIX}0.json`
    await stores.raw.put(damaged, bytes('{"kind":'))
    await privacyOf(stores.raw, () => ASKED).requestErasure(request)
    await expect(erasePending(deps())).rejects.toThrow(
      `privacy: damaged: ${damaged}. Restore them, or delete them and erase again`,
    )
    await stores.raw.delete(damaged)
    expect(await tracesIn(stores, TRACES)).toEqual([])
  })

  it('hides by the request what a damaged object should hide', async () => {
    await privacyOf(stores.raw, () => ASKED).requestErasure(request)
    for await (const key of stores.raw.list(HIDDEN_PREFIX)) await stores.raw.put(key, bytes('{'))
    expect(await hiddenRows(stores.raw)).toEqual([
      { hides: 'user 70010001', names: ['Ana Siqueira'], usernames: ['anasiq'] },
    ])
    for await (const key of stores.raw.list(REQUESTS_PREFIX)) await stores.raw.put(key, bytes(''))
    await expect(hiddenRows(stores.raw)).rejects.toThrow(/hidden\/[0-9a-f]{32}\.json is damaged/)
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

  it('does again a day for which another process has stored a report that names them', async () => {
    await privacyOf(stores.raw, () => ASKED).requestErasure(request)
    await erasePending(deps())
    await deliver(stores, messageUpdate(13, { date: ASKED - 1, text: 'mais nada' }))
    const from = { id: 1, is_bot: true, first_name: 'Lake' }
    const late = { message_id: 51, from, date: ASKED - 1, text: '1. Ana Siqueira 12' }
    const key = ownKey({ ...late, chat_id: CHAT_ID }, zone)
    await stores.raw.put(key, bytes(messageUpdate(0, late)))
    await compact(stores)
    expect((await erasePending(deps())).days).toEqual(['2026-11-06'])
    expect(await tracesIn(stores, TRACES)).toEqual([])
    expect((await erasePending(deps())).days).toEqual([])
  })

  it('compacts again a day that another process has compacted from what was there', async () => {
    const before = await stores.enriched.get(enrichedKey('2026-11-03'))
    await privacyOf(stores.raw, () => ASKED).requestErasure(request)
    await erasePending(deps())
    await stores.enriched.put(enrichedKey('2026-11-03'), before ?? bytes(''))
    expect((await erasePending(deps())).days).toEqual(['2026-11-03'])
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
