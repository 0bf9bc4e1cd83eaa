// Dumps with one message a line, which do not say of which chat they are.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'

import { bareChannelId } from './chat.ts'

/** telegram-stats-bot begins each line with the id, Telethon's `to_json` with the kind. */
export function isLines(start: string): boolean {
  return /^\s*\{\s*"(message_id|_)"\s*:/.test(start)
}

/** The lines as Telegram Desktop's export of the chat with this id, in the Bot API's form or without its prefix. */
export function readLines(path: string, chatId: number): Readable {
  return Readable.from(asExport(path, chatId), { objectMode: false })
}

async function* asExport(path: string, chatId: number): AsyncGenerator<string> {
  const id = bareChannelId(chatId)
  const isGroup = chatId < 0 && id === undefined
  const chat = isGroup
    ? { type: 'private_group', id: -chatId }
    : { type: 'private_supergroup', id: id ?? chatId }
  yield `${JSON.stringify(chat).slice(0, -1)},"messages":[`
  let separator = '\n'
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Infinity,
  })) {
    if (line.trim() === '') continue
    yield separator + line
    separator = ',\n'
  }
  yield '\n]}'
}
