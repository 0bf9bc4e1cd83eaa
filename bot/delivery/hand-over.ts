import { Composer, type Api } from 'grammy'

import type { Log } from '../../etl/log.ts'
import { replyParameters } from '../answers/send.ts'
import type { BotContext } from '../context.ts'
import { jobOf, type Job } from '../jobs/job.ts'
import type { JobQueue } from '../jobs/local-queue.ts'

export interface JobsFeatureDeps {
  readonly api: Pick<Api, 'sendMessage' | 'answerCallbackQuery'>
  readonly queue: JobQueue
  readonly log: Log
  /**
   * What whoever asked is told when the job could not be handed over. Telegram is called for it, so it is left
   * out where handling an update may not do that.
   */
  failedText?(reference: string): string
}

/** Hands what an update asks for to the worker, so that the delivery is answered at once. */
export function jobsFeature(deps: JobsFeatureDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(async ({ update, me, isArchived = false }) => {
    const job = jobOf(update, me, isArchived)
    if (!job) return
    try {
      await deps.queue.send(job)
    } catch (error) {
      // The delivery does not wait for it.
      void apologise(deps, job)
      throw error
    }
  })
  return composer
}

async function apologise({ api, log, failedText }: JobsFeatureDeps, job: Job): Promise<void> {
  if (!failedText) return
  const { kind, update_id } = job
  try {
    const text = failedText(String(update_id))
    if (kind === 'button') await api.answerCallbackQuery(job.callback_query_id, { text })
    if (kind === 'command') {
      await api.sendMessage(
        job.chat_id,
        text,
        replyParameters({ ...job, reply_to_message_id: job.message_id }),
      )
    }
  } catch (error) {
    log.error({ event: 'answer_not_sent', reference: update_id, reason: (error as Error).message })
  }
}
