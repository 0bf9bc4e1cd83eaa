/** What Telegram delivers: an id, and one field that says what happened. Everything is kept as received. */
export interface Update {
  readonly update_id: number
  readonly [kind: string]: unknown
}

/** The `update_id` of imported history, which no update brought: Telegram's own are positive. */
export const NO_UPDATE = 0

export type Fields = Readonly<Record<string, unknown>>

/**
 * An update from its JSON text.
 * @throws Error that says what is wrong when the text is not a JSON object with an `update_id`.
 */
export function parseUpdate(text: string): Update {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    // V8's message quotes the text, and what people write stays out of logs: so it is no cause either.
    const position = /position \d+/.exec((error as Error).message)?.[0]
    throw new Error(position ? `not JSON (at ${position})` : 'not JSON')
  }
  return asUpdate(value)
}

/**
 * The value as an update.
 * @throws Error that says what is wrong when it is not an object with an `update_id`.
 */
export function asUpdate(value: unknown): Update {
  if (!isFields(value)) throw new Error('not a JSON object')
  if (!Number.isSafeInteger(value.update_id) || (value.update_id as number) < 0) {
    throw new Error(`update_id is ${shown(value.update_id)}, not a whole number`)
  }
  return value as Update
}

/** A value for a message: numbers as they are, of anything else only what it is, since people may have written it. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return 'a text'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

/** Where and when it happened. `date` is unix seconds; both are undefined when the update does not say. */
export interface Occasion {
  readonly kind: string | undefined
  readonly chatId: number | undefined
  readonly date: number | undefined
}

/**
 * The occasion of any kind of update, including kinds this program does not know yet: the chat is that of the event or
 * of its message, the date is the event's own or else its message's.
 */
export function occasionOf(update: Update): Occasion {
  const kind = Object.keys(update).find((name) => name !== 'update_id' && isFields(update[name]))
  const event = kind === undefined ? undefined : (update[kind] as Fields)
  const message = fields(event?.message)
  const chat = fields(event?.chat) ?? fields(message?.chat)
  const boost = fields(event?.boost)
  return {
    kind,
    chatId: integer(chat?.id),
    date:
      unixDate(event?.date) ??
      unixDate(message?.date) ??
      unixDate(boost?.add_date) ??
      unixDate(event?.remove_date),
  }
}

/** The value if it is an object, else undefined. */
export function fields(value: unknown): Fields | undefined {
  return isFields(value) ? value : undefined
}

/** The value if it is an integer that JavaScript represents exactly (ids have up to 52 bits), else undefined. */
export function integer(value: unknown): number | undefined {
  return Number.isSafeInteger(value) ? (value as number) : undefined
}

/** Unix seconds between 1970 and 9999, else undefined. */
export function unixDate(value: unknown): number | undefined {
  const seconds = integer(value)
  return seconds !== undefined && seconds >= 0 && seconds < 253_402_214_400 ? seconds : undefined
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
