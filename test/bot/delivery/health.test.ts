import { afterEach, describe, expect, it } from 'vitest'

import { createHealth } from '../../../bot/delivery/health.ts'
import { countingLog } from '../../../bot/log.ts'
import type { ObjectStore } from '../../../etl/lake/store.ts'
import { runDay } from '../../../etl/run.ts'
import { tempLake } from '../../helpers/lake.ts'
import { messageUpdate } from '../../helpers/updates.ts'
import { startWebhook } from '../../helpers/webhook.ts'

const DAY = 'telegram/context_date=2026-11-01'
const FULL = 'ENOSPC: no space left on device'

const started: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of started.splice(0)) await server.close()
})

async function webhook(...options: Parameters<typeof startWebhook>) {
  const server = await startWebhook(...options)
  started.push(server)
  return server
}

/** A folder on a disk that has no block left: names and empty files still fit. */
function onFullDisk(store: ObjectStore): ObjectStore & { isFull: boolean } {
  const refusing =
    <T>(write: (key: string, body: Uint8Array) => Promise<T>) =>
    (key: string, body: Uint8Array) =>
      full.isFull && body.length > 0 ? Promise.reject(new Error(FULL)) : write(key, body)
  const full = {
    ...store,
    isFull: true,
    put: refusing(store.put),
    putIfAbsent: refusing(store.putIfAbsent),
  }
  return full
}

/** A store that takes every request and answers none. */
function hanging(store: ObjectStore): ObjectStore {
  const never = () => new Promise<never>(() => {})
  async function* list() {
    yield await never()
  }
  return { ...store, list, prefixes: list, get: never, tail: never, put: never, putIfAbsent: never }
}

/** Health over two stores, with a clock that the test moves on. */
function healthOf(lake: ReturnType<typeof tempLake>, stores: Partial<typeof lake.stores> = {}) {
  const clock = { milliseconds: 0 }
  const writes: string[] = []
  const raw = stores.raw ?? lake.raw
  const put: ObjectStore['put'] = (key, body) => {
    writes.push(key)
    return raw.put(key, body)
  }
  const made = createHealth({
    raw: { ...raw, put },
    enriched: stores.enriched ?? lake.enriched,
    events: countingLog(lake.log).events,
    now: () => clock.milliseconds,
  })
  return { ...made, clock, writes }
}

describe('GET /health', () => {
  it('says what was last archived and compacted', async () => {
    const { deliver, health, lake } = await webhook()
    expect(await health()).toMatchObject({
      status: 200,
      body: {
        isHealthy: true,
        store: 'ok',
        enriched: 'ok',
        last_archived: null,
        last_compacted: null,
        last_update: null,
      },
    })
    await deliver(messageUpdate(5))
    await runDay(lake, '2026-11-01')
    expect(await health()).toMatchObject({
      status: 200,
      body: {
        last_archived: { context_date: '2026-11-01', key: `${DAY}/0000000005.json` },
        last_compacted: { context_date: '2026-11-01' },
        last_update: { outcome: 'stored' },
        updates: { archived: 1, ignored: 0, not_updates: 0, not_stored: 0, turned_away: 0 },
      },
    })
  })

  it('finds what was archived before the program started', async () => {
    const lake = tempLake()
    lake.layUpdates(messageUpdate(5), messageUpdate(6), messageUpdate(4, { date: 1_700_000_000 }))
    const { health } = await webhook({ lake })
    expect((await health()).body.last_archived).toEqual({
      context_date: '2026-11-01',
      key: `${DAY}/0000000006.json`,
    })
  })

  it('is 503 with the reason when the store cannot be written', async () => {
    const lake = tempLake()
    const put = () => Promise.reject(new Error('EROFS: read-only file system'))
    const { health } = await webhook({ lake, raw: { ...lake.raw, put } })
    expect(await health()).toMatchObject({
      status: 503,
      body: { isHealthy: false, store: 'EROFS: read-only file system' },
    })
  })

  it.each([
    ['127.0.0.1', "ENOSPC: no space left on device, open '/srv/lake/raw/x'"],
    ['0.0.0.0', 'ENOSPC'],
  ])('tells the path only to this machine: on %s', async (host, reason) => {
    const lake = tempLake()
    const failure = new Error("ENOSPC: no space left on device, open '/srv/lake/raw/x'")
    const refuse = () => Promise.reject(Object.assign(failure, { code: 'ENOSPC' }))
    const raw = { ...lake.raw, put: refuse, putIfAbsent: refuse }
    const { health, deliver } = await webhook({ lake, raw, host })
    await deliver(messageUpdate(5))
    expect((await health()).body).toMatchObject({ store: reason, last_update: { reason } })
  })

  it('is 503 on a full disk, before and after an update was refused', async () => {
    const lake = tempLake()
    const { health, deliver } = await webhook({ lake, raw: onFullDisk(lake.raw) })
    expect(await health()).toMatchObject({ status: 503, body: { store: FULL, last_update: null } })
    await deliver(messageUpdate(5))
    expect(await health()).toMatchObject({
      status: 503,
      body: { store: FULL, last_update: { outcome: 'refused', reason: FULL } },
    })
  })

  it('says since when updates are refused, and is 200 as soon as one is stored again', async () => {
    const lake = tempLake()
    const raw = onFullDisk(lake.raw)
    const { health, deliver } = await webhook({ lake, raw })
    raw.isFull = false
    await deliver(messageUpdate(4))
    const before = (await health()).body.last_update
    raw.isFull = true
    await deliver(messageUpdate(5))
    const first = (await health()).body.last_update
    await deliver(messageUpdate(5))
    const second = await health()
    expect(second).toMatchObject({
      status: 503,
      body: {
        last_archived: { key: `${DAY}/0000000004.json` },
        last_update: { outcome: 'refused', since: first?.since },
      },
    })
    expect(first?.since).toBe(first?.at)
    expect(Date.parse(first?.since ?? '')).toBeGreaterThanOrEqual(Date.parse(before?.at ?? ''))
    raw.isFull = false
    await deliver(messageUpdate(5))
    expect(await health()).toMatchObject({
      status: 200,
      body: { store: 'ok', last_update: { outcome: 'stored' } },
    })
  })

  it('answers 503 with JSON that says so when the enriched store cannot be read', async () => {
    const lake = tempLake()
    lake.enriched.prefixes = async function* () {
      yield await Promise.reject<string>(new Error('EACCES: permission denied, scandir'))
    }
    const { health } = await webhook({ lake })
    expect(await health()).toMatchObject({
      status: 503,
      body: {
        isHealthy: false,
        store: 'ok',
        enriched: 'EACCES: permission denied, scandir',
        last_compacted: null,
      },
    })
  })
})

describe('health', () => {
  it.each(['raw', 'enriched'] as const)('says which store hangs: %s', async (name) => {
    const lake = tempLake()
    const { health } = healthOf(lake, { [name]: hanging(lake[name]) })
    const started = performance.now()
    const answers = await Promise.all(Array.from({ length: 20 }, health))
    // 1.5 s, and what a busy machine takes.
    expect(performance.now() - started).toBeLessThan(4_000)
    const hangs = `the ${name} store has not answered for 1.5 s`
    for (const { isHealthy, store, enriched } of answers) {
      expect({ isHealthy, store, enriched }).toEqual({
        isHealthy: false,
        store: name === 'raw' ? hangs : 'ok',
        enriched: name === 'enriched' ? hangs : 'ok',
      })
    }
  })

  it('notices a store that begins to hang', async () => {
    const lake = tempLake()
    let isHanging = false
    const get: ObjectStore['get'] = (key) => (isHanging ? new Promise(() => {}) : lake.raw.get(key))
    const { health, watching } = healthOf(lake, { raw: { ...lake.raw, get } })
    await watching(() => Promise.resolve('stored'))()
    expect((await health()).store).toBe('ok')
    isHanging = true
    expect((await health()).store).toBe('the raw store has not answered for 1.5 s')
  })

  it('tries to write at most once a minute, however many ask', async () => {
    const { health, clock, writes } = healthOf(tempLake())
    await Promise.all(Array.from({ length: 50 }, health))
    clock.milliseconds += 59_000
    await health()
    expect(writes).toEqual(['state/health'])
    clock.milliseconds += 1_000
    await Promise.all([health(), health()])
    expect(writes).toEqual(['state/health', 'state/health'])
  })

  it('writes nothing while updates are being stored, and tries when none came for a minute', async () => {
    const { health, watching, clock, writes } = healthOf(tempLake())
    const store = watching(() => Promise.resolve({ key: 'a' }))
    for (let minute = 0; minute < 5; minute += 1) {
      await store()
      clock.milliseconds += 59_000
      expect((await health()).isHealthy).toBe(true)
    }
    expect(writes).toEqual([])
    clock.milliseconds += 1_000
    await health()
    expect(writes).toEqual(['state/health'])
  })

  it('lets an update that is not kept decide nothing', async () => {
    const { health, watching, writes } = healthOf(tempLake())
    await watching(() => Promise.resolve(undefined))()
    expect((await health()).last_update).toBeNull()
    expect(writes).toEqual(['state/health'])
  })
})
