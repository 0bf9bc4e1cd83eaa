import { GrammyError, InputFile, type Api, type InlineKeyboard } from 'grammy'
import type { Message } from 'grammy/types'

import type { Log } from '../../etl/log.ts'
import type { Html } from '../html.ts'
import { replyParameters, type Target } from '../jobs/target.ts'
import type { Begin } from './begin.ts'

export interface Answer {
  readonly text: Html
  readonly keyboard?: InlineKeyboard
}

/** Sends and edits answers, and falls back to plain text when Telegram rejects the HTML. */
export interface Sender {
  /** In the same topic, as a reply, without a sound. */
  sendText(target: Target, answer: Answer): Promise<Message>
  sendPhoto(target: Target, png: Uint8Array, caption: Answer): Promise<Message>
  /** Replaces a message's content with a picture, even if it was text. */
  editToPhoto(chatId: number, messageId: number, png: Uint8Array, caption: Answer): Promise<void>
  editText(chatId: number, messageId: number, answer: Answer): Promise<void>
  editCaption(chatId: number, messageId: number, answer: Answer): Promise<void>
}

/** The message already shows this (a button pressed twice), or somebody has deleted it. */
const nothingToEdit = [
  'message is not modified',
  'message to edit not found',
  "message can't be edited",
  'MESSAGE_ID_INVALID',
]

export interface SenderDeps {
  readonly api: Api
  readonly begin: Begin
  readonly log: Log
}

export function createSender({ api, begin, log }: SenderDeps): Sender {
  /** Sends HTML, or the same text plain when Telegram cannot parse it. */
  async function withPlainFallback<T>(
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
    async sendText(target, { text, keyboard }) {
      await begin(target)
      return withPlainFallback(text, (body, mode) =>
        api.sendMessage(target.chat_id, body, {
          ...mode,
          ...replyParameters(target),
          link_preview_options: { is_disabled: true },
          reply_markup: keyboard,
        }),
      )
    },

    async sendPhoto(target, png, { text, keyboard }) {
      await begin(target)
      return withPlainFallback(text, (caption, mode) =>
        api.sendPhoto(target.chat_id, file(png), {
          ...mode,
          ...replyParameters(target),
          caption,
          reply_markup: keyboard,
        }),
      )
    },

    editToPhoto: (chatId, messageId, png, { text, keyboard }) =>
      edited(
        withPlainFallback(text, (caption, mode) =>
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
        withPlainFallback(text, (body, mode) =>
          api.editMessageText(chatId, messageId, body, {
            ...mode,
            link_preview_options: { is_disabled: true },
            reply_markup: keyboard,
          }),
        ),
      ),

    editCaption: (chatId, messageId, { text, keyboard }) =>
      edited(
        withPlainFallback(text, (caption, mode) =>
          api.editMessageCaption(chatId, messageId, { ...mode, caption, reply_markup: keyboard }),
        ),
      ),
  }
}

/** A new one for each attempt: an upload can be read only once. */
function file(png: Uint8Array): InputFile {
  return new InputFile(png, 'report.png')
}

function isRefusal(error: unknown, text: string): boolean {
  return (
    error instanceof GrammyError && error.error_code === 400 && error.description.includes(text)
  )
}
