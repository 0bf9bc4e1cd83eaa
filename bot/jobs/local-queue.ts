import type { Log } from '../../etl/log.ts'
import type { Job } from './job.ts'

/** Hands work over, so that a webhook can be answered before it is done. */
export interface JobQueue {
  /** Resolves when the job is taken; it may be delivered to the worker more than once. */
  send(job: Job): Promise<void>
}

export interface LocalQueue extends JobQueue {
  /** Resolves when nothing is waiting or being worked on. */
  idle(): Promise<void>
}

export interface LocalQueueDeps {
  /** What it resolves to does not matter: no job is delivered again. */
  work(job: Job): Promise<unknown>
  readonly log: Log
}

/** A queue in this process. What a job throws is logged: nobody is there to catch it. */
export function localQueue({ work, log }: LocalQueueDeps): LocalQueue {
  const running = new Set<Promise<void>>()

  async function run(job: Job): Promise<void> {
    try {
      await work(job)
    } catch (error) {
      log.error({
        event: 'job_failed',
        kind: job.kind,
        update_id: job.update_id,
        reason: (error as Error).message,
      })
    }
  }

  return {
    async send(job) {
      const done = run(job).finally(() => running.delete(done))
      running.add(done)
    },
    async idle() {
      while (running.size > 0) await Promise.all(running)
    },
  }
}
