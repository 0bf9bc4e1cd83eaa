import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { EtlResult } from '../../etl/lambda-handler.ts'
import { rawKey } from '../../etl/lake/keys.ts'
import { timeZone } from '../../etl/lake/time-zone.ts'
import { bytesOf, messageUpdate, NOON } from '../helpers/updates.ts'
import { startCloud, type Cloud } from './cloud.ts'
import type { Instance } from './function.ts'

const zone = timeZone('America/Sao_Paulo')
const DAY = 86_400
/** Updates on the third day. */
const MANY = 600

let cloud: Cloud
let etl: Instance
beforeAll(async () => {
  cloud = await startCloud()
  etl = await cloud.start('etl')
  const days = [NOON, NOON + DAY, ...Array<number>(MANY).fill(NOON + 2 * DAY)]
  const updates = days.map((date, index) => messageUpdate(index + 1, { date }))
  await Promise.all(updates.map((each) => cloud.raw.put(rawKey(each, zone), bytesOf(each))))
})
afterAll(() => cloud.close())

const datesOf = ({ days }: EtlResult) => days.map(({ date }) => date)
const compacted = async () => (await cloud.keys('enriched')).map((key) => key.slice(22, 32))

describe('the ETL function', () => {
  it('compacts a range, and again to the same bytes', async () => {
    const range = { since: '2026-11-01', until: '2026-11-02' }
    const result = await etl.invoke<EtlResult>(range)
    expect(result).toMatchObject({
      days: [
        { date: '2026-11-01', objects: 1, rows: 1, unreadable: 0 },
        { date: '2026-11-02', objects: 1, rows: 1, unreadable: 0 },
      ],
      remaining: [],
    })
    expect(await compacted()).toEqual(['2026-11-01', '2026-11-02'])
    const [key = ''] = await cloud.keys('enriched')
    const first = await cloud.enriched.get(key)
    await etl.invoke(range)
    expect(await cloud.enriched.get(key)).toEqual(first)
  })

  it('skips a day that it could not finish, and returns it as remaining', async () => {
    // A day takes at least three seconds, plus 2.5 ms to read and 0.05 ms to write each object.
    const milliseconds = 3_000 + MANY * 2.55 - 50
    const result = await etl.invoke<EtlResult>({ since: '2026-11-02' }, milliseconds)
    expect(datesOf(result)).toEqual(['2026-11-02'])
    expect(result.remaining).toEqual(['2026-11-03'])
    expect(etl.named('day_not_begun')).toMatchObject([
      { level: 'WARN', message: { date: '2026-11-03', expected_milliseconds: 4_530 } },
    ])
    expect(await compacted()).not.toContain('2026-11-03')
  })

  it('fails a scheduled run when a day remains, so that an alarm goes off', async () => {
    const event = { scheduledTime: '2026-11-04T03:30:00Z' }
    await expect(etl.invoke(event, 4_000)).rejects.toThrow(
      'etl: not enough time for 2026-11-03: invoke again with {since, until}; if a day never fits, run npx lake etl --since 2026-11-03 --until 2026-11-03 on a machine',
    )
    expect(await compacted()).not.toContain('2026-11-03')
    expect(etl.named('nightly_run_done')).toEqual([])
  })

  it('compacts the day before the scheduled time, whenever it runs', async () => {
    const result = await etl.invoke<EtlResult>({ scheduledTime: '2026-11-04T03:30:00Z' })
    expect(datesOf(result)).toEqual(['2026-11-03'])
    expect(result.days[0]?.rows).toBe(MANY)
    expect(await compacted()).toContain('2026-11-03')
    expect(etl.named('nightly_run_done')).toMatchObject([
      { level: 'INFO', message: { days: ['2026-11-03'] } },
    ])
  })

  it('reads only what is new of yesterday when there is no time to start from scratch', async () => {
    const late = messageUpdate(8_000, { date: NOON + 2 * DAY + 1 })
    await cloud.raw.put(rawKey(late, zone), bytesOf(late))
    const event = { scheduledTime: '2026-11-04T03:30:00Z' }
    const { days } = await etl.invoke<EtlResult>(event, 4_000)
    expect(days).toMatchObject([{ date: '2026-11-03', objects: 1, rows: MANY + 1 }])
  })

  it('also compacts an earlier day that has changed', async () => {
    const late = messageUpdate(9_000, { date: NOON + 60 })
    await cloud.raw.put(rawKey(late, zone), bytesOf(late))
    const result = await etl.invoke<EtlResult>({ scheduledTime: '2026-11-04T03:30:00Z' })
    expect(datesOf(result)).toEqual(['2026-11-01', '2026-11-03'])
  })

  it('compacts every hour what is new today, if anything', async () => {
    const event = (scheduledTime: string) => ({ scheduledTime, today: true })
    const said = (id: number) => messageUpdate(id, { date: NOON + 3 * DAY })
    await cloud.raw.put(rawKey(said(9_001), zone), bytesOf(said(9_001)))
    const first = await etl.invoke<EtlResult>(event('2026-11-04T16:00:00Z'))
    expect(first.days).toMatchObject([{ date: '2026-11-04', objects: 1, rows: 1 }])
    expect(await etl.invoke<EtlResult>(event('2026-11-04T17:00:00Z'))).toEqual({
      days: [],
      remaining: [],
    })
    await cloud.raw.put(rawKey(said(9_002), zone), bytesOf(said(9_002)))
    const second = await etl.invoke<EtlResult>(event('2026-11-04T18:00:00Z'))
    expect(second.days).toMatchObject([{ date: '2026-11-04', objects: 1, rows: 2 }])
    expect(await etl.invoke<EtlResult>(event('2026-11-05T03:00:00Z'))).toEqual({
      days: [],
      remaining: [],
    })
    expect(etl.named('nightly_run_done')).toHaveLength(3)
  })

  it('refuses a lake in another zone', async () => {
    const moved = await cloud.start('etl', { TIME_ZONE: 'Asia/Tokyo' })
    const before = await cloud.keys('enriched')
    await expect(moved.invoke({ since: '2026-11-01' })).rejects.toThrow(
      'TIME_ZONE is Asia/Tokyo, but this lake uses America/Sao_Paulo: set TIME_ZONE=America/Sao_Paulo',
    )
    expect(await cloud.keys('enriched')).toEqual(before)
  })

  it('fails when S3 does, and keeps the existing objects', async () => {
    const before = await cloud.keys('enriched')
    cloud.s3.fail('refuse')
    await expect(etl.invoke({ since: '2026-11-01' })).rejects.toThrow()
    cloud.s3.recover()
    expect(await cloud.keys('enriched')).toEqual(before)
  })

  it.each([
    [{}, 'etl: the event has neither scheduledTime nor a day'],
    [{ key1: 'value1' }, 'etl: the event has neither scheduledTime nor a day'],
    [{ since: '2026-13-01' }, 'not a day: "2026-13-01"'],
    [{ since: 20_261_101 }, 'not a day: "20261101"'],
    [{ since: '2026-11-02', until: '2026-11-01' }, 'the range ends (2026-11-01) before it begins'],
    [{ scheduledTime: 'soon' }, 'etl: invalid scheduledTime: "soon"'],
  ])('rejects the event %j with the message %j', async (event, message) => {
    await expect(etl.invoke(event)).rejects.toThrow(message)
  })
})
