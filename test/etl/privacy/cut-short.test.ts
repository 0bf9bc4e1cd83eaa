// An erasure that stops before any of its changes to the lake, and a second one that finishes it.
import { describe, expect, it, onTestFinished } from 'vitest'

import { REWRITTEN_PREFIX } from '../../../etl/lake/keys.ts'
import { s3Store } from '../../../etl/lake/s3.ts'
import type { ObjectStore, Stores } from '../../../etl/lake/store.ts'
import { listDays } from '../../../etl/listing.ts'
import { isDayStale } from '../../../etl/plan.ts'
import { erasePending } from '../../../etl/privacy/pass.ts'
import { privacyOf } from '../../../etl/privacy/privacy.ts'
import { s3Server } from '../../helpers/s3-server.ts'
import { memoryStore } from '../../helpers/memory-store.ts'
import { tracesIn } from '../../helpers/traces.ts'
import {
  ASKED,
  contents,
  filledWithImport,
  log,
  request,
  textsOf,
  TRACES,
  zone,
} from './forgotten.ts'

/** Stores that do so many changes and then nothing more: what else is asked of them fails. */
function dying({ raw, enriched }: Stores, changes: number): Stores & { isDead(): boolean } {
  let left = changes
  let isDead = false
  const dyingStore = (store: ObjectStore): ObjectStore => {
    const mortal =
      <A extends unknown[], T>(act: (...args: A) => Promise<T>, cost: 0 | 1) =>
      async (...args: A): Promise<T> => {
        if (left < cost) isDead = true
        if (isDead) throw new Error('killed')
        left -= cost
        return act(...args)
      }
    return {
      ...store,
      get: mortal(store.get, 0),
      tail: mortal(store.tail, 0),
      put: mortal(store.put, 1),
      putIfAbsent: mortal(store.putIfAbsent, 1),
      delete: mortal(store.delete, 1),
    }
  }
  return { raw: dyingStore(raw), enriched: dyingStore(enriched), isDead: () => isDead }
}

/** What is in a lake, but for the marks that say when a day was rewritten. */
async function picture(stores: Stores) {
  const raw = await contents(stores.raw, '')
  for (const key of raw.keys()) if (key.startsWith(REWRITTEN_PREFIX)) raw.delete(key)
  const stale: string[] = []
  for (const date of await listDays(stores.raw)) {
    if (await isDayStale({ ...stores, zone }, date)) stale.push(date)
  }
  return { raw: [...raw], texts: await textsOf(stores), stale }
}

async function inMemory(): Promise<Stores> {
  const stores = { raw: memoryStore().store, enriched: memoryStore().store }
  await filledWithImport(stores)
  await privacyOf(stores.raw, () => ASKED).requestErasure(request)
  return stores
}

describe('an erasure that is cut short', () => {
  it.each([
    ['with the index of people', true],
    ['without', false],
  ])(
    'before any change is finished by the next, %s',
    async (_, hasIndex) => {
      const open = async () => {
        const stores = await inMemory()
        if (!hasIndex) {
          for await (const key of stores.raw.list('state/people/')) await stores.raw.delete(key)
        }
        return stores
      }
      const whole = await open()
      await erasePending({ ...whole, zone, log })
      const expected = await picture(whole)
      expect(await tracesIn(whole, TRACES)).toEqual([])
      expect(expected.texts.filter((text) => text.includes('importada'))).toHaveLength(6)

      let changes = 0
      for (; ; changes += 1) {
        const stores = await open()
        const killed = dying(stores, changes)
        await erasePending({ raw: killed.raw, enriched: killed.enriched, zone, log }).catch(
          () => {},
        )
        if (!killed.isDead()) break
        await erasePending({ ...stores, zone, log })
        expect(await tracesIn(stores, TRACES), `after ${changes} changes`).toEqual([])
        expect(await picture(stores), `after ${changes} changes`).toEqual(expected)
      }
      expect(changes).toBeGreaterThan(30)
    },
    120_000,
  )

  it.each([20, 55, 90, 120])(
    'by S3 after %d requests is finished by the next',
    { timeout: 60_000 },
    async (requests) => {
      const server = await s3Server('raw', 'enriched')
      onTestFinished(() => server.close())
      const { client } = server
      const stores = { raw: s3Store(client, 'raw'), enriched: s3Store(client, 'enriched') }
      await filledWithImport(stores)
      await privacyOf(stores.raw, () => ASKED).requestErasure(request)
      let left = requests
      server.allow(() => (left -= 1) >= 0)
      await expect(erasePending({ ...stores, zone, log })).rejects.toThrow(/AccessDenied/)
      server.allow(() => true)
      expect(await tracesIn(stores, TRACES)).not.toEqual([])
      await erasePending({ ...stores, zone, log })
      expect(await tracesIn(stores, TRACES)).toEqual([])
      const whole = await inMemory()
      await erasePending({ ...whole, zone, log })
      expect(await picture(stores)).toEqual(await picture(whole))
    },
  )
})
