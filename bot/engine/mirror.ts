import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

import pMap, { pMapSkip } from 'p-map'

import { filesystemStore } from '../../etl/lake/filesystem.ts'
import { TABLE_PREFIX } from '../../etl/lake/keys.ts'
import type { ObjectStore } from '../../etl/lake/store.ts'
import { duckdbEngine, type DuckdbOptions } from './duckdb.ts'
import type { QueryEngine } from './engine.ts'

const CONCURRENCY = 16

/** Stores keep times in whole seconds: an object just written may be written again within the same second. */
const UNSETTLED_SECONDS = 2

/**
 * DuckDB over a bucket, which it cannot read itself: the Parquet objects are copied to the folder `own`, which is
 * made and removed, and before each query the changed ones are copied again.
 */
export async function mirroredEngine(
  enriched: ObjectStore,
  own: string,
  options: Omit<DuckdbOptions, 'tempDir'> = {},
): Promise<QueryEngine> {
  // Private to this user; fails when somebody else has put something there.
  await mkdir(own, { mode: 0o700 })
  const dir = join(own, 'enriched')
  const copies = filesystemStore(dir)
  /** Key → when the copied version of the object was written. */
  const copied = new Map<string, number>()
  const engine = await duckdbEngine(dir, { ...options, tempDir: join(own, 'tmp') })

  async function refresh(): Promise<void> {
    const keys = new Set<string>()
    for await (const key of enriched.list(TABLE_PREFIX)) {
      if (key.endsWith('/messages.parquet')) keys.add(key)
    }
    for await (const key of copies.list(TABLE_PREFIX)) {
      if (!keys.has(key)) await copies.delete(key)
    }
    await pMap(keys, refreshOne, { concurrency: CONCURRENCY })
  }

  async function refreshOne(key: string): Promise<typeof pMapSkip> {
    const writtenAt = await enriched.writtenAt(key)
    if (writtenAt !== undefined && copied.get(key) === writtenAt) return pMapSkip
    const body = await enriched.get(key)
    if (!body) return pMapSkip
    await copies.put(key, body)
    const isSettled = writtenAt !== undefined && Date.now() / 1000 - writtenAt > UNSETTLED_SECONDS
    if (isSettled) copied.set(key, writtenAt)
    return pMapSkip
  }

  return {
    async query(...args) {
      await refresh()
      return engine.query(...args)
    },
    async close() {
      await engine.close()
      await rm(own, { recursive: true, force: true })
    },
  }
}
