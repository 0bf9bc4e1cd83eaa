import type { ObjectStore } from '../etl/lake/store.ts'
import { addDays, type TimeZone } from '../etl/lake/time-zone.ts'

/** Marks of jobs are kept this long; no queue delivers one again so late. */
const KEPT_DAYS = 2

const JOBS = 'state/jobs/'

/** What is done once, whoever asks again, in whichever process. */
export interface Once {
  /** True for the first call with this job, false ever after (for some days). */
  job(updateId: number): Promise<boolean>
  /** True for the first call with this name, false ever after. */
  ever(name: string): Promise<boolean>
  /** Forgets marks of jobs that nobody can deliver again. */
  prune(): Promise<void>
}

export interface OnceDeps {
  readonly state: ObjectStore
  readonly zone: TimeZone
  /** Unix seconds. */
  now(): number
}

export function createOnce({ state, zone, now }: OnceDeps): Once {
  const nothing = new Uint8Array()
  return {
    // The day of the mark is that of the first delivery, so look at the day before too.
    async job(updateId) {
      const today = zone.date(now())
      if (await state.get(`${JOBS}${addDays(today, -1)}/${updateId}`)) return false
      return state.putIfAbsent(`${JOBS}${today}/${updateId}`, nothing)
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
