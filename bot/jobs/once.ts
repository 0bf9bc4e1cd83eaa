import { randomUUID } from 'node:crypto'

import type { ObjectStore } from '../../etl/lake/store.ts'
import { addDays, type TimeZone } from '../../etl/lake/time-zone.ts'

/** Marks of jobs are kept this long; no queue delivers one again so late. */
const KEPT_DAYS = 2

const JOBS = 'state/jobs/'

/** What the mark of a job says that is over. Any other mark is the claim of whoever has it. */
const DONE = Buffer.from('done')

/** What a job is to whoever asks for it. */
export type JobState = 'mine' | 'taken' | 'over'

/** What is done once, whoever asks again, in whichever process. */
export interface Once {
  /**
   * `mine` for whoever may do this job: the first who asks, and when that one has not said `done` by the end of its
   * lease, one more. For all others (for some days) it is `over` when that was said. Until then it is `taken`: whoever
   * has it may be at it or dead, so ask again after the lease. Where nobody has a lease it stays so.
   */
  job(updateId: number): Promise<JobState>
  /** The job that was given here is over, however it ended: nobody else gets it. */
  done(updateId: number): Promise<void>
  /** True for the first call with this name, false ever after. */
  ever(name: string): Promise<boolean>
  /** Forgets marks of jobs that nobody can deliver again. */
  prune(): Promise<void>
}

export interface OnceDeps {
  readonly state: ObjectStore
  readonly zone: TimeZone
  /** Whoever has a job for longer than this has died (default: nobody ever has). */
  readonly leaseSeconds?: number
  /** Unix seconds. */
  now(): number
}

export function createOnce({ state, zone, now, leaseSeconds = Infinity }: OnceDeps): Once {
  /** Jobs that were given here and are not over, with the keys of their marks. */
  const given = new Map<number, string>()

  /** An SDK that loses the answer to a put that was carried out tries again, and meets the mark that it made itself. */
  async function claim(key: string): Promise<boolean> {
    const mark = Buffer.from(randomUUID())
    return (await state.putIfAbsent(key, mark)) || (await says(key, mark))
  }

  async function says(key: string, mark: Buffer): Promise<boolean> {
    const found = await state.get(key)
    return found !== undefined && mark.equals(found)
  }

  async function isLeaseOver(key: string): Promise<boolean> {
    const claimedAt = await state.writtenAt(key)
    return claimedAt !== undefined && now() - claimedAt > leaseSeconds
  }

  return {
    async job(updateId) {
      for (let nth = 1; ; nth += 1) {
        const name = nth === 1 ? `${updateId}` : `${updateId}-${nth}`
        const today = zone.date(now())
        const before = `${JOBS}${addDays(today, -1)}/${name}`
        let key = `${JOBS}${today}/${name}`
        // The day of a mark is that of its delivery, so look at the day before too.
        if (await state.get(before)) {
          key = before
        } else if (await claim(key)) {
          given.set(updateId, key)
          return 'mine'
        }
        if (await says(key, DONE)) return 'over'
        if (!(await isLeaseOver(key))) return 'taken'
      }
    },

    async done(updateId) {
      const key = given.get(updateId)
      if (key === undefined) return
      given.delete(updateId)
      await state.put(key, DONE)
    },

    ever: (name) => claim(`state/once/${name}`),

    async prune() {
      const oldest = `${JOBS}${addDays(zone.date(now()), -KEPT_DAYS)}/`
      for await (const prefix of state.prefixes(JOBS)) {
        if (prefix >= oldest) continue
        for await (const key of state.list(prefix)) await state.delete(key)
      }
    },
  }
}
