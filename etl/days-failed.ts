import type { DaySummary } from './run.ts'

export interface FailedDay {
  readonly date: string
  readonly error: Error
}

/** Some days of a run are not compacted, and keep the Parquet object they had; the others are done. */
export class DaysFailed extends Error {
  override name = 'DaysFailed'
  readonly failed: readonly FailedDay[]
  readonly done: readonly DaySummary[]
  constructor(failed: readonly FailedDay[], done: readonly DaySummary[]) {
    const each = failed.map(({ date, error }) => `${date}: ${error.message}`).join('; ')
    super(`etl: not compacted: ${each}`, { cause: failed[0]?.error })
    this.failed = failed
    this.done = done
  }
}
