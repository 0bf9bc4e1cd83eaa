// An export as Telegram Desktop writes it, of any length, made from the sample, with what exports have surprised
// people with.
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { loadSample } from '../../bot/sandbox/sample.ts'
import type { TimeZone } from '../../etl/lake/time-zone.ts'

type Fields = Record<string, unknown>

/** Of the supergroup, without the Bot API's prefix. */
export const EXPORT_ID = 1234567890
export const TOPICS = ['Instalação', 'Rede', 'Vídeo']

/** One in so many messages is from before the group became a supergroup, in the form of exports of that time. */
const OLD_SHARE = 20
const MONTH = 30 * 86_400
const OLD_IDS = 1_000_000_000

export interface ExportOptions {
  readonly messages: number
  readonly zone: TimeZone
  /** The day after the last message. */
  readonly today: string
}

/** Writes an export to a file, in bounded memory. */
export async function writeExport(path: string, options: ExportOptions): Promise<void> {
  await pipeline(Readable.from(exportText(options)), createWriteStream(path))
}

/** The text of an export in pieces. */
export function* exportText({ messages, zone, today }: ExportOptions): Generator<string> {
  const sample = loadSample(zone, today).map((line) => JSON.parse(line).message as Fields)
  const rounds = Math.ceil(messages / sample.length)
  const old = Math.floor(messages / OLD_SHARE)
  yield `{\n "name": "Grupo \\"A\\"",\n "type": "private_supergroup",\n "id": ${EXPORT_ID},\n "messages": [\n`
  let separator = ''
  for (let index = 0; index < messages; index += 1) {
    const message = sample[index % sample.length] as Fields
    const round = Math.floor(index / sample.length)
    const date = Number(message.date) - (rounds - 1 - round) * MONTH
    const exported =
      index < old
        ? oldMessage(message, index, date, zone)
        : newMessage(message, index - old, date, zone, index - old < old)
    yield separator + asTelegramWrites(exported)
    separator = ',\n'
  }
  yield '\n ]\n}'
}

/** Control characters are written as no JSON parser reads them. */
function asTelegramWrites(message: Fields): string {
  return JSON.stringify(message, undefined, 1).replace(
    /(\\\\)|\\u00([01][\da-f])/g,
    (_, backslash: string | undefined, digits: string) => backslash ?? `\\x${digits.toUpperCase()}`,
  )
}

function localTime(unix: number, zone: TimeZone): string {
  return new Date(zone.wallClock(unix)).toISOString().slice(0, 19)
}

function nameOf(message: Fields): { id: number; name: string } {
  const { id, first_name } = message.from as { id: number; first_name: string }
  return { id: id % 2 ** 31, name: first_name }
}

/** The id of the message that the sample's message replies to, counted back from it. */
function repliedBack(message: Fields): number {
  const { message_id = 0 } = (message.reply_to_message ?? {}) as { message_id?: number }
  return message_id === 0 ? 0 : Number(message.message_id) - message_id
}

/** Before 2021: numbers as ids, no unix time, no list of entities, ids of the old group. */
function oldMessage(message: Fields, index: number, date: number, zone: TimeZone): Fields {
  const { id, name } = nameOf(message)
  const messageId = index + 1 - OLD_IDS
  const back = repliedBack(message)
  return {
    id: messageId,
    type: 'message',
    date: localTime(date, zone),
    from: index % 97 === 0 ? null : name,
    from_id: index % 2 === 0 ? id : 2 ** 32 + id,
    ...(back > 0 && back <= index && { reply_to_message_id: messageId - back }),
    text:
      index % 11 === 0
        ? [String(message.text ?? ''), { type: 'bold', text: '!' }]
        : (message.text ?? ''),
  }
}

function newMessage(
  message: Fields,
  index: number,
  date: number,
  zone: TimeZone,
  isEarly: boolean,
): Fields {
  const id = index + 1
  const { id: userId, name } = nameOf(message)
  const dates = { date: localTime(date, zone), date_unixtime: String(date) }
  if (index === 0) {
    const action = { action: 'migrate_from_group', title: 'Grupo' }
    return {
      id,
      type: 'service',
      ...dates,
      actor: 'Grupo',
      actor_id: `channel${EXPORT_ID}`,
      ...action,
      text: '',
    }
  }
  if (index <= TOPICS.length) {
    const actor = { actor: name, actor_id: `user${userId}` }
    const title = TOPICS[index - 1]
    return { id, type: 'service', ...dates, ...actor, action: 'topic_created', title, text: '' }
  }
  if (index % 101 === 0) return { id, type: 'unsupported' }
  if (message.text === undefined || index % 211 === 0) {
    const actor = { actor: name, actor_id: `user${userId}` }
    const action = { action: 'invite_members', members: [name, null] }
    return { id, type: 'service', ...dates, ...actor, ...action, text: '', text_entities: [] }
  }
  const back = repliedBack(message)
  const topic = 1 + (index % TOPICS.length) + 1
  const replied =
    back > 0 && id - back > TOPICS.length + 1 ? id - back : index % 3 === 0 ? topic : undefined
  return {
    id,
    type: 'message',
    ...dates,
    ...(index % 19 === 0 && {
      edited: localTime(date + 60, zone),
      edited_unixtime: String(date + 60),
    }),
    ...writer(index, userId, name),
    ...(index % 17 === 0 && { forwarded_from: index % 34 === 0 ? null : 'Bia' }),
    ...(replied !== undefined && { reply_to_message_id: replied }),
    ...(index % 53 === 0 && { via_bot: '@gif' }),
    ...mediaOf(index),
    ...textOf(String(message.text), index, isEarly),
    ...(index % 13 === 0 && {
      reactions: [
        {
          type: 'emoji',
          count: 1 + (index % 7),
          emoji: '👍',
          recent: [{ from: name, from_id: `user${userId}`, date: dates.date }],
        },
        { type: 'custom_emoji', count: 2, document_id: '5368324170671202286' },
      ],
    }),
  }
}

function writer(index: number, userId: number, name: string): Fields {
  if (index % 89 === 0) return { from: 'Grupo "A"', from_id: `channel${EXPORT_ID}`, author: 'dona' }
  if (index % 83 === 0) return { from: 'Canal', from_id: 'channel777' }
  return { from: index % 97 === 0 ? null : name, from_id: `user${userId}` }
}

const NOT_INCLUDED = '(File not included. Change data exporting settings to download.)'

function mediaOf(index: number): Fields {
  if (index % 499 === 0) {
    const answers = [
      { text: 'sim', voters: 3, chosen: false },
      { text: 'não', voters: 1, chosen: true },
    ]
    return { poll: { question: 'Funciona?', closed: false, total_voters: 4, answers } }
  }
  if (index % 23 === 0) return { photo: `photos/photo_${index}.jpg`, width: 1280, height: 720 }
  if (index % 29 === 0) {
    return {
      file: NOT_INCLUDED,
      thumbnail: NOT_INCLUDED,
      media_type: 'sticker',
      sticker_emoji: '😀',
    }
  }
  if (index % 31 === 0) {
    return { file: 'files/a b.pdf', file_name: 'a b.pdf', mime_type: 'application/pdf' }
  }
  return {}
}

/** Exports before 2022 have no list of entities. */
function textOf(text: string, index: number, isEarly: boolean): Fields {
  if (index % 103 === 0) text += ' \u001f\u0007 fim'
  if (index % 107 === 0) text += ' C:\\x1F'
  if (index % 11 === 0) {
    const link = { type: 'link', text: 'https://exemplo.com.br/á' }
    const mention = { type: 'mention_name', text: 'Bia 😀', user_id: 77 }
    const pieces = [{ type: 'plain', text: `${text} ` }, link, mention]
    return {
      text: [`${text} `, link, mention],
      ...(!isEarly && { text_entities: pieces }),
    }
  }
  return { text, ...(!isEarly && { text_entities: [{ type: 'plain', text }] }) }
}
