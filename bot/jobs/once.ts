import { randomUUID } from 'node:crypto'

import { JOBS_PREFIX, ONCE_PREFIX } from '../../etl/lake/keys.ts'
import type { ObjectStore } from '../../etl/lake/store.ts'
import { addDays, type TimeZone } from '../../etl/lake/time-zone.ts'

/** Job marks are kept this long; no queue redelivers a job after that. */
const KEPT_DAYS = 2

/** The content of a finished job's mark. Any other content is a worker's claim. */
const DONE = Buffer.from('done')

/** `mine`: you hold the lease; `taken`: another worker holds it; `over`: done. */
export type JobState = 'mine' | 'taken' | 'over'

/** What happens only once, across calls and processes. */
export interface Once {
  /**
   * Claims a job. The first caller gets `mine`; if it does not call `done` before its lease expires, so does one
   * more. All others get `taken` until then (the holder may be working or dead, so ask again after the lease), and
   * `over` for some days once the job is done. Without leases an unfinished job stays `taken`.
   */
  job(updateId: number): Promise<JobState>
  /** Marks a job claimed here as done, however it ended: nobody else gets it. */
  done(updateId: number): Promise<void>
  /** True for the first call with this name, then always false. */
  ever(name: string): Promise<boolean>
  /** Deletes the marks of jobs that can no longer be redelivered. */
  prune(): Promise<void>
}

export interface OnceDeps {
  readonly state: ObjectStore
  readonly zone: TimeZone
  /** A worker that holds a job for longer than this is dead (default: leases never expire). */
  readonly leaseSeconds?: number
  /** Unix seconds. */
  now(): number
}

export function createOnce({ state, zone, now, leaseSeconds = Infinity }: OnceDeps): Once {
  /** Jobs claimed here that are not done yet, with the keys of their marks. */
  const claimed = new Map<number, string>()

  /** When the response to a successful put is lost, the SDK retries it and finds its own mark. */
  async function claim(key: string): Promise<boolean> {
    const mark = Buffer.from(randomUUID())
    return (await state.putIfAbsent(key, mark)) || (await holds(key, mark))
  }

  async function holds(key: string, mark: Buffer): Promise<boolean> {
    const found = await state.get(key)
    return found !== undefined && mark.equals(found)
  }

  async function isLeaseExpired(key: string): Promise<boolean> {
    const claimedAt = await state.writtenAt(key)
    return claimedAt !== undefined && now() - claimedAt > leaseSeconds
  }

  return {
    async job(updateId) {
      for (let nth = 1; ; nth += 1) {
        const name = nth === 1 ? `${updateId}` : `${updateId}-${nth}`
        const today = zone.date(now())
        const before = `${JOBS_PREFIX}${addDays(today, -1)}/${name}`
        let key = `${JOBS_PREFIX}${today}/${name}`
        // A mark is filed under the day of its delivery, so look at the day before too.
        if (await state.get(before)) {
          key = before
        } else if (await claim(key)) {
          claimed.set(updateId, key)
          return 'mine'
        }
        if (await holds(key, DONE)) return 'over'
        if (!(await isLeaseExpired(key))) return 'taken'
      }
    },

    async done(updateId) {
      const key = claimed.get(updateId)
      if (key === undefined) return
      claimed.delete(updateId)
      await state.put(key, DONE)
    },

    ever: (name) => claim(`${ONCE_PREFIX}${name}`),

    async prune() {
      const oldest = `${JOBS_PREFIX}${addDays(zone.date(now()), -KEPT_DAYS)}/`
      for await (const prefix of state.prefixes(JOBS_PREFIX)) {
        if (prefix >= oldest) continue
        for await (const key of state.list(prefix)) await state.delete(key)
      }
    },
  }
}
