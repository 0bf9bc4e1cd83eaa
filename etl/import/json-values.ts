// Cuts JSON of any size into the values that are wanted of it. Only where a value ends is looked for here, byte by byte;
// what is in it, JSON.parse tells.

const NEW_LINE = 0x0a
const SPACE = 0x20
const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/** Values are held whole until they are parsed. A message of an export has some kilobytes. */
const MAX_VALUE_BYTES = 16e6

/** The text is no JSON from a byte on. Nothing of the text is in the message. */
export class NotJson extends Error {
  override name = 'NotJson'
  readonly position: number
  constructor(position: number) {
    super(`import: not JSON at byte ${position}`)
    this.position = position
  }
}

/** The text ends before its JSON does. */
export class EndsEarly extends Error {
  override name = 'EndsEarly'
}

export type Kind = 'object' | 'list' | 'other'

/** Reads JSON from its beginning, value by value. Each method throws `NotJson` or `EndsEarly`. */
export interface JsonValues {
  /** Of the next value. */
  kind(): Promise<Kind>
  /** The keys of the object that is next. The value of each must be read before the next key is. */
  keys(): AsyncGenerator<string>
  /** The kinds of the values of the list that is next. Each value must be read before the next kind is. */
  items(): AsyncGenerator<Kind>
  /** The values of the list that is next, as many at a time as have arrived. */
  values(): AsyncGenerator<readonly CutValue[]>
  /** The next value. */
  read(): Promise<unknown>
  /** The next value is of no use. It may have any size. */
  skip(): Promise<void>
}

/** Not parsed yet. */
export interface CutValue {
  /** @throws NotJson */
  parse(): unknown
}

/** How far the end of a value has been looked for. */
interface Search {
  /** Where to go on, in the bytes at hand. */
  at: number
  depth: number
  isInText: boolean
}

/** `source` is in UTF-8. */
export function readJson(source: AsyncIterable<Buffer>): JsonValues {
  const chunks = source[Symbol.asyncIterator]()
  let bytes: Buffer = Buffer.alloc(0)
  /** What of `bytes` has been read. */
  let at = 0
  /** Where in the text `bytes` begins. */
  let offset = 0

  /** False at the end of the text. */
  async function more(): Promise<boolean> {
    const { done, value } = await chunks.next()
    if (done) return false
    offset += at
    bytes = at === bytes.length ? value : Buffer.concat([bytes.subarray(at), value])
    at = 0
    return true
  }

  /** Of what has arrived. */
  function passBlanks(): number | undefined {
    while (at < bytes.length && (bytes[at] as number) <= SPACE) at += 1
    return bytes[at]
  }

  async function next(): Promise<number> {
    for (;;) {
      const byte = passBlanks()
      if (byte !== undefined) return byte
      if (!(await more())) throw new EndsEarly()
    }
  }

  async function take(expected: number): Promise<void> {
    if ((await next()) !== expected) throw new NotJson(offset + at)
    at += 1
  }

  async function kind(): Promise<Kind> {
    const byte = await next()
    return byte === OPEN_OBJECT ? 'object' : byte === OPEN_LIST ? 'list' : 'other'
  }

  /** Whether another value follows in a list or object, which else is over. */
  async function isFollowed(isFirst: boolean, close: number): Promise<boolean> {
    const byte = await next()
    if (byte === close) at += 1
    else if (!isFirst) await take(COMMA)
    return byte !== close
  }

  function begun(): Search {
    return { at, depth: 0, isInText: false }
  }

  /** Ends the value that the search has come through. */
  function cut(end: number): CutValue {
    const [held, start, position] = [bytes, at, offset + at]
    at = end
    return {
      parse() {
        try {
          return parseMended(held.toString('utf8', start, end))
        } catch {
          // Without the reason, which quotes the text.
          throw new NotJson(position)
        }
      },
    }
  }

  async function whole(): Promise<CutValue> {
    await next()
    const search = begun()
    while (!findEnd(bytes, search, offset)) {
      if (bytes.length - at > MAX_VALUE_BYTES) throw new NotJson(offset + at)
      search.at -= at
      if (!(await more())) {
        // A number at the very end is whole.
        if (search.depth > 0 || search.isInText) throw new EndsEarly()
        return cut(bytes.length)
      }
    }
    return cut(search.at)
  }

  /** Undefined for a value that has not arrived whole, or is no JSON: whoever waits for it is told. */
  function arrivedEnd(): number | undefined {
    const search = begun()
    try {
      return findEnd(bytes, search, offset) ? search.at : undefined
    } catch {
      return undefined
    }
  }

  /** All values that have arrived whole. Undefined when the list is over. */
  async function arrived(isFirst: boolean): Promise<CutValue[] | undefined> {
    if (!(await isFollowed(isFirst, CLOSE_LIST))) return undefined
    const found = [await whole()]
    for (;;) {
      const before = at
      if (passBlanks() !== COMMA) return found
      at += 1
      const end = passBlanks() === undefined ? undefined : arrivedEnd()
      if (end === undefined) {
        at = before
        return found
      }
      found.push(cut(end))
    }
  }

  return {
    kind,

    async *keys() {
      await take(OPEN_OBJECT)
      for (let isFirst = true; await isFollowed(isFirst, CLOSE_OBJECT); isFirst = false) {
        if ((await next()) !== QUOTE) throw new NotJson(offset + at)
        const key = (await whole()).parse() as string
        await take(COLON)
        yield key
      }
    },

    async *items() {
      await take(OPEN_LIST)
      for (let isFirst = true; await isFollowed(isFirst, CLOSE_LIST); isFirst = false) {
        yield await kind()
      }
    },

    async *values() {
      await take(OPEN_LIST)
      for (let found = await arrived(true); found; found = await arrived(false)) yield found
    },

    read: async () => (await whole()).parse(),

    async skip() {
      await next()
      const search = begun()
      while (!findEnd(bytes, search, offset)) {
        search.at -= bytes.length
        at = bytes.length
        if (await more()) continue
        if (search.depth > 0 || search.isInText) throw new EndsEarly()
        return
      }
      at = search.at
    },
  }
}

/**
 * Goes on until the value ends, or what has arrived of it: false. Then `search.at` is at the end, or one behind it when
 * the last byte escapes the next.
 */
function findEnd(bytes: Uint8Array, search: Search, offset: number): boolean {
  let { at, depth, isInText } = search
  let isOver = false
  while (at < bytes.length && !isOver) {
    const byte = bytes[at] as number
    at += 1
    if (isInText) {
      if (byte === BACKSLASH) at += 1
      else if (byte === QUOTE) {
        isInText = false
        isOver = depth === 0
      } else if (byte === NEW_LINE) {
        // No text has one: a quotation mark is missing.
        throw new NotJson(offset + at - 1)
      }
    } else if (byte === QUOTE) isInText = true
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth += 1
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      // Of what is around a number.
      if (depth === 0) at -= 1
      else depth -= 1
      isOver = depth === 0
    } else if (depth === 0 && (byte === COMMA || byte === COLON || byte <= SPACE)) {
      at -= 1
      isOver = true
    }
  }
  search.at = at
  search.depth = depth
  search.isInText = isInText
  return isOver
}

/** Telegram Desktop writes control characters as `\x1F`, which is no JSON. A bare one becomes a blank. */
function parseMended(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return JSON.parse(
      text.replace(/\\(.)|\p{Cc}/gsu, (found, escaped: string | undefined) => {
        if (escaped !== undefined) return escaped === 'x' ? '\\u00' : found
        return found < ' ' && !'\n\r\t'.includes(found) ? ' ' : found
      }),
    )
  }
}
