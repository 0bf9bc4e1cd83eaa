import type { Api } from 'grammy'

import type { Access } from '../access.ts'
import type { Asker, Place } from '../jobs.ts'

/** Which archived groups a person may ask about. */
export interface Groups {
  /** In a group, that group; in a private chat every archived group whose administrator the person is. */
  mayAskAbout(place: Place, asker: Asker): Promise<number[]>
  titles(chatIds: readonly number[]): Promise<{ readonly id: number; readonly title: string }[]>
}

export interface GroupsDeps {
  readonly api: Pick<Api, 'getChat'>
  readonly access: Access
  /** The archived groups, each by the id that it has now. */
  archived(): Promise<number[]>
}

export function createGroups({ api, access, archived }: GroupsDeps): Groups {
  return {
    async mayAskAbout({ chat_id, chat_type }, asker) {
      const candidates = chat_type === 'private' ? await archived() : [chat_id]
      const answers = await Promise.all(candidates.map((chatId) => access.mayAsk(chatId, asker)))
      return candidates.filter((_, index) => answers[index])
    },

    async titles(chatIds) {
      return Promise.all(
        chatIds.map(async (id) => {
          const { title } = await api.getChat(id)
          return { id, title: title ?? String(id) }
        }),
      )
    },
  }
}
