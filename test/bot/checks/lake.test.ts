import { describe, expect, it } from 'vitest'

import { lastMessageAt } from '../../../bot/checks/lake.ts'
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
