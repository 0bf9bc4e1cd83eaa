import type { LinkPreviewOptions, MessageEntity, ReplyParameters } from 'grammy/types'
import { badRequest } from '../group/errors.ts'
import { inlineKeyboard } from '../group/keyboard.ts'
import { postMessage } from '../group/messages.ts'
import { inChat } from '../group/in-chat.ts'
import { renderMessage } from '../group/render.ts'
import type { ChatRecord, Content, MessageRecord } from '../group/state.ts'
import { formatMessageText, type FormatInput } from '../text/format.ts'
import type { Call, Method, Params } from './call.ts'
import type { Limiter } from './limits.ts'
import { mediaContent, type MediaKind } from './media.ts'
import { checkTopic, targetChat, writableChat } from './target.ts'

const actions: readonly string[] =
  'typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker find_location record_video_note upload_video_note'.split(
    ' ',
  )

/** sendMessage, sendPhoto, sendDocument and sendChatAction. */
export function sendingMethods(limiter: Limiter): Record<string, Method> {
  function send(call: Call, what: string, content: () => Content) {
    const { bot, params, world } = call
    const chat = writableChat(call, what)
    const draft = {
      from: bot.user_id,
      ...place(call, chat),
      content: content(),
      ...markup(params),
    }
    limiter.take('messages', bot, chat)
    return renderMessage(world.state, chat, postMessage(world, chat, draft))
  }

  function sendMedia(call: Call, kind: MediaKind) {
    const { params } = call
    return send(call, `${kind}s`, () =>
      mediaContent(call, kind, params.string(kind), captionInput(call)),
    )
  }

  return {
    sendMessage: (call) => send(call, 'text messages', () => textContent(call)),
    sendPhoto: (call) => sendMedia(call, 'photo'),
    sendDocument: (call) => sendMedia(call, 'document'),

    sendChatAction(call) {
      const chat = targetChat(call)
      const action = call.params.string('action') ?? ''
      if (!actions.includes(action)) throw badRequest('wrong parameter action in request')
      const thread = call.params.integer('message_thread_id')
      call.world.changed({
        type: 'action',
        ...inChat(chat),
        bot_id: call.bot.user_id,
        action,
        ...(thread !== undefined && { message_thread_id: thread }),
      })
      return true
    },
  }
}

/** Text, entities and the link preview of sendMessage and editMessageText. */
export function textContent({ params, world }: Call): Content {
  const { text, entities } = formatMessageText({
    text: params.string('text') ?? '',
    parse_mode: params.string('parse_mode'),
    entities: params.json<MessageEntity[]>('entities'),
    userOf: (id) => world.state.users[id],
  })
  const preview = params.json<LinkPreviewOptions>('link_preview_options')
  return {
    text,
    ...(entities.length > 0 && { entities: [...entities] }),
    ...(preview && { link_preview_options: preview }),
  }
}

/** The caption of a request, ready for parsing. */
export function captionInput({ params, world }: Call): FormatInput {
  return {
    text: params.string('caption') ?? '',
    parse_mode: params.string('parse_mode'),
    entities: params.json<MessageEntity[]>('caption_entities'),
    userOf: (id) => world.state.users[id],
  }
}

/** The inline keyboard of a request, if it has one. */
export function markup(params: Params) {
  const reply_markup = inlineKeyboard(params.json('reply_markup'))
  return reply_markup ? { reply_markup } : {}
}

/** What the message answers and the topic it goes to: without a topic, that of the message it answers. */
function place(call: Call, chat: ChatRecord) {
  const { params } = call
  const thread = params.integer('message_thread_id')
  if (thread !== undefined && !chat.messages[thread]?.content.forum_topic_created) {
    throw badRequest('message thread not found')
  }
  const answered = answeredMessage(params, chat)
  const topicOfAnswered = answered?.is_topic_message ? answered.message_thread_id : undefined
  if (chat.is_forum) checkTopic(call, chat, thread ?? topicOfAnswered)
  return {
    ...(thread !== undefined && { message_thread_id: thread, is_topic_message: true }),
    ...(answered && { reply_to_message_id: answered.message_id }),
  }
}

function answeredMessage(params: Params, chat: ChatRecord): MessageRecord | undefined {
  const reply = params.json<ReplyParameters>('reply_parameters') ?? {
    message_id: params.integer('reply_to_message_id'),
    allow_sending_without_reply: params.boolean('allow_sending_without_reply'),
  }
  if (reply.message_id === undefined) return undefined
  if (reply.chat_id !== undefined && String(reply.chat_id) !== String(chat.id)) {
    throw badRequest('this stand-in does not support replies to another chat')
  }
  const answered = chat.messages[reply.message_id]
  if (!answered && !reply.allow_sending_without_reply) {
    throw badRequest('message to be replied not found')
  }
  return answered
}
