import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { beforeAll, describe, expect, it } from 'vitest'

import { backfill, runChanged, runDaily } from '../../etl/backfill.ts'
import { DaysFailed } from '../../etl/days-failed.ts'
import { enrichedKey } from '../../etl/lake/keys.ts'
import { listDays } from '../../etl/listing.ts'
import { runDay } from '../../etl/run.ts'
import { tempFolder } from '../helpers/temp.ts'
import { duckdbValue } from '../helpers/parquet.ts'
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

/** A Parquet file that DuckDB wrote. */
const FOREIGN = join(tempFolder(), 'foreign.parquet')
beforeAll(() =>
  duckdbValue(`copy (select 1 as message_id, -1 as chat_id) to '${FOREIGN}' (format parquet)`),
)

const datesOf = (summaries: readonly { date: string }[]) => summaries.map(({ date }) => date)

describe('runDaily', () => {
  it('compacts yesterday, every day of the last seven that changed, and then what was never compacted', async () => {
    const lake = lakeWithDays(1, 2, 3, 5, 8, 9)
    const dates = datesOf(await runDaily(lake, NIGHT))
    expect(dates).toEqual(['2026-11-02', '2026-11-03', '2026-11-05', '2026-11-08', '2026-11-01'])
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

describe('a run with an object that cannot be read', () => {
  /** A folder where the only message of the 5th was, beside another message. */
  function lakeWithFolder() {
    const lake = lakeWithDays(2, 5, 8)
    lake.layUpdates(messageUpdate(50, { date: FIRST + 4 * DAY }))
    const path = join(lake.dir, 'raw/telegram/context_date=2026-11-05/0000000005.json')
    rmSync(path)
    mkdirSync(path)
    return lake
  }
  const outcome = (run: Promise<unknown>) =>
    run.then(
      () => undefined,
      (error: unknown) => error as DaysFailed,
    )

  it('does the other days first, and then fails, naming the object and what to do', async () => {
    const lake = lakeWithFolder()
    const failure = await outcome(runDaily(lake, NIGHT))
    expect(failure).toBeInstanceOf(DaysFailed)
    expect(datesOf(failure?.done ?? [])).toEqual(['2026-11-02', '2026-11-08'])
    expect(failure?.message).toMatch(
      /^etl: not compacted: 2026-11-05: etl: could not read telegram\/context_date=2026-11-05\/0000000005\.json: listed, but not there\. Make it readable, then run npx lake etl --since 2026-11-05 --until 2026-11-05$/,
    )
    expect(lake.log.named('day_failed')).toMatchObject([{ date: '2026-11-05' }])
    expect(await listDays(lake.enriched)).toEqual(['2026-11-02', '2026-11-08'])
  })

  it('leaves the Parquet object of the day as it was, and does the day once the object is back', async () => {
    const lake = lakeWithDays(2, 5, 8)
    await runDaily(lake, NIGHT)
    const before = await lake.enriched.get(enrichedKey('2026-11-05'))
    lake.layUpdates(messageUpdate(50, { date: FIRST + 4 * DAY }))
    const path = join(lake.dir, 'raw/telegram/context_date=2026-11-05/0000000050.json')
    renameSync(path, join(lake.dir, 'away'))
    mkdirSync(path)
    await outcome(runDaily(lake, NIGHT))
    expect(await lake.enriched.get(enrichedKey('2026-11-05'))).toEqual(before)
    rmdirSync(path)
    renameSync(join(lake.dir, 'away'), path)
    expect(datesOf(await runDaily(lake, NIGHT))).toEqual(['2026-11-05', '2026-11-08'])
  })
})

describe('a Parquet object that is of no use', () => {
  const OLD = '2026-10-05'
  const OLD_NOON = FIRST - 27 * DAY
  /** A lake whose nights are done, with a message on a day long before the last seven. */
  async function lakeWithOldDay() {
    const lake = lakeWithDays(2, 8)
    lake.layUpdates(messageUpdate(100, { date: OLD_NOON }))
    await runDay(lake, OLD)
    await runDaily(lake, NIGHT)
    const file = (await lake.enriched.get(enrichedKey(OLD))) as Uint8Array
    return { lake, file }
  }

  const spoilt: Readonly<Record<string, (file: Uint8Array) => Uint8Array | undefined>> = {
    'half a file': (file) => file.subarray(0, file.length / 2),
    'an empty file': () => Buffer.of(),
    "another program's file": () => readFileSync(FOREIGN),
    'no file': () => undefined,
  }

  it.each(Object.entries(spoilt))(
    'is made again at night and by lake etl from its raw objects, however old: %s',
    async (_, spoil) => {
      const { lake, file } = await lakeWithOldDay()
      for (const run of [
        () => runDaily(lake, NIGHT),
        () =>
          runChanged(
            lake,
            NIGHT,
            () => {},
            () => {},
          ),
      ]) {
        const bytes = spoil(file)
        if (bytes) await lake.enriched.put(enrichedKey(OLD), bytes)
        else await lake.enriched.delete(enrichedKey(OLD))
        expect(datesOf(await run())).toContain(OLD)
        expect(await lake.enriched.get(enrichedKey(OLD))).toEqual(Buffer.from(file))
      }
    },
  )

  it('is left in place and named when its raw objects are gone', async () => {
    const { lake } = await lakeWithOldDay()
    const foreign = readFileSync(FOREIGN)
    await lake.enriched.put(enrichedKey(OLD), foreign)
    rmSync(join(lake.dir, `raw/telegram/context_date=${OLD}`), { recursive: true })
    expect(datesOf(await runDaily(lake, NIGHT))).toEqual(['2026-11-08'])
    const reason =
      `etl: ${enrichedKey(OLD)} was not written by this program: make it again from its raw objects with npx lake etl ` +
      `--since ${OLD} --until ${OLD}; without them, restore a copy of it, or delete it to go without that day`
    expect(lake.log.named('day_lost')).toMatchObject([{ date: OLD, reason }])
    const run = runChanged(
      lake,
      NIGHT,
      () => {},
      () => {},
    )
    await expect(run).rejects.toThrow(`etl: not compacted: ${OLD}: ${reason}`)
    expect(await lake.enriched.get(enrichedKey(OLD))).toEqual(foreign)
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
