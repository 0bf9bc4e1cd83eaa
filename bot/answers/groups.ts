import { GrammyError, type Api } from 'grammy'

import type { Access } from './access.ts'
import type { Chats } from '../archive/chats.ts'
import type { Asker, Place } from '../jobs/job.ts'

export interface Group {
  readonly id: number
  readonly title: string
}

/** Which archived groups a person may ask about. */
export interface Groups {
  /** In a group, that group; in a private chat, every archived group that the person administers. */
  mayAskAbout(place: Place, asker: Asker): Promise<number[]>
  /** With their titles; groups that the bot is not in are left out. */
  titled(chatIds: readonly number[]): Promise<Group[]>
  /** The current id of an archived group, which changes when it becomes a supergroup. */
  currentId(chatId: number): Promise<number>
}

export interface GroupsDeps {
  readonly api: Pick<Api, 'getChat'>
  readonly access: Access
  readonly chats: Pick<Chats, 'current' | 'idsOf'>
  /** Somebody may ask. */
  onAllowed(place: Place, asker: Asker): void
}

export function createGroups({ api, access, chats, onAllowed }: GroupsDeps): Groups {
  async function group(id: number): Promise<Group[]> {
    try {
      const { title } = await api.getChat(id)
      return [{ id, title: title ?? String(id) }]
    } catch (error) {
      if (error instanceof GrammyError && [400, 403].includes(error.error_code)) return []
      throw error
    }
  }

  return {
    async mayAskAbout(place, asker) {
      const isPrivate = place.chat_type === 'private'
      // Nobody speaks as a group in a private chat.
      if (isPrivate && asker.sender_chat_id !== undefined) return []
      const candidates = isPrivate ? await chats.current() : [place.chat_id]
      const answers = await Promise.all(candidates.map((chatId) => access.mayAsk(chatId, asker)))
      const allowed = candidates.filter((_, index) => answers[index])
      if (allowed.length > 0) onAllowed(place, asker)
      return allowed
    },

    titled: async (chatIds) => (await Promise.all(chatIds.map(group))).flat(),

    async currentId(chatId) {
      for (const current of await chats.current())
        if ((await chats.idsOf(current)).includes(chatId)) return current
      return chatId
    },
  }
}
