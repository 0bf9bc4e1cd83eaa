import type { Context } from 'grammy'

/** grammY's context, and what the archive found out about the update. */
export interface BotContext extends Context {
  /** Whether the update belongs to an archived chat. */
  isArchived?: boolean
}
