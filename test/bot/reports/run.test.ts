import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createChats } from '../../../bot/archive/chats.ts'
import type { QueryOptions } from '../../../bot/engine/engine.ts'
import { textsOf } from '../../../bot/i18n.ts'
import { parsePeriod } from '../../../bot/reports/period.ts'
import { runReport } from '../../../bot/reports/run.ts'
import { tempLake } from '../../helpers/lake.ts'
import { NOON } from '../../helpers/updates.ts'
import { CHAT, reportLake } from './helpers.ts'

interface Asked extends QueryOptions {
  readonly dates: readonly string[]
}

let lake: Awaited<ReturnType<typeof reportLake>>
beforeAll(async () => {
  lake = await reportLake()
})
afterAll(() => lake.close())

/** The options and dates of the query that a job runs. */
async function asked(
  period: string,
  { seenAt = NOON, begins, ends }: { seenAt?: number; begins?: string; ends?: string } = {},
): Promise<Asked & { footer: string }> {
  const { engine } = lake
  const { raw, zone } = tempLake()
  const queries: Asked[] = []
  const deps = {
    engine: {
      ...engine,
      query: (...[sql, parameters = [], options = {}]: Parameters<typeof engine.query>) => {
        const dates = parameters.filter(({ type }) => type === 'date')
        queries.push({ ...options, dates: dates.map(({ value }) => String(value)) })
        return engine.query(sql, parameters, options)
      },
    },
    freshness: { ensure: async () => seenAt, mend: async () => {} },
    chats: createChats({ state: raw, chatIds: [CHAT] }),
    zone,
    texts: textsOf('en'),
    lakeDays: async () => ({ first: begins, last: ends }),
    now: () => NOON,
  }
  const { footer } = await runReport(deps, {
    name: 'hours',
    period: parsePeriod(period, zone.date(NOON)),
    chatId: CHAT,
    token: '42',
  })
  const [query, ...others] = queries.filter(({ token }) => token !== undefined)
  expect(others).toEqual([])
  return { ...query!, footer }
}

describe('the query of a job', () => {
  it('is the same while the lake is unchanged, and another when the job runs again later', async () => {
    expect((await asked('7d')).token).toBe('42/1793545200')
    expect((await asked('7d')).token).toBe('42/1793545200')
    expect((await asked('7d', { seenAt: NOON + 720 })).token).toBe('42/1793545920')
  })

  it('asks for no day before the first one in the lake', async () => {
    const { dates } = await asked('all', { begins: '2026-10-20' })
    expect([...new Set(dates)]).toEqual(['2026-10-20', '2026-11-01'])
    expect((await asked('7d', { begins: '2026-10-20' })).dates[0]).toBe('2026-10-26')
    expect((await asked('all')).dates[0]).toBe('2000-01-01')
  })

  it('is told up to the last day of a lake that ended more than a week ago', async () => {
    const lake = { begins: '2026-10-01' }
    const ended = await asked('30d', { ...lake, ends: '2026-10-24' })
    expect(ended.footer).toBe('Data up to Oct 24, 2026 (America/Sao_Paulo)')
    const quiet = await asked('30d', { ...lake, ends: '2026-10-26' })
    expect(quiet.footer).toBe('Data up to Nov 1, 2026, 12:00 (America/Sao_Paulo)')
  })

  it('may be answered from the cache once its days are over, not while they may still grow', async () => {
    expect((await asked('2026-09')).reuseMinutes).toBe(60)
    expect((await asked('yesterday')).reuseMinutes).toBeUndefined()
    expect((await asked('7d')).reuseMinutes).toBeUndefined()
  })
})
