import { existsSync, rmdirSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

import { bitsOf, type LakeMode } from '../../etl/lake/filesystem.ts'
import type { LakeLocation } from '../../etl/lake/open-stores.ts'
import { ZONE_KEY } from '../../etl/lake/keys.ts'
import type { ObjectStore, Stores } from '../../etl/lake/store.ts'
import type { TimeZone } from '../../etl/lake/time-zone.ts'
import type { QueryEngine } from '../engine/engine.ts'
import { ok, warning, wrong, type Check } from './check.ts'

/** Whether both stores can be written and read. Leaves no object and no folder behind. */
export async function checkStore(
  { raw, enriched }: Stores,
  location: LakeLocation,
): Promise<Check> {
  const [rawPlace, enrichedPlace] =
    location.type === 'folders' ? [location.dir, location.dir] : [location.raw, location.enriched]
  for (const [store, place] of [
    [raw, rawPlace],
    [enriched, enrichedPlace],
  ] as const) {
    try {
      await leavingNoFolders(location, () => probe(store))
    } catch (error) {
      return refusal(error as NodeJS.ErrnoException, place)
    }
  }
  return ok('check-store-ok', { place: [...new Set([rawPlace, enrichedPlace])].join(', ') })
}

const PROBE_KEY = 'state/doctor'

/** The store writes over an object although it was asked not to. */
class OverwriteError extends Error {}

/**
 * Writes, reads and deletes an object.
 * @throws OverwriteError when the server ignores `If-None-Match`, as some that speak S3 do, and whatever the store does
 * when it cannot do the rest.
 */
export async function probe(store: ObjectStore): Promise<void> {
  const body = new Uint8Array()
  await store.put(PROBE_KEY, body)
  await store.get(PROBE_KEY)
  // Once may also mean that somebody else's probe has just deleted the object.
  const isOverwritten =
    (await store.putIfAbsent(PROBE_KEY, body)) && (await store.putIfAbsent(PROBE_KEY, body))
  await store.delete(PROBE_KEY)
  if (isOverwritten) throw new OverwriteError('the store ignores If-None-Match')
}

/** What the system says when it refuses, in our words. */
function refusal(error: NodeJS.ErrnoException, place: string): Check {
  const { code, message } = error
  if (error instanceof OverwriteError) return wrong('check-store-overwrites', { place })
  if (code === 'EACCES' || code === 'EPERM') return wrong('check-store-denied', { place })
  if (code === 'EROFS') return wrong('check-store-read-only', { place })
  if (code === 'ENOSPC') return wrong('check-store-full', { place })
  return wrong('check-store-wrong', { place, reason: message })
}

/** Removes the folders that `act` makes for a lake in folders, unless something else is in them by then. */
async function leavingNoFolders(location: LakeLocation, act: () => Promise<void>): Promise<void> {
  const made = location.type === 'folders' ? foldersOf(location.dir).filter(isMissing) : []
  try {
    await act()
  } finally {
    for (const folder of made) removeEmpty(folder)
  }
}

/** The folders that a probe needs, the deepest first. */
function foldersOf(dir: string): string[] {
  const stores = ['raw', 'enriched'].map((name) => join(dir, name))
  const above = [resolve(dir)]
  for (let each = dirname(resolve(dir)); isMissing(each); each = dirname(each)) above.push(each)
  return [
    ...stores.flatMap((store) => [join(store, 'state'), join(store, '.partial'), store]),
    ...above,
  ]
}

const isMissing = (path: string) => !existsSync(path)

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // Never made, or in use.
  }
}

/** Takes from an older lake what each mode does not give. */
const closing: Record<LakeMode, string> = {
  private: 'go-rwx',
  group: 'g-w,o-rwx',
  all: 'go-w',
}

/** Whether the lake's folders, as far as they are there, are open to more than `LAKE_MODE` says. */
export function checkReaders(dir: string, mode: LakeMode = 'private'): Check {
  const isOpen = (path: string) =>
    ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o777 & ~bitsOf[mode].folder) !== 0
  // Whoever may not enter the lake's own folder cannot get at those in it.
  const open = isOpen(dir) ? ['raw', 'enriched'].map((name) => join(dir, name)).find(isOpen) : ''
  if (!open) return ok('check-readers-ok', { mode })
  return warning('check-readers-more', {
    folder: open,
    mode,
    command: `chmod -R ${closing[mode]} ${dir}`,
  })
}

/** A lake keeps the zone that it began with. */
export async function checkZoneHeld(raw: ObjectStore, { name }: TimeZone): Promise<Check> {
  const stored = await raw.get(ZONE_KEY)
  const held = stored ? Buffer.from(stored).toString() : name
  return held === name
    ? ok('check-zone-ok', { zone: name })
    : wrong('check-zone-wrong', { zone: name, held })
}

const FEW_BYTES = 1e9
const TOO_FEW_BYTES = 1e8

/** Free space on the disk of the lake's folder, which need not exist yet. */
export async function checkSpace(dir: string): Promise<Check> {
  let folder = resolve(dir)
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder)
  const { bavail, bsize } = await statfs(folder)
  return spaceCheck(bavail * bsize)
}

/** `free` is in bytes. */
export function spaceCheck(free: number): Check {
  const values = { megabytes: Math.round(free / 1e6) }
  if (free < TOO_FEW_BYTES) return wrong('check-space-full', values)
  if (free < FEW_BYTES) return warning('check-space-few', values)
  return ok('check-space-ok', { gigabytes: Math.round(free / 1e9) })
}

/** A clock that is off puts messages of midnight into the wrong day; S3 refuses one that is far off. */
const OFF_SECONDS = 60
const FAR_OFF_SECONDS = 300

const CLOCK_TIMEOUT_MILLISECONDS = 10_000

/** This machine's clock against the one in the `Date` header of Telegram's answer; undefined when there is none. */
export async function checkClock(apiRoot: string, now: () => number): Promise<Check | undefined> {
  try {
    const signal = AbortSignal.timeout(CLOCK_TIMEOUT_MILLISECONDS)
    const response = await fetch(apiRoot, { method: 'HEAD', redirect: 'manual', signal })
    const theirs = Date.parse(response.headers.get('date') ?? '') / 1000
    return Number.isNaN(theirs) ? undefined : clockCheck(now() - theirs)
  } catch {
    // The network has a check of its own.
    return undefined
  }
}

/** `ahead` is in seconds, negative when the clock is slow. */
function clockCheck(ahead: number): Check {
  const seconds = Math.round(Math.abs(ahead))
  if (seconds < OFF_SECONDS) return ok('check-clock-ok')
  const values = { seconds, how: ahead > 0 ? 'fast' : 'slow' }
  return seconds < FAR_OFF_SECONDS
    ? warning('check-clock-off', values)
    : wrong('check-clock-off', values)
}

/** Whether SQL works, on every day of the lake. */
export async function checkEngine(open: () => Promise<QueryEngine>): Promise<Check> {
  try {
    const engine = await open()
    try {
      const { rows } = await engine.query('select count(*) from messages')
      return ok('check-engine-ok', { rows: Number(rows[0]?.[0] ?? 0) })
    } finally {
      await engine.close()
    }
  } catch (error) {
    return wrong('check-engine-wrong', { reason: (error as Error).message })
  }
}
