import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { describe, expect, it } from 'vitest'

import { listDays } from '../../etl/listing.ts'
import { isDayStale } from '../../etl/plan.ts'
import { enrichedKey } from '../../etl/lake/keys.ts'
import { runDay } from '../../etl/run.ts'
import { tempLake } from '../helpers/lake.ts'
import { readWithHyparquet } from '../helpers/parquet.ts'
import { editUpdate, messageUpdate } from '../helpers/updates.ts'

const DATE = '2026-11-01'
const DAY = `telegram/context_date=${DATE}`

type Lake = ReturnType<typeof tempLake>

const parquetOf = ({ enriched }: Lake, date = DATE) => enriched.get(enrichedKey(date))
const rowsOf = async (lake: Lake) => readWithHyparquet((await parquetOf(lake)) as Uint8Array)

describe('runDay', () => {
  it('compacts the raw objects of a day into one Parquet object, and returns a summary', async () => {
    const lake = tempLake()
    lake.layUpdates(messageUpdate(2, { text: 'dois' }), messageUpdate(1, { text: 'um' }))
    lake.layUpdates(editUpdate(3, { message_id: 1, text: 'um!', edit_date: 1_793_545_300 }))
    lake.layUpdates({ update_id: 4, message_reaction: { date: 1_793_545_300, chat: { id: -1 } } })
    const summary = await runDay(lake, DATE)
    expect(summary).toMatchObject({
      date: DATE,
      objects: 4,
      updates: 4,
      rows: 2,
      unreadable: 0,
      bytes: (await parquetOf(lake))?.length,
    })
    expect((await rowsOf(lake)).map(({ message_id, text }) => [message_id, text])).toEqual([
      [1, 'um!'],
      [2, 'dois'],
    ])
    expect(lake.log.named('day_compacted')).toMatchObject([{ date: DATE, rows: 2 }])
  })

  it('succeeds and writes nothing for a day without objects or without messages', async () => {
    const lake = tempLake()
    expect(await runDay(lake, DATE)).toMatchObject({ objects: 0, rows: 0, bytes: 0 })
    lake.layUpdates({ update_id: 4, message_reaction: { date: 1_793_545_300, chat: { id: -1 } } })
    expect(await runDay(lake, DATE)).toMatchObject({ objects: 1, rows: 0, bytes: 0 })
    expect(await parquetOf(lake)).toBeUndefined()
  })

  it('counts and names unreadable objects, leaves them in place and compacts the rest', async () => {
    const lake = tempLake()
    lake.layUpdates(messageUpdate(1))
    const bad = {
      'empty.json': '',
      'truncated.json': '{"update_id":9,"mess',
      'foreign.parquet': 'PAR1',
      'no-date.json': JSON.stringify(messageUpdate(7, { date: 'hoje' })),
      'import--1-abc.ndjson': `${JSON.stringify(messageUpdate(8))}\nbroken\n{"update_id":1.5}`,
      'odd\\name.json': 'x',
    }
    for (const [name, body] of Object.entries(bad)) lake.lay(`${DAY}/${name}`, body)
    expect(await runDay(lake, DATE)).toMatchObject({
      objects: 7,
      updates: 3,
      rows: 2,
      unreadable: 7,
    })
    const named = lake.log.named('object_unreadable')
    expect(named.map(({ key }) => String(key).slice(DAY.length + 1)).sort()).toEqual([
      'empty.json',
      'foreign.parquet',
      'import--1-abc.ndjson',
      'import--1-abc.ndjson',
      'no-date.json',
      'odd\\name.json',
      'truncated.json',
    ])
    expect(named.find(({ key }) => key === `${DAY}/no-date.json`)?.reason).toBe(
      'update 7: date is a text',
    )
    for (const [name, body] of Object.entries(bad))
      expect(readFileSync(join(lake.dir, 'raw', DAY, name), 'utf8')).toBe(body)
  })

  it('compacts 100,000 messages of one day, mostly in large objects, in bounded time', async () => {
    const lake = tempLake()
    const line = (id: number) => JSON.stringify(messageUpdate(id, { text: `mensagem ${id}` }))
    for (let id = 1; id <= 3_000; id += 1)
      lake.lay(`${DAY}/${String(id).padStart(10, '0')}.json`, line(id))
    for (let first = 3_001; first <= 100_000; first += 9_700) {
      const lines = Array.from({ length: 9_700 }, (_, index) => line(first + index))
      lake.lay(`${DAY}/import--1-${first}.ndjson`, lines.join('\n'))
    }
    expect(await runDay(lake, DATE)).toMatchObject({
      objects: 3_010,
      updates: 100_000,
      rows: 100_000,
      unreadable: 0,
    })
    const rows = await rowsOf(lake)
    expect(rows.map(({ message_id }) => message_id)).toEqual(
      Array.from({ length: 100_000 }, (_, index) => index + 1),
    )
    expect(rows.every(({ message_id, text }) => text === `mensagem ${message_id}`)).toBe(true)
  })

  it('writes the same bytes every time, and different bytes for different objects', async () => {
    const [lake, copy] = [tempLake(), tempLake()]
    for (const each of [lake, copy]) each.layUpdates(messageUpdate(1), messageUpdate(2))
    await runDay(lake, DATE)
    const first = await parquetOf(lake)
    await runDay(lake, DATE)
    await runDay(copy, DATE)
    expect(await parquetOf(lake)).toEqual(first)
    expect(await parquetOf(copy)).toEqual(first)

    lake.layUpdates(messageUpdate(3, { text: 'nova' }))
    await runDay(lake, DATE)
    expect((await rowsOf(lake)).map(({ text }) => text)).toEqual(['oi', 'oi', 'nova'])
  })

  it('leaves the Parquet object unchanged and fails when the new one cannot be written', async () => {
    const lake = tempLake()
    lake.layUpdates(messageUpdate(1))
    await runDay(lake, DATE)
    const before = await parquetOf(lake)
    lake.layUpdates(messageUpdate(2))
    const enriched = {
      ...lake.enriched,
      put: () => Promise.reject(new Error('ENOSPC: no space left on device')),
    }
    await expect(runDay({ ...lake, enriched }, DATE)).rejects.toThrow(
      `etl: could not write ${DAY}/messages.parquet, left unchanged: ENOSPC: no space left on device`,
    )
    expect(await parquetOf(lake)).toEqual(before)
  })

  it('fails and writes nothing when the store cannot read a raw object', async () => {
    const lake = tempLake()
    lake.layUpdates(messageUpdate(1))
    const raw = { ...lake.raw, get: () => Promise.reject(new Error('EIO: i/o error')) }
    await expect(runDay({ ...lake, raw }, DATE)).rejects.toThrow('EIO: i/o error')
    expect(await parquetOf(lake)).toBeUndefined()
  })

  it('replaces a damaged Parquet object', async () => {
    const lake = tempLake()
    lake.layUpdates(messageUpdate(1))
    await lake.enriched.put(enrichedKey(DATE), Buffer.from('half a file'))
    expect(await isDayStale(lake, DATE)).toBe(true)
    await runDay(lake, DATE)
    expect(await rowsOf(lake)).toHaveLength(1)
  })

  it('gives one intact object when runs of a day are concurrent in this process', async () => {
    const lake = tempLake()
    for (let id = 1; id <= 200; id += 1) lake.layUpdates(messageUpdate(id))
    const summaries = await Promise.all(Array.from({ length: 5 }, () => runDay(lake, DATE)))
    expect(summaries.map(({ rows }) => rows)).toEqual([200, 200, 200, 200, 200])
    expect(await rowsOf(lake)).toHaveLength(200)
  })

  it('does not overwrite a newer result with that of a run that started earlier', async () => {
    const lake = tempLake()
    lake.layUpdates(messageUpdate(1))
    let isFirstRead = true
    const raw = {
      ...lake.raw,
      // In the middle of the slow run, another process compacts the day with one more update.
      async get(key: string) {
        if (isFirstRead) {
          isFirstRead = false
          lake.layUpdates(messageUpdate(2))
          await new Promise<void>((resolve, reject) => {
            const code = `import { runDay } from './etl/run.ts'
              import { filesystemStore } from './etl/lake/filesystem.ts'
              import { timeZone } from './etl/lake/time-zone.ts'
              const zone = timeZone('America/Sao_Paulo')
              const store = (name) => filesystemStore(process.argv[1] + '/' + name)
              await runDay({ raw: store('raw'), enriched: store('enriched'), zone, log: { ...console, info() {} } }, '${DATE}')`
            execFile(
              process.execPath,
              ['--import', 'tsx', '--input-type=module', '-e', code, lake.dir],
              (error) => (error ? reject(error) : resolve()),
            )
          })
        }
        return lake.raw.get(key)
      },
    }
    await runDay({ ...lake, raw }, DATE)
    expect(await rowsOf(lake)).toHaveLength(2)
    expect(await isDayStale(lake, DATE)).toBe(false)
  })

  it('leaves one intact object and no partial files when two processes compact the same day', async () => {
    const lake = tempLake()
    for (let id = 1; id <= 2_000; id += 1) lake.layUpdates(messageUpdate(id))
    const compact = () =>
      promisify(execFile)(
        process.execPath,
        ['bot/lake.js', 'etl', '--since', DATE, '--until', DATE, '--json'],
        { env: { ...process.env, LAKE_DIR: lake.dir } },
      )
    const outputs = await Promise.all([compact(), compact()])
    for (const { stdout } of outputs)
      expect(JSON.parse(stdout)).toMatchObject({ days: [{ rows: 2_000, unreadable: 0 }] })
    expect(await rowsOf(lake)).toHaveLength(2_000)
    expect(readdirSync(join(lake.enrichedDir, DAY))).toEqual(['messages.parquet'])
    expect(readdirSync(join(lake.enrichedDir, '.partial'))).toEqual([])
  })
})

describe('isDayStale', () => {
  it('is true until the day is compacted, and again when an object is added or deleted', async () => {
    const lake = tempLake()
    expect(await isDayStale(lake, DATE)).toBe(false)
    lake.layUpdates(messageUpdate(1), messageUpdate(2))
    expect(await isDayStale(lake, DATE)).toBe(true)
    await runDay(lake, DATE)
    expect(await isDayStale(lake, DATE)).toBe(false)

    lake.layUpdates(messageUpdate(3))
    expect(await isDayStale(lake, DATE)).toBe(true)
    await runDay(lake, DATE)
    await lake.raw.delete(`${DAY}/0000000001.json`)
    expect(await isDayStale(lake, DATE)).toBe(true)
  })

  it('is true for a day compacted in another time zone', async () => {
    const lake = tempLake()
    lake.layUpdates(messageUpdate(1))
    await runDay(lake, DATE)
    expect(await isDayStale({ ...lake, zone: tempLake('Asia/Kolkata').zone }, DATE)).toBe(true)
  })
})

describe('listDays', () => {
  it('lists the days in order, and nothing that is not a day', async () => {
    const lake = tempLake()
    for (const folder of [
      'telegram/context_date=2026-11-02',
      'telegram/context_date=2026-01-01',
      'telegram/context_date=2106-02-07',
      'telegram/context_date=2026-13-01',
      'telegram/context_date=2026-02-30',
      'telegram/context_date=x',
      'telegram/other',
      'state/health',
    ])
      lake.lay(`${folder}/1.json`, '{}')
    lake.lay('telegram/file.json', '{}')
    expect(await listDays(lake.raw)).toEqual(['2026-01-01', '2026-11-02', '2106-02-07'])
  })

  it('is empty for a lake that does not exist yet', async () => {
    expect(await listDays(tempLake().raw)).toEqual([])
  })
})
