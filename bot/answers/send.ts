import { GrammyError, InputFile, type Api, type InlineKeyboard } from 'grammy'
import type { Message } from 'grammy/types'

import type { Log } from '../../etl/log.ts'
import type { Html } from '../html.ts'
import type { Place } from '../jobs/job.ts'

export interface Target extends Place {
  /** The message that is answered. */
  readonly reply_to_message_id?: number
}

export interface Answer {
  readonly text: Html
  readonly keyboard?: InlineKeyboard
}

/** Sends and edits answers, and does the next best thing when Telegram refuses one. */
export interface Sender {
  /** In the same topic, as a reply, without a sound. */
  sendText(target: Target, answer: Answer): Promise<Message>
  sendPhoto(target: Target, png: Uint8Array, caption: Answer): Promise<Message>
  /** Puts a picture in the place of what a message shows; it may have been text before. */
  editToPhoto(chatId: number, messageId: number, png: Uint8Array, caption: Answer): Promise<void>
  editText(chatId: number, messageId: number, answer: Answer): Promise<void>
  editCaption(chatId: number, messageId: number, answer: Answer): Promise<void>
}

/** Pressed twice, so that it shows that already; or somebody deleted the message meanwhile. */
const nothingToEdit = [
  'message is not modified',
  'message to edit not found',
  "message can't be edited",
  'MESSAGE_ID_INVALID',
]

export function createSender({ api, log }: { api: Api; log: Log }): Sender {
  /** HTML first; the same text plain when Telegram cannot read it. */
  async function orPlain<T>(
    text: Html,
    send: (text: string, mode: { parse_mode?: 'HTML' }) => Promise<T>,
  ): Promise<T> {
    try {
      return await send(text.html, { parse_mode: 'HTML' })
    } catch (error) {
      if (!isRefusal(error, "can't parse entities")) throw error
      log.error({ event: 'html_refused', reason: (error as GrammyError).description })
      return send(text.plain, {})
    }
  }

  async function edited(edit: Promise<unknown>): Promise<void> {
    try {
      await edit
    } catch (error) {
      if (!nothingToEdit.some((text) => isRefusal(error, text))) throw error
    }
  }

  return {
    sendText: (target, { text, keyboard }) =>
      orPlain(text, (body, mode) =>
        api.sendMessage(target.chat_id, body, {
          ...mode,
          ...replyParameters(target),
          link_preview_options: { is_disabled: true },
          reply_markup: keyboard,
        }),
      ),

    sendPhoto: (target, png, { text, keyboard }) =>
      orPlain(text, (caption, mode) =>
        api.sendPhoto(target.chat_id, file(png), {
          ...mode,
          ...replyParameters(target),
          caption,
          reply_markup: keyboard,
        }),
      ),

    editToPhoto: (chatId, messageId, png, { text, keyboard }) =>
      edited(
        orPlain(text, (caption, mode) =>
          api.editMessageMedia(
            chatId,
            messageId,
            { type: 'photo', media: file(png), caption, ...mode },
            { reply_markup: keyboard },
          ),
        ),
      ),

    editText: (chatId, messageId, { text, keyboard }) =>
      edited(
        orPlain(text, (body, mode) =>
          api.editMessageText(chatId, messageId, body, {
            ...mode,
            link_preview_options: { is_disabled: true },
            reply_markup: keyboard,
          }),
        ),
      ),

    editCaption: (chatId, messageId, { text, keyboard }) =>
      edited(
        orPlain(text, (caption, mode) =>
          api.editMessageCaption(chatId, messageId, { ...mode, caption, reply_markup: keyboard }),
        ),
      ),
  }
}

/** In the same topic, as a reply, without a sound. */
export function replyParameters({ message_thread_id, reply_to_message_id }: Target) {
  return {
    ...(message_thread_id === undefined ? {} : { message_thread_id }),
    ...(reply_to_message_id === undefined
      ? {}
      : {
          reply_parameters: {
            message_id: reply_to_message_id,
            allow_sending_without_reply: true,
          },
        }),
    disable_notification: true,
  }
}

/** Made anew for each attempt: an upload is read once. */
function file(png: Uint8Array): InputFile {
  return new InputFile(png, 'report.png')
}

function isRefusal(error: unknown, text: string): boolean {
  return (
    error instanceof GrammyError && error.error_code === 400 && error.description.includes(text)
  )
}
