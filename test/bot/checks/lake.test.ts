import { mkdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { checkCompaction, lastMessageAt } from '../../../bot/checks/lake.ts'
import { runDaily } from '../../../etl/backfill.ts'
import { runDay } from '../../../etl/run.ts'
import { tempLake } from '../../helpers/lake.ts'
import { messageUpdate, NOON } from '../../helpers/updates.ts'

const CHAT = messageUpdate(1).message as { chat: { id: number } }
const ids = [CHAT.chat.id]

describe('lastMessageAt', () => {
  it('names the last message, not the last edit of an older one or a press of a button', async () => {
    const lake = tempLake()
    const { message: edited } = messageUpdate(3, { date: NOON - 9_000, edit_date: NOON })
    lake.layUpdates(
      messageUpdate(1, { date: NOON - 60 }),
      {
        update_id: 2,
        callback_query: { id: '1', message: { date: NOON - 7_000, chat: CHAT.chat } },
      },
      { update_id: 3, edited_message: edited },
    )
    expect(await lastMessageAt(lake.raw, ids)).toBe(NOON - 60)
  })

  it('names that of the chat that asks, under any of its ids', async () => {
    const lake = tempLake()
    lake.layUpdates(
      messageUpdate(1, { date: NOON - 500, chat: { id: -7, type: 'group' } }),
      messageUpdate(2, { date: NOON, chat: { id: -8, type: 'group' } }),
    )
    expect(await lastMessageAt(lake.raw, [-1007, -7])).toBe(NOON - 500)
    expect(await lastMessageAt(lake.raw, [-9])).toBeUndefined()
  })

  it("passes over the bot's own messages and objects that cannot be read", async () => {
    const lake = tempLake()
    lake.layUpdates(messageUpdate(1, { date: NOON - 86_400 }))
    lake.lay('telegram/context_date=2026-11-01/bot--100-5.json', '{}')
    lake.lay('telegram/context_date=2026-11-01/0000000009.json', '{"update')
    expect(await lastMessageAt(lake.raw, ids)).toBe(NOON - 86_400)
  })
})

describe('checkCompaction', () => {
  const HOUR = 3_600
  const found = async (lake: ReturnType<typeof tempLake>, now: number) => {
    const { outcome, key, values } = await checkCompaction(lake.stores, { zone: lake.zone, now })
    return { outcome, key, values }
  }
  const missing = (since: string, count = 1) => ({
    outcome: 'wrong',
    key: 'check-compaction-missing',
    values: { count, since, until: since },
  })
  /** In the place of an object, so that it cannot be read. */
  const layFolder = (lake: ReturnType<typeof tempLake>, id: string) =>
    mkdirSync(join(lake.dir, `raw/telegram/context_date=2026-11-01/${id}.json`), {
      recursive: true,
    })

  it('names yesterday once the night is over and its run has failed', async () => {
    const lake = tempLake()
    layFolder(lake, '0000000001')
    const midnight = NOON + 12 * HOUR
    await runDaily(lake, midnight + HOUR).catch(() => {})
    expect((await found(lake, midnight + 2 * HOUR)).outcome).toBe('ok')
    expect(await found(lake, midnight + 4 * HOUR)).toEqual(missing('2026-11-01'))
  })

  it('names a day of the last week whose Parquet object lacks what the nights could not read', async () => {
    const lake = tempLake()
    lake.layUpdates(messageUpdate(1))
    await runDay(lake, '2026-11-01')
    const later = NOON + 3 * 24 * HOUR
    expect((await found(lake, later)).outcome).toBe('ok')
    layFolder(lake, '0000000002')
    await runDaily(lake, later).catch(() => {})
    expect(await found(lake, later)).toEqual(missing('2026-11-01'))
  })

  it('does not mind what has come for an earlier day since the last night', async () => {
    const lake = tempLake()
    lake.layUpdates(messageUpdate(1))
    await runDay(lake, '2026-11-01')
    lake.layUpdates(messageUpdate(2))
    const at = Date.now() / 1000
    const late = join(lake.dir, 'raw/telegram/context_date=2026-11-01/0000000002.json')
    const now = NOON + 3 * 24 * HOUR
    utimesSync(late, at, now - HOUR)
    expect((await found(lake, now)).outcome).toBe('ok')
    utimesSync(late, at, now - 30 * HOUR)
    expect(await found(lake, now)).toEqual(missing('2026-11-01'))
  })
})
