// Whether a Parquet object is as it was written. Its readers check nothing: a flipped bit gives other values.
import { createHash } from 'node:crypto'

import { footerValue, isParquet } from './parquet-read.ts'

/** The footer's entry: the digest of what the object was built from and, behind it, the seal. */
export const SOURCE = 'telegram-lake.source'

const DIGEST_LENGTH = 64

/** Stands where the seal will be. */
const NO_SEAL = '0'.repeat(DIGEST_LENGTH)

const UNSEALED_ENTRY = /^[0-9a-f]{64}$/
const SEALED_ENTRY = /^[0-9a-f]{64} [0-9a-f]{64}$/

/** The entry of a file that is sealed once it is encoded. */
export function unsealedEntry(digest: string): string {
  return `${digest} ${NO_SEAL}`
}

/** The digest of what a file was built from, of today's entry or an earlier one. */
export function digestIn(entry: string): string {
  return entry.slice(0, DIGEST_LENGTH)
}

/** `unsealed`: by an earlier version of this program; `foreign`: by another one. */
export type SealState = 'sealed' | 'unsealed' | 'foreign' | 'damaged'

/** With this, a footer that lacks the entry was ours. */
const OURS = 'telegram-lake.'

/** What the last bytes of a file say of its seal, which is not compared. */
export function sealState(tail: Uint8Array): SealState {
  if (!isParquet(tail)) return 'damaged'
  const entry = footerValue(tail, SOURCE)
  if (entry === undefined) return bytesOf(tail).includes(OURS) ? 'damaged' : 'foreign'
  if (SEALED_ENTRY.test(entry)) return 'sealed'
  return UNSEALED_ENTRY.test(entry) ? 'unsealed' : 'damaged'
}

/** As `sealState`, of a whole file: a seal that is not that of its bytes is damage. */
export function checkSeal(file: Uint8Array): SealState {
  const state = sealState(file)
  if (state !== 'sealed') return state
  const entry = footerValue(file, SOURCE) ?? ''
  return entry.endsWith(sealOf(file, entry)) ? 'sealed' : 'damaged'
}

/**
 * Seals a file that `encodeParquet` has made with an `unsealedEntry`, in place: the SHA-256 of all its bytes, zeros in
 * the seal's place, so that no bit can change unnoticed. The same file always gets the same seal.
 */
export function seal(file: Uint8Array): Uint8Array {
  const entry = footerValue(file, SOURCE) ?? ''
  bytesOf(file).write(sealOf(file, entry), placeOf(file, entry))
  return file
}

function sealOf(file: Uint8Array, entry: string): string {
  const at = placeOf(file, entry)
  return createHash('sha256')
    .update(file.subarray(0, at))
    .update(NO_SEAL)
    .update(file.subarray(at + DIGEST_LENGTH))
    .digest('hex')
}

/** Where the seal begins in a file. */
function placeOf(file: Uint8Array, entry: string): number {
  return bytesOf(file).lastIndexOf(entry) + entry.length - DIGEST_LENGTH
}

/** The same bytes. */
function bytesOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}
