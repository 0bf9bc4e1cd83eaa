import { EARLIER_HELD_PREFIX, HELD_PREFIX } from '../../etl/lake/keys.ts'
import type { ObjectStore } from '../../etl/lake/store.ts'
import { currentRegistry } from '../../etl/privacy/privacy.ts'
import { redactStored } from '../../etl/privacy/stored.ts'
import { storeOnce } from './archive.ts'

/**
 * What came from a chat that may be the successor of an archived group, until Telegram or both sides say so. It is
 * acknowledged, so that nothing behind it waits, and it is outside the lake's table, so that no report shows it.
 */
export interface Held {
  /** `key` is the one that it gets in the lake. */
  keep(chatId: number, key: string, body: Uint8Array): Promise<void>
  /** Moves all of a chat into the lake. What is moved twice is there once. */
  release(chatId: number): Promise<void>
}

const MOVED = new Uint8Array()

export function createHeld(raw: ObjectStore): Held {
  return {
    async keep(chatId, key, body) {
      const heldKey = `${HELD_PREFIX}${chatId}/${key}`
      if (await raw.putIfAbsent(heldKey, body)) return
      // Where it was moved from, it is in the lake, where it is kept once.
      const isMoved = (await raw.get(heldKey))?.length === 0
      await storeOnce(raw, isMoved ? key : heldKey, body)
    },
    async release(chatId) {
      for (const place of [EARLIER_HELD_PREFIX, HELD_PREFIX]) {
        const prefix = `${place}${chatId}/`
        const keys: string[] = []
        for await (const key of raw.list(prefix)) keys.push(key)
        for (const key of keys) {
          const body = await raw.get(key)
          if (!body || body.length === 0) continue
          const kept = redactStored(body, await currentRegistry(raw))
          if (kept) await storeOnce(raw, key.slice(prefix.length), kept)
          // Emptied rather than deleted: on AWS the bot has no right to delete.
          await raw.put(key, MOVED)
        }
      }
    },
  }
}
