import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { describe, expect, it, onTestFinished, vi } from 'vitest'

import { filesystemStore } from '../../../etl/lake/filesystem.ts'
import { tempFolder } from '../../helpers/temp.ts'
import { bytesOf } from '../../helpers/updates.ts'

async function keysOf(root: string, prefix = ''): Promise<string[]> {
  const keys: string[] = []
  for await (const key of filesystemStore(root).list(prefix)) keys.push(key)
  return keys
}

describe('filesystemStore', () => {
  it('is an ordinary folder where the key is the path', async () => {
    const root = tempFolder()
    await filesystemStore(root).put('telegram/context_date=2026-11-01/1.json', bytesOf('x'))
    expect(existsSync(join(root, 'telegram', 'context_date=2026-11-01', '1.json'))).toBe(true)
    mkdirSync(join(root, 'by', 'hand'), { recursive: true })
    writeFileSync(join(root, 'by', 'hand', 'a'), 'x')
    expect(await keysOf(root)).toEqual(['by/hand/a', 'telegram/context_date=2026-11-01/1.json'])
  })

  it.each([
    '',
    '.',
    '..',
    '../a',
    'a/../../b',
    'a/..',
    '/etc/passwd',
    'a//b',
    'a/',
    './a',
    'a/./b',
    'a\0b',
  ])('rejects %j, which would leave the root or cannot name a file', async (key) => {
    const root = tempFolder()
    const store = filesystemStore(join(root, 'inner', 'lake'))
    for (const act of [
      () => store.get(key),
      () => store.tail(key, 5),
      () => store.put(key, bytesOf('x')),
      () => store.putIfAbsent(key, bytesOf('x')),
      () => store.delete(key),
    ])
      await expect(act()).rejects.toThrow(`store: not a valid key: ${JSON.stringify(key)}`)
    expect(readdirSync(root)).toEqual([])
  })

  it.each(['../', '../lake/', 'a/../../', '/etc/'])(
    'lists nothing outside the root for the prefix %j',
    async (prefix) => {
      const root = tempFolder()
      writeFileSync(join(root, 'secret'), 'x')
      const store = filesystemStore(join(root, 'lake'))
      await store.put('a/b', bytesOf('x'))
      expect(await keysOf(join(root, 'lake'), prefix)).toEqual([])
      const prefixes: string[] = []
      for await (const each of store.prefixes(prefix)) prefixes.push(each)
      expect(prefixes).toEqual([])
    },
  )

  it('sorts a folder by its name and slash, and emoji after the whole BMP', async () => {
    const root = tempFolder()
    const store = filesystemStore(root)
    for (const key of ['a/b', 'a.b', 'a0', 'u/😀', 'u/\uff01', 'u/ç']) {
      await store.put(key, bytesOf('x'))
    }
    expect(await keysOf(root)).toEqual(['a.b', 'a/b', 'a0', 'u/ç', 'u/\uff01', 'u/😀'])
  })

  it('shows only finished objects during writes, and leaves no partial files', async () => {
    const root = tempFolder()
    const store = filesystemStore(root)
    await store.put('a/0', bytesOf('x'))
    let isDone = false
    const writing = Promise.all(
      Array.from({ length: 40 }, (_, index) => store.put(`a/${index}`, Buffer.alloc(300_000, 7))),
    ).then(() => (isDone = true))
    while (!isDone) {
      for (const key of await keysOf(root)) {
        expect(key).toMatch(/^a\/\d+$/)
        expect([1, 300_000]).toContain((await store.get(key))?.length)
      }
      await new Promise((resolve) => setImmediate(resolve))
    }
    await writing
    expect(readdirSync(join(root, '.partial'))).toEqual([])
  })

  it('holds only whole objects after a crash during a write', async () => {
    const root = tempFolder()
    for (let crash = 0; crash < 3; crash += 1) {
      const writer = spawn(process.execPath, [
        '--import',
        'tsx',
        'test/helpers/write-objects.ts',
        root,
      ])
      // Some rounds after the start, whatever the process is doing.
      for (let rounds = 0; rounds < 5 + crash; rounds += 1) await once(writer.stdout, 'data')
      writer.kill('SIGKILL')
      await once(writer, 'exit')
    }
    const keys = await keysOf(root)
    expect(keys.length).toBeGreaterThanOrEqual(10)
    const store = filesystemStore(root)
    for (const key of keys) {
      const body = (await store.get(key)) as Uint8Array
      expect(body).toHaveLength(1_000_000)
      expect(body.every((byte) => byte === Number(key.at(-1)))).toBe(true)
    }
  }, 60_000)

  it('removes only old half-written files, at the first write', async () => {
    const root = tempFolder()
    const partial = join(root, '.partial')
    mkdirSync(partial)
    for (const name of ['old', 'young']) writeFileSync(join(partial, name), 'half')
    utimesSync(join(partial, 'old'), new Date('2026-01-01'), new Date('2026-01-01'))
    await filesystemStore(root).put('a', bytesOf('x'))
    expect(readdirSync(partial)).toEqual(['young'])
    expect(await keysOf(root)).toEqual(['a'])
  })

  it('removes those of a crash shortly before, once they are old', async () => {
    const root = tempFolder()
    const partial = join(root, '.partial')
    mkdirSync(partial)
    writeFileSync(join(partial, 'young'), 'half')
    const store = filesystemStore(root)
    await store.put('a', bytesOf('x'))
    utimesSync(join(partial, 'young'), new Date('2026-01-01'), new Date('2026-01-01'))
    const now = performance.now()
    const clock = vi.spyOn(performance, 'now')
    onTestFinished(() => clock.mockRestore())
    clock.mockReturnValue(now + 59 * 60_000)
    await store.put('a', bytesOf('y'))
    expect(readdirSync(partial)).toEqual(['young'])
    clock.mockReturnValue(now + 61 * 60_000)
    await store.put('a', bytesOf('z'))
    expect(readdirSync(partial)).toEqual([])
  })

  it('fails when the disk is full, and leaves the previous object whole', async () => {
    const root = tempFolder()
    const store = filesystemStore(root)
    await store.put('a', bytesOf('earlier'))
    // A limit on file size simulates a full disk: the write fails halfway.
    const code = `import { filesystemStore } from './etl/lake/filesystem.ts'
      const store = filesystemStore(process.argv[1])
      const body = Buffer.alloc(100_000)
      for (const act of [store.put('a', body), store.putIfAbsent('b', body)])
        await act.then(() => console.log('written'), (error) => console.log(error.code))`
    const limited = ['-c', 'ulimit -f 8; exec "$@"', 'bash', process.execPath, '--import', 'tsx']
    const { stdout } = await promisify(execFile)(
      'bash',
      [...limited, '--input-type=module', '-e', code, root],
      // The compiler's own cache would meet the limit too.
      { env: { ...process.env, TSX_DISABLE_CACHE: '1' } },
    )
    expect(stdout).toBe('EFBIG\nEFBIG\n')
    expect(Buffer.from((await store.get('a')) ?? []).toString()).toBe('earlier')
    expect(await keysOf(root)).toEqual(['a'])
    expect(readdirSync(join(root, '.partial'))).toEqual([])
  })

  it.each([
    [undefined, '600', '700'],
    ['private', '600', '700'],
    ['group', '640', '750'],
    ['all', '644', '755'],
  ] as const)(
    'with mode %s gives files %s and folders %s, whatever the umask',
    async (mode, file, folder) => {
      for (const umask of [0o000, 0o022, 0o077]) {
        const root = join(tempFolder(), 'new', 'lake')
        const store = filesystemStore(root, mode)
        const before = process.umask(umask)
        await store.put('a/b/put', bytesOf('x')).finally(() => process.umask(before))
        process.umask(umask)
        await store.putIfAbsent('a/c/new', bytesOf('x')).finally(() => process.umask(before))
        const bits = (path: string) => (statSync(join(root, path)).mode & 0o777).toString(8)
        expect(['a/b/put', 'a/c/new'].map(bits)).toEqual([file, file])
        expect(['..', '.', '.partial', 'a', 'a/b', 'a/c'].map(bits)).toEqual(
          Array.from({ length: 6 }, () => folder),
        )
      }
    },
  )

  it('gives a file that is written again the mode, and leaves a folder that was there', async () => {
    const root = tempFolder()
    mkdirSync(join(root, 'a'))
    chmodSync(join(root, 'a'), 0o755)
    writeFileSync(join(root, 'a', 'b'), 'x')
    chmodSync(join(root, 'a', 'b'), 0o644)
    await filesystemStore(root).put('a/b', bytesOf('y'))
    expect(statSync(join(root, 'a', 'b')).mode & 0o777).toBe(0o600)
    expect(statSync(join(root, 'a')).mode & 0o777).toBe(0o755)
  })

  it('fails when a folder is in the way of an object', async () => {
    const store = filesystemStore(tempFolder())
    await store.put('a/b', bytesOf('x'))
    await expect(store.put('a', bytesOf('y'))).rejects.toThrow()
    await expect(store.put('a/b/c', bytesOf('y'))).rejects.toThrow()
    expect(Buffer.from((await store.get('a/b')) ?? []).toString()).toBe('x')
  })
})
