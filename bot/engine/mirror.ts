import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import pMap, { pMapSkip } from 'p-map'

import { filesystemStore } from '../../etl/lake/filesystem.ts'
import type { ObjectStore } from '../../etl/lake/store.ts'
import { duckdbEngine } from './duckdb.ts'
import type { QueryEngine } from './engine.ts'

/** Objects asked for at once. */
const AT_ONCE = 16

/** Stores tell times in whole seconds: what was written just now may be written again within the same one. */
const UNSETTLED_SECONDS = 2

/**
 * DuckDB over a bucket, which it cannot read itself: the Parquet objects are copied into a folder of this machine,
 * and before each query those that have changed are copied again.
 */
export async function mirroredEngine(enriched: ObjectStore): Promise<QueryEngine> {
  // For this process and its user alone.
  const dir = await mkdtemp(join(tmpdir(), 'telegram-lake-'))
  const copies = filesystemStore(dir)
  /** Key → when the object that was copied had been written. */
  const copied = new Map<string, number>()
  const engine = await duckdbEngine(dir)

  async function refresh(): Promise<void> {
    const keys = new Set<string>()
    for await (const key of enriched.list('telegram/')) {
      if (key.endsWith('/messages.parquet')) keys.add(key)
    }
    for await (const key of copies.list('telegram/')) {
      if (!keys.has(key)) await copies.delete(key)
    }
    await pMap(keys, refreshOne, { concurrency: AT_ONCE })
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
    async query(...asked) {
      await refresh()
      return engine.query(...asked)
    },
    async close() {
      await engine.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
