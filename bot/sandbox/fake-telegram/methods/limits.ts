import { tooManyRequests } from '../group/errors.ts'
import type { BotRecord, ChatRecord } from '../group/state.ts'

const MINUTE = 60_000

export interface GroupLimits {
  /** Messages that a bot may send to one group in a minute; default 20. */
  readonly messages: number
  /** Edits of its messages in one group in a minute; default 20. */
  readonly edits: number
}

/** Telegram's own figures. */
export const usualLimits: GroupLimits = { messages: 20, edits: 20 }

export interface Limiter {
  /** Counts one, or throws 429 with the seconds until there is room again. */
  take(kind: keyof GroupLimits, bot: BotRecord, chat: ChatRecord): void
}

/** Counts per bot, group and kind over the last minute; `false` switches it off. */
export function groupLimiter(limits: GroupLimits | false, now: () => Date): Limiter {
  const taken = new Map<string, number[]>()
  return {
    take(kind, bot, chat) {
      if (!limits || chat.type === 'private' || chat.type === 'channel') return
      const key = `${kind} ${bot.user_id} ${chat.key}`
      const time = now().getTime()
      const recent = (taken.get(key) ?? []).filter((at) => at > time - MINUTE)
      const oldest = recent[recent.length - limits[kind]]
      if (oldest !== undefined) {
        throw tooManyRequests(Math.max(1, Math.ceil((oldest + MINUTE - time) / 1000)))
      }
      taken.set(key, [...recent, time])
    },
  }
}
