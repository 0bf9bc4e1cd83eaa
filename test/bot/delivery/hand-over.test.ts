import { setTimeout as sleep } from 'node:timers/promises'

import type { Update, UserFromGetMe } from 'grammy/types'
import { describe, expect, it } from 'vitest'

import { createBot } from '../../../bot/delivery/bot.ts'
import { recordingLog } from '../../helpers/log.ts'

const me = { id: 900, is_bot: true, first_name: 'Lake', username: 'lake_bot' } as UserFromGetMe
const GROUP = { id: -1001, type: 'supergroup', title: 'Grupo' }
const from = { id: 11, is_bot: false, first_name: 'Beto' }
const message = { message_id: 5, date: 1, chat: GROUP, from, text: '/stats' }
const press = { id: '77', from, chat_instance: '1', data: 'v1|stats|7d', message }

/** A bot whose queue takes nothing, and the calls that it makes. */
function botWithoutQueue(failedText?: (reference: string) => string, telegram = 200) {
  const log = recordingLog()
  const calls: [string, object][] = []
  const bot = createBot({
    token: '900:x',
    apiRoot: 'http://127.0.0.1:9',
    botInfo: me,
    log,
    queue: { send: () => Promise.reject(new Error('no queue')) },
    chats: { has: async () => true },
    failedText,
  })
  bot.api.config.use(async (_, method, payload) => {
    calls.push([method, payload])
    if (telegram === 200) return { ok: true, result: true as never }
    return { ok: false, error_code: telegram, description: 'Forbidden' }
  })
  return { bot, log, calls }
}

const update = { update_id: 42, message } as unknown as Update
const failedText = (reference: string) => `Failed. Reference: ${reference}`

describe('a job that cannot be handed over', () => {
  it('is answered with a sentence and the reference of the log', async () => {
    const { bot, log, calls } = botWithoutQueue(failedText)
    await bot.handleUpdate(update)
    await sleep(0)
    expect(calls).toEqual([
      ['sendMessage', expect.objectContaining({ chat_id: -1001, text: 'Failed. Reference: 42' })],
    ])
    expect(log.named('job_not_handed_over')).toMatchObject([{ update_id: 42, reason: 'no queue' }])
  })

  it('of a button is told to the person who pressed', async () => {
    const { bot, calls } = botWithoutQueue(failedText)
    await bot.handleUpdate({ update_id: 43, callback_query: press } as unknown as Update)
    await sleep(0)
    expect(calls).toEqual([
      ['answerCallbackQuery', { callback_query_id: '77', text: 'Failed. Reference: 43' }],
    ])
  })

  it('fails nothing when that cannot be said either', async () => {
    const { bot, log } = botWithoutQueue(failedText, 403)
    await bot.handleUpdate(update)
    await sleep(0)
    expect(log.named('answer_not_sent')).toMatchObject([{ reference: 42 }])
  })

  it('calls nobody where Telegram may not be called', async () => {
    const { bot, calls } = botWithoutQueue()
    await bot.handleUpdate(update)
    await sleep(0)
    expect(calls).toEqual([])
  })
})
