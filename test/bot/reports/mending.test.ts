import { rmSync, writeFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it, onTestFinished } from 'vitest'

import { createChats } from '../../../bot/archive/chats.ts'
import { duckdbEngine } from '../../../bot/engine/duckdb.ts'
import { textsOf } from '../../../bot/i18n.ts'
import { parsePeriod } from '../../../bot/reports/period.ts'
import { runReport } from '../../../bot/reports/run.ts'
import { backfill } from '../../../etl/backfill.ts'
import { createFreshness } from '../../../etl/freshness.ts'
import { enrichedKey } from '../../../etl/lake/keys.ts'
import { lakeDays } from '../../../etl/listing.ts'
import { tempLake } from '../../helpers/lake.ts'
import { CHAT_ID, messageUpdate, NOON } from '../../helpers/updates.ts'

const DAY = 86_400
const TODAY = '2026-11-01'

/** A lake with a message a day for a hundred days, and a bot that has been running. */
async function runningBot() {
  const { dir, stores, layUpdates, zone, ...deps } = tempLake()
  for (let back = 0; back < 100; back += 1) {
    layUpdates(messageUpdate(1_000 - back, { date: NOON - back * DAY }))
  }
  const etl = { ...deps, ...stores, zone }
  await backfill(etl, {})
  const engine = await duckdbEngine(join(dir, 'enriched'))
  onTestFinished(() => engine.close())
  const report = {
    engine,
    freshness: createFreshness({ etl, now: () => NOON }),
    chats: createChats({ state: stores.raw, chatIds: [CHAT_ID] }),
    zone,
    texts: textsOf('en'),
    lakeDays: () => lakeDays(stores.enriched),
    now: () => NOON,
  }
  const fileOf = (date: string) => join(dir, 'enriched', enrichedKey(date))
  return {
    fileOf,
    flip(date: string) {
      const bytes = readFileSync(fileOf(date))
      bytes[600] = (bytes[600] as number) ^ 4
      writeFileSync(fileOf(date), bytes)
    },
    removeRaw: (date: string) =>
      rmSync(join(dir, `raw/telegram/context_date=${date}`), { recursive: true }),
    async messages(period: string) {
      const options = { language: 'en', command: '/stats' } as const
      const choice = { name: 'messages_per_day', chatId: CHAT_ID } as const
      const parsed = parsePeriod(period, TODAY, options)
      const { table } = await runReport(report, { ...choice, period: parsed })
      const at = table.columns.findIndex(({ name }) => name === 'messages')
      return table.rows.reduce((sum, row) => sum + Number(row[at]), 0)
    },
  }
}

describe('a running bot whose lake is damaged', () => {
  it('makes the days of a report again, of the last week and older, and answers', async () => {
    const { flip, messages } = await runningBot()
    expect(await messages('30d')).toBe(30)
    for (const date of ['2026-10-31', '2026-10-28', '2026-10-10']) flip(date)
    expect(await messages('30d')).toBe(30)
    expect(await messages('2026-10-09..2026-10-10')).toBe(2)
  })

  it('answers about other days while a day is lost, and names the day that is', async () => {
    const { flip, removeRaw, messages } = await runningBot()
    flip('2026-10-20')
    removeRaw('2026-10-20')
    expect(await messages('7d')).toBe(7)
    await expect(messages('30d')).rejects.toMatchObject({
      key: 'day-damaged',
      values: { date: '2026-10-20', file: enrichedKey('2026-10-20') },
    })
  })
})
