// What a Parquet object was built from, as recorded in its footer.
import { createHash, type Hash } from 'node:crypto'

import { dayPrefix, enrichedKey, isImportKey } from './lake/keys.ts'
import { form, type MessageRow } from './lake/schema.ts'
import type { ObjectStore } from './lake/store.ts'
import type { TimeZone } from './lake/time-zone.ts'
import { decodeNames, encodeNames } from './names.ts'
import { footerValue } from './parquet-read.ts'
import { digestIn, SOURCE, unsealedEntry } from './seal.ts'
import { RULES } from './understand/understand.ts'
import { words } from './understand/words.ts'

const NAMES = 'telegram-lake.names'
const MENTIONS = 'telegram-lake.mentions'
const REWRITTEN = 'telegram-lake.rewritten'

/** Longer text would slow down every reader of the footer. */
const MAX_MENTIONS_LENGTH = 64 * 1024

/** The footer of a day of a million messages is about 100 KB, plus at most as much again for the names. */
export const TAIL_BYTES = 256 * 1024

export interface Source {
  /** Identifies the raw objects, and whatever else the rows depend on. */
  readonly digest: string
  /** The names of those objects, if they are short enough when encoded. */
  readonly names: string | undefined
  /** See `rewriting`: after which change of the raw objects they were read. */
  readonly rewritten: string
}

/**
 * The footer's entries. `isPlain`: each object holds exactly the update it is named after. The names are left out, so
 * that nothing builds on the object, when the rows have more mentions than a footer can hold.
 */
export function sourceEntries(
  { date, keys, digest }: { date: string; keys: readonly string[]; digest: string },
  { isPlain, rewritten }: { isPlain: boolean; rewritten: string },
  rows: readonly MessageRow[],
): Readonly<Record<string, string>> {
  const prefix = dayPrefix(date).length
  const mentions = mentionsText(rows)
  const isShort = mentions.length <= MAX_MENTIONS_LENGTH
  const names = isPlain && isShort ? encodeNames(keys.map((key) => key.slice(prefix))) : undefined
  return {
    [SOURCE]: unsealedEntry(digest),
    ...(names !== undefined && { [NAMES]: names }),
    ...(isShort && mentions !== '' && { [MENTIONS]: mentions }),
    ...(rewritten !== '' && { [REWRITTEN]: rewritten }),
  }
}

/** Whom messages mention that have no username, as `chat/message=user,user …`. */
function mentionsText(rows: readonly MessageRow[]): string {
  const mentions: string[] = []
  for (const { chat_id, message_id, mentioned_ids } of rows) {
    if (mentioned_ids) mentions.push(`${chat_id}/${message_id}=${mentioned_ids.join()}`)
  }
  return mentions.join(' ')
}

/** The ids that the messages of a Parquet object mention, by `chat/message`. */
export function mentionsIn(file: Uint8Array): ReadonlyMap<string, readonly number[]> {
  const text = footerValue(file, MENTIONS) ?? ''
  return new Map(
    text
      .split(' ')
      .filter(Boolean)
      .map((entry) => {
        const [message = '', ids = ''] = entry.split('=')
        return [message, ids.split(',').map(Number)]
      }),
  )
}

/** From the last bytes of a Parquet object; undefined when its footer is unreadable or does not say. */
export function sourceIn(tail: Uint8Array): Source | undefined {
  const entry = footerValue(tail, SOURCE)
  return entry === undefined
    ? undefined
    : {
        digest: digestIn(entry),
        names: footerValue(tail, NAMES),
        rewritten: footerValue(tail, REWRITTEN) ?? '',
      }
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
 * is ever overwritten with different content but by an erasure, which leaves a mark (`rewriting`).
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
  return hash.update(`${zone.name} ${form} ${words().version} ${RULES} sealed
`)
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
  // An object not named by its update cannot simply be added: it may repeat what is already there. Of imported history,
  // only reading all of it tells which version of a message wins.
  if (since.some(isImportKey)) return undefined
  return encodeNames(since.map((key) => key.slice(prefix.length))) === undefined ? undefined : since
}
