import type { Transformer } from 'grammy'

import type { Log } from '../../etl/log.ts'

export interface FollowDeps {
  /** Telegram itself says that this group became that supergroup. */
  follow(from: number, to: number): Promise<void>
  readonly log: Log
}

/** When a group has become a supergroup, Telegram's error gives the new id: it is followed, and the call repeated there. */
export function followMigration({ follow, log }: FollowDeps): Transformer {
  return async (call, method, payload, signal) => {
    const response = await call(method, payload, signal)
    const to = response.ok ? undefined : response.parameters?.migrate_to_chat_id
    if (to === undefined || !('chat_id' in payload)) return response
    const from = Number(payload.chat_id)
    try {
      await follow(from, to)
    } catch (error) {
      const reason = (error as Error).message
      log.error({ event: 'migration_not_stored', chat_id: from, to, reason })
    }
    return call(method, { ...payload, chat_id: to }, signal)
  }
}
