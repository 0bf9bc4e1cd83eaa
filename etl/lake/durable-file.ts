// Files that exist whole or not at all, even after a crash.
import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
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

// Creating and removing names takes microseconds and is done synchronously. Only what waits for the disk goes to the
// thread pool.
const writeTo = promisify(write)
const flushData = promisify(fdatasync)
const flushAll = promisify(fsync)

/** Half-written files older than this are left from a crash; younger ones may still be in use. */
export const STALE_MILLISECONDS = 60 * 60 * 1000

/** Who may read what is written: the bits of files and folders, whatever the umask. */
export interface Modes {
  readonly file: number
  readonly folder: number
}

/**
 * Writes a temporary file in `folder`, flushes it, lets `place` give it its name (by link or rename), and cleans up.
 * Resolves to what `place` returned, once the new name is on disk too. Folders that are missing are made.
 */
export async function writeDurably<T>(
  folder: string,
  body: Uint8Array,
  target: string,
  modes: Modes,
  place: (partial: string) => T,
): Promise<T> {
  const partial = join(folder, randomUUID())
  const file = makingFolder(folder, modes, () => openSync(partial, 'wx', modes.file))
  try {
    try {
      setBits(() => fchmodSync(file, modes.file))
      for (let written = 0; written < body.length;) {
        written += (await writeTo(file, body, written)).bytesWritten
      }
      await flushData(file)
    } finally {
      closeSync(file)
    }
    const { result, top } = placeMakingFolder(target, modes, () => place(partial))
    for (let each = dirname(target); each.length >= top.length; each = dirname(each)) {
      await flushFolder(each)
    }
    return result
  } finally {
    rmSync(partial, { force: true })
  }
}

/** Removes the half-written files that an earlier process left in `folder`. */
export function removeStale(folder: string): void {
  const names = orWhenMissing([], () => readdirSync(folder))
  for (const name of names) {
    const info = statSync(join(folder, name), { throwIfNoEntry: false })
    if (info && Date.now() - info.mtimeMs > STALE_MILLISECONDS) unlinkSync(join(folder, name))
  }
}

/** What `act` returns, or `fallback` when the file or folder it needs does not exist. */
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

function makingFolder<T>(folder: string, modes: Modes, act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    makeFolder(folder, modes)
    return act()
  }
}

/** Makes a folder and those above it that are missing. Returns the highest that was made. */
function makeFolder(folder: string, modes: Modes): string | undefined {
  const made = mkdirSync(folder, { recursive: true, mode: modes.folder })
  if (made === undefined) return undefined
  for (let each = folder; each.length >= made.length; each = dirname(each)) {
    const path = each
    setBits(() => chmodSync(path, modes.folder))
  }
  return made
}

/** The umask has taken bits away. Some disks keep no bits: they are no reason not to store what came. */
function setBits(set: () => void): void {
  try {
    set()
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'ENOSYS'].includes(codeOf(error) ?? '')) throw error
  }
}

/** `top` is the highest folder with a new entry. */
function placeMakingFolder<T>(
  target: string,
  modes: Modes,
  place: () => T,
): { result: T; top: string } {
  const folder = dirname(target)
  let made: string | undefined
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { result: place(), top: made === undefined ? folder : dirname(made) }
    } catch (error) {
      // Another process may have removed the folder, which was empty, just after it was made.
      if (codeOf(error) !== 'ENOENT' || attempt > MAKE_ATTEMPTS) throw error
      made = makeFolder(folder, modes) ?? made
    }
  }
}

const MAKE_ATTEMPTS = 3

/** A flush in progress, and the one after it that later callers share. */
interface Flush {
  readonly done: Promise<void>
  next?: Promise<void>
}

const flushes = new Map<string, Flush>()

/** Makes the names in a folder durable. Callers share the next flush: one in progress may miss their name. */
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
  // Windows cannot flush a folder, and need not.
  if (process.platform === 'win32') return
  const handle = openSync(folder, constants.O_RDONLY)
  try {
    await flushAll(handle)
  } finally {
    closeSync(handle)
  }
}
