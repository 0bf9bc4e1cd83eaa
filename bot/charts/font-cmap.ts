// Which characters a font file can draw, read from the file itself. The canvas cannot tell: it silently
// substitutes any installed font for what a font lacks.
import { brotliDecompressSync } from 'node:zlib'

/** The code points that a TrueType or WOFF2 font has a glyph for. */
export function fontCodePoints(file: Buffer): ReadonlySet<number> {
  const cmap = file.toString('latin1', 0, 4) === 'wOF2' ? woff2Cmap(file) : trueTypeCmap(file)
  const subtable = unicodeSubtable(cmap)
  const format = subtable.readUInt16BE(0)
  if (format === 4) return segmentCodePoints(subtable)
  if (format === 12) return groupCodePoints(subtable)
  throw new Error(`charts: unknown format ${format} of a font's character map`)
}

function trueTypeCmap(file: Buffer): Buffer {
  const tables = file.readUInt16BE(4)
  for (let entry = 12; entry < 12 + 16 * tables; entry += 16) {
    if (file.toString('latin1', entry, entry + 4) !== 'cmap') continue
    const start = file.readUInt32BE(entry + 8)
    return file.subarray(start, start + file.readUInt32BE(entry + 12))
  }
  throw new Error('charts: font has no character map')
}

/** WOFF2 compresses all tables as one stream, in the order of its directory. */
function woff2Cmap(file: Buffer): Buffer {
  const [CMAP, GLYF, LOCA, OWN_TAG] = [0, 10, 11, 63]
  let at = 48
  const variableLength = () => {
    let value = 0
    for (;;) {
      const byte = file.readUInt8(at++)
      value = value * 128 + (byte & 127)
      if (byte < 128) return value
    }
  }
  let start = -1
  let length = 0
  let total = 0
  for (let table = file.readUInt16BE(12); table > 0; table--) {
    const flags = file.readUInt8(at++)
    const tag = flags & 63
    if (tag === OWN_TAG) at += 4
    const version = flags >> 6
    const originalLength = variableLength()
    const isTransformed = tag === GLYF || tag === LOCA ? version !== 3 : version !== 0
    const storedLength = isTransformed ? variableLength() : originalLength
    if (tag === CMAP) [start, length] = [total, storedLength]
    total += storedLength
  }
  if (start < 0) throw new Error('charts: font has no character map')
  const tables = brotliDecompressSync(file.subarray(at, at + file.readUInt32BE(20)))
  return tables.subarray(start, start + length)
}

/** The font's largest Unicode map: format 12 covers all planes, format 4 the first one. */
function unicodeSubtable(cmap: Buffer): Buffer {
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, i) => {
    const subtable = cmap.subarray(cmap.readUInt32BE(4 + 8 * i + 4))
    return { format: subtable.readUInt16BE(0), subtable }
  })
  const found =
    subtables.find(({ format }) => format === 12) ?? subtables.find(({ format }) => format === 4)
  if (!found) throw new Error('charts: font has no Unicode character map')
  return found.subtable
}

function segmentCodePoints(subtable: Buffer): ReadonlySet<number> {
  const points = new Set<number>()
  const doubled = subtable.readUInt16BE(6)
  for (let at = 0; at < doubled; at += 2) {
    const last = subtable.readUInt16BE(14 + at)
    const first = subtable.readUInt16BE(16 + doubled + at)
    const delta = subtable.readUInt16BE(16 + 2 * doubled + at)
    const rangeAt = 16 + 3 * doubled + at
    const range = subtable.readUInt16BE(rangeAt)
    for (let point = first; point <= last && point < 0xffff; point++) {
      const raw = range === 0 ? point : subtable.readUInt16BE(rangeAt + range + 2 * (point - first))
      if (raw !== 0 && ((raw + delta) & 0xffff) !== 0) points.add(point)
    }
  }
  return points
}

function groupCodePoints(subtable: Buffer): ReadonlySet<number> {
  const points = new Set<number>()
  for (let group = 0; group < subtable.readUInt32BE(12); group++) {
    const at = 16 + 12 * group
    const last = subtable.readUInt32BE(at + 4)
    for (let point = subtable.readUInt32BE(at); point <= last; point++) points.add(point)
  }
  return points
}
