import { resolve, sep } from 'node:path'

import { timeZone, type TimeZone } from './lake/time-zone.ts'

export type Env = Readonly<Record<string, string | undefined>>

/** Where the lake is: two folders below `dir`, or two buckets. */
export type LakeLocation =
  | { readonly type: 'folders'; readonly dir: string }
  | { readonly type: 'buckets'; readonly raw: string; readonly enriched: string }

export interface LakeConfig {
  readonly location: LakeLocation
  readonly zone: TimeZone
}

/** Thrown once for all that is wrong with the environment, a line each, with what to do about it. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/** Reads variables and collects what is wrong with them; empty ones count as not set. */
export interface EnvReader {
  get(name: string): string | undefined
  /** The parsed value, or the fallback when the variable is not set or `parse` throws, which becomes a problem. */
  parse<T>(name: string, fallback: T, parse: (text: string) => T): T
  problem(text: string): void
  readonly problems: readonly string[]
}

export function envReader(env: Env): EnvReader {
  const problems: string[] = []
  const get = (name: string) => env[name]?.trim() || undefined
  return {
    get,
    parse(name, fallback, parse) {
      const text = get(name)
      if (text === undefined) return fallback
      try {
        return parse(text)
      } catch (error) {
        problems.push(`${name}: ${(error as Error).message}`)
        return fallback
      }
    },
    problem: (text) => problems.push(text),
    problems,
  }
}

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
    zone: reader.parse('TIME_ZONE', timeZone('America/Sao_Paulo'), timeZone),
  }
}

function readLocation(reader: EnvReader): LakeLocation {
  const raw = reader.get('AWS_S3_BUCKET')
  const enriched = reader.get('AWS_S3_ENRICHED')
  if (raw && enriched) return { type: 'buckets', raw, enriched }
  if (raw || enriched) {
    const missing = raw ? 'AWS_S3_ENRICHED' : 'AWS_S3_BUCKET'
    reader.problem(`${missing} is missing: a lake on S3 needs a raw and an enriched bucket`)
  }
  const dir = reader.get('LAKE_DIR') ?? '.lake'
  const path = resolve(dir)
  if (/[*?[\]{}=]|\\/.test(path.replaceAll(sep, '/'))) {
    reader.problem(
      `LAKE_DIR is ${JSON.stringify(path)}: choose a folder whose path has none of * ? [ ] { } = \\, ` +
        'DuckDB reads those as patterns',
    )
  }
  return { type: 'folders', dir }
}
