import type { CallbackQuery, InlineKeyboardMarkup } from 'grammy/types'
import { badRequest } from './errors.ts'
import { renderMessage, renderUser } from './render.ts'
import { isPresent } from './roles.ts'
import type { CallbackRecord, ChatRecord, MessageRecord, World } from './state.ts'
import { offer } from './updates.ts'

const MAX_BUTTONS = 100

/** The inline keyboard of a reply_markup, checked as Telegram does; undefined for other or empty markup. */
export function inlineKeyboard(markup: unknown): InlineKeyboardMarkup | undefined {
  if (markup === undefined) return undefined
  if (!isRecord(markup)) throw badRequest('object expected as reply markup')
  const rows = markup.inline_keyboard
  if (rows === undefined) return undefined
  if (!Array.isArray(rows) || !rows.every((row) => Array.isArray(row))) {
    throw badRequest(
      'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    )
  }
  const buttons: unknown[] = rows.flat()
  buttons.forEach(checkButton)
  if (buttons.length > MAX_BUTTONS) throw badRequest('reply markup is too long')
  if (buttons.length === 0) return undefined
  const kept = rows.filter((row) => row.length > 0)
  return { inline_keyboard: kept } as InlineKeyboardMarkup
}

/** A person presses a button: the bot that wrote the message gets a callback_query. */
export function pressButton(
  world: World,
  chat: ChatRecord,
  record: MessageRecord,
  userId: number,
  data: string,
): CallbackRecord {
  const bot = world.state.bots[record.from ?? 0]
  if (!bot || !isPresent(chat.members[bot.user_id])) {
    throw new Error(`telegram: no bot listens to message ${record.message_id} of ${chat.key}`)
  }
  const id = String(4_000_000_000_000 + ++world.state.counters.callback)
  const date = world.now()
  const { message_id } = record
  const callback = { id, bot_id: bot.user_id, user_id: userId, chat: chat.key, message_id, date }
  world.state.callbacks[id] = callback
  const payload: CallbackQuery = {
    id,
    from: renderUser(world.state, userId),
    message: renderMessage(world.state, chat, record),
    chat_instance: `-77${Math.abs(chat.id)}`,
    data,
  }
  offer(world, bot, { kind: 'callback_query', payload, queue: `callback_query:${userId}`, date })
  return callback
}

function checkButton(button: unknown): void {
  if (!isRecord(button)) throw badRequest("can't parse inline keyboard button: expected an Object")
  const { text, callback_data, url } = button
  if (typeof text !== 'string') {
    throw badRequest(`can't parse inline keyboard button: Can't find field "text"`)
  }
  if (callback_data !== undefined) {
    const length = typeof callback_data === 'string' ? Buffer.byteLength(callback_data) : 0
    if (length < 1 || length > 64) throw badRequest('BUTTON_DATA_INVALID')
  } else if (url !== undefined) {
    const isUrl = typeof url === 'string' && /^(?:https?:\/\/|tg:\/\/)?[^\s/]+\.?[^\s]*$/i.test(url)
    if (!isUrl) throw badRequest('BUTTON_URL_INVALID')
  } else if (Object.keys(button).every((key) => key === 'text')) {
    throw badRequest(
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    )
  }
  if (text === '') throw badRequest('inline keyboard button text must be non-empty')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
