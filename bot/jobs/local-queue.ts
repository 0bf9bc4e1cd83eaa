import type { Log } from '../../etl/log.ts'
import type { AwayJob, Job } from './job.ts'
import type { KeptJobs } from './kept-jobs.ts'
import { sortLeft } from './left-jobs.ts'
import type { JobQueue } from './queue.ts'

export interface LocalQueue extends JobQueue {
  /** Begins to take up what an earlier process left. */
  resume(): void
  /** Resolves when no job is waiting or running. */
  idle(): Promise<void>
}

export interface LocalQueueDeps {
  /** Its result is ignored: no job is delivered again. */
  work(job: Job | AwayJob): Promise<unknown>
  readonly kept: Pick<KeptJobs, 'keep' | 'drop' | 'left' | 'resume'>
  /** Whether somebody waits for the job, so that it must outlast this process. */
  isKept(job: Job): boolean
  /** Aborts when the program ends: what that cuts short is left to the next one (default: never). */
  readonly ended?: AbortSignal
  /** Unix seconds. */
  now(): number
  readonly log: Log
}

/** A queue in this process, whose jobs outlast it. Errors of jobs are logged, since no caller could catch them. */
export function localQueue({ work, kept, isKept, ended, now, log }: LocalQueueDeps): LocalQueue {
  const running = new Set<Promise<void>>()

  function track(work: Promise<void>): void {
    const done = work.finally(() => running.delete(done))
    running.add(done)
  }

  /** Runs the job, and then drops these. */
  function start(job: Job | AwayJob, dropped: readonly Job[] = []): void {
    track(run(job, dropped))
  }

  async function run(job: Job | AwayJob, dropped: readonly Job[]): Promise<void> {
    const { kind, update_id } = job
    try {
      await work(job)
    } catch (error) {
      log.error({ event: 'job_failed', kind, update_id, reason: (error as Error).message })
    }
    if (!ended?.aborted) await drop(dropped)
  }

  /** At worst the next process does them again. */
  async function drop(jobs: readonly Job[]): Promise<void> {
    for (const { kind, update_id } of jobs) {
      try {
        await kept.drop(update_id)
      } catch (error) {
        const reason = (error as Error).message
        log.warn({ event: 'job_not_dropped', kind, update_id, reason })
      }
    }
  }

  async function takeUp(): Promise<void> {
    const { again, away, over } = sortLeft(await kept.left(), now())
    for (const left of again) {
      await kept.resume(left)
      const { kind, update_id } = left.job
      log.info({ event: 'job_resumed', kind, update_id })
      start(left.job, [left.job])
    }
    for (const job of away) {
      log.warn({ event: 'jobs_left', chat_id: job.chat_id, commands: job.asked.length })
      start(job, job.asked)
    }
    await drop(over)
  }

  return {
    async send(job) {
      if (!isKept(job)) return start(job)
      if (await kept.keep(job)) return start(job, [job])
      const { kind, update_id } = job
      log.info({ event: 'job_repeated', kind, update_id })
    },

    resume() {
      track(
        takeUp().catch((error: Error) => {
          log.error({ event: 'left_jobs_not_read', reason: error.message })
        }),
      )
    },

    async idle() {
      while (running.size > 0) await Promise.all(running)
    },
  }
}
