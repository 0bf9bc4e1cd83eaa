import type { Api } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'

import type { ObjectStore, Stores } from '../../etl/lake/store.ts'
import { occasionOf, parseUpdate } from '../../etl/lake/update.ts'
import { lastDay, lastKeys, listDays } from '../../etl/listing.ts'

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

/** How many updates per day, and how many days, are searched for the last message. */
const MAX_KEYS = 500
const MAX_DAYS = 30

/** Searches back from the latest update for a new message of the chat. */
async function lastMessageAt(
  raw: ObjectStore,
  chatIds: readonly number[],
): Promise<number | undefined> {
  for (const day of (await listDays(raw)).reverse().slice(0, MAX_DAYS)) {
    for (const key of (await lastKeys(raw, day, MAX_KEYS)).reverse()) {
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
