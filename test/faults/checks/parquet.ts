import { backfill } from '../../../etl/backfill.ts'
import { filesystemStore } from '../../../etl/lake/filesystem.ts'
import { enrichedKey } from '../../../etl/lake/keys.ts'
import { listDays } from '../../../etl/listing.ts'
import type { Stores } from '../../../etl/lake/store.ts'
import { timeZone } from '../../../etl/lake/time-zone.ts'
import { recordingLog } from '../../helpers/log.ts'
import { tempFolder } from '../../helpers/temp.ts'

export interface ParquetFindings {
  readonly days: number
  /** Days whose Parquet object is not what a compaction from scratch makes of the same raw objects. */
  readonly different: readonly string[]
}

/** Compacts the raw store once more into another folder, and compares the bytes. */
export async function checkParquet({ raw, enriched }: Stores): Promise<ParquetFindings> {
  const fresh = filesystemStore(tempFolder())
  const zone = timeZone('America/Sao_Paulo')
  await backfill({ raw, enriched: fresh, zone, log: recordingLog() }, {})
  const days = await listDays(fresh)
  const different: string[] = []
  for (const day of days) {
    const [one, other] = await Promise.all([
      enriched.get(enrichedKey(day)),
      fresh.get(enrichedKey(day)),
    ])
    if (!one || !other || Buffer.compare(one, other) !== 0) different.push(day)
  }
  return { days: days.length, different }
}
