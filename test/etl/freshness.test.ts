import { utimesSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { agesBy } from '../../etl/age.ts'
import { enrichedKey } from '../../etl/lake/keys.ts'
import { isDayStale } from '../../etl/plan.ts'
import { createFreshness, type FreshnessLimits } from '../../etl/freshness.ts'
import { runDay } from '../../etl/run.ts'
import { tempLake } from '../helpers/lake.ts'
import { messageUpdate, NOON } from '../helpers/updates.ts'

const DAY = '2026-11-01'
const YESTERDAY = '2026-10-31'
const HOUR = 3_600
const MIDNIGHT = NOON - 12 * HOUR
/** The last update id used by `lakeAt`. */
let lastId = 0

/** A lake with a clock that the test sets; its files get the time they are compacted `at`. */
function lakeAt(
  now: number,
  options: { readonly limits?: FreshnessLimits; readonly quick?: FreshnessLimits } = {},
) {
  const lake = tempLake()
  const clock = { now, steady: 0 }
  const startAge = agesBy(
    () => clock.now * 1000,
    () => clock.steady * 1000,
  )
  const freshness = createFreshness({ etl: lake, ...options, now: () => clock.now, startAge })
  return {
    clock,
    ...freshness,
    lake,
    say(...dates: readonly number[]) {
      for (const date of dates) {
        lastId += 1
        lake.layUpdates(messageUpdate(lastId, { date }))
      }
    },
    /** Compacts a day, as if at this moment. */
    async compact(date: string, at: number) {
      await runDay(lake, date)
      const file = join(lake.enrichedDir, `telegram/context_date=${date}/messages.parquet`)
      utimesSync(file, at, at)
    },
    compactions: () => lake.log.named('day_compacted').map(({ date }) => date),
  }
}

const today = { since: DAY, until: DAY }
const both = { since: YESTERDAY, until: DAY }

describe('freshness', () => {
  it('lets no old day without messages fail for what today and yesterday took of the budget', async () => {
    const limits = { listed: 100, read: 12 }
    const { ensure, say, lake } = lakeAt(NOON, { limits })
    const many = Array.from({ length: 60 }, (_, index) => index)
    say(...many.map((index) => NOON - 10 - index), ...many.map((index) => MIDNIGHT - 10 - index))
    const chat = { id: -1009, type: 'supergroup', title: 'Grupo' }
    const my_chat_member = { chat, date: NOON - 20 * 24 * HOUR }
    lake.layUpdates({ update_id: 999_999, my_chat_member })
    await expect(ensure({ since: '2026-10-01', until: DAY })).resolves.toBeLessThanOrEqual(NOON)
  })

  it('compacts today and yesterday when they changed, and is then complete up to now', async () => {
    const { ensure, say, compactions } = lakeAt(NOON)
    say(MIDNIGHT - HOUR, NOON - 10)
    expect(await ensure(both)).toBe(NOON)
    expect(compactions()).toEqual([DAY, YESTERDAY])
  })

  it('sees new messages when the clock is put back, and again after five minutes by a clock that stands', async () => {
    const quick = { listed: 0, read: 0 }
    const { ensure, say, clock, compactions } = lakeAt(NOON, { quick })
    say(NOON - 10)
    await ensure(today)
    clock.now = NOON - 3 * HOUR
    say(NOON + 1)
    expect(await ensure(today)).toBe(NOON - 3 * HOUR)
    expect(compactions()).toEqual([DAY, DAY])
    say(NOON + 2)
    clock.steady = 300
    await ensure(today)
    expect(compactions()).toEqual([DAY, DAY])
    clock.steady = 301
    await ensure(today)
    expect(compactions()).toEqual([DAY, DAY, DAY])
  })

  it('sees what was written the second before', async () => {
    const { ensure, say, clock, compactions } = lakeAt(NOON)
    say(NOON - 10)
    await ensure(today)
    clock.now = NOON + 2
    say(NOON + 1)
    expect(await ensure(today)).toBe(NOON + 2)
    expect(await ensure(today)).toBe(NOON + 2)
    expect(compactions()).toEqual([DAY, DAY])
  })

  it('sees what arrives late for yesterday, too', async () => {
    const { ensure, say, clock, compactions } = lakeAt(MIDNIGHT + 5)
    say(MIDNIGHT - 10)
    await ensure(both)
    clock.now = MIDNIGHT + 7
    say(MIDNIGHT - 1)
    expect(await ensure(both)).toBe(MIDNIGHT + 7)
    expect(compactions()).toEqual([YESTERDAY, YESTERDAY])
  })

  it.each([
    ['has many objects', { listed: 2, read: 9 }, [NOON - 30, NOON - 20, NOON - 10], [NOON + 10]],
    ['has many new ones', { listed: 9, read: 2 }, [NOON - 10], [NOON + 10, NOON + 11, NOON + 12]],
  ])(
    'checks a day that %s again after five minutes, not earlier',
    async (_, quick, before, later) => {
      const { ensure, say, clock, compactions } = lakeAt(NOON, { quick })
      say(...before)
      await ensure(today)
      say(...later)
      clock.now = NOON + 300
      expect(await ensure(today)).toBe(NOON)
      clock.now = NOON + 301
      expect(await ensure(today)).toBe(NOON + 301)
      expect(compactions()).toEqual([DAY, DAY])
    },
  )

  it('lists a large day once in five minutes', async () => {
    const { ensure, say, clock, lake } = lakeAt(NOON, { quick: { listed: 2, read: 9 } })
    say(NOON - 30, NOON - 20, NOON - 10)
    await ensure(today)
    lake.raw.list = () => {
      throw new Error('listed')
    }
    clock.now = NOON + 300
    expect(await ensure(today)).toBe(NOON)
  })

  it('is complete to the end of a past period', async () => {
    const { ensure, say, compactions } = lakeAt(NOON)
    say(MIDNIGHT - HOUR)
    expect(await ensure({ since: '2026-10-01', until: YESTERDAY })).toBe(MIDNIGHT)
    expect(await ensure({ since: '2026-10-01', until: '2026-10-02' })).toBe(
      MIDNIGHT - 29 * 24 * HOUR,
    )
    expect(compactions()).toEqual([YESTERDAY])
  })

  it('checks a day again that it last checked before the day ended, however long ago', async () => {
    const { ensure, say, clock, lake } = lakeAt(NOON)
    say(NOON - 10)
    await ensure(today)
    say(NOON + HOUR)
    clock.now = NOON + 48 * HOUR
    expect(await ensure({ since: DAY, until: '2026-11-03' })).toBe(NOON + 48 * HOUR)
    expect(await isDayStale(lake, DAY)).toBe(false)
  })

  it('compacts a day once for reports that come together', async () => {
    const { ensure, say, compactions } = lakeAt(NOON)
    say(NOON - 20, NOON - 10)
    await Promise.all([ensure(today), ensure(today), ensure(today)])
    expect(compactions()).toEqual([DAY])
  })

  it('makes days again, however old, whose Parquet object is missing or damaged', async () => {
    const { ensure, say, compact, lake, compactions } = lakeAt(NOON)
    const dates = ['2026-08-01', '2026-09-01', '2026-10-01']
    for (const date of dates) {
      say(lake.zone.instant(Date.parse(`${date}T09:00:00Z`) / 1000))
      await compact(date, NOON - HOUR)
    }
    const [missing = '', damaged = ''] = dates.map(enrichedKey)
    const before = await lake.enriched.get(damaged)
    await lake.enriched.delete(missing)
    await lake.enriched.put(damaged, Buffer.from('half a file'))
    await ensure({ since: '2026-08-01', until: DAY })
    expect(compactions()).toEqual([...dates, '2026-08-01', '2026-09-01'])
    expect(await lake.enriched.get(damaged)).toEqual(before)
    await ensure({ since: '2026-08-01', until: DAY })
    expect(compactions()).toHaveLength(5)
  })

  it('reads the raw objects of a day without messages once, and misses nothing', async () => {
    const { ensure, lake } = lakeAt(NOON)
    const reaction = { update_id: 1, message_reaction: { date: NOON - 40 * 24 * HOUR } }
    lake.layUpdates(reaction)
    expect(await ensure({ since: '2026-09-01', until: DAY })).toBe(NOON)
    expect(lake.log.named('day_compacted')).toMatchObject([{ rows: 0 }])
    await ensure({ since: '2026-09-01', until: DAY })
    expect(lake.log.named('day_compacted')).toHaveLength(1)
  })

  it('names the day and the command when its raw objects are gone', async () => {
    const { ensure, mend, lake } = lakeAt(NOON)
    await lake.enriched.put(enrichedKey('2026-09-01'), Buffer.from('half a file'))
    const fault = {
      key: 'day-damaged',
      message: expect.stringContaining(
        'telegram/context_date=2026-09-01/messages.parquet is damaged: make it again from its raw objects with npx lake etl --since 2026-09-01 --until 2026-09-01',
      ) as string,
    }
    await expect(ensure({ since: '2026-08-01', until: DAY })).rejects.toMatchObject(fault)
    await expect(mend(['2026-09-01'])).rejects.toMatchObject(fault)
    expect(await ensure(today)).toBe(NOON)
  })

  it('counts a large day after midnight only up to its last check', async () => {
    const { ensure, say, clock } = lakeAt(MIDNIGHT + 24 * HOUR - 60, {
      quick: { listed: 0, read: 0 },
    })
    say(NOON)
    await ensure(today)
    clock.now = MIDNIGHT + 24 * HOUR + 60
    expect(await ensure({ since: DAY, until: '2026-11-02' })).toBe(MIDNIGHT + 24 * HOUR - 60)
  })
})

/** Limits: how many objects to read over all days, with plenty to list. */
const reading = (read: number) => limits({ read, listed: 100 })
const limits = (each: FreshnessLimits) => ({ limits: each })

describe('freshness with limits', () => {
  it('compacts a day when all its new objects are within the limit', async () => {
    const { ensure, say, compactions } = lakeAt(NOON, reading(2))
    say(NOON - 20, NOON - 10)
    expect(await ensure(today)).toBe(NOON)
    expect(compactions()).toEqual([DAY])
  })

  it('reads only the new objects of a day, whatever its size', async () => {
    const { ensure, say, compact, lake } = lakeAt(NOON, reading(1))
    say(NOON - 3 * HOUR, NOON - 2 * HOUR)
    await compact(DAY, NOON - HOUR)
    say(NOON - 10)
    expect(await ensure(today)).toBe(NOON)
    expect(lake.log.named('day_compacted').at(-1)).toMatchObject({ objects: 1, rows: 3 })
  })

  it('leaves a day with too many new objects, complete up to its last compacted message', async () => {
    const { ensure, say, compact, clock, compactions } = lakeAt(NOON, reading(2))
    say(NOON - 3 * HOUR, NOON - 2 * HOUR)
    await compact(DAY, NOON - HOUR)
    say(NOON - 30, NOON - 20, NOON - 10)
    expect(await ensure(today)).toBe(NOON - 2 * HOUR)
    clock.now = NOON + 200
    expect(await ensure(both)).toBe(NOON - 2 * HOUR)
    expect(compactions()).toEqual([DAY])
  })

  it('leaves a day that takes too long to list', async () => {
    const { ensure, say, compact, clock, compactions } = lakeAt(
      NOON,
      limits({ read: 100, listed: 3 }),
    )
    say(NOON - 3 * HOUR, NOON - 2 * HOUR, NOON - 20)
    await compact(DAY, NOON - 5)
    expect(await ensure(today)).toBe(NOON)
    say(NOON + 10)
    clock.now = NOON + 400
    expect(await ensure(today)).toBe(NOON - 20)
    expect(compactions()).toEqual([DAY])
  })

  it('is complete up to the beginning of a large day never compacted', async () => {
    const { ensure, say, compactions } = lakeAt(NOON, reading(1))
    say(NOON - 20, NOON - 10)
    expect(await ensure(both)).toBe(MIDNIGHT)
    expect(compactions()).toEqual([])
  })

  it('shares one budget among all days, today first, and continues with the next report', async () => {
    const { ensure, say, compactions } = lakeAt(NOON, reading(3))
    say(MIDNIGHT - 3 * HOUR, MIDNIGHT - 2 * HOUR, NOON - 20, NOON - 10)
    expect(await ensure(both)).toBe(MIDNIGHT - 24 * HOUR)
    expect(compactions()).toEqual([DAY])
    expect(await ensure(both)).toBe(NOON)
    expect(compactions()).toEqual([DAY, YESTERDAY])
  })

  it('lists no more objects than its budget over all days', async () => {
    const { ensure, say, lake } = lakeAt(NOON, limits({ read: 100, listed: 3 }))
    for (let back = 0; back < 8; back += 1) {
      const noon = NOON - back * 24 * HOUR
      say(noon - 40, noon - 30, noon - 20, noon - 10)
    }
    const list = lake.raw.list
    let listed = 0
    lake.raw.list = async function* (prefix) {
      for await (const key of list(prefix)) {
        listed += 1
        yield key
      }
    }
    await ensure({ since: '2026-10-25', until: DAY })
    expect(listed).toBeLessThanOrEqual(4 + 7)
  })

  it('treats yesterday as complete when compacted after it ended, even if it takes too long to list', async () => {
    const { ensure, say, compact, compactions } = lakeAt(NOON, limits({ read: 9, listed: 2 }))
    say(MIDNIGHT - 3 * HOUR, MIDNIGHT - 2 * HOUR, MIDNIGHT - HOUR, NOON - 10)
    await compact(YESTERDAY, MIDNIGHT + HOUR)
    expect(await ensure(both)).toBe(NOON)
    expect(await ensure({ since: YESTERDAY, until: YESTERDAY })).toBe(MIDNIGHT)
    expect(compactions()).toEqual([YESTERDAY, DAY])
  })

  it.each(['import--1-abc.ndjson', '0000000001-0123456789abcdef.json'])(
    'leaves a day that must be read again from scratch because of %s',
    async (name) => {
      const { ensure, say, compact, lake, clock, compactions } = lakeAt(NOON, reading(2))
      say(NOON - 3 * HOUR, NOON - 2 * HOUR, NOON - HOUR)
      await compact(DAY, NOON - 10)
      lake.lay(`telegram/context_date=${DAY}/${name}`, JSON.stringify(messageUpdate(1)))
      clock.now = NOON
      expect(await ensure(today)).toBe(NOON - HOUR)
      expect(compactions()).toEqual([DAY])
    },
  )

  it('is complete only up to the beginning of a day whose Parquet is damaged', async () => {
    const { ensure, say, lake } = lakeAt(NOON, reading(1))
    say(NOON - 20, NOON - 10)
    const key = `telegram/context_date=${DAY}/messages.parquet`
    await lake.enriched.put(key, Buffer.from('half a file'))
    utimesSync(join(lake.enrichedDir, key), NOON, NOON)
    expect(await ensure(today)).toBe(MIDNIGHT)
  })

  it('names an old day that is too large to be made again before a report', async () => {
    const { ensure, say, compactions } = lakeAt(NOON, reading(2))
    for (let id = 0; id < 3; id += 1) say(NOON - 30 * 24 * HOUR + id)
    await expect(ensure({ since: '2026-10-01', until: DAY })).rejects.toMatchObject({
      key: 'day-missing',
      values: { date: '2026-10-02' },
    })
    expect(compactions()).toEqual([])
  })

  it('does not treat a file written just after midnight as the whole day', async () => {
    const { ensure, say, compact } = lakeAt(MIDNIGHT + 1200, reading(1))
    say(MIDNIGHT - 3 * HOUR)
    await compact(YESTERDAY, MIDNIGHT + 5)
    say(MIDNIGHT - 60, MIDNIGHT - 30)
    expect(await ensure({ since: YESTERDAY, until: YESTERDAY })).toBe(MIDNIGHT - 3 * HOUR)
  })

  it('leaves days before yesterday to the nightly run, unless it missed them', async () => {
    const { ensure, say, compact, lake, compactions } = lakeAt(NOON, reading(9))
    const [over, missed] = ['2026-10-28', '2026-10-29']
    say(NOON - 4 * 24 * HOUR, NOON - 3 * 24 * HOUR)
    await compact(over, MIDNIGHT - 2 * 24 * HOUR)
    say(NOON - 4 * 24 * HOUR + 60)
    expect(await ensure({ since: over, until: DAY })).toBe(NOON)
    expect(compactions()).toEqual([over, missed])
    expect(lake.log.named('day_compacted').at(-1)).toMatchObject({ date: missed, rows: 1 })
  })

  it('is complete only up to the last compacted message when a large yesterday was compacted before it ended', async () => {
    const { ensure, say, compact } = lakeAt(MIDNIGHT + 600, reading(1))
    say(MIDNIGHT - 3 * HOUR, MIDNIGHT - 2 * HOUR)
    await compact(YESTERDAY, MIDNIGHT - HOUR)
    say(MIDNIGHT - 60, MIDNIGHT - 30, MIDNIGHT + 60)
    expect(await ensure(both)).toBe(MIDNIGHT - 2 * HOUR)
  })
})
