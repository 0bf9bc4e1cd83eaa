import type { Api } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'

import { dateOfKey, dayPrefix } from '../../etl/lake/keys.ts'
import type { ObjectStore } from '../../etl/lake/store.ts'
import { occasionOf, parseUpdate } from '../../etl/lake/update.ts'
import type { Stores } from '../../etl/lake/open-stores.ts'

/** How far the lake has come, read from the stores: also right after a restart and in another process. */
export interface LakeStatus {
  /** When the last stored message of the chat was sent, in unix seconds. */
  readonly lastMessageAt: number | undefined
  /** The last day that has a Parquet object. */
  readonly lastCompactedDay: string | undefined
}

/** `chatIds` are all ids of one chat: its current one and those from before migrations. */
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

/** The last key of a day. Update ids count up, so this is its latest update. */
export async function lastKey(store: ObjectStore, day: string): Promise<string | undefined> {
  return (await lastKeys(store, day)).at(-1)
}

/** The keys of the last updates that Telegram delivered on a day, in order. */
async function lastKeys(store: ObjectStore, day: string): Promise<string[]> {
  let keys: string[] = []
  for await (const key of store.list(dayPrefix(day))) {
    if (!/\/\d+[^/]*\.json$/.test(key)) continue
    keys.push(key)
    if (keys.length > 2 * MAX_KEYS) keys = keys.slice(-MAX_KEYS)
  }
  return keys.slice(-MAX_KEYS)
}

/** How many updates per day, and how many days, are searched for the last message. */
const MAX_KEYS = 500
const MAX_DAYS = 30

/** Searches back from the latest update for a new message of the chat. */
async function lastMessageAt(
  raw: ObjectStore,
  chatIds: readonly number[],
): Promise<number | undefined> {
  const days: string[] = []
  for await (const prefix of raw.prefixes('telegram/')) days.push(dateOfKey(prefix) ?? '')
  for (const day of days.filter(Boolean).reverse().slice(0, MAX_DAYS)) {
    const keys = await lastKeys(raw, day)
    for (const key of keys.reverse()) {
      const sentAt = sentAtOf(await raw.get(key), chatIds)
      if (sentAt !== undefined) return sentAt
    }
  }
  return undefined
}

/** Undefined unless it is a readable new message of the chat. */
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

/** Whether the bot gets every message of a group, and how deliveries are going. */
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
