import { describe, expect, it, onTestFinished } from 'vitest'

import { createChats } from '../../../bot/chats.ts'
import type { QueryOptions } from '../../../bot/engine/engine.ts'
import { textsOf } from '../../../bot/i18n.ts'
import { runReport } from '../../../bot/reports/run.ts'
import { tempLake } from '../../helpers/lake.ts'
import { NOON } from '../../helpers/updates.ts'
import { CHAT, reportLake } from './helpers.ts'

/** A job, and what its query asked of the engine beside SQL when the lake had been seen up to then. */
async function optionsSeenAt(...moments: readonly number[]): Promise<QueryOptions[]> {
  const { engine, close } = await reportLake()
  onTestFinished(close)
  const { raw, zone } = tempLake()
  const asked: QueryOptions[] = []
  for (const seenAt of moments) {
    const deps = {
      engine: {
        ...engine,
        query: (...[sql, parameters, options = {}]: Parameters<typeof engine.query>) => {
          asked.push(options)
          return engine.query(sql, parameters, options)
        },
      },
      freshness: { ensure: async () => seenAt },
      chats: createChats({ state: raw, chatIds: [CHAT] }),
      zone,
      texts: textsOf('en'),
      firstDay: async () => undefined,
      now: () => NOON,
    }
    await runReport(deps, { name: 'stats', period: '7d', chatId: CHAT, token: '42' })
  }
  return asked
}

describe('the query of a job', () => {
  it('is the same one while the lake is, and another when the job is done again later', async () => {
    const [first, again, later] = await optionsSeenAt(NOON, NOON, NOON + 720)
    expect(first?.token).toBe('42/1793545200')
    expect(again?.token).toBe('42/1793545200')
    expect(later?.token).toBe('42/1793545920')
  })
})
