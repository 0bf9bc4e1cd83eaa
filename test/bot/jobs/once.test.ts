import { utimesSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { pruneMarks } from '../../../bot/jobs/mark.ts'
import { createOnce, type Once } from '../../../bot/jobs/once.ts'
import { tempLake } from '../../helpers/lake.ts'
import { NOON } from '../../helpers/updates.ts'

const JOB = 42
const LEASE = 150
/** What the mark of a job says that is not over: who claimed it, which no other does. */
const CLAIM: unknown = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
/** 2026-11-01 23:59:00 in São Paulo. */
const BEFORE_MIDNIGHT = NOON + 12 * 3600 - 60

/** A folder with marks, and a clock that stands still at noon of 2026-11-01 until it is set. */
function setUp() {
  const { dir, raw, zone, lay } = tempLake()
  let now = NOON

  return {
    lay,
    setClock(seconds: number) {
      now = seconds
    },
    /** One process. */
    start: () => createOnce({ state: raw, zone, now: () => now, leaseSeconds: LEASE }),
    prune: () => pruneMarks({ state: raw, zone, now: () => now }),
    /** Says of a mark when it was made. */
    date(key: string, seconds: number) {
      utimesSync(join(dir, 'raw', key), seconds, seconds)
    },
    /** What was done once. */
    async names() {
      const found: string[] = []
      for await (const key of raw.list('state/once/')) found.push(key.slice('state/once/'.length))
      return found
    },
    /** All marks of jobs with what they say. */
    async marks() {
      const found: Record<string, string> = {}
      for await (const key of raw.list('state/jobs/')) {
        found[key.slice('state/jobs/'.length)] = String(await raw.get(key))
      }
      return found
    },
  }
}

/** The job was claimed at noon with a lease, by a process that died; another one stands ready. */
async function abandoned() {
  const place = setUp()
  await place.start().job(JOB)
  place.date('state/jobs/2026-11-01/42', NOON)
  return { ...place, once: place.start() }
}

/** To how many the job is given when each process asks ten times at once. */
async function winners(one: Once, other: Once): Promise<number> {
  const asked = Array.from({ length: 10 }, () => [one.job(JOB), other.job(JOB)]).flat()
  return (await Promise.all(asked)).filter((state) => state === 'mine').length
}

describe('a job', () => {
  it('is leased to the first that asks and to no other, in any process', async () => {
    const { start } = setUp()
    const once = start()
    expect(await once.job(JOB)).toBe('mine')
    expect(await once.job(JOB)).toBe('taken')
    expect(await start().job(JOB)).toBe('taken')
    expect(await once.job(43)).toBe('mine')
  })

  it('is leased to one of many that ask at the same time', async () => {
    const { start } = setUp()
    expect(await winners(start(), start())).toBe(1)
  })

  it('is over for all when it is done', async () => {
    const { start } = setUp()
    const once = start()
    await once.job(JOB)
    await once.done(JOB)
    expect(await once.job(JOB)).toBe('over')
    expect(await start().job(JOB)).toBe('over')
  })

  it('has a mark under its day, which says `done` when it is over', async () => {
    const { start, marks } = setUp()
    const once = start()
    await once.job(JOB)
    expect(await marks()).toEqual({ '2026-11-01/42': CLAIM })
    await once.done(JOB)
    expect(await marks()).toEqual({ '2026-11-01/42': 'done' })
  })

  it('has another mark each time it is claimed, by the same process too', async () => {
    const { start, marks } = setUp()
    const once = start()
    for (const id of [1, 2, 3]) await once.job(id)
    expect(new Set(Object.values(await marks())).size).toBe(3)
  })

  it('that another worker holds is not marked as done', async () => {
    const { start, marks } = setUp()
    await start().job(JOB)
    const other = start()
    await other.job(JOB)
    await other.done(JOB)
    await other.done(43)
    expect(await marks()).toEqual({ '2026-11-01/42': CLAIM })
  })

  it('from the minute before midnight is known the minute after', async () => {
    const { start, setClock, marks } = setUp()
    setClock(BEFORE_MIDNIGHT)
    const once = start()
    await once.job(JOB)
    setClock(BEFORE_MIDNIGHT + 120)
    expect(await start().job(JOB)).toBe('taken')
    await once.done(JOB)
    expect(await marks()).toEqual({ '2026-11-01/42': 'done' })
  })
})

describe('a job that is never done', () => {
  it('is leased once more after its lease expires, not before', async () => {
    const { once, setClock, marks } = await abandoned()
    setClock(NOON + 150)
    expect(await once.job(JOB)).toBe('taken')
    expect(await marks()).toEqual({ '2026-11-01/42': CLAIM })
    setClock(NOON + 151)
    expect(await once.job(JOB)).toBe('mine')
    expect(await marks()).toEqual({ '2026-11-01/42': CLAIM, '2026-11-01/42-2': CLAIM })
  })

  it.each(['', 'of another version'])('may have a mark that says %j', async (body) => {
    const { lay, start, date, setClock, marks } = setUp()
    lay('state/jobs/2026-11-01/42', body)
    date('state/jobs/2026-11-01/42', NOON)
    setClock(NOON + 150)
    expect(await start().job(JOB)).toBe('taken')
    setClock(NOON + 151)
    expect(await start().job(JOB)).toBe('mine')
    expect(await marks()).toEqual({ '2026-11-01/42': body, '2026-11-01/42-2': CLAIM })
  })

  it('is then leased to one of many that ask at the same time', async () => {
    const { start, setClock } = await abandoned()
    setClock(NOON + 720)
    expect(await winners(start(), start())).toBe(1)
  })

  it('is leased again each time a lease expires', async () => {
    const { once, start, date, setClock, marks } = await abandoned()
    setClock(NOON + 720)
    expect(await once.job(JOB)).toBe('mine')
    date('state/jobs/2026-11-01/42-2', NOON + 720)
    setClock(NOON + 720 + 150)
    expect(await start().job(JOB)).toBe('taken')
    setClock(NOON + 1440)
    expect(await start().job(JOB)).toBe('mine')
    expect(await marks()).toEqual({
      '2026-11-01/42': CLAIM,
      '2026-11-01/42-2': CLAIM,
      '2026-11-01/42-3': CLAIM,
    })
  })

  it('is over when the worker that took it over says so', async () => {
    const { once, start, date, setClock, marks } = await abandoned()
    setClock(NOON + 720)
    await once.job(JOB)
    await once.done(JOB)
    date('state/jobs/2026-11-01/42-2', NOON + 720)
    setClock(NOON + 1440)
    expect(await start().job(JOB)).toBe('over')
    expect(await marks()).toEqual({ '2026-11-01/42': CLAIM, '2026-11-01/42-2': 'done' })
  })

  it('is over when the first worker finishes after all', async () => {
    const { start, date, setClock } = setUp()
    const first = start()
    await first.job(JOB)
    date('state/jobs/2026-11-01/42', NOON)
    setClock(NOON + 720)
    await start().job(JOB)
    await first.done(JOB)
    date('state/jobs/2026-11-01/42', NOON)
    date('state/jobs/2026-11-01/42-2', NOON + 720)
    setClock(NOON + 1440)
    expect(await start().job(JOB)).toBe('over')
  })

  it('is taken over after midnight under the new day, and that is known too', async () => {
    const { start, date, setClock, marks } = setUp()
    setClock(BEFORE_MIDNIGHT)
    await start().job(JOB)
    date('state/jobs/2026-11-01/42', BEFORE_MIDNIGHT)
    setClock(BEFORE_MIDNIGHT + 120)
    const once = start()
    expect(await once.job(JOB)).toBe('taken')
    setClock(BEFORE_MIDNIGHT + 720)
    expect(await once.job(JOB)).toBe('mine')
    expect(await marks()).toEqual({ '2026-11-01/42': CLAIM, '2026-11-02/42-2': CLAIM })
    date('state/jobs/2026-11-02/42-2', BEFORE_MIDNIGHT + 720)
    expect(await start().job(JOB)).toBe('taken')
    await once.done(JOB)
    date('state/jobs/2026-11-02/42-2', BEFORE_MIDNIGHT + 720)
    setClock(BEFORE_MIDNIGHT + 1440)
    expect(await start().job(JOB)).toBe('over')
    expect(await marks()).toEqual({ '2026-11-01/42': CLAIM, '2026-11-02/42-2': 'done' })
  })

  it('is taken over before midnight, and that is known after it', async () => {
    const { start, date, setClock, marks } = await abandoned()
    setClock(BEFORE_MIDNIGHT)
    await start().job(JOB)
    date('state/jobs/2026-11-01/42-2', BEFORE_MIDNIGHT)
    setClock(BEFORE_MIDNIGHT + 120)
    expect(await start().job(JOB)).toBe('taken')
    setClock(BEFORE_MIDNIGHT + 720)
    expect(await start().job(JOB)).toBe('mine')
    expect(await marks()).toEqual({
      '2026-11-01/42': CLAIM,
      '2026-11-01/42-2': CLAIM,
      '2026-11-02/42-3': CLAIM,
    })
  })
})

describe('prune', () => {
  it('forgets the marks of jobs before the last two days, of each claim', async () => {
    const { once, setClock, date, marks, start, prune } = await abandoned()
    setClock(NOON + 720)
    await once.job(JOB)
    const DAY = 24 * 3600
    setClock(NOON + 2 * DAY)
    await once.job(43)
    await prune()
    expect(Object.keys(await marks())).toEqual([
      '2026-11-01/42',
      '2026-11-01/42-2',
      '2026-11-03/43',
    ])
    setClock(NOON + 3 * DAY)
    await prune()
    expect(Object.keys(await marks())).toEqual(['2026-11-03/43'])
    date('state/jobs/2026-11-03/43', NOON + 3 * DAY)
    expect(await start().job(43)).toBe('taken')
  })
})

describe('ever', () => {
  it('is true once for each name', async () => {
    const { start } = setUp()
    expect(await start().ever('refused/-1/7')).toBe(true)
    expect(await start().ever('refused/-1/7')).toBe(false)
    expect(await start().ever('refused/-1/8')).toBe(true)
  })

  it('is true again when the month after has passed, and keeps no mark from before', async () => {
    const { start, setClock, prune, names } = setUp()
    const { ever } = start()
    await ever('refused/-1/7')
    setClock(Date.UTC(2026, 11, 31, 12) / 1000)
    await prune()
    expect(await ever('refused/-1/7')).toBe(false)
    setClock(Date.UTC(2027, 0, 1, 12) / 1000)
    expect(await ever('refused/-1/7')).toBe(true)
    await prune()
    expect(await names()).toEqual(['2027-01/refused/-1/7'])
  })

  it('leaves no mark of an earlier version, or of a clock that was ahead', async () => {
    const { start, lay, setClock, prune, names } = setUp()
    lay('state/once/refused/-1/7', 'x')
    setClock(Date.UTC(2031, 0, 1) / 1000)
    await start().ever('refused/-1/8')
    setClock(NOON)
    await prune()
    expect(await names()).toEqual([])
  })
})
