import { join } from 'node:path'

import type { Config } from '../config.ts'
import type { QueryEngine } from './engine.ts'

/** The engine that the configuration asks for; each is loaded only when it is used. */
export async function openEngine({ location, athena }: Config): Promise<QueryEngine> {
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
