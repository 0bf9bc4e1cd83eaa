import pMap from 'p-map'

import { enrichedKey } from '../lake/keys.ts'
import type { ObjectStore } from '../lake/store.ts'
import { listDays } from '../listing.ts'
import { rowsOf } from './rewrite-day.ts'

/** What a lake says of a person. */
export interface Known {
  /** As people see them: first and last name, all that there were. */
  readonly names: readonly string[]
  readonly usernames: readonly string[]
  readonly messages: number
  readonly days: number
}

/** Whole Parquet objects are in memory. */
const CONCURRENCY = 2

/** Looks through the rows of all days. */
export async function knownAs(
  enriched: ObjectStore,
  { userId, chatId }: { readonly userId: number; readonly chatId?: number },
): Promise<Known> {
  const names = new Set<string>()
  const usernames = new Set<string>()
  let messages = 0
  let days = 0
  await pMap(
    await listDays(enriched),
    async (date) => {
      const file = await enriched.get(enrichedKey(date))
      if (!file) return
      let here = 0
      for await (const row of rowsOf(file)) {
        if (row.user_id !== userId && row.sender_id !== userId) continue
        if (chatId !== undefined && row.chat_id !== chatId) continue
        here += 1
        if (row.sender_id === userId && row.sender_name) names.add(row.sender_name)
        if (row.user_id === userId && row.user_username) usernames.add(row.user_username)
      }
      messages += here
      if (here > 0) days += 1
    },
    { concurrency: CONCURRENCY },
  )
  return { names: [...names], usernames: [...usernames], messages, days }
}
