import { GrammyError, type Api } from 'grammy'

import { isBasicGroup } from '../archive/claim.ts'
import type { Chats } from '../archive/chats.ts'

export interface SuccessorDeps {
  /** Its calls follow migrations: see `followMigration`. */
  readonly api: Pick<Api, 'getChat'>
  readonly chats: Pick<Chats, 'current'>
}

/**
 * Asks Telegram about each archived group that may have become a supergroup without the bot being told. Asked where
 * nothing waits for it: at the start, and before the bot leaves a chat.
 * @throws Error when Telegram does not say.
 */
export async function findSuccessors({ api, chats }: SuccessorDeps): Promise<void> {
  for (const chatId of (await chats.current()).filter(isBasicGroup)) {
    try {
      await api.getChat(chatId)
    } catch (error) {
      // The bot is not in that group, which says nothing of any other.
      const isKnown = error instanceof GrammyError && [400, 403].includes(error.error_code)
      if (!isKnown) throw error
    }
  }
}
