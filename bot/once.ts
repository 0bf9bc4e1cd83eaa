import type { ObjectStore } from '../etl/lake/store.ts'
import { addDays, type TimeZone } from '../etl/lake/time-zone.ts'

/** Marks of jobs are kept this long; no queue delivers one again so late. */
const KEPT_DAYS = 2

const JOBS = 'state/jobs/'

/** What is done once, whoever asks again, in whichever process. */
export interface Once {
  /**
   * True for whoever may do this job: the first who asks, and when that one has not said `done` by the end of its
   * lease, one more. False for all others (for some days).
   */
  job(updateId: number): Promise<boolean>
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
  const nothing = new Uint8Array()
  /** Jobs that were given here and are not over, with the keys of their marks. */
  const given = new Map<number, string>()

  /** The mark is empty as long as the job is worked on, or for ever when whoever had it died. */
  async function isAbandoned(key: string): Promise<boolean> {
    const mark = await state.get(key)
    if (mark?.length !== 0) return false
    const markedAt = await state.writtenAt(key)
    return markedAt !== undefined && now() - markedAt > leaseSeconds
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
        } else if (await state.putIfAbsent(key, nothing)) {
          given.set(updateId, key)
          return true
        }
        if (!(await isAbandoned(key))) return false
      }
    },

    async done(updateId) {
      const key = given.get(updateId)
      if (key === undefined) return
      given.delete(updateId)
      await state.put(key, Buffer.from('done'))
    },

    ever: (name) => state.putIfAbsent(`state/once/${name}`, nothing),

    async prune() {
      const oldest = `${JOBS}${addDays(zone.date(now()), -KEPT_DAYS)}/`
      for await (const prefix of state.prefixes(JOBS)) {
        if (prefix >= oldest) continue
        for await (const key of state.list(prefix)) await state.delete(key)
      }
    },
  }
}
