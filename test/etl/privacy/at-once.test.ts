// An erasure while the archive, compaction and another erasure run.
import { describe, expect, it } from 'vitest'

import { dayPrefix, enrichedKey } from '../../../etl/lake/keys.ts'
import { s3Store } from '../../../etl/lake/s3.ts'
import type { ObjectStore, Stores } from '../../../etl/lake/store.ts'
import { listDays } from '../../../etl/listing.ts'
import { erasePending } from '../../../etl/privacy/pass.ts'
import { privacyOf } from '../../../etl/privacy/privacy.ts'
import { runDay } from '../../../etl/run.ts'
import { tempLake } from '../../helpers/lake.ts'
import { memoryStore } from '../../helpers/memory-store.ts'
import { randomFrom } from '../../helpers/random.ts'
import { s3Server } from '../../helpers/s3-server.ts'
import { tracesIn } from '../../helpers/traces.ts'
import { messageUpdate, NOON } from '../../helpers/updates.ts'
import {
  ANA,
  ASKED,
  BIA,
  compact,
  DAY,
  deliver,
  filled,
  filledWithImport,
  log,
  request,
  textsOf,
  TRACES,
  zone,
} from './forgotten.ts'

/** The stores as another process has them: it waits for nobody here, and remembers nothing that was chosen here. */
const elsewhere = ({ raw, enriched }: Stores): Stores => ({
  raw: { ...raw },
  enriched: { ...enriched },
})

/** The store, where `act` comes first, once, when `is` says so of a call. */
function before(
  store: ObjectStore,
  is: (name: 'get' | 'put' | 'delete', key: string) => boolean,
  act: () => Promise<unknown>,
): ObjectStore {
  let isDone = false
  const first = async (name: 'get' | 'put' | 'delete', key: string) => {
    if (isDone || !is(name, key)) return
    isDone = true
    await act()
  }
  return {
    ...store,
    async get(key) {
      await first('get', key)
      return store.get(key)
    },
    async put(key, body) {
      await first('put', key)
      await store.put(key, body)
    },
    async delete(key) {
      await first('delete', key)
      await store.delete(key)
    },
  }
}

async function asked(fill = filledWithImport): Promise<Stores> {
  const stores = { raw: memoryStore().store, enriched: memoryStore().store }
  await fill(stores)
  await privacyOf(stores.raw, () => ASKED).requestErasure(request)
  return stores
}

const DATE = '2026-11-02'
const erase = (stores: Stores) => erasePending({ ...stores, zone, log })
const compactDay = (stores: Stores, isIncremental = false) =>
  runDay({ ...stores, zone, log }, DATE, { isIncremental })

describe('a compaction of another process', () => {
  it('that read before the erasure does not write that', async () => {
    const stores = await asked()
    const { raw, enriched } = elsewhere(stores)
    const isRead = (name: string, key: string) => name === 'get' && key.endsWith('0000000005.json')
    await compactDay({ raw: before(raw, isRead, () => erase(stores)), enriched })
    expect(await tracesIn(stores, TRACES)).toEqual([])
  })

  it('that read while objects were rewritten does not write that', async () => {
    const stores = await asked()
    const other = elsewhere(stores)
    let [isErased, erased] = [() => {}, Promise.resolve()]
    let compacted: Promise<unknown> = Promise.resolve()
    erased = new Promise((resolve) => (isErased = resolve))
    const writes = (name: string, key: string) => name === 'put' && key === enrichedKey(DATE)
    const slow = { ...other, enriched: before(other.enriched, writes, () => erased) }
    const begin = async () => {
      compacted = compactDay(slow)
      // Until it has read everything.
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
    const rewrites = (name: string, key: string) =>
      name === 'put' && key.startsWith(dayPrefix(DATE))
    await erase({ ...stores, raw: before(stores.raw, rewrites, begin) })
    isErased()
    await compacted
    expect(await tracesIn(stores, TRACES)).toEqual([])
  })

  it('does not build on rows from before the erasure', async () => {
    // Of imported days, rows are never built on.
    const stores = await asked(filled)
    const other = elsewhere(stores)
    await deliver(stores, messageUpdate(300, { from: BIA, date: NOON + DAY + 9, text: 'mais uma' }))
    let [isErased, erased] = [() => {}, Promise.resolve()]
    erased = new Promise((resolve) => (isErased = resolve))
    let compacted: Promise<unknown> = Promise.resolve()
    const writes = (name: string, key: string) => name === 'put' && key === enrichedKey(DATE)
    const slow = { ...other, enriched: before(other.enriched, writes, () => erased) }
    const begin = async () => {
      compacted = compactDay(slow, true)
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
    await erase({ ...stores, enriched: before(stores.enriched, writes, begin) })
    isErased()
    await compacted
    expect(await tracesIn(stores, TRACES)).toEqual([])
    expect(await textsOf(stores)).toContain('300 mais uma')
  })
})

describe('another erasure of another process', () => {
  it('does not bring back what this one has erased', async () => {
    const stores = await asked()
    const other = elsewhere(stores)
    const ofBia = { ...request, userId: BIA.id, names: [], usernames: ['bia'], askedAt: ASKED + 1 }
    const rewrites = (name: string, key: string) =>
      name === 'put' && key.startsWith(dayPrefix('2026-11-01'))
    const begin = async () => {
      await privacyOf(other.raw, () => ASKED).requestErasure(ofBia)
      await erase(other)
    }
    await erase({ ...stores, raw: before(stores.raw, rewrites, begin) })
    expect(await tracesIn(stores, [...TRACES, '70010002', 'bom dia', 'assim'])).toEqual([])
  })
})

const bucketServer = s3Server('raw', 'enriched')
const homes: [string, () => Promise<Stores>][] = [
  ['in folders', async () => tempLake().stores],
  [
    'on S3',
    async () => {
      const { client } = await bucketServer
      return { raw: s3Store(client, 'raw'), enriched: s3Store(client, 'enriched') }
    },
  ],
]

describe.each(homes)('an erasure while everything runs, %s', (_, open) => {
  it('loses nothing of others, and keeps nothing of the person', { timeout: 120_000 }, async () => {
    const random = randomFrom(1_313)
    const stores = await open()
    const archiving = elsewhere(stores)
    const compacting = elsewhere(stores)
    await filledWithImport(stores)
    // What this process knows is from before the request.
    await deliver(archiving, messageUpdate(399, { from: BIA, text: 'antes 399' }))
    const texts = await textsOf(stores)
    await privacyOf(stores.raw, () => ASKED).requestErasure(request)

    let isOver = false
    const delivered: string[] = []
    async function deliverAll(): Promise<void> {
      for (let id = 400; !isOver || id < 440; id += 1) {
        const date = NOON + Math.floor(random() * 5) * DAY + (id % 1_000)
        const isAnas = id % 3 === 0
        const text = isAnas ? `segredo ${id}` : `durante ${id}`
        const who = { from: isAnas ? ANA : BIA, date, text }
        await deliver(id % 2 === 0 ? archiving : stores, messageUpdate(id, who))
        if (!isAnas) delivered.push(`${id} ${text}`)
      }
    }
    async function compactAll(): Promise<void> {
      while (!isOver) {
        for (const date of await listDays(compacting.raw)) {
          const isIncremental = random() < 0.7
          await runDay({ ...compacting, zone, log }, date, { isIncremental })
        }
      }
    }
    const working = [deliverAll(), compactAll()]
    await erase(stores)
    isOver = true
    await Promise.all(working)

    // What came from a process that had not heard of it goes with the next night.
    await compact(elsewhere(stores))
    await erase(elsewhere(stores))
    expect(await tracesIn(stores, TRACES)).toEqual([])
    const left = (await textsOf(stores)).sort()
    const others = texts.filter((text) => !/segredo|Ana|anasiq/.test(text))
    for (const text of [...others, ...delivered, '399 antes 399']) {
      expect(left.filter((each) => each === text)).toEqual([text])
    }
    expect(new Set(left).size).toBe(left.length)
  })
})
