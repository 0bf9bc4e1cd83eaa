import type { Job } from './job.ts'

/** Hands over work, so that a webhook can be answered before the work is done. */
export interface JobQueue {
  /** Resolves once the job is accepted; it may be delivered to the worker more than once. */
  send(job: Job): Promise<void>
}
