import { filesystemStore } from '../../etl/lake/filesystem.ts'
import { enrichedKey } from '../../etl/lake/keys.ts'
import { listDays } from '../../etl/listing.ts'
import { checkSeal } from '../../etl/seal.ts'
import type { QueryOptions } from './engine.ts'

/** A file written again within the clock's own step looks the same. */
const UNSETTLED_SECONDS = 2

/**
 * Finds the days whose Parquet file in `folder` is not as it was written: DuckDB reads damaged files as if they were
 * whole. Each file is read once after it was written, at about 1 GB per second.
 */
export function createInspection(folder: string) {
  const files = filesystemStore(folder)
  /** Day → when the file that was found whole was written. */
  const whole = new Map<string, number>()

  async function isDamaged(date: string): Promise<boolean> {
    const key = enrichedKey(date)
    const writtenAt = await files.writtenAt(key)
    if (writtenAt !== undefined && whole.get(date) === writtenAt) return false
    const file = await files.get(key)
    // Files of other programs and of earlier versions have no seal.
    if (file && checkSeal(file) === 'damaged') return true
    const isSettled = writtenAt !== undefined && Date.now() / 1000 - writtenAt > UNSETTLED_SECONDS
    if (isSettled) whole.set(date, writtenAt)
    return false
  }

  /** Those of the days (default: all), in order. */
  return async ({ since, until }: NonNullable<QueryOptions['days']> = ALL): Promise<string[]> => {
    const damaged: string[] = []
    for (const date of await listDays(files)) {
      if (date >= since && date <= until && (await isDamaged(date))) damaged.push(date)
    }
    return damaged
  }
}

const ALL = { since: '', until: '9999' }
