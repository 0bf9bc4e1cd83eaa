import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { ObjectStore } from '../../etl/lake/store.ts'
import { timeZone } from '../../etl/lake/time-zone.ts'
import { startNightly } from '../../etl/nightly.ts'
import { recordingLog } from '../helpers/log.ts'

/** Without timers of its own, which are faked here. */
const emptyStore: ObjectStore = {
  async *list() {},
  async *prefixes() {},
  get: async () => undefined,
  tail: async () => undefined,
  writtenAt: async () => undefined,
  put: () => Promise.reject(new Error('nothing to write')),
  putIfAbsent: () => Promise.reject(new Error('nothing to write')),
  delete: () => Promise.reject(new Error('nothing to delete')),
}

describe('startNightly', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  /** Starts it, and notes when it runs, in the zone's own time. */
  function startRuns(zoneName: string, failures = 0) {
    const zone = timeZone(zoneName)
    const now = () => Math.floor(Date.now() / 1000)
    const log = recordingLog()
    const runs: string[] = []
    const stop = startNightly({
      raw: emptyStore,
      enriched: emptyStore,
      zone,
      log,
      now,
      after() {
        runs.push(new Date(zone.wallClock(now())).toISOString().slice(0, 16))
        return runs.length <= failures ? Promise.reject(new Error('EIO')) : Promise.resolve()
      },
    })
    return { runs, log, stop }
  }

  /** When it runs in the days from `start`. */
  async function runsFrom(start: string, zoneName: string, days: number, failures = 0) {
    vi.setSystemTime(new Date(start))
    const { runs, log, stop } = startRuns(zoneName, failures)
    await vi.advanceTimersByTimeAsync(days * 86_400_000)
    await stop()
    await vi.advanceTimersByTimeAsync(5 * 86_400_000)
    return { runs, log }
  }

  it('runs immediately, then half an hour past each midnight in the lake zone, until stopped', async () => {
    const { runs } = await runsFrom('2026-11-01T15:00:00Z', 'America/Sao_Paulo', 2)
    expect(runs).toEqual(['2026-11-01T12:00', '2026-11-02T00:30', '2026-11-03T00:30'])
  })

  it('keeps the hour across both clock changes', async () => {
    const spring = await runsFrom('2026-03-07T17:00:00Z', 'America/New_York', 3)
    expect(spring.runs.slice(1)).toEqual([
      '2026-03-08T00:30',
      '2026-03-09T00:30',
      '2026-03-10T00:30',
    ])
    const autumn = await runsFrom('2026-10-31T16:00:00Z', 'America/New_York', 3)
    expect(autumn.runs.slice(1)).toEqual([
      '2026-11-01T00:30',
      '2026-11-02T00:30',
      '2026-11-03T00:30',
    ])
  })

  it('has its nights after a clock that was ahead is put right', async () => {
    vi.setSystemTime(new Date('2030-05-01T15:00:00Z'))
    const { runs, stop } = startRuns('America/Sao_Paulo')
    await vi.advanceTimersByTimeAsync(3_600_000)
    vi.setSystemTime(new Date('2026-11-01T15:00:00Z'))
    await vi.advanceTimersByTimeAsync(2 * 86_400_000)
    await stop()
    expect(runs).toEqual([
      '2030-05-01T12:00',
      '2026-11-01T12:01',
      '2026-11-02T00:30',
      '2026-11-03T00:30',
    ])
  })

  it('notices within a minute that the clock has jumped over a night', async () => {
    vi.setSystemTime(new Date('2026-11-01T15:00:00Z'))
    const { runs, stop } = startRuns('America/Sao_Paulo')
    await vi.advanceTimersByTimeAsync(30_000)
    vi.setSystemTime(new Date('2026-11-04T15:00:30Z'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(runs).toEqual(['2026-11-01T12:00', '2026-11-04T12:01'])
    await stop()
  })

  it('retries after a failure when the clock was put back meanwhile', async () => {
    vi.setSystemTime(new Date('2026-11-01T15:00:00Z'))
    const { runs, stop } = startRuns('America/Sao_Paulo', 1)
    await vi.advanceTimersByTimeAsync(30_000)
    vi.setSystemTime(new Date('2026-11-01T12:00:30Z'))
    await vi.advanceTimersByTimeAsync(15 * 60_000)
    expect(runs).toEqual(['2026-11-01T12:00', '2026-11-01T09:15'])
    await stop()
  })

  it('logs a failure and retries after a quarter of an hour', async () => {
    const { runs, log } = await runsFrom('2026-11-01T15:00:00Z', 'America/Sao_Paulo', 1, 2)
    expect(runs).toEqual([
      '2026-11-01T12:00',
      '2026-11-01T12:15',
      '2026-11-01T12:30',
      '2026-11-02T00:30',
    ])
    expect(log.named('daily_run_failed')).toHaveLength(2)
  })
})
