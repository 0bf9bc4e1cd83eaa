// Folders that belong to a process. Their names tell to which, so that what a killed one left is found and removed.
import { randomUUID } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

const NAME = /^telegram-lake-(?<host>.+)-(?<pid>\d+)-[0-9a-f]{8}$/

/** Whether a process of another machine or container lives cannot be seen: its folder is left when it is this old. */
const STALE_MILLISECONDS = 24 * 60 * 60 * 1000

/** Names that this process has given: another process had its id before, as always in containers. */
const own = new Set<string>()

/** A path in `parent` that no other process uses. What dead processes left there is removed; nothing is made. */
export async function processFolder(parent: string): Promise<string> {
  await removeLeft(parent)
  const name = `telegram-lake-${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`
  own.add(name)
  return join(parent, name)
}

/** Removes what processes that are gone left in `parent`, as far as this one may. */
export async function removeLeft(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => [])
  for (const name of names) {
    const path = join(parent, name)
    if (await isLeft(name, path)) await rm(path, { recursive: true, force: true }).catch(() => {})
  }
}

async function isLeft(name: string, path: string): Promise<boolean> {
  const { host, pid } = NAME.exec(name)?.groups ?? {}
  if (host === undefined || own.has(name)) return false
  if (host === hostname()) return Number(pid) === process.pid || !isAlive(Number(pid))
  const { mtimeMs = Infinity } = await stat(path).catch(() => ({}) as { mtimeMs?: number })
  return Date.now() - mtimeMs > STALE_MILLISECONDS
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // Of another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
