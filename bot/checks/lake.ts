import { DAYS_BACK } from '../../etl/backfill.ts'
import { flatten } from '../../etl/flatten.ts'
import { QUARANTINE_PREFIX } from '../../etl/lake/keys.ts'
import type { ObjectStore, Stores } from '../../etl/lake/store.ts'
import { addDays, type TimeZone } from '../../etl/lake/time-zone.ts'
import { occasionOf, parseUpdate } from '../../etl/lake/update.ts'
import { lastKeys, listDay, listDays } from '../../etl/listing.ts'
import { compactedUpTo, planDayWithin, type PlanDeps } from '../../etl/plan.ts'
import { faultOf, surveyDays } from '../../etl/survey.ts'
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

/** The nightly run has been by then, and ended or failed. */
const NIGHT_SECONDS = 3 * 60 * 60

/** An object that is this old has been there for a nightly run. */
const MISSED_SECONDS = 27 * 60 * 60

/** Larger days take too long to list while somebody waits. */
const MAX_LISTED = 20_000

/**
 * How far compaction has come, and the days up to yesterday that the nightly run has not compacted: they have messages and
 * no Parquet object, or (in the last week) one that lacks some of them.
 */
export async function checkCompaction(
  { raw, enriched }: Stores,
  { zone, now }: { readonly zone: TimeZone; readonly now: number },
): Promise<Check> {
  const lake = { raw, enriched, zone }
  const compacted = new Set(await listDays(enriched))
  // Yesterday is compacted in the night, today when a report asks for it.
  const first = addDays(zone.date(now), -DAYS_BACK)
  const last = addDays(zone.date(now - NIGHT_SECONDS), -1)
  const missing: string[] = []
  for (const day of (await listDays(raw)).filter((each) => each <= last)) {
    const isMissed = compacted.has(day)
      ? day >= first && (await isPartlyMissed(lake, day, now))
      : await hasMessages(raw, day, zone)
    if (isMissed) missing.push(day)
  }
  const [since] = missing
  if (since !== undefined) {
    const until = missing.at(-1) ?? since
    return wrong('check-compaction-missing', { count: missing.length, since, until })
  }
  const day = [...compacted].sort().at(-1)
  if (day === undefined) return ok('check-compaction-nothing')
  return ok('check-compaction-ok', { day: { day } })
}

/** Whether objects that were there for a nightly run are not in the day's Parquet object. */
async function isPartlyMissed(lake: PlanDeps, day: string, now: number): Promise<boolean> {
  const plan = await planDayWithin(lake, day, MAX_LISTED, { isIncremental: true }).catch(() => null)
  // What cannot be looked at cannot be compacted either.
  if (plan === null) return true
  if (!plan?.isStale) return false
  if ((await compactedUpTo(lake, day).catch(() => 0)) !== undefined) return true
  for (const key of plan.unread.slice(0, PEEKED_KEYS)) {
    const writtenAt = await lake.raw.writtenAt(key)
    if (writtenAt === undefined || now - writtenAt > MISSED_SECONDS) {
      return plan.unread.length < plan.keys.length
    }
  }
  return false
}

/** A day of reactions and the like only has no rows. */
const PEEKED_KEYS = 100

/** An object that cannot be read may be one. */
async function hasMessages(raw: ObjectStore, day: string, zone: TimeZone): Promise<boolean> {
  try {
    for (const key of await listDay(raw, day, PEEKED_KEYS)) {
      if (key.includes('/import-')) return true
      const body = await raw.get(key)
      if (body === undefined || isRow(body, zone)) return true
    }
    return false
  } catch {
    return true
  }
}

function isRow(body: Uint8Array, zone: TimeZone): boolean {
  try {
    return flatten(parseUpdate(Buffer.from(body).toString()), zone) !== undefined
  } catch {
    return false
  }
}

/** Whether the Parquet object of every day is as it was written. Reads all of them. */
export async function checkDamage(stores: Stores): Promise<Check> {
  const days = await surveyDays(stores, { look: 'whole' })
  const checked = days.filter(({ state }) => state !== 'missing').length
  // Days without any object are the check of the compaction's.
  const damaged = days.filter((day) => {
    const fault = faultOf(day)
    return fault !== undefined && fault !== 'missing'
  })
  if (damaged.length === 0) return ok('check-damage-none', { checked })
  const datesOf = (found: typeof days) => found.map(({ date }) => date).join(', ')
  const values = { checked, count: damaged.length, days: datesOf(damaged) }
  const lost = damaged.filter(({ hasRaw }) => !hasRaw)
  if (lost.length > 0) return wrong('check-damage-lost', { ...values, lost: datesOf(lost) })
  const [since = '', until = since] = [damaged[0]?.date, damaged.at(-1)?.date]
  return wrong('check-damage-found', { ...values, since, until })
}
