import type { Api } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'

import { dateOfKey, dayPrefix } from '../etl/lake/keys.ts'
import type { ObjectStore } from '../etl/lake/store.ts'
import { occasionOf, parseUpdate } from '../etl/lake/update.ts'
import type { Stores } from './stores.ts'

/** How far the archive is, from what lies in the lake: right also after a restart and in another process. */
export interface LakeStatus {
  /** Of the last stored update of these chats, in unix seconds. */
  readonly lastArchivedAt: number | undefined
  /** The last day that has a Parquet object. */
  readonly lastCompactedDay: string | undefined
}

export async function lakeStatus({ raw, enriched }: Stores): Promise<LakeStatus> {
  return {
    lastArchivedAt: await lastArchivedAt(raw),
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
  let last: string | undefined
  for await (const key of store.list(dayPrefix(day))) if (/\/\d+[^/]*\.json$/.test(key)) last = key
  return last
}

async function lastArchivedAt(raw: ObjectStore): Promise<number | undefined> {
  const day = await lastDay(raw)
  const key = day === undefined ? undefined : await lastKey(raw, day)
  const body = key === undefined ? undefined : await raw.get(key)
  if (!body) return undefined
  try {
    return occasionOf(parseUpdate(Buffer.from(body).toString())).date
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
