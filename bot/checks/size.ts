import { STATE_PREFIX, TABLE_PREFIX } from '../../etl/lake/keys.ts'
import type { ObjectStore, Stores } from '../../etl/lake/store.ts'
import { listDays } from '../../etl/listing.ts'
import { ok, type Check } from './check.ts'

/** More are not counted: on S3 that is ten requests. */
const MAX_COUNTED = 10_000

/** How many objects the lake has: raw ones, compacted days, and what the bot remembers. */
export async function checkSize({ raw, enriched }: Stores): Promise<Check> {
  const days = (await listDays(enriched)).length
  return ok('check-size-ok', {
    raw: await count(raw, TABLE_PREFIX),
    days: String(days),
    state: await count(raw, STATE_PREFIX),
  })
}

async function count(store: ObjectStore, prefix: string): Promise<string> {
  let counted = 0
  const keys = store.list(prefix)[Symbol.asyncIterator]()
  while (!(await keys.next()).done) {
    counted += 1
    if (counted > MAX_COUNTED) return `> ${MAX_COUNTED}`
  }
  return String(counted)
}
