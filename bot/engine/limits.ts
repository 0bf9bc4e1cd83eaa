// What SQL may take of the machine, so that the rest of the bot has room beside it.
import { statfs } from 'node:fs/promises'
import { totalmem } from 'node:os'

const MIB = 1024 * 1024

/** DuckDB does little with less. */
const MIN_MEMORY = 128 * MIB

/** Of the space that is free on the disk: raw updates must find room. */
const TEMP_SHARE = 0.25
const MAX_TEMP = 16 * 1024 * MIB

/** So much of this machine's memory, or of its container's, in bytes. */
export function shareOfMemory(share: number): number {
  // 0 or more than there is where nothing limits this process.
  const limit = process.constrainedMemory() || Infinity
  return Math.max(MIN_MEMORY, Math.floor(Math.min(limit, totalmem()) * share))
}

/** How much a statement may put aside on the disk of `folder`, in bytes. */
export async function tempSpace(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return Math.min(MAX_TEMP, Math.floor(bavail * bsize * TEMP_SHARE))
}

/** Bytes as DuckDB's settings want them. */
export function inMebibytes(bytes: number): string {
  return `${Math.floor(bytes / MIB)}MiB`
}
