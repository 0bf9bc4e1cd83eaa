import { NOTICES_PREFIX } from '../../etl/lake/keys.ts'
import type { ObjectStore } from '../../etl/lake/store.ts'
import type { Log } from '../../etl/log.ts'
import type { Chats } from '../archive/chats.ts'
import type { Texts } from '../i18n.ts'
import { says } from '../jobs/mark.ts'
import type { PrivacyWords } from '../privacy-words.ts'
import { noticeText } from './privacy-text.ts'
import type { Sender } from './send.ts'

export interface NoticeDeps {
  readonly state: ObjectStore
  readonly sender: Pick<Sender, 'sendText'>
  readonly chats: Pick<Chats, 'idsOf' | 'has'>
  readonly texts: Texts
  readonly words: PrivacyWords
  readonly log: Log
}

/** Tells a group that it is archived, unless it has been told. Never throws. */
export type GiveNotice = (chatId: number) => Promise<void>

const CLAIMED = Buffer.from('claimed')
/** It could not be sent, so it is due again. */
const FAILED = Buffer.from('failed')

/**
 * Tells each group once, across all processes and under all ids that it has had. Where the notice could not be sent, the
 * next process tries again. Without somebody to ask, as in the sandbox, no notice is given.
 */
export function createNotice(deps: NoticeDeps): GiveNotice {
  const { state, sender, chats, texts, words, log } = deps

  /** Whether the caller has to give it, and nobody else. */
  async function isDue(chatId: number): Promise<boolean> {
    for (const former of await chats.idsOf(chatId)) {
      if (former !== chatId && (await state.get(keyOf(former)))) return false
    }
    const key = keyOf(chatId)
    if (await state.putIfAbsent(key, CLAIMED)) return true
    if (!(await says(state, key, FAILED))) return false
    await state.put(key, CLAIMED)
    return true
  }

  return async (chatId) => {
    if (words.contact === undefined) return
    try {
      if (!(await chats.has(chatId)) || !(await isDue(chatId))) return
      try {
        await sender.sendText(
          { chat_id: chatId, chat_type: 'supergroup' },
          { text: noticeText(texts, words) },
        )
        log.debug({ event: 'notice_given', chat_id: chatId })
      } catch (error) {
        await state.put(keyOf(chatId), FAILED)
        throw error
      }
    } catch (error) {
      log.warn({ event: 'notice_not_given', chat_id: chatId, reason: (error as Error).message })
    }
  }
}

const keyOf = (chatId: number) => `${NOTICES_PREFIX}${chatId}`
