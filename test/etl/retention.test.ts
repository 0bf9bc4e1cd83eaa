import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { backfill, runDaily } from '../../etl/backfill.ts'
import { createEtlHandler } from '../../etl/lambda-handler.ts'
import { s3Store } from '../../etl/lake/s3.ts'
import type { ObjectStore, Stores } from '../../etl/lake/store.ts'
import { timeZone } from '../../etl/lake/time-zone.ts'
import { rawKey } from '../../etl/lake/keys.ts'
import { forgetOldDays } from '../../etl/retention.ts'
import { tempLake } from '../helpers/lake.ts'
import { recordingLog } from '../helpers/log.ts'
import { s3Server } from '../helpers/s3-server.ts'
import { bytesOf, messageUpdate } from '../helpers/updates.ts'

const zone = timeZone('America/Sao_Paulo')
/** Unix seconds of that moment in the lake's zone, which is three hours behind UTC. */
const at = (text: string) => Date.parse(`${text}-03:00`) / 1000
/** Still the 10th in São Paulo, and the 11th in UTC. */
const NOW = at('2026-11-10T23:30:00')
const days = ['2026-11-05', '2026-11-06', '2026-11-07', '2026-11-08', '2026-11-09', '2026-11-10']

let server: Awaited<ReturnType<typeof s3Server>>
beforeAll(async () => {
  server = await s3Server('raw', 'enriched')
})
afterAll(() => server.close())
beforeEach(async () => {
  for (const bucket of ['raw', 'enriched']) {
    const store = s3Store(server.client, bucket)
    for (const key of await keysOf(store)) await store.delete(key)
  }
})

async function keysOf(store: ObjectStore, prefix = ''): Promise<string[]> {
  const keys: string[] = []
  for await (const key of store.list(prefix)) keys.push(key)
  return keys
}

/** One message on each day, the first and the last minute of the day among them, compacted. */
async function filled(stores: Stores) {
  const deps = { ...stores, zone, log: recordingLog() }
  for (const [index, day] of days.entries()) {
    for (const [id, time] of ['00:00:00', '23:59:59'].entries()) {
      const update = messageUpdate(10 * index + id, { date: at(`${day}T${time}`) })
      await stores.raw.put(rawKey(update, zone), bytesOf(update))
    }
  }
  await backfill(deps, {})
  const state = [
    'quarantine/2026-11-06/a.json',
    'quarantine/2026-11-07/a.json',
    'state/held/-1001/telegram/context_date=2026-11-06/1.json',
    'state/held/-1001/telegram/context_date=2026-11-07/1.json',
    'state/migrations/held/-1001/telegram/context_date=2026-11-06/1.json',
    'state/zone',
    'state/migrations/-1001-from--1',
  ]
  for (const key of state) await stores.raw.put(key, Buffer.from(zone.name))
  return { ...deps, retentionDays: 3 }
}

describe.each(['folders', 'S3'])('RETENTION_DAYS in %s', (kind) => {
  const open = (): Stores =>
    kind === 'folders'
      ? tempLake().stores
      : { raw: s3Store(server.client, 'raw'), enriched: s3Store(server.client, 'enriched') }
  const daysIn = async (store: ObjectStore) => {
    const found: string[] = []
    for await (const prefix of store.prefixes('telegram/')) found.push(prefix.slice(-11, -1))
    return found
  }
  const kept = ['2026-11-07', '2026-11-08', '2026-11-09', '2026-11-10']
  const keptState = [
    'state/held/-1001/telegram/context_date=2026-11-07/1.json',
    'state/migrations/-1001-from--1',
    ...kept.map((date) => `state/people/${date}`),
    'state/privacy/salt.json',
    'state/zone',
  ]

  it('keeps so many days before today, in the zone of the lake, and today, and nothing of the days before', async () => {
    const deps = await filled(open())
    await runDaily(deps, NOW)
    expect(await daysIn(deps.raw)).toEqual(kept)
    expect(await daysIn(deps.enriched)).toEqual(kept)
    expect(await keysOf(deps.raw, 'quarantine/')).toEqual(['quarantine/2026-11-07/a.json'])
    expect(await keysOf(deps.raw, 'state/')).toEqual(keptState)
    expect(await keysOf(deps.raw, 'telegram/')).toHaveLength(8)
    expect(await forgetOldDays(deps, NOW)).toBe(0)
  })

  it('is enforced by the nightly run of the function, and by no other', async () => {
    const deps = await filled(open())
    const handler = createEtlHandler(deps)
    const context = { getRemainingTimeInMillis: () => 900_000 }
    const scheduledTime = new Date(NOW * 1000).toISOString()
    await handler({ scheduledTime, today: true }, context)
    await handler({ since: '2026-11-09' }, context)
    expect(await daysIn(deps.raw)).toEqual(days)
    await handler({ scheduledTime }, context)
    expect(await daysIn(deps.raw)).toEqual(kept)
    expect(await daysIn(deps.enriched)).toEqual(kept)
  })

  it('keeps everything when it is not set', async () => {
    const deps = await filled(open())
    await runDaily({ ...deps, retentionDays: undefined }, NOW)
    expect(await daysIn(deps.raw)).toEqual(days)
    expect(await daysIn(deps.enriched)).toEqual(days)
  })

  it('finishes with the next run what was cut short', async () => {
    const deps = await filled(open())
    let left = 3
    const raw: ObjectStore = {
      ...deps.raw,
      delete: (key) =>
        left-- > 0 ? deps.raw.delete(key) : Promise.reject(new Error('connection lost')),
    }
    await expect(runDaily({ ...deps, raw }, NOW)).rejects.toThrow('connection lost')
    expect(deps.log.named('old_days_not_deleted')).toHaveLength(1)
    expect(await daysIn(deps.enriched)).toEqual(days)
    await runDaily(deps, NOW)
    expect(await daysIn(deps.raw)).toEqual(kept)
    expect(await daysIn(deps.enriched)).toEqual(kept)
  })
})

it('updates without a date count by when they were stored', async () => {
  const { stores, log } = tempLake()
  const key = 'telegram/context_date=1970-01-01/0000000001.json'
  await stores.raw.put(key, bytesOf({ update_id: 1 }))
  const deps = { ...stores, zone, log, retentionDays: 3 }
  const day = 86_400
  await forgetOldDays(deps, Date.now() / 1000 + 3 * day)
  expect(await keysOf(stores.raw)).toEqual([key])
  await forgetOldDays(deps, Date.now() / 1000 + 4 * day)
  expect(await keysOf(stores.raw)).toEqual([])
})
