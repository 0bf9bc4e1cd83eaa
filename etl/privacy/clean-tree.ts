// Takes people who are gone out of whatever an update holds, of kinds that this program does not know too.
import { fields, integer, unixDate, type Fields } from '../lake/update.ts'
import { cleanText } from './clean-text.ts'
import { authorOf, originOf, type Judgement } from './judgement.ts'
import { blank } from './placeholder.ts'
import { envelopeOf } from './someone.ts'
import { foldName } from './subjects.ts'

/** The value without people who are gone; the same value when they do not occur in it. */
export function cleanTree(value: unknown, judgement: Judgement): unknown {
  const called = new Set<string>()
  collectNames(value, judgement, called, 0)
  return cleaned(value, { judgement, called, isProse: false, depth: 0 })
}

/** Nothing that Telegram sends is nested so deep; what is below is cut away. */
const MAX_DEPTH = 1_000

interface Cleaning {
  readonly judgement: Judgement
  /** What those who are gone are called here. */
  readonly called: ReadonlySet<string>
  /** Whether a string is what people wrote, and may have names in it. */
  readonly isProse: boolean
  /** 0: the value itself. */
  readonly depth: number
}

/** Fields with what people wrote; the names of other people may be the same, and are left alone. */
const PROSE = new Set(
  (
    'text caption question explanation title description address custom_title sender_tag author_signature ' +
    'new_chat_title url items blocks cells rows summary option_text'
  ).split(' '),
)

function isUserGone(value: Fields, judgement: Judgement): boolean {
  const { date } = judgement.scene
  return [value.id, value.user_id].some((id) => judgement.isGone(integer(id), date))
}

/** What people who are gone and occur in the value are called: there, a first name alone means them. */
function collectNames(
  value: unknown,
  judgement: Judgement,
  called: Set<string>,
  depth: number,
): void {
  if (depth > MAX_DEPTH) return
  if (Array.isArray(value))
    for (const each of value) collectNames(each, judgement, called, depth + 1)
  const object = fields(value)
  if (!object) return
  if (isUserGone(object, judgement)) {
    const { first_name, last_name } = object
    const names = [first_name, last_name].filter((name) => typeof name === 'string')
    for (const name of [...names, names.join(' ')]) {
      const folded = foldName(name)
      if (folded.length > 1) called.add(folded)
    }
  }
  for (const name in object) {
    const each = object[name]
    if (typeof each === 'object') collectNames(each, judgement, called, depth + 1)
  }
}

function cleaned(value: unknown, cleaning: Cleaning): unknown {
  const { judgement, depth } = cleaning
  if (typeof value === 'string') {
    return cleanText(value, judgement, cleaning.isProse ? cleaning.called : undefined)
  }
  if (depth > MAX_DEPTH) return value !== null && typeof value === 'object' ? undefined : value
  if (Array.isArray(value)) return cleanedList(value, cleaning)
  const object = fields(value)
  if (!object) return value
  if (depth > 0) {
    if (isCopyGone(object, judgement)) return sameOr(object, envelopeOf(object))
    if (isUserGone(object, judgement)) return sameOr(object, {})
  }
  return cleanedFields(withoutMentions(withoutQuote(object, judgement), judgement), cleaning)
}

/** Redacting again must find nothing to do. */
function sameOr(object: Fields, reduced: Fields): Fields {
  return Object.keys(object).length === Object.keys(reduced).length ? object : reduced
}

function cleanedList(list: readonly unknown[], cleaning: Cleaning): readonly unknown[] {
  const { judgement } = cleaning
  const kept = list.filter((each) => {
    const object = fields(each)
    return !object || isCopyGone(object, judgement) || !isUserGone(object, judgement)
  })
  const within = { ...cleaning, depth: cleaning.depth + 1 }
  const result = kept.map((each) => cleaned(each, within))
  const isSame = result.length === list.length && result.every((each, at) => each === list[at])
  return isSame ? list : result
}

function cleanedFields(object: Fields, cleaning: Cleaning): Fields {
  const { judgement } = cleaning
  let result: Record<string, unknown> | undefined
  for (const name in object) {
    const each = object[name]
    if (typeof each !== 'string' && (typeof each !== 'object' || each === null)) continue
    // The group, which is nobody; of a story, whoever published it.
    if (name === 'chat' && !isUserGone(fields(each) ?? {}, judgement)) continue
    const isAuthor = AUTHORS.has(name) && isUserGone(fields(each) ?? {}, judgement)
    const now = isWholeName(name, each, judgement)
      ? ''
      : cleaned(each, { ...cleaning, isProse: PROSE.has(name), depth: cleaning.depth + 1 })
    if (now === each && !isAuthor) continue
    result ??= { ...object }
    if (isAuthor) delete result[name]
    else result[name] = now
  }
  return result ?? object
}

/** Left out rather than emptied. */
const AUTHORS = new Set(['from', 'sender_chat', 'sender_user', 'via_bot', 'user'])

/** Fields that are somebody's name and nothing else, where one word is enough to know whose. */
const NAMES = new Set(['sender_user_name', 'forward_sender_name', 'author_signature'])

function isWholeName(field: string, value: unknown, judgement: Judgement): boolean {
  return NAMES.has(field) && typeof value === 'string' && value !== '' && judgement.isName(value)
}

/** A message within another: what is replied to, pinned or pressed on. */
function isCopyGone(object: Fields, judgement: Judgement): boolean {
  const messageId = integer(object.message_id)
  if (object.origin !== undefined) {
    const { userId, name, date } = originOf(object.origin)
    const chatId = integer(fields(object.chat)?.id)
    return (
      judgement.isGone(userId, date) ||
      (name !== undefined && judgement.isName(name)) ||
      judgement.isErasedMessage(chatId, messageId)
    )
  }
  const chat = fields(object.chat)
  if (messageId === undefined || !chat) return false
  const date = unixDate(object.date)
  const forwarded = originOf(object.forward_origin)
  return (
    judgement.isErasedMessage(integer(chat.id), messageId) ||
    judgement.isGone(authorOf(object), date) ||
    judgement.isGone(integer(fields(object.from)?.id), date) ||
    judgement.isGone(forwarded.userId, forwarded.date)
  )
}

/**
 * A quote is of the message replied to. Telegram leaves that out of a copy, and where it has it no more: so the quote may be
 * of anybody.
 */
function withoutQuote(message: Fields, judgement: Judgement): Fields {
  if (message.quote === undefined) return message
  const replied = [message.reply_to_message, message.external_reply].map(fields)
  const isKnown = replied.some((each) => each !== undefined)
  if (isKnown && !replied.some((each) => each && isCopyGone(each, judgement))) return message
  return Object.fromEntries(Object.entries(message).filter(([name]) => name !== 'quote'))
}

/** Texts, and where their entities are. */
const MARKED = [
  ['text', 'entities'],
  ['text', 'text_entities'],
  ['caption', 'caption_entities'],
  ['question', 'question_entities'],
  ['explanation', 'explanation_entities'],
  ['title', 'title_entities'],
  ['description', 'description_entities'],
] as const

/** Blanks what a text calls people who are gone, and drops the marks. */
function withoutMentions(object: Fields, judgement: Judgement): Fields {
  let result = object
  for (const [name, marks] of MARKED) {
    const text = object[name]
    const entities = object[marks]
    if (typeof text !== 'string' || !Array.isArray(entities)) continue
    const gone = entities.filter((each) => isMentionGone(fields(each) ?? {}, text, judgement))
    if (gone.length === 0) continue
    const places = gone.map((each: { offset: number; length: number }) => {
      return [each.offset, each.offset + each.length] as const
    })
    result = {
      ...result,
      [name]: blank(text, places),
      [marks]: entities.filter((each) => !gone.includes(each)),
    }
  }
  return result
}

function isMentionGone(entity: Fields, text: string, judgement: Judgement): boolean {
  const offset = integer(entity.offset)
  const length = integer(entity.length)
  if (offset === undefined || length === undefined) return false
  if (isUserGone(fields(entity.user) ?? {}, judgement)) return true
  if (entity.type === 'mention') return judgement.isUsername(text.slice(offset, offset + length))
  const linked = /^tg:\/\/user\?id=(\d+)/.exec(typeof entity.url === 'string' ? entity.url : '')
  return linked !== null && judgement.isGone(Number(linked[1]), judgement.scene.date)
}
