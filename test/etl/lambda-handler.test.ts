import { describe, expect, it } from 'vitest'

import { createEtlHandler } from '../../etl/lambda-handler.ts'
import { runDay } from '../../etl/run.ts'
import { tempLake } from '../helpers/lake.ts'
import { messageUpdate, NOON } from '../helpers/updates.ts'

const DAY = 86_400

describe('the nightly run', () => {
  it('ignores days that were mostly compacted when it estimates reading time', async () => {
    const lake = tempLake()
    const say = (from: number, count: number, date: number) => {
      for (let id = from; id < from + count; id += 1) lake.layUpdates(messageUpdate(id, { date }))
    }
    say(1, 3_000, NOON)
    await runDay(lake, '2026-11-01')
    say(3_001, 1_100, NOON + 1)
    say(10_001, 3_000, NOON + DAY)
    // Nine seconds are enough for the new objects of the first day, not for 3,000 objects at 2.5 ms each.
    const run = createEtlHandler(lake)(
      { scheduledTime: '2026-11-03T03:30:00Z' },
      { getRemainingTimeInMillis: () => 9_000 },
    )
    await expect(run).rejects.toThrow('etl: not enough time for 2026-11-02: invoke')
    expect(lake.log.named('day_compacted').at(-1)).toMatchObject({
      date: '2026-11-01',
      objects: 1_100,
      rows: 4_100,
    })
  })
})
