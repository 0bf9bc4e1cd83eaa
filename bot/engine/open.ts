import { join } from 'node:path'

import type { Config } from '../config.ts'
import { duckdbEngine } from './duckdb.ts'
import type { QueryEngine } from './engine.ts'

/** The engine that the configuration asks for. */
export async function openEngine({ location }: Config): Promise<QueryEngine> {
  if (location.type === 'buckets') {
    throw new Error(
      'sql: DuckDB reads folders only, set LAKE_DIR and unset AWS_S3_BUCKET and AWS_S3_ENRICHED',
    )
  }
  return duckdbEngine(join(location.dir, 'enriched'))
}
