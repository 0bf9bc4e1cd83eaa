import { Composer } from 'grammy'

import type { BotContext } from '../context.ts'
import { jobOf } from '../jobs.ts'
import type { JobQueue } from '../queue.ts'

/** Hands what an update asks for to the worker, so that the delivery is answered at once. */
export function jobsFeature({ queue }: { readonly queue: JobQueue }): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(async ({ update, me, isArchived = false }) => {
    const job = jobOf(update, me, isArchived)
    if (job) await queue.send(job)
  })
  return composer
}
