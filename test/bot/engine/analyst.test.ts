import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { DuckDBInstance } from '@duckdb/node-api'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'

import { analystEngine } from '../../../bot/engine/analyst.ts'
import { duckdbEngine } from '../../../bot/engine/duckdb.ts'
import { QueryError, RefusedQuery, type Row } from '../../../bot/engine/engine.ts'
import { backfill } from '../../../etl/backfill.ts'
import { enrichedKey } from '../../../etl/lake/keys.ts'
import { recordingLog } from '../../helpers/log.ts'
import { longestGap } from '../../helpers/longest-gap.ts'
import { tempLake } from '../../helpers/lake.ts'
import { messageUpdate } from '../../helpers/updates.ts'

const lake = tempLake()
const settings = { location: { type: 'folders' as const, dir: lake.dir }, athena: undefined }

beforeAll(async () => {
  lake.layUpdates(...[1, 2, 3].map((id) => messageUpdate(id, { text: `text ${id}` })))
  await backfill(lake, {})
})

async function analyst(options: { deadlineSeconds?: number; memoryShare?: number } = {}) {
  const log = recordingLog()
  const engine = await analystEngine({ settings, log, ...options })
  onTestFinished(() => engine.close())
  return { engine, log }
}

const outcomeOf = (asked: Promise<unknown>) => asked.catch((error: unknown) => error)

const nested = (depth: number, statement: string) =>
  `select ${'('.repeat(depth)}${statement}${')'.repeat(depth)}`

describe('a statement that DuckDB does not stop by itself', () => {
  it.each([
    [
      'a function over long texts',
      `select levenshtein(a, reverse(a)) from (select repeat('lake', 200000) as a)`,
    ],
    ['texts of a gigabyte', `select max(length(md5(repeat('x', 1000000000)))) from range(1000)`],
    [
      'deep nesting',
      nested(900, 'select count(*) from range(100000000) as a(x), range(1000) as b(y)'),
    ],
    [
      'joins that take long to plan',
      `select count(*) from ${Array.from({ length: 200 }, (_, i) => `messages as m${i}`).join(' natural join ')}`,
    ],
  ])(
    'ends at the deadline, this process stays free, and reports are answered: %s',
    async (_, statement) => {
      const { engine } = await analyst({ deadlineSeconds: 2 })
      const reports = await duckdbEngine(lake.enrichedDir)
      onTestFinished(() => reports.close())
      let outcome: unknown
      let answered = 0
      const started = performance.now()
      const gap = await longestGap(async () => {
        void outcomeOf(engine.query(statement)).then((ended) => (outcome = ended))
        while (outcome === undefined) {
          expect((await reports.query('select count(*) from messages')).rows).toEqual([[3]])
          answered += 1
          await sleep(20)
        }
      })
      const milliseconds = performance.now() - started
      expect(outcome).toMatchObject({ key: 'sql-stopped', values: { seconds: 2 } })
      expect(gap).toBeLessThan(milliseconds / 4)
      expect(answered).toBeGreaterThan(5)
      expect((await engine.query('select 1 as x')).rows).toEqual([[1]])
    },
  )

  it('ends when its caller goes away, also one that waits for its turn', async () => {
    const { engine } = await analyst()
    const endless = 'select count(*) from range(100000000000) as a(x), range(1000) as b(y)'
    const caller = new AbortController()
    const asked = [1, 2, 3].map(() =>
      outcomeOf(engine.query(endless, [], { signal: caller.signal })),
    )
    setTimeout(() => caller.abort(), 300)
    for (const each of asked) expect(await each).toMatchObject({ key: 'sql-stopped-by-caller' })
    expect((await engine.query('select 1 as x')).rows).toEqual([[1]])
  })
})

describe('a statement that takes too much memory', () => {
  it.each([
    ['a value of 100 MB', `select repeat('x', 100000000) as x`],
    ['a list', 'select list(x) from range(1000000000) as t (x)'],
    [
      'texts',
      `select max(x) from (select repeat('x', 500000000 + cast(i as bigint)) as x from range(100) as t (i))`,
    ],
    [
      'what DuckDB does not count, so that its process is ended',
      `select max(length(md5(repeat('${'x'.repeat(1000)}', 2000000)))) from range(1000)`,
    ],
  ])(
    'fails with a sentence, and the next is answered: %s',
    async (_, statement) => {
      const { engine } = await analyst({ memoryShare: 0.02 })
      expect(await outcomeOf(engine.query(statement))).toMatchObject({ key: 'sql-too-large' })
      expect((await engine.query('select 1 as x')).rows).toEqual([[1]])
    },
    100_000,
  )

  it('puts what does not fit into memory on the disk, in a folder of the lake, and removes it', async () => {
    const { engine } = await analyst({ memoryShare: 0 })
    const sorted = `select x, md5(cast(x as varchar)) as a, md5(cast(-x as varchar)) as b,
      md5(cast(x * 2 as varchar)) as c from range(800000) as t (x) order by b`
    const seen = new Set<string>()
    const looking = setInterval(() => {
      for (const name of tempFolders()) seen.add(name)
    }, 5)
    expect((await engine.query(sorted, [], { maxRows: 1 })).rows).toHaveLength(1)
    clearInterval(looking)
    expect([...seen]).toEqual([expect.stringMatching(/^telegram-lake-.+-\d+-[0-9a-f]{8}$/)])
    await engine.close()
    expect(tempFolders()).toEqual([])
  })

  it('leaves nothing on the disk when it is killed', async () => {
    const { engine } = await analyst({ memoryShare: 0 })
    const left = join(lake.dir, 'tmp', `telegram-lake-${hostname()}-2147483646-0123abcd`)
    mkdirSync(left, { recursive: true })
    writeFileSync(join(left, 'duckdb_temp_storage-0.tmp'), 'left')
    const caller = new AbortController()
    const endless = `select count(*) from (
      select x from range(1000000000) as t (x) order by md5(cast(x as varchar)))`
    const asked = outcomeOf(engine.query(endless, [], { signal: caller.signal }))
    await expect
      .poll(() => tempFolders().some((name) => !name.includes('2147483646')), {
        timeout: 20_000,
      })
      .toBe(true)
    caller.abort()
    await asked
    await expect.poll(tempFolders, { timeout: 5_000 }).toEqual([])
  })
})

const tempFolders = () => {
  const parent = join(lake.dir, 'tmp')
  return existsSync(parent) ? readdirSync(parent) : []
}

describe('a large result', () => {
  const many = 'select x, y from range(4000) as a(x), range(4000) as b(y)'

  it('is cut at the rows that were wanted, and says so', async () => {
    const { engine } = await analyst()
    const { rows, columns, isCut } = await engine.query(many, [], { maxRows: 500 })
    expect({ count: rows.length, isCut }).toEqual({ count: 500, isCut: true })
    expect(columns.map(({ name }) => name)).toEqual(['x', 'y'])
    const whole = await engine.query('select x from range(500) as t (x)', [], { maxRows: 500 })
    expect({ count: whole.rows.length, isCut: whole.isCut }).toEqual({ count: 500 })
  })

  it('is cut at the bytes that were wanted', async () => {
    const { engine } = await analyst()
    const wide = `select repeat('x', 100000) as x from range(1000)`
    const { rows, isCut } = await engine.query(wide, [], { maxBytes: 1_000_000 })
    expect({ count: rows.length, isCut }).toEqual({ count: 9, isCut: true })
  })

  it('comes in parts, as fast as they are taken', async () => {
    const { engine } = await analyst()
    let [parts, count] = [0, 0]
    const onRows = async (rows: readonly Row[]) => {
      parts += 1
      count += rows.length
      await sleep(1)
    }
    const table = await engine.query(many, [], { maxRows: 100_000, onRows })
    expect({ count, rows: table.rows, isCut: table.isCut }).toEqual({
      count: 100_000,
      rows: [],
      isCut: true,
    })
    expect(parts).toBeGreaterThan(10)
  })
})

describe('an analyst', () => {
  it('gets the errors of the engine, and its refusals', async () => {
    const { engine } = await analyst()
    await expect(engine.query('select * from nothing')).rejects.toThrow(
      'Table with name nothing does not exist',
    )
    expect(await outcomeOf(engine.query('drop view telegram'))).toBeInstanceOf(RefusedQuery)
  })

  it('reads nothing but the lake, nor writes to the folder for what does not fit into memory', async () => {
    const { engine } = await analyst()
    const [setting] = (await engine.query(`select current_setting('temp_directory')`)).rows.flat()
    mkdirSync(join(lake.dir, 'tmp', 'other'), { recursive: true })
    writeFileSync(join(lake.dir, 'tmp', 'other', 'x.csv'), 'a\n1')
    onTestFinished(() => rmSync(join(lake.dir, 'tmp', 'other'), { recursive: true }))
    for (const statement of [
      `select * from '${join(lake.dir, 'tmp', 'other', 'x.csv')}'`,
      `select * from '${lake.dir}/raw/state/x.csv'`,
      `copy (select 1) to '${String(setting)}/x.csv'`,
      `copy (select 1) to '${lake.enrichedDir}/x.csv'`,
    ]) {
      expect(await outcomeOf(engine.query(statement))).toBeInstanceOf(QueryError)
    }
    expect(existsSync(join(lake.enrichedDir, 'x.csv'))).toBe(false)
    expect(existsSync(String(setting))).toBe(false)
  })

  it('reads days from before a column was added, while rows are handed over', async () => {
    const old = tempLake()
    old.layUpdates(messageUpdate(1, { text: 'new' }))
    await backfill(old, {})
    const writer = await DuckDBInstance.create(':memory:')
    const connection = await writer.connect()
    const file = join(old.enrichedDir, enrichedKey('2026-11-02'))
    mkdirSync(dirname(file))
    await connection.run(
      `copy (select 5 as message_id, cast(-1 as bigint) as chat_id, 'old' as text) to '${file}' (format parquet)`,
    )
    connection.closeSync()
    writer.closeSync()
    const location = { type: 'folders' as const, dir: old.dir }
    const engine = await analystEngine({
      settings: { location, athena: undefined },
      log: recordingLog(),
    })
    onTestFinished(() => engine.close())
    const found: Row[] = []
    await engine.query('select text, sender_id from telegram order by text', [], {
      onRows: (rows) => void found.push(...rows),
    })
    expect(found).toEqual([
      ['new', 7],
      ['old', null],
    ])
  })
})
