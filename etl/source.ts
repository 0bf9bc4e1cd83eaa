// What a Parquet object was made from. It says so itself, in its footer.
import { createHash, type Hash } from 'node:crypto'

import { dayPrefix, enrichedKey } from './lake/keys.ts'
import { columns } from './lake/schema.ts'
import type { ObjectStore } from './lake/store.ts'
import type { TimeZone } from './lake/time-zone.ts'
import { decodeNames, encodeNames } from './names.ts'
import { footerValue } from './parquet-read.ts'

const DIGEST = 'telegram-lake.source'
const NAMES = 'telegram-lake.names'

/** Footers of a day of a million messages are about 100 KB, and the names in them at most as much again. */
export const TAIL_BYTES = 256 * 1024

export interface Source {
  /** Stands for the objects and for what else the rows depend on. */
  readonly digest: string
  /** Which objects they were, when that can be said shortly. */
  readonly names: string | undefined
}

/** The footer's entries. `isPlain` says that each object holds the one update that its name says. */
export function sourceEntries(
  { date, keys, digest }: { date: string; keys: readonly string[]; digest: string },
  isPlain: boolean,
): Readonly<Record<string, string>> {
  const prefix = dayPrefix(date).length
  const names = isPlain ? encodeNames(keys.map((key) => key.slice(prefix))) : undefined
  return { [DIGEST]: digest, ...(names !== undefined && { [NAMES]: names }) }
}

/** From the last bytes of a Parquet object; undefined when they say nothing of it. */
export function sourceIn(tail: Uint8Array): Source | undefined {
  const digest = footerValue(tail, DIGEST)
  return digest === undefined ? undefined : { digest, names: footerValue(tail, NAMES) }
}

/** Of the Parquet object of a day; undefined when there is none that is whole. */
export async function compactedSource(
  enriched: ObjectStore,
  date: string,
): Promise<Source | undefined> {
  const tail = await enriched.tail(enrichedKey(date), TAIL_BYTES)
  return tail && sourceIn(tail)
}

/**
 * Names the input of a run: the objects, and what else the rows depend on. An object's key stands for what it
 * holds, since none is ever written with other content.
 */
export function digestOf(keys: readonly string[], zone: TimeZone): string {
  const hash = startedHash(zone)
  hash.update(keys.join('\n'))
  return hash.digest('hex')
}

/** As `digestOf`, of keys that come one after another and are not kept; undefined when none comes. */
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
 * The keys that came since a Parquet object was made. Undefined when its rows are no base to build on: they do
 * not say which keys they are from, some of those are gone, they depend on another zone or other columns, or what
 * came is more than updates, each under its id.
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
  // What is not named by its update is no addition: it may tell again of what is there.
  return encodeNames(since.map((key) => key.slice(prefix.length))) === undefined ? undefined : since
}
