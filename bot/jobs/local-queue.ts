import { setTimeout as sleep } from 'node:timers/promises'

import type { Log } from '../../etl/log.ts'
import type { AwayJob, Job } from './job.ts'
import type { KeptJobs, LeftJob } from './kept-jobs.ts'
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
  readonly kept: Pick<KeptJobs, 'keep' | 'takeBack' | 'drop' | 'left' | 'resume'>
  /** Whether somebody waits for the job, so that it must outlast this process. */
  isKept(job: Job): boolean
  /** Aborts when the program ends: what that cuts short is left to the next one (default: never). */
  readonly ended?: AbortSignal
  /** Unix seconds. */
  now(): number
  readonly log: Log
}

/** Before what the store refused is tried again: doubled each time, up to the second. */
const FIRST_PAUSE_MILLISECONDS = 250
const MAX_PAUSE_MILLISECONDS = 5_000

/** A queue in this process, whose jobs outlast it. Errors of jobs are logged, since no caller could catch them. */
export function localQueue(deps: LocalQueueDeps): LocalQueue {
  const { work, kept, isKept, ended = new AbortController().signal, now, log } = deps
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
    if (!ended.aborted) await drop(dropped)
  }

  /** Until the store takes it or the program ends: then the next process has to decide. */
  async function insist(act: () => Promise<void>, event: string, fact: object): Promise<void> {
    let pause = FIRST_PAUSE_MILLISECONDS
    while (!ended.aborted) {
      try {
        return await act()
      } catch (error) {
        const reason = (error as Error).message
        if (pause === FIRST_PAUSE_MILLISECONDS) log.warn({ event, ...fact, reason })
      }
      await sleep(pause, undefined, { signal: ended }).catch(() => {})
      pause = Math.min(2 * pause, MAX_PAUSE_MILLISECONDS)
    }
  }

  async function drop(jobs: readonly Job[]): Promise<void> {
    for (const { kind, update_id } of jobs) {
      await insist(() => kept.drop(update_id), 'job_not_dropped', { kind, update_id })
    }
  }

  async function resumed(left: LeftJob): Promise<void> {
    const { kind, update_id } = left.job
    await insist(() => kept.resume(left), 'job_not_resumed', { kind, update_id })
    if (!ended.aborted) await run(left.job, [left.job])
  }

  async function takeUp(): Promise<void> {
    const { again, away, over } = sortLeft(await kept.left(), now())
    for (const left of again) {
      const { kind, update_id } = left.job
      log.info({ event: 'job_resumed', kind, update_id })
      track(resumed(left))
    }
    for (const job of away) {
      log.warn({ event: 'jobs_left', chat_id: job.chat_id, commands: job.asked.length })
      start(job, job.asked)
    }
    track(drop(over))
  }

  return {
    async send(job) {
      if (!isKept(job)) return start(job)
      const { kind, update_id } = job
      try {
        if (await kept.keep(job)) return start(job, [job])
      } catch (error) {
        track(insist(() => kept.takeBack(update_id), 'job_not_taken_back', { kind, update_id }))
        throw error
      }
      log.info({ event: 'job_repeated', kind, update_id })
    },

    resume() {
      track(insist(takeUp, 'left_jobs_not_read', {}))
    },

    async idle() {
      while (running.size > 0) await Promise.all(running)
    },
  }
}
