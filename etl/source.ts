// What a Parquet object was built from, as recorded in its footer.
import { createHash, type Hash } from 'node:crypto'

import { dayPrefix, enrichedKey } from './lake/keys.ts'
import { columns } from './lake/schema.ts'
import type { ObjectStore } from './lake/store.ts'
import type { TimeZone } from './lake/time-zone.ts'
import { decodeNames, encodeNames } from './names.ts'
import { footerValue } from './parquet-read.ts'

const DIGEST = 'telegram-lake.source'
const NAMES = 'telegram-lake.names'

/** The footer of a day of a million messages is about 100 KB, plus at most as much again for the names. */
export const TAIL_BYTES = 256 * 1024

export interface Source {
  /** Identifies the raw objects, and whatever else the rows depend on. */
  readonly digest: string
  /** The names of those objects, if they are short enough when encoded. */
  readonly names: string | undefined
}

/** The footer's entries. `isPlain`: each object holds exactly the update it is named after. */
export function sourceEntries(
  { date, keys, digest }: { date: string; keys: readonly string[]; digest: string },
  isPlain: boolean,
): Readonly<Record<string, string>> {
  const prefix = dayPrefix(date).length
  const names = isPlain ? encodeNames(keys.map((key) => key.slice(prefix))) : undefined
  return { [DIGEST]: digest, ...(names !== undefined && { [NAMES]: names }) }
}

/** From the last bytes of a Parquet object; undefined when its footer is unreadable or does not say. */
export function sourceIn(tail: Uint8Array): Source | undefined {
  const digest = footerValue(tail, DIGEST)
  return digest === undefined ? undefined : { digest, names: footerValue(tail, NAMES) }
}

/** The source of a day's Parquet object; undefined when it is missing or damaged. */
export async function compactedSource(
  enriched: ObjectStore,
  date: string,
): Promise<Source | undefined> {
  const tail = await enriched.tail(enrichedKey(date), TAIL_BYTES)
  return tail && sourceIn(tail)
}

/**
 * Identifies the input of a run: the objects, and whatever else the rows depend on. Keys are enough, since no object
 * is ever overwritten with different content.
 */
export function digestOf(keys: readonly string[], zone: TimeZone): string {
  const hash = startedHash(zone)
  hash.update(keys.join('\n'))
  return hash.digest('hex')
}

/** As `digestOf`, for keys that are streamed and not kept; undefined when there are none. */
export async function digestOfListing(
  keys: AsyncIterable<string>,
  zone: TimeZone,
): Promise<string | undefined> {
  const hash = startedHash(zone)
  let separator = ''
  for await (const key of keys) {
    hash.update(separator + key)
    separator = '\n'
  }
  return separator === '' ? undefined : hash.digest('hex')
}

function startedHash(zone: TimeZone): Hash {
  const hash = createHash('sha256')
  return hash.update(`${zone.name} ${columns.map(({ name }) => name).join()}\n`)
}

/**
 * The keys that arrived since a Parquet object was built. Undefined when its rows cannot be built on: it does not
 * say which keys it was built from, some of them are gone, zone or columns differ, or some of the new objects are not
 * single updates named by their id.
 */
export function keysSince(
  { digest, names }: Source,
  { date, keys }: { date: string; keys: readonly string[] },
  zone: TimeZone,
): string[] | undefined {
  if (names === undefined) return undefined
  const prefix = dayPrefix(date)
  const known: string[] = []
  const since: string[] = []
  const compacted = decodeNames(names)
  let next = compacted.next()
  for (const key of keys) {
    if (!next.done && key === prefix + next.value) {
      known.push(key)
      next = compacted.next()
    } else {
      since.push(key)
    }
  }
  if (!next.done || digestOf(known, zone) !== digest) return undefined
  // An object not named by its update cannot simply be added: it may repeat what is already there.
  return encodeNames(since.map((key) => key.slice(prefix.length))) === undefined ? undefined : since
}
