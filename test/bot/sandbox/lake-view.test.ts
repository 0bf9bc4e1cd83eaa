import { setTimeout as sleep } from 'node:timers/promises'

import { expect, it } from 'vitest'

import { watchLake } from '../../../bot/sandbox/lake-view.ts'
import { tempLake } from '../../helpers/lake.ts'
import { NOON } from '../../helpers/updates.ts'

it('asks nothing of the lake once it is closed, whatever is still logged', async () => {
  const { raw, enriched, zone, log } = tempLake()
  let asked = 0
  const view = watchLake({
    raw,
    enriched,
    zone,
    log,
    engine: {
      query: () => Promise.reject(new Error(`asked ${(asked += 1)} times`)),
      close: async () => {},
    },
    now: () => NOON,
    onChange: () => {},
  })
  view.notice({ event: 'day_compacted', date: '2026-11-01' })
  await view.close()
  view.notice({ event: 'day_compacted', date: '2026-11-01' })
  await sleep(300)
  expect(asked).toBe(0)
  expect(log.named('lake_not_shown')).toEqual([])
})
