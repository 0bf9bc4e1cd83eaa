import { TextDecoder } from 'node:util'

import { encodingOf } from '../lake/encoding.ts'

/**
 * The bytes of a text in UTF-8, without a byte-order mark: UTF-16 (PowerShell writes it) is converted. The encoding is
 * told by the first three bytes, which may arrive one by one.
 */
export async function* utf8Bytes(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
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
    const text = decoder?.decode(bytes, { stream: true })
    yield text === undefined ? asBuffer(bytes) : Buffer.from(text)
  }
  if (start) yield asBuffer(start)
}

function asBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length)
}
