import type { Log } from '../../etl/log.ts'
import { currentRegistry, forgetRegistry } from '../../etl/privacy/privacy.ts'
import { redact } from '../../etl/privacy/redact.ts'
import { redactStored } from '../../etl/privacy/stored.ts'
import { rawKey, takenRawKey } from '../../etl/lake/keys.ts'
import { isSameJson } from '../../etl/lake/json.ts'
import type { ObjectStore } from '../../etl/lake/store.ts'
import type { TimeZone } from '../../etl/lake/time-zone.ts'
import { occasionOf, type Update } from '../../etl/lake/update.ts'

export interface ArchiveDeps {
  readonly raw: ObjectStore
  readonly zone: TimeZone
  readonly chats: Admission
  readonly log: Log
  /** An update of an archived chat is not stored, since the people in it chose so. */
  onWithheld?(): void
}

/** Which updates are stored. */
export interface Admission {
  /** See `Chats`. */
  isArchived(update: Update, chatId: number): Promise<boolean | 'perhaps'>
  hold(chatId: number, key: string, body: Uint8Array): Promise<Archived>
}

export type Archived =
  | {
      readonly key: string
      /** False when the same update was already there. */
      readonly stored: boolean
      /** It gets this key once its chat is known to be the successor of an archived group. */
      readonly isHeld?: boolean
    }
  | undefined

/**
 * Stores an update of an archived chat, as far as the people in it allow, and resolves once it is on disk; undefined for
 * other chats, and for what was erased. `received` is its JSON as it arrived, which is kept to the last digit.
 * @throws Error when it cannot be stored.
 */
export async function archive(
  { raw, zone, chats, log, onWithheld }: ArchiveDeps,
  update: Update,
  received: string,
): Promise<Archived> {
  const { chatId, kind } = occasionOf(update)
  const isArchived = chatId !== undefined && (await chats.isArchived(update, chatId))
  if (!isArchived) {
    log.debug({ event: 'update_ignored', update_id: update.update_id, kind, chat_id: chatId })
    return undefined
  }
  const kept = redact(update, await currentRegistry(raw))
  if (!kept) {
    log.debug({ event: 'update_not_kept', update_id: update.update_id, kind, chat_id: chatId })
    onWithheld?.()
    return undefined
  }
  const key = rawKey(update, zone)
  const body = Buffer.from(kept === update ? oneLine(received) : JSON.stringify(kept))
  if (isArchived === 'perhaps') {
    log.info({ event: 'update_held', update_id: update.update_id, chat_id: chatId })
    return chats.hold(chatId, key, body)
  }
  const archived = await storeOnce(raw, key, body)
  if (archived.stored) {
    log.debug({ event: 'update_archived', update_id: update.update_id, key: archived.key })
  }
  return archived
}

/**
 * Stores an object that is never overwritten: if its key already holds other content, under a key derived from
 * its content as well. `stored` is false when it was already there, which counts only once it was read back.
 * @throws Error when it cannot be stored, or the store says that it is there and does not have it.
 */
export async function storeOnce(
  raw: ObjectStore,
  key: string,
  body: Uint8Array,
): Promise<NonNullable<Archived>> {
  // Delivered again, or another update with the same id.
  for (const each of [key, takenRawKey(key, body)]) {
    if (await raw.putIfAbsent(each, body)) return { key: each, stored: true }
    const present = await raw.get(each)
    if (!present)
      throw new Error(`archive: the store says that there is ${each}, but there is none`)
    if (isSame(present, body) || (await isSameByNow(raw, present, body))) {
      return { key: each, stored: false }
    }
  }
  throw new Error(`archive: ${takenRawKey(key, body)} is damaged: move it away`)
}

/** Whether both hold the same JSON value; white space and escapes may differ. */
function isSame(present: Uint8Array, body: Uint8Array): boolean {
  if (Buffer.compare(present, body) === 0) return true
  return isSameJson(Buffer.from(present).toString(), Buffer.from(body).toString())
}

/**
 * Whether both are the same once what people have chosen is taken out: one of them was stored before a choice, or by a
 * program that had not heard of it. What may not be stored any more counts as there.
 */
async function isSameByNow(
  raw: ObjectStore,
  present: Uint8Array,
  body: Uint8Array,
): Promise<boolean> {
  forgetRegistry(raw)
  const registry = await currentRegistry(raw)
  if (registry.isEmpty) return false
  const kept = redactStored(body, registry)
  const keptOfPresent = redactStored(present, registry)
  return !kept || (keptOfPresent !== undefined && isSame(keptOfPresent, kept))
}

/** In JSON, line breaks are only white space between values, so they can be removed. */
function oneLine(json: string): string {
  return json.replace(/[\r\n]+/g, '')
}
