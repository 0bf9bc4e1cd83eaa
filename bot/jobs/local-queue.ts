import type { Log } from '../../etl/log.ts'
import type { Job } from './job.ts'
import type { JobQueue } from './queue.ts'

export interface LocalQueue extends JobQueue {
  /** Resolves when no job is waiting or running. */
  idle(): Promise<void>
}

export interface LocalQueueDeps {
  /** Its result is ignored: no job is delivered again. */
  work(job: Job): Promise<unknown>
  readonly log: Log
}

/** A queue in this process. Errors of jobs are logged, since no caller could catch them. */
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
