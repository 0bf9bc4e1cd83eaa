import { compress } from 'snappyjs'

import type { Column } from './lake/schema.ts'
import { shown } from './lake/update.ts'

/** Reused for every page, and grown as needed. */
let scratch = Buffer.alloc(2 ** 16)
let view = new DataView(scratch.buffer, scratch.byteOffset, scratch.length)

/**
 * The first `count` values of one column as a data page (v1) with its header: PLAIN, SNAPPY, and levels as one run; null
 * is a value that is missing. https://parquet.apache.org/docs/file-format/data-pages/ has the format. The library makes
 * an array and a buffer of each value, which takes as long as all else that a compaction does.
 * @throws Error when a value does not fit the column.
 */
export function encodePage(
  { name, type, nullable }: Column,
  values: readonly unknown[],
  count: number,
): Uint8Array {
  const { fits, write } = writers[type]
  let present = 0
  for (let index = 0; index < count; index += 1) {
    const value = values[index]
    if (isMissing(value)) continue
    if (!fits(value)) throw new Error(`parquet: ${name} cannot hold ${shown(value)}`)
    present += 1
  }
  if (!nullable && present < count) throw new Error(`parquet: ${name} is missing`)
  const start = nullable ? writeLevels(values, count, present) : 0
  const end = present === 0 ? start : write(start, values, count)
  return withHeader(scratch.subarray(0, end), count)
}

function isMissing(value: unknown): value is null | undefined {
  return value === null || value === undefined
}

/** Writes which values are present, and returns where the values begin. */
function writeLevels(values: readonly unknown[], count: number, present: number): number {
  const isOneRun = present === 0 || present === count
  const groups = Math.ceil(count / 8)
  reserve(16 + groups)
  // The length of what follows comes first.
  let at = writeVarint(4, isOneRun ? count << 1 : (groups << 1) | 1)
  if (isOneRun) scratch[at++] = present === 0 ? 0 : 1
  else {
    scratch.fill(0, at, at + groups)
    for (let index = 0; index < count; index += 1) {
      if (!isMissing(values[index])) setBit(at, index)
    }
    at += groups
  }
  view.setUint32(0, at - 4, true)
  return at
}

/** Of the bits that begin at a place. */
function setBit(start: number, index: number): void {
  scratch[start + (index >> 3)] = (scratch[start + (index >> 3)] as number) | (1 << (index & 7))
}

interface Writer {
  fits(value: unknown): boolean
  /** Writes those of the first `count` values that are present, all of which fit. Returns where they end. */
  write(start: number, values: readonly unknown[], count: number): number
}

const integers: Writer = {
  fits: Number.isSafeInteger,
  write(start, values, count) {
    reserve(start + 8 * count)
    let at = start
    for (let index = 0; index < count; index += 1) {
      const value = values[index] as number | null | undefined
      if (isMissing(value)) continue
      view.setUint32(at, value >>> 0, true)
      view.setInt32(at + 4, Math.floor(value / 2 ** 32), true)
      at += 8
    }
    return at
  },
}

const booleans: Writer = {
  fits: (value) => typeof value === 'boolean',
  write(start, values, count) {
    const most = Math.ceil(count / 8)
    reserve(start + most)
    scratch.fill(0, start, start + most)
    let bits = 0
    for (let index = 0; index < count; index += 1) {
      if (isMissing(values[index])) continue
      if (values[index] === true) setBit(start, bits)
      bits += 1
    }
    return start + Math.ceil(bits / 8)
  },
}

const texts: Writer = {
  fits: (value) => typeof value === 'string',
  write(start, values, count) {
    let at = start
    for (let index = 0; index < count; index += 1) {
      const value = values[index] as string | null | undefined
      if (isMissing(value)) continue
      reserve(at + 4 + 3 * value.length)
      const bytes = writeAscii(at + 4, value) ?? scratch.write(value, at + 4)
      view.setUint32(at, bytes, true)
      at += 4 + bytes
    }
    return at
  },
}

const writers = { bigint: integers, timestamp: integers, boolean: booleans, string: texts }

/** Shorter texts are copied letter by letter, which is faster than a call into the encoder. */
const SHORT = 24

/** Undefined for a text that is long or has other letters. */
function writeAscii(at: number, value: string): number | undefined {
  if (value.length > SHORT) return undefined
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index)
    if (code > 0x7f) return undefined
    scratch[at + index] = code
  }
  return value.length
}

function reserve(bytes: number): void {
  if (bytes <= scratch.length) return
  const larger = Buffer.alloc(2 * bytes)
  scratch.copy(larger)
  scratch = larger
  view = new DataView(scratch.buffer, scratch.byteOffset, scratch.length)
}

function writeVarint(start: number, value: number): number {
  let at = start
  let rest = value
  for (; rest > 0x7f; rest >>>= 7) scratch[at++] = (rest & 0x7f) | 0x80
  scratch[at++] = rest
  return at
}

/** Of Thrift's compact protocol: a field of 32 bits, or a struct, that follows the field before it. */
const INTEGER = 0x15
const STRUCT_AFTER_GAP = 0x2c
const STOP = 0
/** Of Parquet's metadata. */
const DATA_PAGE = 0
const PLAIN = 0
const RLE = 3

function withHeader(body: Uint8Array, rows: number): Uint8Array {
  const compressed = compress(body)
  const integers = (...values: number[]) =>
    values.flatMap((value) => [INTEGER, ...varint(value << 1)])
  const header = [
    ...integers(DATA_PAGE, body.length, compressed.length),
    STRUCT_AFTER_GAP,
    ...integers(rows, PLAIN, RLE, RLE),
    STOP,
    STOP,
  ]
  const page = new Uint8Array(header.length + compressed.length)
  page.set(header)
  page.set(compressed, header.length)
  return page
}

function varint(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80)
  return [...bytes, rest]
}
