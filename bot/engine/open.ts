import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { filesystemStore } from '../../etl/lake/filesystem.ts'
import { hiddenRows } from '../../etl/privacy/requests.ts'
import type { AthenaConfig, Config } from '../config.ts'
import type { QueryEngine } from './engine.ts'
import { processFolder, removeLeft } from './process-folder.ts'

export interface EngineSettings {
  readonly location: Config['location']
  /** Undefined: SQL runs on DuckDB. */
  readonly athena: AthenaConfig | undefined
}

/** What DuckDB may take; Athena's workgroup has limits of its own. See `DuckdbOptions`. */
export interface EngineLimits {
  readonly deadlineSeconds?: number
  readonly memoryShare?: number
  readonly isMixed?: boolean
}

/** The engine for these settings. Each is loaded only when used, since their libraries are large. */
export async function openEngine(
  { location, athena }: EngineSettings,
  limits: EngineLimits = {},
): Promise<QueryEngine> {
  if (athena) {
    const { AthenaClient } = await import('@aws-sdk/client-athena')
    const { athenaEngine } = await import('./athena.ts')
    return athenaEngine({ client: new AthenaClient({}), ...athena })
  }
  if (location.type === 'buckets') {
    const { openStores } = await import('../../etl/lake/open-stores.ts')
    const { mirroredEngine } = await import('./mirror.ts')
    const { raw, enriched } = await openStores(location)
    const options = { ...limits, hiddenRows: () => hiddenRows(raw) }
    return mirroredEngine(enriched, await processFolder(tmpdir()), options)
  }
  const { duckdbEngine } = await import('./duckdb.ts')
  const enriched = join(location.dir, 'enriched')
  // An empty lake is left empty.
  const tempDir = existsSync(enriched) ? await tempFolder(tempFolders(location.dir)) : undefined
  const raw = filesystemStore(join(location.dir, 'raw'), location.mode)
  return duckdbEngine(enriched, {
    ...limits,
    hiddenRows: () => hiddenRows(raw),
    ...(tempDir !== undefined && { tempDir }),
  })
}

/** Removes what engines of killed processes left on this machine. */
export async function removeLeftovers({ location, athena }: EngineSettings): Promise<void> {
  if (athena) return
  await removeLeft(location.type === 'folders' ? tempFolders(location.dir) : tmpdir())
}

/** Where DuckDB puts aside what does not fit into memory, in a folder per process. */
function tempFolders(lakeDir: string): string {
  return join(lakeDir, 'tmp')
}

/** Undefined where this process may not write: DuckDB then keeps to the memory it may use. */
async function tempFolder(parent: string): Promise<string | undefined> {
  try {
    await mkdir(parent, { recursive: true, mode: 0o700 })
    return await processFolder(parent)
  } catch {
    return undefined
  }
}
