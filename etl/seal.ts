// Whether a Parquet object is as it was written. Its readers check nothing: a flipped bit gives other values.
import { createHash } from 'node:crypto'

import { isParquet } from './parquet-read.ts'

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

/** What the last bytes of a file say of its seal, which is not compared. Takes microseconds: the footer is not parsed. */
export function sealState(tail: Uint8Array): SealState {
  const footer = footerOf(tail)
  if (!footer) return 'damaged'
  const entry = entryIn(footer)
  // Without the entry, what else there is of ours tells that it was there.
  if (!entry) return isParquet(tail) && !footer.includes(OURS) ? 'foreign' : 'damaged'
  if (SEALED_ENTRY.test(entry.text)) return 'sealed'
  return UNSEALED_ENTRY.test(entry.text) ? 'unsealed' : 'damaged'
}

/** As `sealState`, of a whole file: a seal that is not that of its bytes is damage. */
export function checkSeal(file: Uint8Array): SealState {
  const state = sealState(file)
  if (state !== 'sealed') return state
  const place = sealPlace(file)
  const found = bytesOf(file).toString('latin1', place, place + DIGEST_LENGTH)
  return found === sealOf(file, place) ? 'sealed' : 'damaged'
}

/**
 * Seals a file that `encodeParquet` has made with an `unsealedEntry`, in place: the SHA-256 of all its bytes, zeros in
 * the seal's place, so that no bit can change unnoticed. The same file always gets the same seal.
 */
export function seal(file: Uint8Array): Uint8Array {
  const place = sealPlace(file)
  bytesOf(file).write(sealOf(file, place), place)
  return file
}

function sealOf(file: Uint8Array, place: number): string {
  return createHash('sha256')
    .update(file.subarray(0, place))
    .update(NO_SEAL)
    .update(file.subarray(place + DIGEST_LENGTH))
    .digest('hex')
}

/** Where the seal begins in a file that has one. */
function sealPlace(file: Uint8Array): number {
  const footer = footerOf(file)
  const entry = footer && entryIn(footer)
  if (!entry) throw new Error('parquet: there is no place for a seal')
  const end = entry.start + entry.text.length
  return file.length - footer.length - TRAILER_LENGTH + end - DIGEST_LENGTH
}

/** With this, a footer that lacks the entry was ours. */
const OURS = 'telegram-lake.'

/** The footer's length in four bytes, and four that say Parquet. */
const TRAILER_LENGTH = 8
const MAGIC = 'PAR1'

/** Undefined when these are not the last bytes of a Parquet file. */
function footerOf(tail: Uint8Array): Buffer | undefined {
  const bytes = bytesOf(tail)
  const end = bytes.length - TRAILER_LENGTH
  if (end < 0 || bytes.toString('latin1', end + 4) !== MAGIC) return undefined
  const start = end - bytes.readUInt32LE(end)
  return start < 0 ? undefined : bytes.subarray(start, end)
}

/** Of Thrift's compact protocol: a text that is the field after its key. */
const TEXT_AFTER = 0x18

/** The entry, and where it starts in the footer: behind its key and its length. */
function entryIn(footer: Buffer): { readonly text: string; readonly start: number } | undefined {
  const key = footer.indexOf(SOURCE)
  if (key < 0) return undefined
  const at = key + SOURCE.length
  // Texts of 128 bytes and more have a length of two bytes.
  const [field, low = 0, high = 0] = footer.subarray(at, at + 3)
  const isShort = low < 0x80
  const length = isShort ? low : low - 0x80 + high * 0x80
  const start = at + (isShort ? 2 : 3)
  const text = field === TEXT_AFTER ? footer.toString('latin1', start, start + length) : ''
  return { text, start }
}

/** The same bytes. */
function bytesOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}
