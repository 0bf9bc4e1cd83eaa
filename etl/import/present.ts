import { enrichedKey, isImportKey } from '../lake/keys.ts'
import { fields, integer, type Update } from '../lake/update.ts'
import { listDay, listDays } from '../listing.ts'
import { readMessageIds } from '../parquet-read.ts'
import { isDayStale, type PlanDeps } from '../plan.ts'
import { readObjects } from '../read.ts'

/** Days whose messages are remembered: exports are in order of time, mostly. */
const DAYS = 2

/** Which messages the lake had before an import. */
export interface Present {
  /** Undefined for a day without messages. */
  on(date: string): Promise<Messages> | undefined
}

/** `isOurs`: whether an object was written by this import. */
export async function createPresent(
  deps: PlanDeps,
  isOurs: (key: string) => boolean,
): Promise<Present> {
  const days = new Set([...(await listDays(deps.raw)), ...(await listDays(deps.enriched))])
  const known = new Map<string, Promise<Messages>>()
  return {
    on(date) {
      if (!days.has(date)) return undefined
      let messages = known.get(date)
      if (!messages) {
        const [oldest] = known.keys()
        if (known.size >= DAYS && oldest !== undefined) known.delete(oldest)
        messages = messagesOf(deps, date, isOurs)
        known.set(date, messages)
      }
      return messages
    },
  }
}

/** Message ids by chat. */
export type Messages = ReadonlyMap<number, ReadonlySet<number>>

async function messagesOf(
  deps: PlanDeps,
  date: string,
  isOurs: (key: string) => boolean,
): Promise<Messages> {
  const messages = new Map<number, Set<number>>()
  function add(chatId: number, messageId: number): void {
    const ids = messages.get(chatId) ?? new Set()
    messages.set(chatId, ids.add(messageId))
  }
  const file = await deps.enriched.get(enrichedKey(date))
  if (file) for (const [chatId, messageId] of await readMessageIds(file)) add(chatId, messageId)
  if (file && !(await isDayStale(deps, date))) return messages
  const keys = (await listDay(deps.raw, date)).filter((key) => !(isImportKey(key) && isOurs(key)))
  for await (const { updates } of readObjects(deps.raw, keys)) {
    for (const update of updates) {
      const [chatId, messageId] = messageIn(update)
      if (chatId !== undefined && messageId !== undefined) add(chatId, messageId)
    }
  }
  return messages
}

function messageIn(update: Update): [number | undefined, number | undefined] {
  const { message, edited_message, channel_post, edited_channel_post } = update
  const said = [message, edited_message, channel_post, edited_channel_post]
    .map(fields)
    .find(Boolean)
  return [integer(fields(said?.chat)?.id), integer(said?.message_id)]
}
