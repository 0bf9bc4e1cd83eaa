import { afterAll, describe, expect, it } from 'vitest'

import { filesystemStore } from '../../../etl/lake/filesystem.ts'
import { s3Store } from '../../../etl/lake/s3.ts'
import type { ObjectStore } from '../../../etl/lake/store.ts'
import { s3Server } from '../../helpers/s3-server.ts'
import { tempFolder } from '../../helpers/temp.ts'
import { bytesOf } from '../../helpers/updates.ts'

const server = await s3Server('lake')
afterAll(() => server.close())

const adapters: [string, ObjectStore][] = [
  ['filesystemStore', filesystemStore(tempFolder())],
  ['s3Store', s3Store(server.client, 'lake')],
]

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const result: T[] = []
  for await (const item of items) result.push(item)
  return result
}

const textOf = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString()

describe.each(adapters)('%s', (_, store) => {
  it('returns what was put, byte for byte', async () => {
    const body = Buffer.from(Array.from({ length: 1024 }, (_, index) => index % 256))
    await store.put('bytes/a', body)
    expect(Buffer.compare((await store.get('bytes/a')) ?? Buffer.alloc(0), body)).toBe(0)
  })

  it.each([0, 1, 65_535, 65_536, 65_537, 5_000_000])(
    'holds an object of %i bytes',
    async (size) => {
      const body = Buffer.alloc(size, 'ação')
      await store.put('sizes/a', body)
      expect(Buffer.compare((await store.get('sizes/a')) ?? Buffer.from('?'), body)).toBe(0)
      const tail = (await store.tail('sizes/a', 10)) ?? Buffer.from('?')
      expect(Buffer.compare(tail, body.subarray(Math.max(0, size - 10)))).toBe(0)
    },
  )

  it('returns undefined for an object that was never put', async () => {
    expect(await store.get('none/a.json')).toBeUndefined()
    expect(await store.get('none')).toBeUndefined()
    expect(await store.tail('none/a.json', 10)).toBeUndefined()
    expect(await all(store.list('none/'))).toEqual([])
    expect(await all(store.prefixes('none/'))).toEqual([])
  })

  it('does not take the beginning of a key for an object', async () => {
    await store.put('folder/deep/a', bytesOf('x'))
    expect(await store.get('folder')).toBeUndefined()
    expect(await store.get('folder/deep')).toBeUndefined()
    expect(await store.tail('folder/deep', 5)).toBeUndefined()
    expect(await store.get('folder/deep/a/b')).toBeUndefined()
  })

  it('replaces an object as a whole', async () => {
    await store.put('replaced/a', bytesOf('a long first version'))
    await store.put('replaced/a', bytesOf('second'))
    expect(textOf(await store.get('replaced/a'))).toBe('second')
    expect(await all(store.list('replaced/'))).toEqual(['replaced/a'])
  })

  it('returns a copy, so that changing it does not change the object', async () => {
    await store.put('copy/a', bytesOf('abc'))
    await store.put('copy/b', bytesOf('xyz'))
    const first = (await store.get('copy/a')) as Uint8Array
    expect(textOf(await store.get('copy/b'))).toBe('xyz')
    expect(textOf(first)).toBe('abc')
    first[0] = 33
    expect(textOf(await store.get('copy/a'))).toBe('abc')
  })

  it('returns the last bytes of an object, or all of a short one', async () => {
    await store.put('tail/a', bytesOf('0123456789'))
    expect(textOf(await store.tail('tail/a', 4))).toBe('6789')
    expect(textOf(await store.tail('tail/a', 10))).toBe('0123456789')
    expect(textOf(await store.tail('tail/a', 1000))).toBe('0123456789')
    await store.put('tail/empty', new Uint8Array())
    expect(await store.tail('tail/empty', 10)).toHaveLength(0)
  })

  it('knows when an object was last written', async () => {
    const before = Math.floor(Date.now() / 1000)
    await store.put('written/a', bytesOf('x'))
    const writtenAt = await store.writtenAt('written/a')
    expect(writtenAt).toBeGreaterThanOrEqual(before)
    expect(writtenAt).toBeLessThanOrEqual(Date.now() / 1000 + 1)
    expect(await store.writtenAt('written/b')).toBeUndefined()
    expect(await store.writtenAt('written')).toBeUndefined()
  })

  it('puts an object that must be new only if it is new', async () => {
    expect(await store.putIfAbsent('new/a', bytesOf('first'))).toBe(true)
    expect(await store.putIfAbsent('new/a', bytesOf('second'))).toBe(false)
    expect(textOf(await store.get('new/a'))).toBe('first')
    await store.delete('new/a')
    expect(await store.putIfAbsent('new/a', bytesOf('third'))).toBe(true)
    expect(textOf(await store.get('new/a'))).toBe('third')
  })

  it('lets one of 20 racers win, with its own content', async () => {
    for (let round = 0; round < 3; round += 1) {
      const key = `race/${round}`
      const racers = Array.from({ length: 20 }, (_, index) => `racer ${index}`)
      const won = await Promise.all(racers.map((name) => store.putIfAbsent(key, bytesOf(name))))
      expect(won.filter(Boolean)).toHaveLength(1)
      expect(textOf(await store.get(key))).toBe(racers[won.indexOf(true)])
    }
  })

  it('keeps one whole object after 20 concurrent writes', async () => {
    const bodies = Array.from({ length: 20 }, (_, index) => `${index},`.repeat(20_000))
    await Promise.all(bodies.map((body) => store.put('writers/a', bytesOf(body))))
    expect(bodies).toContain(textOf(await store.get('writers/a')))
  })

  it('deletes an object, and ignores one that does not exist', async () => {
    await store.put('deleted/a', bytesOf('x'))
    await store.delete('deleted/a')
    await store.delete('deleted/a')
    await store.delete('deleted/never/was')
    expect(await store.get('deleted/a')).toBeUndefined()
    expect(await all(store.list('deleted/'))).toEqual([])
  })

  it('does not list as a prefix what has lost its last object', async () => {
    await store.put('emptied/a/1', bytesOf('x'))
    await store.put('emptied/b/1', bytesOf('x'))
    await store.delete('emptied/a/1')
    expect(await all(store.prefixes('emptied/'))).toEqual(['emptied/b/'])
    await store.put('emptied/a/1', bytesOf('y'))
    expect(await all(store.prefixes('emptied/'))).toEqual(['emptied/a/', 'emptied/b/'])
  })

  it('lists more than a thousand keys, each once, in order', async () => {
    const keys = Array.from(
      { length: 2_205 },
      (_, index) => `many/context_date=2026-11-0${1 + (index % 3)}/${10_000 + index}.json`,
    )
    for (let index = 0; index < keys.length; index += 50)
      await Promise.all(
        keys.slice(index, index + 50).map((key) => store.put(key, new Uint8Array())),
      )
    const sorted = keys.toSorted()
    expect(await all(store.list('many/'))).toEqual(sorted)
    const day = 'many/context_date=2026-11-02/'
    expect(await all(store.list(day))).toEqual(sorted.filter((key) => key.startsWith(day)))
    expect(await all(store.prefixes('many/'))).toEqual([
      'many/context_date=2026-11-01/',
      'many/context_date=2026-11-02/',
      'many/context_date=2026-11-03/',
    ])
  })

  it('lists by prefix in byte order, even if the prefix ends within a name', async () => {
    for (const key of ['p/a', 'p/a.b', 'p/a/b', 'p/a0', 'p/ab', 'p/b/c', 'p2/x'])
      if (key !== 'p/a') await store.put(key, new Uint8Array())
    expect(await all(store.list('p/a'))).toEqual(['p/a.b', 'p/a/b', 'p/a0', 'p/ab'])
    expect(await all(store.list('p'))).toEqual(['p/a.b', 'p/a/b', 'p/a0', 'p/ab', 'p/b/c', 'p2/x'])
    expect(await all(store.list('p/b/'))).toEqual(['p/b/c'])
    expect(await all(store.prefixes('p/'))).toEqual(['p/a/', 'p/b/'])
  })

  it('accepts keys in any script', async () => {
    const keys = ['u/ação', 'u/Ação b+c&d=e%20', 'u/日本', 'u/😀', 'u/\uff01', "u/it's (1)"]
    for (const key of keys) await store.put(key, bytesOf(key))
    for (const key of keys) expect(textOf(await store.get(key))).toBe(key)
    // Only as a set: this S3 server, unlike the real one, does not sort by bytes.
    expect((await all(store.list('u/'))).toSorted()).toEqual(keys.toSorted())
  })
})
