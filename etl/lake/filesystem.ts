import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  linkSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'

import {
  codeOf,
  orWhenMissing,
  removeStale,
  STALE_MILLISECONDS,
  writeDurably,
  type Modes,
} from './durable-file.ts'
import type { ObjectStore } from './store.ts'

/** Half-written files are kept here, beside the objects and outside every listing. */
const PARTIAL = '.partial'

/**
 * Objects are small and many: the three system calls that read one take some 10 µs, and six times that in the thread
 * pool. So they run synchronously, and yield to other work after this long.
 */
const TURN_MILLISECONDS = 5

/** What `LAKE_MODE` says: who may read the lake besides its owner. */
export const lakeModes = ['private', 'group', 'all'] as const
export type LakeMode = (typeof lakeModes)[number]

export const bitsOf: Record<LakeMode, Modes> = {
  private: { file: 0o600, folder: 0o700 },
  group: { file: 0o640, folder: 0o750 },
  all: { file: 0o644, folder: 0o755 },
}

/**
 * Objects as files below `root`. A file appears under its key whole or not at all: it is written and flushed
 * elsewhere in `root`, then renamed (or linked, which fails when the key is taken). `mode` is for what is new.
 */
export function filesystemStore(root: string, mode: LakeMode = 'private'): ObjectStore {
  const path = (key: string) => `${root}/${checkedKey(key)}`
  const turns = takeTurns()
  let sweptAt = -Infinity

  function writeBeside<T>(
    key: string,
    body: Uint8Array,
    place: (partial: string) => T,
  ): Promise<T> {
    // Again and again: what a crash has left is not stale when the program is started again.
    if (performance.now() - sweptAt > STALE_MILLISECONDS) {
      removeStale(join(root, PARTIAL))
      sweptAt = performance.now()
    }
    return writeDurably(join(root, PARTIAL), body, path(key), bitsOf[mode], place)
  }

  return {
    list: (prefix) => walk(root, prefix, turns),

    async *prefixes(prefix) {
      if (!startsKeys(prefix)) return
      for (const { name, isFolder } of entries(join(root, prefix))) {
        if (isFolder && name !== PARTIAL) yield `${prefix}${name}/`
      }
    },

    async get(key) {
      await turns()
      return read(path(key))
    },

    async tail(key, length) {
      await turns()
      return read(path(key), length)
    },

    async writtenAt(key) {
      const stats = statSync(path(key), { throwIfNoEntry: false })
      return stats?.isFile() ? stats.mtimeMs / 1000 : undefined
    },

    async put(key, body) {
      const target = path(key)
      await writeBeside(key, body, (partial) => renameSync(partial, target))
    },

    async putIfAbsent(key, body) {
      const target = path(key)
      if (existsSync(target)) return false
      return writeBeside(key, body, (partial) => {
        try {
          linkSync(partial, target)
          return true
        } catch (error) {
          if (codeOf(error) === 'EEXIST') return false
          throw error
        }
      })
    },

    async delete(key) {
      rmSync(path(key), { force: true })
      // As in a bucket: a folder without objects is not listed.
      if (key.includes('/')) removeIfEmpty(dirname(path(key)))
    },
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) throw error
  }
}

/** Parts that no key may have: empty, `.`, `..`, and characters with a special meaning in paths. */
const INVALID_KEY = sep === '\\' ? /(^|\/)(\.{0,2})(\/|$)|[\0\\]/ : /(^|\/)(\.{0,2})(\/|$)|\0/

/** @throws Error for a key that would leave the root or cannot name a file. */
function checkedKey(key: string): string {
  if (INVALID_KEY.test(key)) throw new Error(`store: not a valid key: ${JSON.stringify(key)}`)
  return key
}

/** Whether a key can start like this; `../` would list files outside the root. */
function startsKeys(prefix: string): boolean {
  return !INVALID_KEY.test(`${prefix}x`)
}

/** Resolves immediately, or after a turn of the event loop when the last turn was some milliseconds ago. */
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
): AsyncGenerator<string> {
  if (!startsKeys(prefix)) return
  const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1)
  await turns()
  for (const { name, isFolder } of entries(join(root, folder))) {
    const key = folder + name
    if (name === PARTIAL || !(isFolder ? `${key}/` : key).startsWith(prefix)) continue
    // A folder in the place of an object is listed as one: who reads it is told.
    if (isFolder && !OBJECT_NAME.test(name)) yield* walk(root, `${key}/`, turns)
    else yield key
  }
}

const OBJECT_NAME = /\.(json|ndjson|parquet)$/

/** In key order: a folder sorts as its name and a slash. */
function entries(folder: string): { name: string; isFolder: boolean }[] {
  const found = orWhenMissing([], () => readdirSync(folder, { withFileTypes: true })).map(
    (entry) => ({ name: entry.name, isFolder: entry.isDirectory() }),
  )
  const order = ({ name, isFolder }: { name: string; isFolder: boolean }) =>
    isFolder ? `${name}/` : name
  return found.sort((a, b) => compareBytes(order(a), order(b)))
}

/** In UTF-8 order; JavaScript's own differs from it beyond the BMP. */
function compareBytes(a: string, b: string): number {
  if (SURROGATE.test(a) || SURROGATE.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b))
  return a < b ? -1 : a > b ? 1 : 0
}

const SURROGATE = /[\ud800-\udfff]/

/** Most objects fit in here and are read in one call. */
const scratch = Buffer.allocUnsafe(64 * 1024)

/** The whole file, or its last bytes; undefined when it does not exist. */
function read(path: string, lastBytes = Infinity): Uint8Array | undefined {
  return orWhenMissing(undefined, () => {
    const file = openSync(path, constants.O_RDONLY)
    try {
      const bytes = readSync(file, scratch, 0, scratch.length, 0)
      if (bytes < scratch.length) {
        return Buffer.from(scratch.subarray(Math.max(0, bytes - lastBytes), bytes))
      }
      const { size } = fstatSync(file)
      return readFrom(file, Math.max(0, size - lastBytes), size)
    } finally {
      closeSync(file)
    }
  })
}

function readFrom(file: number, start: number, end: number): Uint8Array {
  const buffer = Buffer.allocUnsafe(end - start)
  let filled = 0
  while (filled < buffer.length) {
    const bytes = readSync(file, buffer, filled, buffer.length - filled, start + filled)
    if (bytes === 0) break
    filled += bytes
  }
  return buffer.subarray(0, filled)
}
