import type { Update, UserFromGetMe } from 'grammy/types'
import { describe, expect, it } from 'vitest'

import { jobOf } from '../../../bot/jobs/job.ts'

const me = { id: 900, is_bot: true, first_name: 'Lake', username: 'lake_bot' } as UserFromGetMe
const GROUP = { id: -1001, type: 'supergroup', title: 'Grupo' } as const
const CHANNEL = { id: -1002, type: 'channel', title: 'News' } as const
const beto = { id: 11, is_bot: false, first_name: 'Beto' }

function said(text: string, more: object = {}): Update {
  const message = { message_id: 5, date: 1, chat: GROUP, from: beto, text, ...more }
  return { update_id: 1, message } as unknown as Update
}

describe('a command', () => {
  it('is cut between characters', () => {
    const job = jobOf(said(`/stats ${'x'.repeat(198)}😀😀`), me, true)
    expect(job?.kind === 'command' && job.argument).toBe(`${'x'.repeat(198)}…`)
    const family = jobOf(said(`/stats ${'👨‍👩‍👧'.repeat(60)}`), me, true)
    expect(family?.kind === 'command' && family.argument).toBe(`${'👨‍👩‍👧'.repeat(24)}…`)
  })

  it('that is shown to one person only is ignored', () => {
    expect(jobOf(said('/stats', { message_id: 0, ephemeral_message_id: 3 }), me, true)).toBe(
      undefined,
    )
  })
})

describe('a press below a message that is shown to one person only', () => {
  it('is ignored', () => {
    const message = { message_id: 0, ephemeral_message_id: 3, date: 1, chat: GROUP }
    const callback_query = { id: '1', from: beto, chat_instance: '1', data: 'v1|stats|7d', message }
    const update = { update_id: 1, callback_query } as unknown as Update
    expect(jobOf(update, me, true)).toBe(undefined)
  })
})

describe('a channel that is not archived', () => {
  const strange = { kind: 'strange_chat', update_id: 1, chat_id: -1002, title: 'News' }

  it('is left when the bot is made its administrator', () => {
    const my_chat_member = {
      chat: CHANNEL,
      from: beto,
      date: 1,
      old_chat_member: { user: me, status: 'left' },
      new_chat_member: { user: me, status: 'administrator' },
    }
    const job = jobOf({ update_id: 1, my_chat_member } as unknown as Update, me, false)
    expect(job).toEqual({ ...strange, is_channel: true, added_by: 11 })
  })

  it('is left at the next post', () => {
    const channel_post = { message_id: 5, date: 1, chat: CHANNEL, text: 'hello' }
    const update = { update_id: 1, channel_post } as unknown as Update
    expect(jobOf(update, me, false)).toEqual({ ...strange, is_channel: true })
    expect(jobOf(update, me, true)).toBe(undefined)
  })
})
