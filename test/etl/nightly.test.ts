import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { startNightly } from '../../etl/nightly.ts'
import { timeZone } from '../../etl/lake/time-zone.ts'
import { recordingLog } from '../helpers/log.ts'

describe('startNightly', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  /** The moments at which it runs, in the zone's own time, over some days from `start` on. */
  async function runsFrom(start: string, zoneName: string, days: number, failures = 0) {
    vi.setSystemTime(new Date(start))
    const zone = timeZone(zoneName)
    const now = () => Math.floor(Date.now() / 1000)
    const log = recordingLog()
    const runs: string[] = []
    const stop = startNightly({
      zone,
      log,
      now,
      run() {
        runs.push(new Date(zone.wallClock(now())).toISOString().slice(0, 16))
        return runs.length <= failures ? Promise.reject(new Error('EIO')) : Promise.resolve()
      },
    })
    await vi.advanceTimersByTimeAsync(days * 86_400_000)
    await stop()
    await vi.advanceTimersByTimeAsync(5 * 86_400_000)
    return { runs, log }
  }

  it('runs at once, then half an hour past each midnight of the lake, until it is stopped', async () => {
    const { runs } = await runsFrom('2026-11-01T15:00:00Z', 'America/Sao_Paulo', 2)
    expect(runs).toEqual(['2026-11-01T12:00', '2026-11-02T00:30', '2026-11-03T00:30'])
  })

  it('keeps the hour over both changes of the clock', async () => {
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

  it('tries again a quarter of an hour after a failure, which it logs', async () => {
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
