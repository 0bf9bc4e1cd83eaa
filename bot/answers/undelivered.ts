import { UNDELIVERED_PREFIX } from '../../etl/lake/keys.ts'
import type { ObjectStore } from '../../etl/lake/store.ts'
import { warning, type Check } from '../checks/check.ts'

/** Somebody may still wonder why nothing came. */
const RECENT_SECONDS = 24 * 3600

/** The last answer of each group that no way led to, kept in the lake: `/status` may run in another process. */
export interface Undelivered {
  note(chatId: number, reason: string): Promise<void>
  /** A warning when one of these chats missed an answer within a day. */
  check(chatIds: readonly number[]): Promise<Check[]>
}

/** `now` is unix seconds. */
export function createUndelivered(state: ObjectStore, now: () => number): Undelivered {
  async function last(chatId: number): Promise<{ at: number; reason: string } | undefined> {
    const body = await state.get(`${UNDELIVERED_PREFIX}${chatId}`)
    return body && (JSON.parse(Buffer.from(body).toString()) as { at: number; reason: string })
  }

  return {
    note: (chatId, reason) =>
      state.put(
        `${UNDELIVERED_PREFIX}${chatId}`,
        Buffer.from(JSON.stringify({ at: now(), reason })),
      ),
    async check(chatIds) {
      const found = await Promise.all(chatIds.map(last))
      return found
        .filter((each) => each !== undefined)
        .filter(({ at }) => now() - at < RECENT_SECONDS)
        .map(({ at, reason }) => warning('check-answers-undelivered', { time: { at }, reason }))
    },
  }
}
