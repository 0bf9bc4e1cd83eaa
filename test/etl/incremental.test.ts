import { describe, expect, it, vi } from 'vitest'

import { isDayStale, planDay } from '../../etl/plan.ts'
import { createFreshness } from '../../etl/freshness.ts'
import { enrichedKey, ownKey } from '../../etl/lake/keys.ts'
import type { Update } from '../../etl/lake/update.ts'
import { readRows } from '../../etl/parquet-read.ts'
import { runDay, runPlan } from '../../etl/run.ts'
import { tempLake } from '../helpers/lake.ts'
import { readWithHyparquet } from '../helpers/parquet.ts'
import { randomFrom, shuffled } from '../helpers/random.ts'
import { CHAT_ID, editUpdate, messageUpdate, NOON } from '../helpers/updates.ts'

const DATE = '2026-11-01'
const DAY = `telegram/context_date=${DATE}`
const sinceLast = { isIncremental: true }

type Lake = ReturnType<typeof tempLake>

const parquetOf = ({ enriched }: Lake) => enriched.get(enrichedKey(DATE))
const textsOf = async (lake: Lake) =>
  (await readWithHyparquet((await parquetOf(lake)) as Uint8Array)).map(({ text }) => text)

/** The result of a full run over the same raw objects. */
async function parquetFromScratch({ raw, zone, log }: Lake) {
  const other = tempLake()
  await runDay({ raw, enriched: other.enriched, zone, log }, DATE)
  return parquetOf(other)
}

/** A lake with three messages on one day, compacted. */
async function compactedLake(): Promise<Lake> {
  const lake = tempLake()
  lake.layUpdates(messageUpdate(1, { text: 'um' }), messageUpdate(2), messageUpdate(3))
  await runDay(lake, DATE)
  return lake
}

/** Another copy of the module, which does not wait for runs of this one. */
async function otherProcess() {
  vi.resetModules()
  const { runDay: run } = await import('../../etl/run.ts')
  return { runDay: run }
}

/** The raw store of a lake, with something happening at the nth read. */
function interrupted({ raw }: Lake, nth: number, happens: () => Promise<void>) {
  let reads = 0
  return {
    reads: () => reads,
    raw: {
      ...raw,
      async get(key: string) {
        if (!key.startsWith('telegram/')) return raw.get(key)
        reads += 1
        if (reads === nth) await happens()
        return raw.get(key)
      },
    },
  }
}

describe('an incremental run', () => {
  it('reads only new objects, and writes the same bytes as a full run', async () => {
    const lake = await compactedLake()
    lake.layUpdates(
      messageUpdate(4, { text: 'quatro' }),
      editUpdate(5, { message_id: 1, text: 'um!', edit_date: NOON + 60 }),
      { update_id: 6, message_reaction: { date: NOON, chat: { id: CHAT_ID } } },
    )
    expect(await runDay(lake, DATE, sinceLast)).toMatchObject({
      objects: 3,
      updates: 3,
      rows: 4,
      unreadable: 0,
    })
    expect(await textsOf(lake)).toEqual(['um!', 'oi', 'oi', 'quatro'])
    expect(await parquetOf(lake)).toEqual(await parquetFromScratch(lake))
    expect(await isDayStale(lake, DATE)).toBe(false)
  })

  it('reads nothing when nothing is new, and everything when there is nothing to build on', async () => {
    const lake = await compactedLake()
    const first = await parquetOf(lake)
    expect(await runDay(lake, DATE, sinceLast)).toMatchObject({ objects: 0, rows: 3 })
    expect(await parquetOf(lake)).toEqual(first)
    await lake.enriched.delete(enrichedKey(DATE))
    expect(await runDay(lake, DATE, sinceLast)).toMatchObject({ objects: 3, rows: 3 })
    expect(await parquetOf(lake)).toEqual(first)
  })

  it('keeps counting edits across runs', async () => {
    const lake = await compactedLake()
    const edits = [20, 20, 10, 40, 30].map((later, index) =>
      editUpdate(10 + index, { message_id: 1, text: `${index}`, edit_date: NOON + later }),
    )
    for (const edit of edits) {
      lake.layUpdates(edit)
      await runDay(lake, DATE, sinceLast)
    }
    const rows = await readWithHyparquet((await parquetOf(lake)) as Uint8Array)
    expect(rows[0]).toMatchObject({ text: '3', edit_count: 5, update_id: 13 })
    expect(await parquetOf(lake)).toEqual(await parquetFromScratch(lake))
  })

  it('includes the bot’s own messages and their edits', async () => {
    const lake = await compactedLake()
    const say = (kind: string, fields: { date: number; edit_date?: number; text: string }) => {
      const message = { message_id: 9, chat: { id: CHAT_ID, type: 'supergroup' }, ...fields }
      const key = ownKey({ chat_id: CHAT_ID, ...message }, lake.zone)
      lake.lay(key, JSON.stringify({ update_id: 0, [kind]: message }))
    }
    say('message', { date: NOON, text: 'um momento' })
    await runDay(lake, DATE, sinceLast)
    say('edited_message', { date: NOON, edit_date: NOON + 5, text: '2 mensagens' })
    expect(await runDay(lake, DATE, sinceLast)).toMatchObject({ objects: 1, rows: 4 })
    expect(await textsOf(lake)).toEqual(['um', 'oi', 'oi', '2 mensagens'])
    expect(await parquetOf(lake)).toEqual(await parquetFromScratch(lake))
  })

  it.each([
    ['raw objects are gone', (lake: Lake) => lake.raw.delete(`${DAY}/0000000002.json`)],
    [
      'the file is damaged in the middle',
      async (lake: Lake) => {
        const file = Buffer.from((await parquetOf(lake)) as Uint8Array)
        file.fill(0xff, 4, 200)
        await lake.enriched.put(enrichedKey(DATE), file)
      },
    ],
    [
      'the file is not Parquet',
      (lake: Lake) => lake.enriched.put(enrichedKey(DATE), Buffer.from('half a file')),
    ],
  ])('reads everything when %s', async (_, spoil) => {
    const lake = await compactedLake()
    await spoil(lake)
    lake.layUpdates(messageUpdate(4))
    const { objects } = await runDay(lake, DATE, sinceLast)
    expect(objects).toBe((await planDay(lake, DATE)).keys.length)
    expect(await parquetOf(lake)).toEqual(await parquetFromScratch(lake))
  })

  it('survives a flipped bit anywhere in the footer, and any row count', async () => {
    const lake = await compactedLake()
    const file = Buffer.from((await parquetOf(lake)) as Uint8Array)
    const footer = file.length - 8 - file.readUInt32LE(file.length - 8)
    let refused = 0
    for (let at = footer; at < file.length - 8; at += 1) {
      const damaged = Buffer.from(file)
      damaged[at] = (damaged[at] as number) ^ (1 << (at % 8))
      try {
        for await (const row of readRows(damaged)) expect(row).toBeDefined()
      } catch (error) {
        expect(error).toBeInstanceOf(Error)
        refused += 1
      }
    }
    expect(refused).toBeGreaterThan(100)
  })

  it('reads everything in another zone', async () => {
    const lake = await compactedLake()
    const moved = { ...lake, zone: tempLake('America/Manaus').zone }
    expect(await runDay(moved, DATE, sinceLast)).toMatchObject({ objects: 3 })
  })

  it.each([
    ['imported history', 'import--1-abc.ndjson', [messageUpdate(1), messageUpdate(7)]],
    ['an update named as another', '0000000008.json', [messageUpdate(1, { text: 'x' })]],
    ['an object with many updates', '0000000009.json', [messageUpdate(9), messageUpdate(10)]],
    ['an id that came twice', '0000000001-0123456789abcdef.json', [messageUpdate(1)]],
  ])('reads all of a day with %s, each time', async (_, name, updates: Update[]) => {
    const lake = await compactedLake()
    lake.lay(`${DAY}/${name}`, updates.map((each) => JSON.stringify(each)).join('\n'))
    expect(await runDay(lake, DATE, sinceLast)).toMatchObject({ objects: 4 })
    lake.layUpdates(messageUpdate(20))
    expect(await runDay(lake, DATE, sinceLast)).toMatchObject({ objects: 5 })
    expect(await parquetOf(lake)).toEqual(await parquetFromScratch(lake))
  })

  it('does not read unreadable objects again', async () => {
    const lake = tempLake()
    lake.layUpdates(messageUpdate(1))
    lake.lay(`${DAY}/0000000002.json`, '{"update_id":2,"mess')
    expect(await runDay(lake, DATE, sinceLast)).toMatchObject({ objects: 2, unreadable: 1 })
    lake.layUpdates(messageUpdate(3))
    expect(await runDay(lake, DATE, sinceLast)).toMatchObject({ objects: 1, unreadable: 0 })
    expect(await parquetOf(lake)).toEqual(await parquetFromScratch(lake))
  })

  it('plans again when another process compacted the day after it was planned', async () => {
    const lake = await compactedLake()
    lake.layUpdates(messageUpdate(4))
    const plan = await planDay(lake, DATE, sinceLast)
    lake.layUpdates(messageUpdate(5))
    await runDay(lake, DATE)
    expect(await runPlan(lake, plan)).toMatchObject({ objects: 0, rows: 5 })
    expect(await isDayStale(lake, DATE)).toBe(false)
  })

  it.each(['\uFEFFoi', '\uFEFF', 'o\uFEFFi', '\0', '\uFFFE', 'null', '__proto__', 'o\u0301\r\n'])(
    'keeps the text %j unchanged',
    async (text) => {
      const lake = tempLake()
      const from = { id: 7, is_bot: false, first_name: text, username: text }
      lake.layUpdates(messageUpdate(1, { text, from }))
      await runDay(lake, DATE)
      lake.layUpdates(messageUpdate(2))
      expect(await runDay(lake, DATE, sinceLast)).toMatchObject({ objects: 1 })
      expect(await parquetOf(lake)).toEqual(await parquetFromScratch(lake))
    },
  )

  it('reads only the newer objects when another process overtakes a full run', async () => {
    const lake = await compactedLake()
    const other = await otherProcess()
    const { raw, reads } = interrupted(lake, 2, async () => {
      lake.layUpdates(messageUpdate(4, { text: 'quatro' }))
      await other.runDay(lake, DATE)
    })
    expect(await runDay({ ...lake, raw }, DATE)).toMatchObject({ objects: 4, rows: 4 })
    expect(reads()).toBe(4)
    expect(await textsOf(lake)).toEqual(['um', 'oi', 'oi', 'quatro'])
    expect(await parquetOf(lake)).toEqual(await parquetFromScratch(lake))
  })

  it('starts again when objects were deleted while it was overtaken', async () => {
    const lake = await compactedLake()
    const other = await otherProcess()
    const { raw } = interrupted(lake, 3, async () => {
      await lake.raw.delete(`${DAY}/0000000001.json`)
      await other.runDay(lake, DATE)
    })
    expect(await runDay({ ...lake, raw }, DATE)).toMatchObject({ objects: 2, rows: 2 })
    expect(await parquetOf(lake)).toEqual(await parquetFromScratch(lake))
  })

  it.each([
    ['a run', (lake: Lake) => runDay(lake, DATE, sinceLast)],
    [
      'a report',
      (lake: Lake) =>
        createFreshness({ etl: lake, now: () => NOON }).ensure({ since: DATE, until: DATE }),
    ],
  ])('includes what another process compacted right after %s listed the day', async (_, start) => {
    const lake = await compactedLake()
    lake.layUpdates(messageUpdate(4))
    const other = await otherProcess()
    let isFirst = true
    const raw = {
      ...lake.raw,
      async *list(prefix: string) {
        yield* lake.raw.list(prefix)
        if (!isFirst) return
        isFirst = false
        lake.layUpdates(messageUpdate(5, { text: 'cinco' }))
        await other.runDay(lake, DATE)
      },
    }
    await start({ ...lake, raw })
    expect(await textsOf(lake)).toEqual(['um', 'oi', 'oi', 'oi', 'cinco'])
  })

  it('gives the bytes of a full run after any history, in any pieces', async () => {
    const random = randomFrom(3)
    const below = (limit: number) => Math.floor(random() * limit)
    for (let history = 0; history < 25; history += 1) {
      const lake = tempLake()
      const ids = shuffled(
        Array.from({ length: 60 }, (_, index) => index + 1),
        random,
      )
      for (let index = 0; index < 40; index += 1) {
        const message_id = 1 + below(12)
        const text = ['oi', '', 'é \ud83d\ude00', 'meio \ud83d', 'x'.repeat(below(50))][below(5)]
        const chat = { id: below(2) ? CHAT_ID : -5, type: 'group' }
        const edit = below(4) === 0 ? { edit_date: NOON + below(4) } : {}
        const fields = { message_id, text, chat, date: NOON + below(3), ...edit }
        lake.layUpdates(
          below(3) > 0
            ? messageUpdate(ids[index] as number, fields)
            : editUpdate(ids[index] as number, { ...fields, edit_date: NOON + below(4) }),
        )
        if (below(6) === 0) await runDay(lake, DATE, sinceLast)
      }
      await runDay(lake, DATE, sinceLast)
      expect(await parquetOf(lake)).toEqual(await parquetFromScratch(lake))
    }
  })
})
