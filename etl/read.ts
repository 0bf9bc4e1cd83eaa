import { KeyedError } from './lake/keyed-error.ts'
import { dateOfKey, isImportKey } from './lake/keys.ts'
import type { ObjectStore } from './lake/store.ts'
import { NO_UPDATE, parseUpdate, type Update } from './lake/update.ts'

/** Concurrent reads; fewer of objects with many updates, so that memory stays bounded. */
const CONCURRENCY = 64
const CONCURRENCY_OF_MANY = 2

export interface RawObject {
  readonly key: string
  readonly updates: readonly Update[]
  /** What could not be read, one sentence each, with the line number in objects with many updates. */
  readonly problems: readonly string[]
}

/**
 * Whether an object holds what its key names: one update with that id, one of the bot's own messages, or imported
 * history that no update brought.
 */
export function isNamedByUpdate({ key, updates }: RawObject): boolean {
  if (isImportKey(key)) return updates.every(isOfNoUpdate)
  const [update, ...more] = updates
  if (more.length > 0) return false
  const id = /\/(\d+)\.json$/.exec(key)?.[1]
  return id === undefined
    ? key.includes('/bot-')
    : update === undefined || update.update_id === Number(id)
}

/** Edits in imported history would be counted again. */
function isOfNoUpdate({ update_id, edited_message, edited_channel_post }: Update): boolean {
  return (
    update_id === NO_UPDATE && edited_message === undefined && edited_channel_post === undefined
  )
}

/**
 * Reads and parses objects concurrently, and yields them in the order given. Skips objects deleted since they were
 * listed; an object without a readable update comes with its problem.
 * @throws KeyedError that names an object which is listed and which the store does not give.
 */
export async function* readObjects(
  store: ObjectStore,
  keys: readonly string[],
): AsyncGenerator<RawObject> {
  const inFlight: Promise<Uint8Array | undefined>[] = []
  for (const [index, key] of keys.entries()) {
    for (let next = index + inFlight.length; next < keys.length; next += 1) {
      const upcoming = keys[next] as string
      const isMany = upcoming.endsWith('.ndjson')
      if (inFlight.length >= (isMany ? CONCURRENCY_OF_MANY : CONCURRENCY)) break
      const body = store.get(upcoming)
      // Awaited in its turn; until then a failure must not count as an unhandled rejection.
      body.catch(() => {})
      inFlight.push(body)
    }
    const body = await gotten(key, inFlight.shift())
    if (body) yield parseObject(key, body)
    else if (await isListed(store, key)) throw unreadable(key, 'listed, but not there')
  }
}

async function gotten(key: string, body: Promise<Uint8Array | undefined> | undefined) {
  try {
    return await body
  } catch (error) {
    throw unreadable(key, (error as Error).message, { cause: error })
  }
}

async function isListed(store: ObjectStore, key: string): Promise<boolean> {
  for await (const each of store.list(key)) if (each === key) return true
  return false
}

function unreadable(key: string, reason: string, options?: ErrorOptions): KeyedError {
  const date = dateOfKey(key) ?? ''
  return new KeyedError(
    'object-unreadable',
    { key, date, reason },
    `etl: could not read ${key}: ${reason}. Make it readable, ` +
      `then run npx lake etl --since ${date} --until ${date}`,
    options,
  )
}

/** One update, or one per line. */
function parseObject(key: string, body: Uint8Array): RawObject {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString()
  try {
    return { key, updates: [parseUpdate(text)], problems: [] }
  } catch (error) {
    const whole = text.trim() === '' ? 'is empty' : (error as Error).message
    const lines = parseLines(text)
    return lines.updates.length > 0 ? { key, ...lines } : { key, updates: [], problems: [whole] }
  }
}

function parseLines(text: string): Pick<RawObject, 'updates' | 'problems'> {
  const updates: Update[] = []
  const problems: string[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    try {
      updates.push(parseUpdate(line))
    } catch (error) {
      problems.push(`line ${index + 1}: ${(error as Error).message}`)
    }
  }
  return { updates, problems }
}
