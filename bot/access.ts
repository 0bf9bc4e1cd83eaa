import { GrammyError, type Api } from 'grammy'

import type { Asker } from './jobs.ts'

/** Telegram's answer about a person counts this long, unless their rights change meanwhile. */
const REMEMBERED_MILLISECONDS = 60_000

export interface AccessDeps {
  readonly api: Pick<Api, 'getChatMember'>
  /** People who may always ask. */
  readonly adminIds: readonly number[]
  now(): number
}

/** Who may ask for reports. */
export interface Access {
  /** Whether this person is an administrator of the chat (or is one of the configured ones). */
  mayAsk(chatId: number, asker: Asker): Promise<boolean>
  /** Somebody's rights in a chat changed. */
  forget(chatId: number, userId: number): void
}

export function createAccess({ api, adminIds, now }: AccessDeps): Access {
  const remembered = new Map<string, { isAdmin: boolean; until: number }>()

  async function isAdmin(chatId: number, userId: number): Promise<boolean> {
    const key = `${chatId}/${userId}`
    const known = remembered.get(key)
    if (known && known.until > now()) return known.isAdmin
    const answer = await askTelegram(api, chatId, userId)
    if (remembered.size > 10_000) remembered.clear()
    remembered.set(key, { isAdmin: answer, until: now() + REMEMBERED_MILLISECONDS })
    return answer
  }

  return {
    async mayAsk(chatId, { user_id, sender_chat_id }) {
      // An anonymous administrator speaks as the group itself; any other chat that speaks is a channel.
      if (sender_chat_id !== undefined) return sender_chat_id === chatId
      return adminIds.includes(user_id) || isAdmin(chatId, user_id)
    },
    forget(chatId, userId) {
      remembered.delete(`${chatId}/${userId}`)
    },
  }
}

/** Telegram refuses to answer about people who were never there. */
async function askTelegram(
  api: AccessDeps['api'],
  chatId: number,
  userId: number,
): Promise<boolean> {
  try {
    const { status } = await api.getChatMember(chatId, userId)
    return status === 'creator' || status === 'administrator'
  } catch (error) {
    if (error instanceof GrammyError && error.error_code === 400) return false
    throw error
  }
}
