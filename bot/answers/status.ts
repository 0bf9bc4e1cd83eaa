import type { Api } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'

import { dateOfKey, dayPrefix } from '../../etl/lake/keys.ts'
import type { ObjectStore } from '../../etl/lake/store.ts'
import { occasionOf, parseUpdate } from '../../etl/lake/update.ts'
import type { Stores } from '../../etl/lake/open-stores.ts'

/** How far the lake is, from what lies in it: right also after a restart and in another process. */
export interface LakeStatus {
  /** When the last stored message of the chat was sent, in unix seconds. */
  readonly lastMessageAt: number | undefined
  /** The last day that has a Parquet object. */
  readonly lastCompactedDay: string | undefined
}

/** `chatIds` are the ids of one chat: the one that it has, and those from before migrations. */
export async function lakeStatus(
  { raw, enriched }: Stores,
  chatIds: readonly number[],
): Promise<LakeStatus> {
  return {
    lastMessageAt: await lastMessageAt(raw, chatIds),
    lastCompactedDay: await lastDay(enriched),
  }
}

/** The last day that has objects in a store. */
export async function lastDay(store: ObjectStore): Promise<string | undefined> {
  let last: string | undefined
  for await (const prefix of store.prefixes('telegram/')) last = dateOfKey(prefix) ?? last
  return last
}

/** The first day that has objects in a store. */
export async function firstDay(store: ObjectStore): Promise<string | undefined> {
  for await (const prefix of store.prefixes('telegram/')) {
    const day = dateOfKey(prefix)
    if (day !== undefined) return day
  }
  return undefined
}

/** The last key of a day. Update ids count up, so it names its latest update. */
export async function lastKey(store: ObjectStore, day: string): Promise<string | undefined> {
  return (await lastKeys(store, day)).at(-1)
}

/** Of the updates that Telegram delivered on a day, the keys of the last ones, in order. */
async function lastKeys(store: ObjectStore, day: string): Promise<string[]> {
  let keys: string[] = []
  for await (const key of store.list(dayPrefix(day))) {
    if (!/\/\d+[^/]*\.json$/.test(key)) continue
    keys.push(key)
    if (keys.length > 2 * MOST_KEYS) keys = keys.slice(-MOST_KEYS)
  }
  return keys.slice(-MOST_KEYS)
}

/** How many updates are looked through for the last message, and on how many days. */
const MOST_KEYS = 500
const MOST_DAYS = 30

/** Goes back from the latest update to one that is a new message of the chat. */
async function lastMessageAt(
  raw: ObjectStore,
  chatIds: readonly number[],
): Promise<number | undefined> {
  const days: string[] = []
  for await (const prefix of raw.prefixes('telegram/')) days.push(dateOfKey(prefix) ?? '')
  for (const day of days.filter(Boolean).reverse().slice(0, MOST_DAYS)) {
    const keys = await lastKeys(raw, day)
    for (const key of keys.reverse()) {
      const sentAt = sentAtOf(await raw.get(key), chatIds)
      if (sentAt !== undefined) return sentAt
    }
  }
  return undefined
}

/** Undefined for what is no new message of the chat, or nothing that can be read. */
function sentAtOf(body: Uint8Array | undefined, chatIds: readonly number[]): number | undefined {
  if (!body) return undefined
  try {
    const { kind, chatId, date } = occasionOf(parseUpdate(Buffer.from(body).toString()))
    const isMessage = kind === 'message' || kind === 'channel_post'
    return isMessage && chatId !== undefined && chatIds.includes(chatId) ? date : undefined
  } catch {
    return undefined
  }
}

/** Why the bot may not hear everything that is said in a group, and how deliveries go. */
export interface DeliveryStatus {
  /** Privacy mode is off, or the bot is an administrator: it gets every message. */
  readonly hearsEverything: boolean
  readonly isAdministrator: boolean
  readonly pendingUpdates: number
  readonly lastError: { readonly message: string; readonly at: number } | undefined
}

export async function deliveryStatus(
  api: Pick<Api, 'getMe' | 'getChatMember' | 'getWebhookInfo'>,
  chatId: number,
): Promise<DeliveryStatus> {
  const me: UserFromGetMe = await api.getMe()
  const [member, webhook] = await Promise.all([
    api.getChatMember(chatId, me.id),
    api.getWebhookInfo(),
  ])
  const isAdministrator = member.status === 'administrator'
  return {
    hearsEverything: me.can_read_all_group_messages || isAdministrator,
    isAdministrator,
    pendingUpdates: webhook.pending_update_count,
    lastError:
      webhook.last_error_message === undefined || webhook.last_error_date === undefined
        ? undefined
        : { message: webhook.last_error_message, at: webhook.last_error_date },
  }
}
