import { JOBS_PREFIX } from '../../etl/lake/keys.ts'
import { addDays } from '../../etl/lake/time-zone.ts'
import { makeMark, markOnce, says, type MarksDeps } from './mark.ts'

/** The content of a finished job's mark. Any other content is a worker's claim. */
const DONE = Buffer.from('done')

/** `mine`: do it; `taken`: another worker holds it; `over`: done. */
export type JobState = 'mine' | 'taken' | 'over'

/** What happens only once, across calls and processes. */
export interface Once {
  /** Claims a job, or says who has it. */
  job(updateId: number): Promise<JobState>
  /** To be called just before the first message of a job's answer: false when another process has answered it. */
  answering(updateId: number): Promise<boolean>
  /** Marks a job claimed here as done, however it ended: nobody else gets it. */
  done(updateId: number): Promise<void>
  /** True for the first call with this name in a month or two. */
  ever(name: string): Promise<boolean>
}

export interface OnceDeps extends MarksDeps {
  /** A worker that holds a job for longer than this is dead. */
  readonly leaseSeconds: number
}

/**
 * For a queue that redelivers. The first caller of `job` gets `mine`; if it does not call `done` before its lease
 * expires, so does one more. All others get `taken` until then (the holder may be working or dead, so ask again after
 * the lease), and `over` for some days once the job is done.
 */
export function createOnce(deps: OnceDeps): Once {
  const { state, zone, now, leaseSeconds } = deps
  /** Jobs claimed here that are not done yet, with the keys of their marks. */
  const claimed = new Map<number, string>()

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
        } else if (await makeMark(state, key)) {
          claimed.set(updateId, key)
          return 'mine'
        }
        if (await says(state, key, DONE)) return 'over'
        if (!(await isLeaseExpired(key))) return 'taken'
      }
    },

    answering: async () => true,

    async done(updateId) {
      const key = claimed.get(updateId)
      if (key === undefined) return
      claimed.delete(updateId)
      await state.put(key, DONE)
    },

    ever: (name) => markOnce(deps, name),
  }
}
