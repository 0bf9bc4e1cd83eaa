import { asHtml } from '../html.ts'
import type { Texts } from '../i18n.ts'
import type { CommandJob, DocumentJob } from '../jobs/job.ts'
import type { Once } from '../jobs/once.ts'
import { replyTo } from '../jobs/target.ts'
import type { Act } from '../jobs/turns.ts'
import type { Sender } from './send.ts'

export interface RefusalDeps {
  readonly sender: Sender
  readonly texts: Texts
  readonly once: Once
}

/** Says no to somebody who may not ask; undefined when they have been told before. */
export type Refuse = (job: CommandJob | DocumentJob) => Promise<Act | undefined>

export function createRefusal({ sender, texts, once }: RefusalDeps): Refuse {
  return async (job) => {
    const asker = job.sender_chat_id ?? job.user_id
    if (!(await once.ever(`refused/${job.chat_id}/${asker}`))) return undefined
    const text = texts.text(job.chat_type === 'private' ? 'refused-in-private' : 'refused')
    const act = async () => {
      await sender.sendText(replyTo(job), { text: asHtml(text) })
    }
    return Object.assign(act, { isRefusal: true })
  }
}
