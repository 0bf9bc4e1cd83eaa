import type { MessageEntity } from 'grammy/types'
import { badRequest } from '../group/errors.ts'
import { editMessage, removeMessage } from '../group/messages.ts'
import { renderMessage } from '../group/render.ts'
import type { Content, MessageRecord } from '../group/state.ts'
import { formatCaption } from '../text/format.ts'
import { omit } from '../group/omit.ts'
import type { Call, Method } from './call.ts'
import type { Limiter } from './limits.ts'
import { captionContent, mediaContent } from './media.ts'
import { captionInput, markup, textContent } from './sending.ts'
import { messageToDelete, messageToEdit } from './target.ts'

/** An InputMedia as it arrives, its file named by text. */
interface InputMedia {
  readonly type: string
  readonly media?: string
  readonly caption?: string
  readonly parse_mode?: string
  readonly caption_entities?: readonly MessageEntity[]
}

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'

/** The four edits and deleteMessage. An edit without a keyboard takes the keyboard away. */
export function editingMethods(limiter: Limiter): Record<string, Method> {
  function edit(call: Call, content: (record: MessageRecord) => Content) {
    const { bot, params, world } = call
    const { chat, record } = messageToEdit(call)
    const next = { content: content(record), ...markup(params) }
    if (isSame(next, record)) throw badRequest(NOT_MODIFIED)
    limiter.take('edits', bot, chat)
    return renderMessage(world.state, chat, editMessage(world, chat, record, next))
  }

  return {
    editMessageText: (call) =>
      edit(call, ({ content }) => {
        if (content.text === undefined) throw badRequest('there is no text in the message to edit')
        return textContent(call)
      }),

    editMessageCaption: (call) =>
      edit(call, ({ content }) => {
        const media = omit(content, 'caption', 'caption_entities')
        if (!media.photo && !media.document) {
          throw badRequest('there is no caption in the message to edit')
        }
        return { ...media, ...captionContent(formatCaption(captionInput(call))) }
      }),

    editMessageMedia: (call) => edit(call, () => newMedia(call)),
    editMessageReplyMarkup: (call) => edit(call, ({ content }) => content),

    deleteMessage(call) {
      const { chat, record } = messageToDelete(call)
      removeMessage(call.world, chat, record.message_id)
      return true
    },
  }
}

function newMedia(call: Call): Content {
  const media = call.params.json<InputMedia>('media')
  if (!media || typeof media !== 'object')
    throw badRequest("can't parse InputMedia: no media given")
  if (media.type !== 'photo' && media.type !== 'document') {
    throw badRequest(`this stand-in does not support media of type ${media.type}: use photo`)
  }
  return mediaContent(call, media.type, media.media, {
    text: media.caption ?? '',
    parse_mode: media.parse_mode,
    entities: media.caption_entities,
    userOf: (id) => call.world.state.users[id],
  })
}

function isSame(
  next: Pick<MessageRecord, 'content' | 'reply_markup'>,
  { content, reply_markup }: MessageRecord,
): boolean {
  const text = (message: typeof next) => JSON.stringify([message.content, message.reply_markup])
  return text(next) === text({ content, ...(reply_markup && { reply_markup }) })
}
