import { tooLarge, type QueryOptions, type ResultColumn, type Row, type Value } from './engine.ts'

/** Of one row, in bytes: a single value may fill the memory. */
const MAX_ROW_BYTES = 64 * 1024 * 1024

/** Rows are handed over when so many bytes of them are there. */
const BATCH_BYTES = 1024 * 1024

/** Keeps the rows of a result, or hands them over, up to what the caller wants. */
export function rowTaker({
  maxRows = Infinity,
  maxBytes = Infinity,
  onRows,
}: Pick<QueryOptions, 'maxRows' | 'maxBytes' | 'onRows'>) {
  const kept: Row[] = []
  let [count, bytes, isCut] = [0, 0, false]

  function fits(row: Row): boolean {
    const size = sizeOf(row)
    const isTooLarge = size > MAX_ROW_BYTES || size > maxBytes
    // Of a result that is cut, something is shown.
    if (isTooLarge && count === 0) throw tooLarge()
    if (isTooLarge || count >= maxRows || bytes + size > maxBytes) return false
    count += 1
    bytes += size
    return true
  }

  return {
    /**
     * Resolves to false when no more rows are wanted.
     * @throws RefusedQuery when not even the first row fits.
     */
    async take(columns: readonly ResultColumn[], rows: Iterable<Row>): Promise<boolean> {
      let batch: Row[] = []
      let batchStart = bytes
      for (const row of rows) {
        isCut = !fits(row)
        if (isCut) break
        if (!onRows) kept.push(row)
        else batch.push(row)
        if (bytes - batchStart < BATCH_BYTES || !onRows) continue
        await onRows(batch, columns)
        batch = []
        batchStart = bytes
      }
      if (onRows && batch.length > 0) await onRows(batch, columns)
      return !isCut
    },
    /** What was taken so far. */
    taken: () => ({ rows: kept, ...(isCut && { isCut }) }),
  }
}

/** Roughly what it takes in memory. */
function sizeOf(row: readonly Value[]): number {
  return row.reduce<number>(
    (sum, value) => sum + 8 + (typeof value === 'string' ? value.length : 0),
    0,
  )
}
