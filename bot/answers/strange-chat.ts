import { GrammyError, type Api } from 'grammy'

import type { Log } from '../../etl/log.ts'
import { asHtml } from '../html.ts'
import type { Texts } from '../i18n.ts'
import type { StrangeChatJob } from '../jobs.ts'
import type { Once } from '../once.ts'
import type { Sender } from './send.ts'

export interface StrangeChatDeps {
  readonly api: Pick<Api, 'leaveChat'>
  readonly sender: Sender
  readonly texts: Texts
  readonly once: Once
  readonly log: Log
}

/**
 * In a group that is not archived: tells whoever added the bot the group's id, which they need to archive it,
 * and leaves. In private when the person has ever talked to the bot, else once in the group.
 */
export async function answerStrangeChat(
  { api, sender, texts, once, log }: StrangeChatDeps,
  { chat_id, title, added_by }: StrangeChatJob,
): Promise<void> {
  log.warn({ event: 'chat_not_archived', chat_id, added_by })
  if (added_by !== undefined && (await once.ever(`strange-chat/${chat_id}`))) {
    const text = asHtml(texts.text('strange-chat', { group: title, id: String(chat_id) }))
    try {
      await sender.sendText({ chat_id: added_by, chat_type: 'private' }, { text })
    } catch (error) {
      if (!(error instanceof GrammyError)) throw error
      await sender.sendText({ chat_id, chat_type: 'group' }, { text })
    }
  }
  await api.leaveChat(chat_id)
}
