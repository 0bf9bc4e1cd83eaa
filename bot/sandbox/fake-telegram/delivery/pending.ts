import type { BotRecord, PendingUpdate } from '../group/state.ts'

/** What still waits for the bot; what is past its time is dropped here, as at Telegram. */
export function pendingUpdates(bot: BotRecord, nowSeconds: number): readonly PendingUpdate[] {
  if (bot.updates.some(({ expires_at }) => expires_at < nowSeconds)) {
    bot.updates = bot.updates.filter(({ expires_at }) => expires_at >= nowSeconds)
  }
  return bot.updates
}

/** The update as getUpdates returns it. */
export function updateOf({ update_id, kind, payload }: PendingUpdate) {
  return { update_id, [kind]: payload }
}

/** The body of a delivery: Telegram puts a line break behind the id. */
export function updateBody({ update_id, kind, payload }: PendingUpdate): string {
  return `{"update_id":${update_id},\n"${kind}":${JSON.stringify(payload)}}`
}
