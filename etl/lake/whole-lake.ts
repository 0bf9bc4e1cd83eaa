// All that a lake consists of, to remove it.
import { existsSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { sizeOf, type Stored, type WholeLake } from './lake-size.ts'
import type { LakeLocation } from './open-stores.ts'

/** What the programs put into LAKE_DIR; other files there are none of theirs. */
const OURS = ['raw', 'enriched', 'tmp', '.partial', 'sandbox.json']

export async function wholeLake(location: LakeLocation): Promise<WholeLake> {
  if (location.type === 'folders') return wholeFolder(location.dir)
  const { wholeBuckets } = await import('./whole-buckets.ts')
  return wholeBuckets(location)
}

function wholeFolder(dir: string): WholeLake {
  return {
    measure: () => sizeOf(filesIn(dir)),
    async remove() {
      for (const name of OURS) rmSync(join(dir, name), { recursive: true, force: true })
      if (existsSync(dir) && readdirSync(dir).length === 0) rmdirSync(dir)
    },
  }
}

async function* filesIn(dir: string): AsyncGenerator<Stored> {
  for (const name of OURS) {
    const top = join(dir, name)
    const info = statSync(top, { throwIfNoEntry: false })
    if (info?.isFile()) yield { key: name, bytes: info.size }
    if (!info?.isDirectory()) continue
    for (const entry of readdirSync(top, { withFileTypes: true, recursive: true })) {
      if (entry.isDirectory()) continue
      const path = join(entry.parentPath, entry.name)
      const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
      yield { key: path.slice(top.length + 1).replaceAll('\\', '/'), bytes }
    }
  }
}
