import { createHash } from 'node:crypto'

import { isDate, type TimeZone } from './time-zone.ts'
import { occasionOf, type Update } from './update.ts'

/** All objects of the table `telegram`, in both stores. */
export const TABLE_PREFIX = 'telegram/'

/** In the raw store, what the programs remember. */
export const STATE_PREFIX = 'state/'
/** Which groups became supergroups. */
export const MIGRATIONS_PREFIX = `${STATE_PREFIX}migrations/`
/** What one side alone says of that. */
export const CLAIMS_PREFIX = `${MIGRATIONS_PREFIX}claimed/`
/** What came from such a chat before the other side confirmed it. */
export const HELD_PREFIX = `${MIGRATIONS_PREFIX}held/`
/** Which groups the operator has agreed to archive. */
export const AGREED_PREFIX = `${STATE_PREFIX}agreed/`
/** Which groups the operator has been asked about and has not answered. */
export const OFFERS_PREFIX = `${STATE_PREFIX}offers/`
/** Which groups have been told that they are archived. */
export const NOTICES_PREFIX = `${STATE_PREFIX}notices/`
/** Which groups' answers could not be sent. */
export const UNDELIVERED_PREFIX = `${STATE_PREFIX}undelivered/`
/** Which jobs are taken or done. */
export const JOBS_PREFIX = `${STATE_PREFIX}jobs/`
/** On one machine, the jobs that are not over. */
export const OPEN_JOBS_PREFIX = `${STATE_PREFIX}open-jobs/`
/** What is done only once in a while, by month. */
export const ONCE_PREFIX = `${STATE_PREFIX}once/`
/** What people have chosen about what is kept of them. */
export const PRIVACY_PREFIX = `${STATE_PREFIX}privacy/`
/** Makes the hashes below of use to this lake alone. */
export const SALT_KEY = `${PRIVACY_PREFIX}salt.json`
/** Hashes of who opted out, and since when. */
export const OPTED_OUT_PREFIX = `${PRIVACY_PREFIX}opted-out/`
/** Hashes of what was erased, and up to when. */
export const ERASED_PREFIX = `${PRIVACY_PREFIX}erased/`
/** Erasures that were asked for and are not finished. */
export const REQUESTS_PREFIX = `${PRIVACY_PREFIX}requests/`
/** What the people who were erased are to be told. */
export const RECEIPTS_PREFIX = `${PRIVACY_PREFIX}receipts/`
/** What these hide from SQL meanwhile: the table `hidden`. */
export const HIDDEN_PREFIX = `${PRIVACY_PREFIX}hidden/`
/** By day, changed each time that raw objects of the day are rewritten or deleted. */
export const REWRITTEN_PREFIX = `${PRIVACY_PREFIX}rewritten/`
/** Hashes of the people who occur in a day's raw objects. */
export const PEOPLE_PREFIX = `${STATE_PREFIX}people/`
/** The zone that the lake's days are in. */
export const ZONE_KEY = `${STATE_PREFIX}zone`

/** In the raw store, what Telegram delivered and no program could read, by the day on which it came. */
export const QUARANTINE_PREFIX = 'quarantine/'

/** `telegram/context_date=2026-11-01/` */
export function dayPrefix(date: string): string {
  return `${TABLE_PREFIX}context_date=${date}/`
}

/** The day of a prefix or key; undefined for keys outside the table. */
export function dateOfKey(key: string): string | undefined {
  const date = /^telegram\/context_date=([^/]+)\//.exec(key)?.[1]
  return date !== undefined && isDate(date) ? date : undefined
}

/** The one Parquet object of a day. */
export function enrichedKey(date: string): string {
  return `${dayPrefix(date)}messages.parquet`
}

/** Updates without any date go to the first day of unix time. */
export const UNDATED = '1970-01-01'

/**
 * The partition of an update: the day, in the lake's zone, on which it happened. An edit belongs to the day of its
 * message.
 */
export function contextDate(update: Update, zone: TimeZone): string {
  const { date } = occasionOf(update)
  return date === undefined ? UNDATED : zone.date(date)
}

/** The key of an update. Within a lake it depends on the update alone, so a repeated delivery has the same key. */
export function rawKey(update: Update, zone: TimeZone): string {
  return `${dayPrefix(contextDate(update, zone))}${String(update.update_id).padStart(10, '0')}.json`
}

/** The key of an update whose own is taken by another update: update ids restart now and then. */
export function takenRawKey(key: string, body: Uint8Array): string {
  return key.replace(/\.json$/, `-${hashOf(body)}.json`)
}

/**
 * The key of an object whose content changes: one that tells its content's hash tells the new one, as if the new content
 * had been stored in the first place.
 */
export function rewrittenKey(key: string, before: Uint8Array, after: Uint8Array): string {
  return key.replace(hashOf(before), hashOf(after))
}

function hashOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 16)
}

/** The key of what is no update, received on the day `date`: the same for the same bytes. */
export function quarantineKey(date: string, body: Uint8Array): string {
  return `${QUARANTINE_PREFIX}${date}/${hashOf(body)}.json`
}

/**
 * The key of a message that the bot itself sent or edited: Telegram delivers no update for those, so they have no
 * update id.
 */
export function ownKey(
  message: { chat_id: number; message_id: number; date: number; edit_date?: number },
  zone: TimeZone,
): string {
  const edit = message.edit_date === undefined ? '' : `-${message.edit_date}`
  return `${dayPrefix(zone.date(message.date))}bot-${message.chat_id}-${message.message_id}${edit}.json`
}
