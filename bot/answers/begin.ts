import type { Log } from '../../etl/log.ts'
import type { Once } from '../jobs/once.ts'
import type { Target } from '../jobs/target.ts'

/** Another process has answered the job: nothing may be sent for it here. */
export class AnsweredElsewhere extends Error {
  constructor(updateId: number) {
    super(`answers: another program has answered update ${updateId}`)
  }
}

/**
 * Called just before each message: marks the job whose answer begins. A store that refuses the mark does not keep the
 * answer back: at worst it is given twice.
 * @throws AnsweredElsewhere
 */
export type Begin = (target: Target) => Promise<void>

export function createBegin({
  once,
  log,
}: {
  readonly once: Pick<Once, 'answering'>
  readonly log: Log
}): Begin {
  async function isOurs(updateId: number): Promise<boolean> {
    try {
      return await once.answering(updateId)
    } catch (error) {
      const reason = (error as Error).message
      log.warn({ event: 'job_not_marked', update_id: updateId, reason })
      return true
    }
  }

  return async ({ update_id }) => {
    if (update_id !== undefined && !(await isOurs(update_id))) {
      throw new AnsweredElsewhere(update_id)
    }
  }
}
