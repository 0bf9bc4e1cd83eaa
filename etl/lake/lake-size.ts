// How much a lake holds, and what removes all of it.
import { dateOfKey } from './keys.ts'

export interface LakeSize {
  /** Objects, or files. */
  readonly objects: number
  readonly bytes: number
  /** Days with raw or enriched objects. */
  readonly days: number
  /** Overwritten or deleted objects that the buckets still keep; their bytes are counted. */
  readonly olderVersions: number
}

export interface WholeLake {
  measure(): Promise<LakeSize>
  /**
   * Removes everything for good, older versions too. What is cut short is finished by another call.
   * @throws Error when something cannot be removed.
   */
  remove(): Promise<void>
}

/** A stored object, or an older version of one. */
export interface Stored {
  readonly key: string
  readonly bytes: number
  readonly isOlder?: boolean
}

/** Counts what is stored. */
export async function sizeOf(all: AsyncIterable<Stored>): Promise<LakeSize> {
  let [objects, bytes, olderVersions] = [0, 0, 0]
  const days = new Set<string>()
  for await (const each of all) {
    bytes += each.bytes
    if (each.isOlder) olderVersions += 1
    else objects += 1
    const date = dateOfKey(each.key)
    if (date !== undefined) days.add(date)
  }
  return { objects, bytes, days: days.size, olderVersions }
}
