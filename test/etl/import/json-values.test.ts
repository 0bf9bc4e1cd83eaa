import { describe, expect, it } from 'vitest'

import { readJson } from '../../../etl/import/json-values.ts'
import { utf8Bytes } from '../../../etl/import/utf8.ts'

/** The text in chunks of so many bytes. */
function jsonOf(text: string | Uint8Array, chunk: number) {
  const bytes = Buffer.from(text as string)
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk)
  }
  return readJson(utf8Bytes(chunks()))
}

const CHUNKS = [1, 2, 3, 5, 7, 100]

describe('a value', () => {
  it.each([
    ['plain text', '["olá 😀"]', ['olá 😀']],
    ['blanks around', ' \n[ 1 , {"a" : null }\t] ', [1, { a: null }]],
    ['a byte-order mark', '\ufeff["é"]', ['é']],
    ['UTF-16 with a mark', Buffer.from('\ufeff["é😀"]', 'utf16le'), ['é😀']],
    ['UTF-16 without one', Buffer.from('["é😀"]', 'utf16le'), ['é😀']],
    ['UTF-16, big end first', Buffer.from('\ufeff["é"]', 'utf16le').swap16(), ['é']],
    ["Telegram Desktop's control characters", '["\\x1F\\x07"]', ['\u001f\u0007']],
    ['a backslash before an x', '["C:\\\\x1F"]', ['C:\\x1F']],
    ['both', '["\\\\\\x1F"]', ['\\\u001f']],
    ['a quotation mark in a text', '["\\"]\\\\"]', ['"]\\']],
    ['brackets in a text', '["[{", "]"]', ['[{', ']']],
    ['bare control characters', '["a\u0001b"]\n', ['a b']],
    ['a number at the end', '-1.5e3', -1500],
    ['a text', '"a"', 'a'],
    ['nothing in a list', '[]', []],
  ])('is read with %s, however it is cut', async (_, text, expected) => {
    for (const chunk of CHUNKS) expect(await jsonOf(text, chunk).read()).toEqual(expected)
  })

  it.each([
    ['no JSON', 'name;text', 0],
    ['a text without its end', '\n["a\nb"]', 4],
    ['another bracket', ' {"a":1]', 1],
    ['nothing', ']', 0],
    ['an escape that JSON has not', '["\\q"]', 0],
    ['half a control character', '["\\x1"]', 0],
  ])('is not read when it has %s', async (_, text, position) => {
    for (const chunk of CHUNKS) {
      await expect(jsonOf(text, chunk).read()).rejects.toMatchObject({ name: 'NotJson', position })
    }
  })

  it.each(['', ' ', '[1', '["a', '["a\\', '{"a"', '{"a":[1]'])('is missed in %j', async (text) => {
    for (const chunk of CHUNKS) {
      await expect(jsonOf(text, chunk).read()).rejects.toMatchObject({ name: 'EndsEarly' })
      await expect(jsonOf(text, chunk).skip()).rejects.toMatchObject({ name: 'EndsEarly' })
    }
  })

  it('is not held when it does not end', async () => {
    async function* endless() {
      const piece = Buffer.alloc(1e6, 'a')
      yield Buffer.from('["')
      for (;;) yield piece
    }
    await expect(readJson(endless()).read()).rejects.toMatchObject({ name: 'NotJson', position: 0 })
  })

  it('has nothing of its text in the error', async () => {
    const error = await jsonOf('["segredo" "segredo"]', 100)
      .read()
      .catch((error: Error) => error)
    expect(JSON.stringify([(error as Error).stack, (error as Error).cause])).not.toContain(
      'segredo',
    )
  })
})

describe('a list', () => {
  it('comes value by value, and breaks off where the text does', async () => {
    for (const chunk of CHUNKS) {
      const seen: unknown[] = []
      const reading = (async () => {
        for await (const values of jsonOf('[ 1,"a" , {"b":[2]},[3', chunk).values()) {
          for (const value of values) seen.push(value.parse())
        }
      })()
      await expect(reading).rejects.toMatchObject({ name: 'EndsEarly' })
      expect(seen).toEqual([1, 'a', { b: [2] }])
    }
  })

  it.each(['[1 2]', '[1,]', '[,1]', '[1,2}'])('is not read as one in %s', async (text) => {
    for (const chunk of CHUNKS) {
      const reading = (async () => {
        for await (const values of jsonOf(text, chunk).values())
          values.map((value) => value.parse())
      })()
      await expect(reading).rejects.toMatchObject({ name: 'NotJson' })
    }
  })
})

describe('an object', () => {
  const text = '{ "a\\"" : {"x":"}"}, "b":[1,2],"c":3 ,"d":"e" }'

  it('comes key by key, with what is not wanted skipped', async () => {
    for (const chunk of CHUNKS) {
      const json = jsonOf(text, chunk)
      const seen: unknown[] = []
      for await (const key of json.keys()) {
        seen.push(key)
        if (key === 'b') for await (const kind of json.items()) seen.push(kind, await json.read())
        else if (key === 'd') seen.push(await json.read())
        else await json.skip()
      }
      expect(seen).toEqual(['a"', 'b', 'other', 1, 'other', 2, 'c', 'd', 'e'])
    }
  })

  it.each(['{1:2}', '{"a" 1}', '{"a":1 "b":2}', '{"a":1]', '{"a":1,}'])(
    'is not read as one in %s',
    async (text) => {
      for (const chunk of CHUNKS) {
        const json = jsonOf(text, chunk)
        const reading = (async () => {
          for await (const key of json.keys()) expect([key, await json.read()]).toHaveLength(2)
        })()
        await expect(reading).rejects.toMatchObject({ name: 'NotJson' })
      }
    },
  )
})
