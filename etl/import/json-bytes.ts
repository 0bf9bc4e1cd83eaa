import { TextDecoder } from 'node:util'

import { encodingOf } from '../lake/encoding.ts'

const BACKSLASH = 0x5c
const LETTER_X = 0x78
const UNICODE = Buffer.from('\\u00')

/**
 * The bytes of an export as valid JSON in UTF-8, without a byte-order mark: UTF-16 (PowerShell writes it) is converted,
 * the `\x1F` that Telegram Desktop writes for a control character becomes `\u001F`, a bare control character a blank.
 */
export async function* jsonBytes(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const mend = createMender()
  for await (const chunk of utf8(source)) {
    const bytes = mend(chunk)
    if (bytes.length > 0) yield bytes
  }
}

/** The encoding is told by the first three bytes, which may arrive one by one. */
async function* utf8(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let start: Uint8Array | undefined = Buffer.alloc(0)
  let decoder: TextDecoder | undefined
  for await (const chunk of source) {
    let bytes: Uint8Array = chunk
    if (start) {
      bytes = Buffer.concat([start, chunk])
      if (bytes.length < 3) {
        start = bytes
        continue
      }
      start = undefined
      const encoding = encodingOf(bytes)
      if (encoding !== 'utf-8') decoder = new TextDecoder(encoding)
      else if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
        bytes = bytes.subarray(3)
    }
    yield decoder ? Buffer.from(decoder.decode(bytes, { stream: true })) : bytes
  }
  if (start) yield start
}

/** Mends chunk after chunk; an escape may be cut in two. */
function createMender(): (chunk: Uint8Array) => Uint8Array {
  /** Whether the last chunk ended in a backslash that begins an escape. It is held back. */
  let isEscaping = false

  return (chunk) => {
    const bytes = isEscaping ? Buffer.concat([Buffer.of(BACKSLASH), chunk]) : chunk
    isEscaping = false
    const parts: Uint8Array[] = []
    let done = 0
    let copy: Uint8Array | undefined
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] as number
      if (byte === BACKSLASH) {
        if (at + 1 === bytes.length) {
          isEscaping = true
          parts.push((copy ?? bytes).subarray(done, at))
          return Buffer.concat(parts)
        }
        if (bytes[at + 1] === LETTER_X) {
          parts.push((copy ?? bytes).subarray(done, at), UNICODE)
          done = at + 2
        }
        at += 1
      } else if (byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) {
        copy ??= Uint8Array.from(bytes)
        copy[at] = 0x20
      }
    }
    if (parts.length === 0) return copy ?? bytes
    parts.push((copy ?? bytes).subarray(done))
    return Buffer.concat(parts)
  }
}
