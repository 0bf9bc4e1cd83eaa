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
}

export function createGroups({ api, access, chats }: GroupsDeps): Groups {
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
    async mayAskAbout({ chat_id, chat_type }, asker) {
      const candidates = chat_type === 'private' ? await chats.current() : [chat_id]
      const answers = await Promise.all(candidates.map((chatId) => access.mayAsk(chatId, asker)))
      return candidates.filter((_, index) => answers[index])
    },

    titled: async (chatIds) => (await Promise.all(chatIds.map(group))).flat(),

    async currentId(chatId) {
      for (const current of await chats.current())
        if ((await chats.idsOf(current)).includes(chatId)) return current
      return chatId
    },
  }
}
