import { describe, expect, it } from 'vitest'

import { listDay } from '../../../etl/listing.ts'
import { archiveOwnMessages } from '../../../bot/archive/own-messages.ts'
import { tempLake } from '../../helpers/lake.ts'
import { CHAT_ID, NOON } from '../../helpers/updates.ts'

const DATE = '2026-11-01'

/** A lake, and what puts into it what Telegram says that the bot sent or edited. */
function setUp() {
  const lake = tempLake()
  const transform = archiveOwnMessages({ ...lake, isArchivedChat: async (id) => id === CHAT_ID })
  const chat = { id: CHAT_ID, type: 'supergroup', title: 'Grupo' }
  return {
    async answer(method: 'sendMessage' | 'editMessageText', fields: object) {
      const result = { message_id: 9, date: NOON, chat, ...fields }
      const call = async () => ({ ok: true as const, result })
      return transform(call as never, method, {} as never, undefined)
    },
    async raw() {
      const keys = await listDay(lake.raw, DATE)
      return String(await Promise.all(keys.map((key) => lake.raw.get(key).then(String))))
    },
    async texts() {
      const found: [string, string][] = []
      for (const key of await listDay(lake.raw, DATE)) {
        const update = JSON.parse(String(await lake.raw.get(key))) as Record<
          string,
          { text: string }
        >
        const { text } = update.message ?? update.edited_message ?? { text: '' }
        found.push([key.split('/').at(-1) ?? '', text])
      }
      return found
    },
  }
}

describe('what the bot says itself', () => {
  it('lies in the lake, and each of its edits beside it', async () => {
    const { answer, texts } = setUp()
    await answer('sendMessage', { text: 'um momento' })
    await answer('editMessageText', { text: '2 mensagens', edit_date: NOON + 5 })
    expect(await texts()).toEqual([
      [`bot-${CHAT_ID}-9-${NOON + 5}.json`, '2 mensagens'],
      [`bot-${CHAT_ID}-9.json`, 'um momento'],
    ])
  })

  it('lies there once, however often Telegram says so, and never in place of another edit', async () => {
    const { answer, texts } = setUp()
    for (const text of ['dia', 'semana', 'dia'])
      await answer('editMessageText', { text, edit_date: NOON + 5 })
    const kept = await texts()
    expect(kept.map(([, text]) => text).sort()).toEqual(['dia', 'semana'])
    expect(kept.map(([name]) => name)).toContain(`bot-${CHAT_ID}-9-${NOON + 5}.json`)
  })

  it('as a report, with a picture or buttons, is kept without its words', async () => {
    const { answer, texts, raw } = setUp()
    const keyboard = { inline_keyboard: [[{ text: 'Segredo', callback_data: 'v1|x' }]] }
    await answer('sendMessage', { text: 'Segredo de Ana', reply_markup: keyboard })
    await answer('sendMessage', {
      message_id: 10,
      photo: [{ file_id: 'segredo' }],
      caption: 'Segredo de Ana',
    })
    expect((await texts()).map(([name]) => name)).toEqual([
      `bot-${CHAT_ID}-10.json`,
      `bot-${CHAT_ID}-9.json`,
    ])
    expect(await raw()).not.toMatch(/segredo/i)
  })

  it('in another chat is not kept', async () => {
    const { answer, texts } = setUp()
    await answer('sendMessage', { text: 'oi', chat: { id: 7, type: 'private' } })
    expect(await texts()).toEqual([])
  })
})
