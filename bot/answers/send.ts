import { GrammyError, InputFile, type Api } from 'grammy'
import type { Message } from 'grammy/types'

import type { Log } from '../../etl/log.ts'
import { asHtml, cut, MAX_CAPTION, MAX_TEXT, type Html } from '../html.ts'
import type { Texts } from '../i18n.ts'
import { replyParameters, type Target } from '../jobs/target.ts'
import type { Begin } from './begin.ts'
import type { Answer, Ways } from './ways.ts'

/** Sends and edits answers: as plain text when Telegram rejects the HTML, cut when they are too long. */
export interface Sender {
  /**
   * In the same topic, as a reply, without a sound, or the next way that is open.
   * @throws Undelivered when no way is.
   */
  sendText(target: Target, answer: Answer): Promise<Message>
  /** As `sendText`; where pictures are not allowed, it throws Telegram's refusal. */
  sendPhoto(target: Target, png: Uint8Array, caption: Answer): Promise<Message>
  /** As `sendText`. */
  sendDocument(target: Target, document: Document, caption: Answer): Promise<Message>
  /** Replaces a message's content with a picture, even if it was text. */
  editToPhoto(chatId: number, messageId: number, png: Uint8Array, caption: Answer): Promise<void>
  editText(chatId: number, messageId: number, answer: Answer): Promise<void>
  editCaption(chatId: number, messageId: number, answer: Answer): Promise<void>
}

/** A file for whoever asked. */
export interface Document {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface SenderDeps {
  readonly api: Api
  readonly texts: Texts
  readonly begin: Begin
  readonly along: Ways
  readonly log: Log
}

/** The message already shows this (a button pressed twice), or somebody has deleted it. */
const nothingToEdit =
  /message is not modified|message to edit not found|message can't be edited|MESSAGE_ID_INVALID/

export function createSender({ api, texts, begin, along, log }: SenderDeps): Sender {
  /** Sends HTML of at most `max` characters, or the same text plain when Telegram cannot parse it. */
  async function fitted<T>(
    text: Html,
    max: number,
    send: (text: string, mode: { parse_mode?: 'HTML' }) => Promise<T>,
  ): Promise<T> {
    const { html, plain } = shortened(text, max)
    try {
      return await send(html, { parse_mode: 'HTML' })
    } catch (error) {
      // Telegram may count otherwise.
      if (isRefusal(error, /too.long/i)) return send(shortened(text, plain.length / 2).plain, {})
      if (!isRefusal(error, /can't parse entities/)) throw error
      log.error({ event: 'html_refused', reason: (error as GrammyError).description })
      return send(plain, {})
    }
  }

  /** What had to be cut says so. */
  function shortened(text: Html, max: number): Html {
    if (text.plain.length <= max) return text
    const note = `\n${texts.text('answer-cut')}`
    return asHtml(cut(text.plain, max - note.length) + note)
  }

  async function edited(edit: Promise<unknown>): Promise<void> {
    try {
      await edit
    } catch (error) {
      if (!isRefusal(error, nothingToEdit)) throw error
    }
  }

  return {
    async sendText(target, answer) {
      await begin(target)
      return along(target, answer, (to, { text, keyboard }) =>
        fitted(text, MAX_TEXT, (body, mode) =>
          api.sendMessage(to.chat_id, body, {
            ...mode,
            ...replyParameters(to),
            link_preview_options: { is_disabled: true },
            reply_markup: keyboard,
          }),
        ),
      )
    },

    async sendPhoto(target, png, answer) {
      await begin(target)
      return along(target, answer, (to, { text, keyboard }) =>
        fitted(text, MAX_CAPTION, (caption, mode) =>
          api.sendPhoto(to.chat_id, file(png), {
            ...mode,
            ...replyParameters(to),
            caption,
            reply_markup: keyboard,
          }),
        ),
      )
    },

    async sendDocument(target, { name, bytes }, answer) {
      await begin(target)
      return along(target, answer, (to, { text, keyboard }) =>
        fitted(text, MAX_CAPTION, (caption, mode) =>
          api.sendDocument(to.chat_id, new InputFile(bytes, name), {
            ...mode,
            ...replyParameters(to),
            caption,
            reply_markup: keyboard,
          }),
        ),
      )
    },

    editToPhoto: (chatId, messageId, png, { text, keyboard }) =>
      edited(
        fitted(text, MAX_CAPTION, (caption, mode) =>
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
        fitted(text, MAX_TEXT, (body, mode) =>
          api.editMessageText(chatId, messageId, body, {
            ...mode,
            link_preview_options: { is_disabled: true },
            reply_markup: keyboard,
          }),
        ),
      ),

    editCaption: (chatId, messageId, { text, keyboard }) =>
      edited(
        fitted(text, MAX_CAPTION, (caption, mode) =>
          api.editMessageCaption(chatId, messageId, { ...mode, caption, reply_markup: keyboard }),
        ),
      ),
  }
}

/** A new one for each attempt: an upload can be read only once. */
function file(png: Uint8Array): InputFile {
  return new InputFile(png, 'report.png')
}

function isRefusal(error: unknown, words: RegExp): boolean {
  return error instanceof GrammyError && error.error_code === 400 && words.test(error.description)
}
