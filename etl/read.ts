import { dayPrefix } from './lake/keys.ts'
import type { ObjectInfo, ObjectStore } from './lake/store.ts'
import { parseUpdate, type Update } from './lake/update.ts'

/** Objects asked for at once; fewer when they are large, so that memory stays bounded. */
const MAX_IN_FLIGHT = 64
const MAX_BYTES_IN_FLIGHT = 64 * 2 ** 20

export interface RawObject {
  readonly key: string
  readonly updates: readonly Update[]
  /** What could not be read in it, one sentence each, with the line where it holds many updates. */
  readonly problems: readonly string[]
}

/** The raw objects of a day, in the order of their keys. */
export async function listDay(store: ObjectStore, date: string): Promise<ObjectInfo[]> {
  const objects: ObjectInfo[] = []
  for await (const object of store.list(dayPrefix(date))) objects.push(object)
  return objects
}

/**
 * Reads and parses objects, many at once, in the order given. An object that went away since it was listed
 * is left out; one that holds no update comes with its problem.
 * @throws Error when the store fails: what it holds is then unknown.
 */
export async function* readObjects(
  store: ObjectStore,
  objects: readonly ObjectInfo[],
): AsyncGenerator<RawObject> {
  const inFlight: { object: ObjectInfo; body: Promise<Uint8Array | undefined> }[] = []
  let bytes = 0
  let next = 0
  while (next < objects.length || inFlight.length > 0) {
    const upcoming = objects[next]
    const hasRoom = inFlight.length < MAX_IN_FLIGHT && bytes < MAX_BYTES_IN_FLIGHT
    if (upcoming && (hasRoom || inFlight.length === 0)) {
      const body = store.get(upcoming.key)
      // Looked at in its turn; until then a failure must not count as unhandled.
      body.catch(() => {})
      inFlight.push({ object: upcoming, body })
      bytes += upcoming.size
      next += 1
      continue
    }
    const first = inFlight.shift()
    if (!first) break
    bytes -= first.object.size
    const body = await gotten(first.object.key, first.body)
    if (body) yield parseObject(first.object.key, body)
  }
}

async function gotten(key: string, body: Promise<Uint8Array | undefined>) {
  try {
    return await body
  } catch (error) {
    throw new Error(`etl: could not read ${key}: ${(error as Error).message}`, { cause: error })
  }
}

/** One update, or one a line. */
function parseObject(key: string, body: Uint8Array): RawObject {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString()
  if (text.trim() === '') return { key, updates: [], problems: ['is empty'] }
  try {
    return { key, updates: [parseUpdate(text)], problems: [] }
  } catch (error) {
    const whole = (error as Error).message
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
