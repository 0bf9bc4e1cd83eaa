import type { Api } from 'grammy'

import type { Log } from '../../etl/log.ts'
import type { Chats } from '../archive/chats.ts'
import { asHtml } from '../html.ts'
import type { Texts } from '../i18n.ts'
import type { UnarchivedChatJob } from '../jobs/job.ts'
import type { Once } from '../jobs/once.ts'
import type { Sender } from './send.ts'
import { findSuccessors } from './successor.ts'
import { Undelivered } from './ways.ts'

/** Whether the operator is being asked to archive the group. The bot then waits in it for the answer. */
export type Offer = (job: UnarchivedChatJob) => Promise<boolean>

export interface UnarchivedChatDeps {
  readonly api: Pick<Api, 'getChat' | 'leaveChat'>
  readonly sender: Sender
  readonly texts: Texts
  readonly once: Once
  readonly chats: Pick<Chats, 'current' | 'has' | 'isClaimed'>
  /** Default: nobody is asked. */
  readonly offer?: Offer
  readonly log: Log
}

/**
 * In a chat that is not archived: tells the person who added the bot how to have it archived. While no group is
 * archived yet this may become the first, so the bot stays; later it leaves, unless the operator is being asked. Before
 * that it looks whether this is what one of its own groups has become.
 */
export async function answerUnarchivedChat(
  deps: UnarchivedChatDeps,
  job: UnarchivedChatJob,
): Promise<void> {
  const { chat_id, added_by } = job
  // By the time the job is done, the operator may have agreed, or the group may be found to be a successor.
  await findSuccessors(deps)
  if (await deps.chats.has(chat_id)) return deps.log.info({ event: 'chat_followed', chat_id })
  if (await deps.chats.isClaimed(chat_id)) {
    return deps.log.warn({ event: 'migration_not_confirmed', chat_id })
  }
  const isOffered = (await deps.offer?.(job)) ?? false
  // Where the operator is asked, the question says it.
  deps.log[isOffered ? 'debug' : 'warn']({ event: 'chat_not_archived', chat_id, added_by })
  const isStaying = isOffered || (await deps.chats.current()).length === 0
  const key = isOffered
    ? 'strange-chat-offered'
    : isStaying
      ? 'strange-chat-waiting'
      : 'strange-chat'
  try {
    if (added_by !== undefined) await tell(deps, job, added_by, key)
  } finally {
    if (!isStaying) await deps.api.leaveChat(chat_id)
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
  key: string,
): Promise<void> {
  if (!(await once.ever(`${key}/${chat_id}/${person}`))) return
  const text = asHtml(texts.text(key, { group: title, id: String(chat_id) }))
  try {
    await sender.sendText({ chat_id: person, chat_type: 'private' }, { text })
  } catch (error) {
    if (!(error instanceof Undelivered)) throw error
    if (!is_channel) await sender.sendText({ chat_id, chat_type: 'group' }, { text })
  }
}
