import { setTimeout as sleep } from 'node:timers/promises'

import type { Api } from 'grammy'

import type { Age, StartAge } from '../../etl/age.ts'
import { isHearing } from '../checks/group.ts'

/** How long Telegram's answer about a chat is reused. */
const REMEMBERED_MILLISECONDS = 60_000

/** A report does not wait longer than this for it. */
const PATIENCE_MILLISECONDS = 2_000

export interface HearingDeps {
  readonly api: Pick<Api, 'getMe' | 'getChatMember'>
  readonly startAge: StartAge
}

/** Whether the bot misses messages of a chat: privacy mode is on, and it is no administrator. False when Telegram does not say so soon. */
export type IsDeaf = (chatId: number) => Promise<boolean>

export function createHearing({ api, startAge }: HearingDeps): IsDeaf {
  const remembered = new Map<number, { isDeaf: boolean; age: Age }>()

  async function ask(chatId: number): Promise<boolean> {
    try {
      const me = await api.getMe()
      const isDeaf = !isHearing(me, await api.getChatMember(chatId, me.id))
      remembered.set(chatId, { isDeaf, age: startAge() })
      return isDeaf
    } catch {
      return false
    }
  }

  return async (chatId) => {
    const known = remembered.get(chatId)
    if (known && known.age() < REMEMBERED_MILLISECONDS) return known.isDeaf
    const patience = sleep(PATIENCE_MILLISECONDS, false, { ref: false })
    return Promise.race([ask(chatId), patience])
  }
}
