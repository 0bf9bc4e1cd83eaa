import { setTimeout as sleep } from 'node:timers/promises'

import type { Api } from 'grammy'

import { isHearing } from '../checks/group.ts'

/** How long Telegram's answer about a chat is reused. */
const REMEMBERED_SECONDS = 60

/** A report does not wait longer than this for it. */
const PATIENCE_MILLISECONDS = 2_000

export interface HearingDeps {
  readonly api: Pick<Api, 'getMe' | 'getChatMember'>
  /** Unix seconds. */
  now(): number
}

/** Whether the bot misses messages of a chat: privacy mode is on, and it is no administrator. False when Telegram does not say so soon. */
export type IsDeaf = (chatId: number) => Promise<boolean>

export function createHearing({ api, now }: HearingDeps): IsDeaf {
  const remembered = new Map<number, { isDeaf: boolean; until: number }>()

  async function ask(chatId: number): Promise<boolean> {
    try {
      const me = await api.getMe()
      const isDeaf = !isHearing(me, await api.getChatMember(chatId, me.id))
      remembered.set(chatId, { isDeaf, until: now() + REMEMBERED_SECONDS })
      return isDeaf
    } catch {
      return false
    }
  }

  return async (chatId) => {
    const known = remembered.get(chatId)
    if (known && known.until > now()) return known.isDeaf
    const patience = sleep(PATIENCE_MILLISECONDS, false, { ref: false })
    return Promise.race([ask(chatId), patience])
  }
}
