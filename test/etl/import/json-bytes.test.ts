import { describe, expect, it } from 'vitest'

import { jsonBytes } from '../../../etl/import/json-bytes.ts'

async function mended(bytes: Uint8Array, chunk: number): Promise<string> {
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk)
  }
  const parts: Uint8Array[] = []
  for await (const part of jsonBytes(chunks())) parts.push(part)
  return Buffer.concat(parts).toString()
}

describe('jsonBytes', () => {
  it.each([
    ['plain text', Buffer.from('["olá 😀"]'), '["olá 😀"]'],
    ['a byte-order mark', Buffer.from('\ufeff["é"]'), '["é"]'],
    ['UTF-16 with a mark', Buffer.from('\ufeff["é😀"]', 'utf16le'), '["é😀"]'],
    ['UTF-16 without one', Buffer.from('["é😀"]', 'utf16le'), '["é😀"]'],
    ['UTF-16, big end first', Buffer.from('\ufeff["é"]', 'utf16le').swap16(), '["é"]'],
    ["Telegram Desktop's control characters", Buffer.from('["\\x1F\\x07"]'), '["\\u001F\\u0007"]'],
    ['a backslash before an x', Buffer.from('["C:\\\\x1F"]'), '["C:\\\\x1F"]'],
    ['both', Buffer.from('["\\\\\\x1F"]'), '["\\\\\\u001F"]'],
    ['bare control characters', Buffer.from('["a\u0001b"]\n'), '["a b"]\n'],
    ['nothing', Buffer.from(''), ''],
    ['one character', Buffer.from('1'), '1'],
  ])('makes JSON in UTF-8 of %s, however it is cut', async (_, bytes, expected) => {
    for (const chunk of [1, 2, 3, 5, 100]) expect(await mended(bytes, chunk)).toBe(expected)
  })
})
