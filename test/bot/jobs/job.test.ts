import type { Update, UserFromGetMe } from 'grammy/types'
import { describe, expect, it } from 'vitest'

import { createBot } from '../../../bot/delivery/bot.ts'
import type { Job } from '../../../bot/jobs/job.ts'
import { recordingLog } from '../../helpers/log.ts'

const me = { id: 900, is_bot: true, first_name: 'Lake', username: 'lake_bot' } as UserFromGetMe
const GROUP = { id: -1001, type: 'supergroup', title: 'Grupo' } as const
const CHANNEL = { id: -1002, type: 'channel', title: 'News' } as const
const beto = { id: 11, is_bot: false, first_name: 'Beto' }

function said(text: string, more: object = {}): Update {
  const message = { message_id: 5, date: 1, chat: GROUP, from: beto, text, ...more }
  return { update_id: 1, message } as unknown as Update
}

/** The job that an update is handed over as, if any. */
async function jobOf(update: Update, isArchived = true): Promise<Job | undefined> {
  const jobs: Job[] = []
  const bot = createBot({
    token: '900:x',
    apiRoot: 'http://127.0.0.1:9',
    botInfo: me,
    chats: { has: async () => isArchived },
    queue: { send: async (job) => void jobs.push(job) },
    log: recordingLog(),
  })
  await bot.handleUpdate(update)
  return jobs[0]
}

describe('a command', () => {
  it('is cut between characters', async () => {
    const job = await jobOf(said(`/stats ${'x'.repeat(198)}😀😀`))
    expect(job?.kind === 'command' && job.argument).toBe(`${'x'.repeat(198)}…`)
    const family = await jobOf(said(`/stats ${'👨‍👩‍👧'.repeat(60)}`))
    expect(family?.kind === 'command' && family.argument).toBe(`${'👨‍👩‍👧'.repeat(24)}…`)
  })

  it('that is shown to one person only is ignored', async () => {
    expect(await jobOf(said('/stats', { message_id: 0, ephemeral_message_id: 3 }))).toBe(undefined)
  })
})

const privately = { chat: { id: 11, type: 'private', first_name: 'Beto' }, text: undefined }
const file = { file_id: 'f', file_unique_id: 'u', file_name: 'result.json', file_size: 9 }

describe('a file', () => {
  it('in private is a job, forwarded or not, with its name cut', async () => {
    const job = {
      ...{ kind: 'document', update_id: 1, chat_id: 11, chat_type: 'private', message_id: 5 },
      ...{ user_id: 11, file_id: 'f', file_name: 'result.json', file_size: 9 },
    }
    expect(await jobOf(said('', { ...privately, document: file }))).toEqual(job)
    const forward_origin = { type: 'user', date: 1, sender_user: beto }
    expect(await jobOf(said('', { ...privately, document: file, forward_origin }))).toEqual(job)
    const document = { ...file, file_name: 'x'.repeat(300) }
    expect(await jobOf(said('', { ...privately, document }))).toMatchObject({
      file_name: `${'x'.repeat(99)}…`,
    })
  })

  it('with a command below it is that command', async () => {
    const job = await jobOf(said('', { ...privately, document: file, caption: '/stats' }))
    expect(job).toMatchObject({ kind: 'command', command: 'stats' })
  })

  it('in a group, of another bot, or without a name for the bot is none', async () => {
    expect(await jobOf(said('', { text: undefined, document: file }))).toBe(undefined)
    const from = { ...beto, is_bot: true }
    expect(await jobOf(said('', { ...privately, from, document: file }))).toBe(undefined)
    expect(await jobOf(said('', { ...privately, document: {} }))).toBe(undefined)
  })

  it('that a pressed button replies to goes with the press in private', async () => {
    const pressed = (chat: object) => {
      const message = { message_id: 6, date: 1, chat, reply_to_message: { document: file } }
      const query = { id: '1', from: beto, chat_instance: '1', data: 'v1|import|-1', message }
      return jobOf({ update_id: 1, callback_query: query } as unknown as Update)
    }
    expect(await pressed(privately.chat)).toMatchObject({ file_id: 'f', file_name: 'result.json' })
    expect(await pressed(GROUP)).not.toHaveProperty('file_id')
  })
})

describe('a press below a message that is shown to one person only', () => {
  it('is ignored', async () => {
    const message = { message_id: 0, ephemeral_message_id: 3, date: 1, chat: GROUP }
    const callback_query = { id: '1', from: beto, chat_instance: '1', data: 'v1|stats|7d', message }
    const update = { update_id: 1, callback_query } as unknown as Update
    expect(await jobOf(update)).toBe(undefined)
  })
})

describe('a channel that is not archived', () => {
  const strange = { kind: 'strange_chat', update_id: 1, chat_id: -1002, title: 'News' }

  it('is left when the bot is made its administrator', async () => {
    const my_chat_member = {
      chat: CHANNEL,
      from: beto,
      date: 1,
      old_chat_member: { user: me, status: 'left' },
      new_chat_member: { user: me, status: 'administrator' },
    }
    const job = await jobOf({ update_id: 1, my_chat_member } as unknown as Update, false)
    expect(job).toEqual({ ...strange, is_channel: true, added_by: 11 })
  })

  it('is left at the next post', async () => {
    const channel_post = { message_id: 5, date: 1, chat: CHANNEL, text: 'hello' }
    const update = { update_id: 1, channel_post } as unknown as Update
    expect(await jobOf(update, false)).toEqual({ ...strange, is_channel: true })
    expect(await jobOf(update)).toBe(undefined)
  })

  it('is left when somebody joins, whose message has a field new_chat_member too', async () => {
    const joined = { message_id: 5, date: 1, chat: GROUP, from: beto, new_chat_member: beto }
    const message = { ...joined, new_chat_members: [beto], new_chat_participant: beto }
    expect(await jobOf({ update_id: 1, message } as unknown as Update, false)).toEqual({
      kind: 'strange_chat',
      update_id: 1,
      chat_id: -1001,
      title: 'Grupo',
    })
  })
})
