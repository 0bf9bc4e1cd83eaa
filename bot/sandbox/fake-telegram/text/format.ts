import type { MessageEntity, User } from 'grammy/types'
import { badRequest } from '../group/errors.ts'
import { detectEntities } from './detect.ts'
import { parseHtml, type FormattedText } from './html.ts'

const MAX_TEXT = 4096
const MAX_CAPTION = 1024

export interface FormatInput {
  readonly text: string
  readonly parse_mode?: string | undefined
  readonly entities?: readonly MessageEntity[] | undefined
  /** For links to `tg://user?id=…`, which become mentions. */
  userOf?(id: number): User | undefined
}

/** What Telegram makes of a text: parsed, trimmed, with the entities that it finds by itself. */
function formatText({ text, parse_mode, entities, userOf }: FormatInput): FormattedText {
  const parsed = parse(clean(text), parse_mode, entities ?? [])
  const trimmed = trim(parsed)
  const given = trimmed.entities.flatMap((entity) => mentioned(entity, userOf))
  return { text: trimmed.text, entities: detectEntities(trimmed.text, given) }
}

/** A message's text: 1 to 4096 UTF-16 units after parsing. */
export function formatMessageText(input: FormatInput): FormattedText {
  const formatted = formatText(input)
  if (formatted.text === '') throw badRequest('message text is empty')
  if (formatted.text.length > MAX_TEXT) throw badRequest('message is too long')
  return formatted
}

/** A caption: up to 1024 UTF-16 units after parsing. */
export function formatCaption(input: FormatInput): FormattedText {
  const formatted = formatText(input)
  if (formatted.text.length > MAX_CAPTION) throw badRequest('message caption is too long')
  return formatted
}

function parse(text: string, mode: string | undefined, entities: readonly MessageEntity[]) {
  if (!mode) return { text, entities }
  if (mode.toLowerCase() === 'html') return parseHtml(text)
  if (/^markdown(v2)?$/i.test(mode)) {
    throw badRequest(`this stand-in does not support parse_mode ${mode}: use HTML`)
  }
  throw badRequest('unsupported parse_mode')
}

/** A link to a user is a mention, or nothing when the bot does not know the user. */
function mentioned(entity: MessageEntity, userOf: FormatInput['userOf']): MessageEntity[] {
  const id = entity.type === 'text_link' && /^tg:\/\/user\?id=(\d+)$/.exec(entity.url)?.[1]
  if (!id) return [entity]
  const { offset, length } = entity
  const user = userOf?.(Number(id))
  return user ? [{ type: 'text_mention', offset, length, user }] : []
}

/** Line ends become \n; other control characters become blanks. */
function clean(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f]/g, ' ')
}

/** Blanks at the ends go, except those inside a given entity (a table in `pre` keeps its indent). */
function trim({ text, entities }: FormattedText): FormattedText {
  const firstEntity = Math.min(text.length, ...entities.map(({ offset }) => offset))
  const lastEntity = Math.max(0, ...entities.map(({ offset, length }) => offset + length))
  const start = Math.min(firstEntity, text.length - text.trimStart().length)
  const end = Math.max(lastEntity, text.trimEnd().length)
  if (text.trim() === '') return { text: '', entities: [] }
  return {
    text: text.slice(start, end),
    entities: entities.map((entity) => ({ ...entity, offset: entity.offset - start })),
  }
}
