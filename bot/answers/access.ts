import { GrammyError, type Api } from 'grammy'

import type { Age, StartAge } from '../../etl/age.ts'
import type { Asker } from '../jobs/job.ts'

/** How long Telegram's answer about a person is reused, unless their rights change. */
const REMEMBERED_MILLISECONDS = 60_000

export interface AccessDeps {
  readonly api: Pick<Api, 'getChatMember' | 'getChatAdministrators'>
  /** People who may always ask. */
  readonly adminIds: readonly number[]
  readonly startAge: StartAge
}

/** Who may ask for reports. */
export interface Access {
  /** Whether this person administers the chat or is one of `adminIds`. */
  mayAsk(chatId: number, asker: Asker): Promise<boolean>
  /** Somebody's rights in a chat changed. */
  forget(chatId: number, userId: number): void
}

export function createAccess({ api, adminIds, startAge }: AccessDeps): Access {
  const remembered = new Map<string, { isAdmin: boolean; age: Age }>()
  let changes = 0

  async function isAdmin(chatId: number, userId: number): Promise<boolean> {
    const key = `${chatId}/${userId}`
    const known = remembered.get(key)
    if (known && known.age() < REMEMBERED_MILLISECONDS) return known.isAdmin
    const before = changes
    const age = startAge()
    const answer = await askTelegram(api, chatId, userId)
    // An answer requested before a change may be outdated, and the bot may join a chat without being told.
    if (answer === 'not there' || changes !== before) return answer === true
    if (remembered.size > 10_000) remembered.clear()
    remembered.set(key, { isAdmin: answer, age })
    return answer
  }

  return {
    async mayAsk(chatId, { user_id, sender_chat_id }) {
      // An anonymous administrator speaks as the group itself; any other chat that speaks is a channel.
      if (sender_chat_id !== undefined) return sender_chat_id === chatId
      return adminIds.includes(user_id) || isAdmin(chatId, user_id)
    },
    forget(chatId, userId) {
      changes += 1
      remembered.delete(`${chatId}/${userId}`)
    },
  }
}

/** Telegram's errors about people who were never in the chat. */
const UNKNOWN_PERSON = /user not found|participant|invalid user_id/i

/** `not there`: the bot itself is not in the chat, so its administrators are unknown. */
async function askTelegram(
  api: AccessDeps['api'],
  chatId: number,
  userId: number,
): Promise<boolean | 'not there'> {
  try {
    const { status } = await api.getChatMember(chatId, userId)
    return status === 'creator' || status === 'administrator'
  } catch (error) {
    if (isAbsence(error)) return 'not there'
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error
    if (/member list is inaccessible/i.test(error.description)) {
      const administrators = await api.getChatAdministrators(chatId)
      return administrators.some(({ user }) => user.id === userId)
    }
    if (UNKNOWN_PERSON.test(error.description)) return false
    throw error
  }
}

/** Telegram says that the bot is not in the chat, or that the chat does not exist. */
export function isAbsence(error: unknown): boolean {
  if (!(error instanceof GrammyError)) return false
  const { error_code, description } = error
  return error_code === 403 || (error_code === 400 && /chat not found/i.test(description))
}
