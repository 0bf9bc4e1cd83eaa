import { describe, expect, it } from 'vitest'

import { backfill, runChanged, runDaily } from '../../etl/backfill.ts'
import { tempLake } from '../helpers/lake.ts'
import { messageUpdate } from '../helpers/updates.ts'

const DAY = 86_400
/** 2026-11-10 02:00 UTC, which is still the 9th in São Paulo. */
const NIGHT = Date.UTC(2026, 10, 10, 2) / 1000
/** 2026-11-01 12:00 in São Paulo. */
const FIRST = Date.UTC(2026, 10, 1, 15) / 1000

/** One message at noon on each of the days. */
function lakeWithDays(...days: number[]) {
  const lake = tempLake()
  for (const day of days) lake.layUpdates(messageUpdate(day, { date: FIRST + (day - 1) * DAY }))
  return lake
}

const datesOf = (summaries: readonly { date: string }[]) => summaries.map(({ date }) => date)

describe('runDaily', () => {
  it('compacts yesterday and every day of the last seven that changed', async () => {
    const lake = lakeWithDays(1, 2, 3, 5, 8, 9)
    const dates = datesOf(await runDaily(lake, NIGHT))
    expect(dates).toEqual(['2026-11-02', '2026-11-03', '2026-11-05', '2026-11-08'])
  })

  it('compacts only yesterday on the next run, until a late update arrives', async () => {
    const lake = lakeWithDays(2, 5, 8)
    await runDaily(lake, NIGHT)
    expect(datesOf(await runDaily(lake, NIGHT))).toEqual(['2026-11-08'])
    lake.layUpdates(messageUpdate(77, { date: FIRST + 4 * DAY }))
    expect(datesOf(await runDaily(lake, NIGHT))).toEqual(['2026-11-05', '2026-11-08'])
  })

  it('uses the zone of the lake: in Kolkata it is already the 10th', async () => {
    const lake = { ...lakeWithDays(8, 9), zone: tempLake('Asia/Kolkata').zone }
    expect(datesOf(await runDaily(lake, NIGHT))).toEqual(['2026-11-08', '2026-11-09'])
  })

  it('succeeds on an empty lake', async () => {
    expect(await runDaily(tempLake(), NIGHT)).toMatchObject([{ date: '2026-11-08', objects: 0 }])
  })
})

describe('runChanged', () => {
  const run = async (lake: ReturnType<typeof tempLake>) =>
    datesOf(
      await runChanged(
        lake,
        NIGHT + 60 * DAY,
        () => {},
        () => {},
      ),
    )

  it('compacts yesterday and every day that changed since it was compacted, however old', async () => {
    const lake = lakeWithDays(1, 2, 30, 69)
    const all = ['2026-11-01', '2026-11-02', '2026-11-30', '2027-01-07', '2027-01-08']
    expect(await run(lake)).toEqual(all)
    expect(await run(lake)).toEqual(['2027-01-07'])
    lake.layUpdates(messageUpdate(77, { date: FIRST + DAY }))
    expect(await run(lake)).toEqual(['2026-11-02', '2027-01-07'])
  })
})

describe('backfill', () => {
  it('compacts every day of the range that has objects, including both ends', async () => {
    const lake = lakeWithDays(1, 2, 3, 5, 8)
    const range = { since: '2026-11-02', until: '2026-11-05' }
    expect(datesOf(await backfill(lake, range))).toEqual(['2026-11-02', '2026-11-03', '2026-11-05'])
    expect(datesOf(await backfill(lake, { since: '2026-11-05' }))).toEqual([
      '2026-11-05',
      '2026-11-08',
    ])
    expect(datesOf(await backfill(lake, { until: '2026-11-01' }))).toEqual(['2026-11-01'])
    expect(datesOf(await backfill(lake, {}))).toHaveLength(5)
    expect(await backfill(lake, { since: '2030-01-01' })).toEqual([])
  })

  it('reports its progress', async () => {
    const progress: unknown[] = []
    await backfill(lakeWithDays(1, 2), {}, (each) => progress.push(each))
    expect(progress).toEqual([
      { done: 0, total: 2, date: '2026-11-01' },
      { done: 1, total: 2, date: '2026-11-02' },
    ])
  })

  it('rejects a range that ends before it begins', async () => {
    await expect(
      backfill(tempLake(), { since: '2026-11-02', until: '2026-11-01' }),
    ).rejects.toThrow('etl: the range ends (2026-11-01) before it begins (2026-11-02)')
  })

  it('keeps the days compacted before the one that fails', async () => {
    const lake = lakeWithDays(1, 2)
    const raw = {
      ...lake.raw,
      get: (key: string) =>
        key.includes('11-02') ? Promise.reject(new Error('EIO')) : lake.raw.get(key),
    }
    await expect(backfill({ ...lake, raw }, {})).rejects.toThrow('EIO')
    const keys: string[] = []
    for await (const key of lake.enriched.list('')) keys.push(key)
    expect(keys).toEqual(['telegram/context_date=2026-11-01/messages.parquet'])
  })
})
