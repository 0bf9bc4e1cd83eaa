import type { Context } from 'grammy'

/** grammY's context, and whether the update's chat is archived. */
export interface BotContext extends Context {
  isArchived: boolean
}
