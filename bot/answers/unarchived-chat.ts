import { GrammyError, type Api } from 'grammy'

import type { Log } from '../../etl/log.ts'
import { asHtml } from '../html.ts'
import type { Texts } from '../i18n.ts'
import type { UnarchivedChatJob } from '../jobs/job.ts'
import type { Once } from '../jobs/once.ts'
import type { Sender } from './send.ts'

export interface UnarchivedChatDeps {
  readonly api: Pick<Api, 'leaveChat'>
  readonly sender: Sender
  readonly texts: Texts
  readonly once: Once
  readonly log: Log
}

/** In a chat that is not archived: tells the person who added the bot the chat's id, and leaves in any case. */
export async function answerUnarchivedChat(
  deps: UnarchivedChatDeps,
  job: UnarchivedChatJob,
): Promise<void> {
  const { chat_id, added_by } = job
  deps.log.warn({ event: 'chat_not_archived', chat_id, added_by })
  try {
    if (added_by !== undefined) await tell(deps, job, added_by)
  } finally {
    await deps.api.leaveChat(chat_id)
  }
}

/**
 * The id is needed to archive the group. Told once: in private if the person has ever talked to the bot, else in
 * the group; never in a channel, where others would read it.
 */
async function tell(
  { sender, texts, once }: UnarchivedChatDeps,
  { chat_id, title, is_channel }: UnarchivedChatJob,
  person: number,
): Promise<void> {
  if (!(await once.ever(`strange-chat/${chat_id}/${person}`))) return
  const text = asHtml(texts.text('strange-chat', { group: title, id: String(chat_id) }))
  try {
    await sender.sendText({ chat_id: person, chat_type: 'private' }, { text })
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error
    if (!is_channel) await sender.sendText({ chat_id, chat_type: 'group' }, { text })
  }
}
