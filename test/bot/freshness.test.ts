import { utimesSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { createFreshness } from '../../bot/freshness.ts'
import { runDay } from '../../etl/run.ts'
import { tempLake } from '../helpers/lake.ts'
import { messageUpdate, NOON } from '../helpers/updates.ts'

const DAY = '2026-11-01'
const YESTERDAY = '2026-10-31'
const HOUR = 3_600
const MIDNIGHT = NOON - 12 * HOUR
/** The ids of the updates that `lakeAt` laid. */
let lastId = 0

/** A lake at a moment that the test sets, and the files of it as if they had been written then. */
function lakeAt(now: number, maxObjects?: number) {
  const lake = tempLake()
  const clock = { now }
  const freshness = createFreshness({ etl: lake, maxObjects, now: () => clock.now })
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
    /** Compacts a day, at this moment. */
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
  it('compacts today and yesterday when they have changed, and has then seen up to now', async () => {
    const { ensure, say, compactions } = lakeAt(NOON)
    say(MIDNIGHT - HOUR, NOON - 10)
    expect(await ensure(both)).toBe(NOON)
    expect(compactions()).toEqual([YESTERDAY, DAY])
  })

  it('looks again after five minutes, not before', async () => {
    const { ensure, say, clock, compactions } = lakeAt(NOON)
    say(NOON - 10)
    await ensure(today)
    say(NOON + 10)
    clock.now = NOON + 300
    expect(await ensure(today)).toBe(NOON)
    clock.now = NOON + 301
    expect(await ensure(today)).toBe(NOON + 301)
    expect(compactions()).toEqual([DAY, DAY])
  })

  it('has seen a closed period to its end', async () => {
    const { ensure, say, compactions } = lakeAt(NOON)
    say(MIDNIGHT - HOUR)
    expect(await ensure({ since: '2026-10-01', until: YESTERDAY })).toBe(MIDNIGHT)
    expect(await ensure({ since: '2026-10-01', until: '2026-10-02' })).toBe(
      MIDNIGHT - 29 * 24 * HOUR,
    )
    expect(compactions()).toEqual([YESTERDAY])
  })

  it('after midnight still counts a day as far as it was seen before', async () => {
    const { ensure, say, clock } = lakeAt(MIDNIGHT + 24 * HOUR - 60)
    say(NOON)
    await ensure(today)
    clock.now = MIDNIGHT + 24 * HOUR + 60
    expect(await ensure({ since: DAY, until: '2026-11-02' })).toBe(MIDNIGHT + 24 * HOUR - 60)
  })
})

describe('freshness with a limit', () => {
  it('compacts a day that has as many objects as that', async () => {
    const { ensure, say, compactions } = lakeAt(NOON, 2)
    say(NOON - 20, NOON - 10)
    expect(await ensure(today)).toBe(NOON)
    expect(compactions()).toEqual([DAY])
  })

  it('leaves a larger one as it is, seen up to its last compacted message', async () => {
    const { ensure, say, compact, clock, compactions } = lakeAt(NOON, 2)
    say(NOON - 3 * HOUR, NOON - 2 * HOUR)
    await compact(DAY, NOON - HOUR)
    say(NOON - 10)
    expect(await ensure(today)).toBe(NOON - 2 * HOUR)
    clock.now = NOON + 200
    expect(await ensure(both)).toBe(NOON - 2 * HOUR)
    expect(compactions()).toEqual([DAY])
  })

  it('has seen a large day without a compaction up to its beginning', async () => {
    const { ensure, say, compactions } = lakeAt(NOON, 1)
    say(NOON - 20, NOON - 10)
    expect(await ensure(both)).toBe(MIDNIGHT)
    expect(compactions()).toEqual([])
  })

  it('counts a large yesterday as seen once it was compacted after its end', async () => {
    const { ensure, say, compact, compactions } = lakeAt(NOON, 2)
    say(MIDNIGHT - 3 * HOUR, MIDNIGHT - 2 * HOUR, MIDNIGHT - HOUR, NOON - 10)
    await compact(YESTERDAY, MIDNIGHT + HOUR)
    expect(await ensure(both)).toBe(NOON)
    expect(await ensure({ since: YESTERDAY, until: YESTERDAY })).toBe(MIDNIGHT)
    expect(compactions()).toEqual([YESTERDAY, DAY])
  })

  it('says so while a large yesterday was compacted before its end only', async () => {
    const { ensure, say, compact } = lakeAt(MIDNIGHT + 600, 2)
    say(MIDNIGHT - 3 * HOUR, MIDNIGHT - 2 * HOUR)
    await compact(YESTERDAY, MIDNIGHT - HOUR)
    say(MIDNIGHT - 60, MIDNIGHT + 60)
    expect(await ensure(both)).toBe(MIDNIGHT - 2 * HOUR)
  })
})
