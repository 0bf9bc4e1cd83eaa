// Files that are there whole or not at all, also after a crash.
import { randomUUID } from 'node:crypto'
import {
  closeSync,
  constants,
  fdatasync,
  fsync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  unlinkSync,
  write,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

// Names are made and removed in place, which takes microseconds. Only what waits for the disk goes to the thread
// pool.
const writeTo = promisify(write)
const flushData = promisify(fdatasync)
const flushAll = promisify(fsync)

/** What a crash left half-written is removed by a later start; anything younger may still be in use. */
const STALE_MILLISECONDS = 60 * 60 * 1000

/**
 * Writes a file of its own in `folder` and flushes it, lets `place` give it its name (by link or rename), and
 * leaves no rest behind. Resolves to what `place` returned, once the new name is on disk too.
 */
export async function writeDurably<T>(
  folder: string,
  body: Uint8Array,
  target: string,
  place: (partial: string) => T,
): Promise<T> {
  const partial = join(folder, randomUUID())
  const file = makingFolder(folder, () => openSync(partial, 'wx'))
  try {
    try {
      for (let written = 0; written < body.length;) {
        written += (await writeTo(file, body, written)).bytesWritten
      }
      await flushData(file)
    } finally {
      closeSync(file)
    }
    const { result, top } = placeMakingFolder(target, () => place(partial))
    for (let each = dirname(target); each.length >= top.length; each = dirname(each)) {
      await flushFolder(each)
    }
    return result
  } finally {
    rmSync(partial, { force: true })
  }
}

/** Removes the files in `folder` that an earlier process left half-written. */
export function removeStale(folder: string): void {
  const names = orWhenMissing([], () => readdirSync(folder))
  for (const name of names) {
    const info = statSync(join(folder, name), { throwIfNoEntry: false })
    if (info && Date.now() - info.mtimeMs > STALE_MILLISECONDS) unlinkSync(join(folder, name))
  }
}

/** What `act` returns, or `fallback` when the file or folder that it needs is not there. */
export function orWhenMissing<T>(fallback: T, act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(codeOf(error) ?? '')) return fallback
    throw error
  }
}

export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code
}

function makingFolder<T>(folder: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    mkdirSync(folder, { recursive: true })
    return act()
  }
}

/** `top` is the highest folder that got a new name. */
function placeMakingFolder<T>(target: string, place: () => T): { result: T; top: string } {
  const folder = dirname(target)
  try {
    return { result: place(), top: folder }
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    const made = mkdirSync(folder, { recursive: true })
    return { result: place(), top: made === undefined ? folder : dirname(made) }
  }
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
  const handle = openSync(folder, constants.O_RDONLY)
  try {
    await flushAll(handle)
  } finally {
    closeSync(handle)
  }
}
