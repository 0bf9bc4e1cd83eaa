import { randomUUID } from 'node:crypto'
import { closeSync, constants, existsSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'

import type { ObjectInfo, ObjectStore } from './store.ts'

/** Half-written files live here, beside the objects and outside every listing. */
const PARTIAL = '.partial'

/** What a crash left half-written is removed by a later start; anything younger may still be in use. */
const STALE_MILLISECONDS = 60 * 60 * 1000

/**
 * Objects are small and many: the three system calls that read one take some 10 µs, handing each to the
 * thread pool six times that. So they run in place, and after this long other work gets its turn.
 */
const TURN_MILLISECONDS = 5

/**
 * Objects as files below `root`. A file appears under its key whole or not at all: it is written and
 * flushed elsewhere in `root`, then renamed (or linked, which fails when the key is taken).
 */
export function filesystemStore(root: string): ObjectStore {
  const path = (key: string) => join(root, ...checkedKey(key).split('/'))
  const turns = takeTurns()
  let swept: Promise<void> | undefined
  const writeBeside: WriteBeside = async (body, place) => {
    await (swept ??= removeStale(join(root, PARTIAL)))
    return writePartial(join(root, PARTIAL, randomUUID()), body, place)
  }

  return {
    list: (prefix) => walk(root, prefix, turns),

    async *prefixes(prefix) {
      for (const { name, isFolder } of await entries(join(root, prefix))) {
        if (isFolder && name !== PARTIAL) yield `${prefix}${name}/`
      }
    },

    async get(key) {
      await turns()
      return readUnlessMissing(path(key))
    },

    async tail(key, length) {
      await turns()
      return readUnlessMissing(path(key), length)
    },

    async put(key, body) {
      await writeBeside(body, async (partial) => {
        await inFolderOf(path(key), (target) => rename(partial, target))
      })
    },

    async putIfAbsent(key, body) {
      if (existsSync(path(key))) return false
      return writeBeside(body, async (partial) => {
        try {
          await inFolderOf(path(key), (target) => link(partial, target))
          return true
        } catch (error) {
          if (codeOf(error) === 'EEXIST') return false
          throw error
        }
      })
    },

    async delete(key) {
      await rm(path(key), { force: true })
    },
  }
}

/** @throws Error for a key that would leave the root or that no file can have. */
function checkedKey(key: string): string {
  const bad = key.split('/').some((part) => part === '' || part === '.' || part === '..')
  if (bad || key.includes('\0') || key.includes('\\')) {
    throw new Error(`store: not a usable key: ${JSON.stringify(key)}`)
  }
  return key
}

/** Resolves at once, or after a turn of the event loop when the last one is some milliseconds ago. */
function takeTurns(): () => Promise<void> {
  let last = performance.now()
  return async () => {
    if (performance.now() - last < TURN_MILLISECONDS) return
    await nextTurn()
    last = performance.now()
  }
}

async function* walk(
  root: string,
  prefix: string,
  turns: () => Promise<void>,
): AsyncGenerator<ObjectInfo> {
  const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1)
  for (const { name, isFolder } of await entries(join(root, folder))) {
    const key = folder + name
    if (name === PARTIAL || !(isFolder ? `${key}/` : key).startsWith(prefix)) continue
    if (isFolder) {
      yield* walk(root, `${key}/`, turns)
    } else {
      await turns()
      const info = statSync(join(root, key), { throwIfNoEntry: false })
      // A file that went away meanwhile is left out.
      if (info) yield { key, size: info.size }
    }
  }
}

/** In the order of the keys that they are part of: a folder counts as its name and a slash. */
async function entries(folder: string): Promise<{ name: string; isFolder: boolean }[]> {
  const found = (await unlessMissing(() => readdir(folder, { withFileTypes: true }))) ?? []
  return found
    .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
    .map((entry) => ({
      ...entry,
      order: Buffer.from(entry.isFolder ? `${entry.name}/` : entry.name),
    }))
    .sort((a, b) => Buffer.compare(a.order, b.order))
}

/** The whole file or its last bytes; undefined when there is no such file. */
function readUnlessMissing(path: string, lastBytes = Infinity): Uint8Array | undefined {
  let file: number
  try {
    file = openSync(path, constants.O_RDONLY)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
  try {
    const info = fstatSync(file)
    if (info.isDirectory()) return undefined
    const length = Math.min(info.size, lastBytes)
    const buffer = Buffer.allocUnsafe(length)
    let filled = 0
    while (filled < length) {
      const read = readSync(file, buffer, filled, length - filled, info.size - length + filled)
      if (read === 0) break
      filled += read
    }
    return buffer.subarray(0, filled)
  } finally {
    closeSync(file)
  }
}

type WriteBeside = <T>(body: Uint8Array, place: (partial: string) => Promise<T>) => Promise<T>

/** Writes and flushes a file of its own, lets `place` move or link it, and leaves no rest behind. */
async function writePartial<T>(
  partial: string,
  body: Uint8Array,
  place: (partial: string) => Promise<T>,
): Promise<T> {
  try {
    const file = await openMakingFolder(partial)
    try {
      await file.writeFile(body)
      await file.datasync()
    } finally {
      await file.close()
    }
    return await place(partial)
  } finally {
    await rm(partial, { force: true })
  }
}

async function removeStale(folder: string): Promise<void> {
  for (const { name } of await entries(folder)) {
    const info = await unlessMissing(() => stat(join(folder, name)))
    if (info && Date.now() - info.mtimeMs > STALE_MILLISECONDS) {
      await rm(join(folder, name), { force: true })
    }
  }
}

async function openMakingFolder(path: string) {
  try {
    return await open(path, 'wx')
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    await mkdir(dirname(path), { recursive: true })
    return open(path, 'wx')
  }
}

/** Runs `act`, making the target's folder when it is missing, and flushes every folder that got a new name. */
async function inFolderOf(target: string, act: (target: string) => Promise<void>): Promise<void> {
  const folder = dirname(target)
  let top = folder
  try {
    await act(target)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    top = dirname((await mkdir(folder, { recursive: true })) ?? target)
    await act(target)
  }
  for (let each = folder; each.length >= top.length; each = dirname(each)) await flushFolder(each)
}

/** A flush that is under way, and the one that all who come meanwhile wait for. */
interface Flush {
  readonly done: Promise<void>
  next?: Promise<void>
}

const flushes = new Map<string, Flush>()

/** Makes the names in a folder last. One flush serves all who wait for it; one that began earlier may miss a name. */
function flushFolder(folder: string): Promise<void> {
  const running = flushes.get(folder)
  if (!running) return startFlush(folder)
  running.next ??= running.done.catch(() => {}).then(() => startFlush(folder))
  return running.next
}

function startFlush(folder: string): Promise<void> {
  const flush: Flush = {
    done: syncFolder(folder).finally(() => {
      if (!flush.next) flushes.delete(folder)
    }),
  }
  flushes.set(folder, flush)
  return flush.done
}

async function syncFolder(folder: string): Promise<void> {
  // Windows neither can nor needs to flush a folder.
  if (process.platform === 'win32') return
  const handle = await open(folder, constants.O_RDONLY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function unlessMissing<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act()
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(codeOf(error) ?? '')
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code
}
