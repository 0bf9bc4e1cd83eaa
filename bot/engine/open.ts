import { join } from 'node:path'

import type { AthenaConfig, Config } from '../config.ts'
import type { QueryEngine } from './engine.ts'

export interface EngineSettings {
  readonly location: Config['location']
  /** Undefined: SQL runs on DuckDB. */
  readonly athena: AthenaConfig | undefined
}

/** The engine for these settings. Each is loaded only when used, since their libraries are large. */
export async function openEngine({ location, athena }: EngineSettings): Promise<QueryEngine> {
  if (athena) {
    const { AthenaClient } = await import('@aws-sdk/client-athena')
    const { athenaEngine } = await import('./athena.ts')
    return athenaEngine({ client: new AthenaClient({}), ...athena })
  }
  if (location.type === 'buckets') {
    const { openStores } = await import('../../etl/lake/open-stores.ts')
    const { mirroredEngine } = await import('./mirror.ts')
    const { enriched } = await openStores(location)
    return mirroredEngine(enriched)
  }
  const { duckdbEngine } = await import('./duckdb.ts')
  return duckdbEngine(join(location.dir, 'enriched'))
}
