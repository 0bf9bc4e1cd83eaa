import { resolve, sep } from 'node:path'

import {
  ConfigError,
  defaults,
  envReader,
  integer,
  oneOf,
  type Env,
  type EnvReader,
} from './lake/env.ts'
import { lakeModes } from './lake/filesystem.ts'
import { KeyedError } from './lake/keyed-error.ts'
import type { LakeLocation } from './lake/open-stores.ts'
import { timeZone, type TimeZone } from './lake/time-zone.ts'

export interface LakeConfig {
  readonly location: LakeLocation
  readonly zone: TimeZone
  /** So many days before today are kept (undefined: all). */
  readonly retentionDays: number | undefined
}

/** A parser for RETENTION_DAYS. */
export const retentionDays = integer(1, 36_500)

/**
 * The lake's part of the configuration.
 * @throws ConfigError that names every problem.
 */
export function loadLakeConfig(env: Env): LakeConfig {
  const reader = envReader(env)
  const config = readLakeConfig(reader)
  if (reader.problems.length > 0) throw new ConfigError(reader.problems)
  return config
}

/** As `loadLakeConfig`, for a program that reads more than this and reports all problems together. */
export function readLakeConfig(reader: EnvReader): LakeConfig {
  return {
    location: readLocation(reader),
    zone: reader.parse('TIME_ZONE', timeZone(defaults.timeZone), timeZone),
    retentionDays: reader.parse('RETENTION_DAYS', undefined, retentionDays),
  }
}

function readLocation(reader: EnvReader): LakeLocation {
  const raw = reader.get('AWS_S3_BUCKET')
  const enriched = reader.get('AWS_S3_ENRICHED')
  if (raw && enriched) return { type: 'buckets', raw, enriched }
  if (raw || enriched) {
    const missing = raw ? 'AWS_S3_ENRICHED' : 'AWS_S3_BUCKET'
    reader.problem(
      new KeyedError(
        'config-bucket-missing',
        { missing },
        `${missing} is missing: a lake on S3 needs a raw and an enriched bucket`,
      ),
    )
  }
  const dir = reader.get('LAKE_DIR') ?? '.lake'
  const path = resolve(dir)
  if (/[*?[\]{}=]|\\/.test(path.replaceAll(sep, '/'))) {
    reader.problem(
      new KeyedError(
        'config-lake-dir',
        { path: JSON.stringify(path) },
        `LAKE_DIR is ${JSON.stringify(path)}: choose a folder whose path has none of * ? [ ] { } = \\, ` +
          'DuckDB reads those as patterns',
      ),
    )
  }
  const mode = reader.parse('LAKE_MODE', undefined, oneOf(lakeModes))
  return { type: 'folders', dir, ...(mode && { mode }) }
}
