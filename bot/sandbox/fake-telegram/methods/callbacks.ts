import { badRequest } from '../group/errors.ts'
import { CALLBACK_LIFETIME } from '../group/updates.ts'
import { inChat } from '../group/in-chat.ts'
import { chatOf } from '../group/chats.ts'
import type { Call } from './call.ts'

/** Ends the waiting of who pressed a button, perhaps with a notice. */
export function answerCallbackQuery({ bot, params, world }: Call): true {
  const callback = world.state.callbacks[params.string('callback_query_id') ?? '']
  const isKnown = callback?.bot_id === bot.user_id
  if (!callback || !isKnown || callback.date + CALLBACK_LIFETIME < world.now()) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid')
  }
  const text = params.string('text')
  const url = params.string('url')
  if ((text ?? '').length > 200) throw badRequest('MESSAGE_TOO_LONG')
  callback.answer = {
    ...(text && { text }),
    ...(params.boolean('show_alert') && { show_alert: true }),
    ...(url && { url }),
  }
  const chat = chatOf(world, callback.chat)
  world.changed({ type: 'callback', ...inChat(chat), callback: structuredClone(callback) })
  return true
}
