import { flatten } from '../../etl/flatten.ts'
import { QUARANTINE_PREFIX } from '../../etl/lake/keys.ts'
import type { ObjectStore, Stores } from '../../etl/lake/store.ts'
import { addDays, type TimeZone } from '../../etl/lake/time-zone.ts'
import { occasionOf, parseUpdate } from '../../etl/lake/update.ts'
import { lastKeys, listDay, listDays } from '../../etl/listing.ts'
import { ok, warning, wrong, type Check } from './check.ts'

/** The ids of one or several chats, those from before migrations too; `all` is every chat. */
type ChatIds = readonly number[] | 'all'

/** When the last archived message of these chats was sent. */
export async function checkArchived(raw: ObjectStore, chatIds: ChatIds): Promise<Check> {
  const at = await lastMessageAt(raw, chatIds)
  if (at === undefined) return warning('check-archived-nothing')
  return ok('check-archived-ok', { time: { at } })
}

/** How many updates per day, and how many days, are searched for the last message. */
const MAX_KEYS = 500
const MAX_DAYS = 30

/** When the last stored message of the chat was sent, in unix seconds; searches back from the latest update. */
export async function lastMessageAt(
  raw: ObjectStore,
  chatIds: ChatIds,
): Promise<number | undefined> {
  for (const day of (await listDays(raw)).reverse().slice(0, MAX_DAYS)) {
    for (const key of (await lastKeys(raw, day, MAX_KEYS)).reverse()) {
      const sentAt = sentAtOf(await raw.get(key), chatIds)
      if (sentAt !== undefined) return sentAt
    }
  }
  return undefined
}

/** Undefined unless it is a readable new message of these chats. */
function sentAtOf(body: Uint8Array | undefined, chatIds: ChatIds): number | undefined {
  if (!body) return undefined
  try {
    const { kind, chatId, date } = occasionOf(parseUpdate(Buffer.from(body).toString()))
    const isMessage = kind === 'message' || kind === 'channel_post'
    const isOurs = chatIds === 'all' || (chatId !== undefined && chatIds.includes(chatId))
    return isMessage && isOurs ? date : undefined
  } catch {
    return undefined
  }
}

/** How many deliveries were set aside because they are no updates; `where` names the raw store. */
export async function checkQuarantine(raw: ObjectStore, where: string): Promise<Check> {
  let [count, first] = [0, '']
  for await (const key of raw.list(QUARANTINE_PREFIX)) {
    first ||= key
    count += 1
  }
  if (count === 0) return ok('check-quarantine-none')
  return warning('check-quarantine-some', { count, first: `${where}/${first}` })
}

/** How far compaction has come, and the days before yesterday that have messages but no Parquet object. */
export async function checkCompaction(
  { raw, enriched }: Stores,
  { zone, now }: { readonly zone: TimeZone; readonly now: number },
): Promise<Check> {
  const compacted = new Set(await listDays(enriched))
  const yesterday = addDays(zone.date(now), -1)
  const missing: string[] = []
  // Yesterday is compacted in the night, today when a report asks for it.
  for (const day of (await listDays(raw)).filter((each) => each < yesterday)) {
    if (!compacted.has(day) && (await hasMessages(raw, day, zone))) missing.push(day)
  }
  const [first] = missing
  if (first !== undefined) {
    const until = missing.at(-1) ?? first
    return wrong('check-compaction-missing', { count: missing.length, since: first, until })
  }
  const last = [...compacted].sort().at(-1)
  if (last === undefined) return ok('check-compaction-nothing')
  return ok('check-compaction-ok', { day: { day: last } })
}

/** A day of reactions and the like only has no rows. */
const PEEKED_KEYS = 100

async function hasMessages(raw: ObjectStore, day: string, zone: TimeZone): Promise<boolean> {
  for (const key of await listDay(raw, day, PEEKED_KEYS)) {
    if (key.includes('/import-')) return true
    const body = await raw.get(key)
    if (body && isRow(body, zone)) return true
  }
  return false
}

function isRow(body: Uint8Array, zone: TimeZone): boolean {
  try {
    return flatten(parseUpdate(Buffer.from(body).toString()), zone) !== undefined
  } catch {
    return false
  }
}
