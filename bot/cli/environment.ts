import type { Stores } from '../../etl/lake/store.ts'
import { ConfigError } from '../../etl/lake/env.ts'
import { loadEnvFile } from '../../etl/lake/env-file.ts'
import { KeyedError } from '../../etl/lake/keyed-error.ts'
import { holdZone, ZoneError } from '../../etl/lake/held-zone.ts'
import type { Log } from '../../etl/log.ts'
import { loadConfig, telegramSettings, type Config } from '../config.ts'
import { jsonLog } from '../log.ts'
import { openStores } from '../../etl/lake/open-stores.ts'
import { clearProgress } from './progress.ts'
import { printNote } from './terminal.ts'
import { UsageError } from './usage.ts'

export interface Environment {
  readonly config: Config
  readonly stores: Stores
  /** To standard error: standard output is for results. */
  readonly log: Log
}

/**
 * What every command starts from: the configuration from the environment and `.env`, the stores, the log.
 * @throws ConfigError
 */
export async function openEnvironment(): Promise<Environment> {
  checkNames(loadEnvFile('.env', process.env), '.env')
  checkNames(Object.keys(process.env))
  // The AWS SDK's warning about old versions of Node is for developers, not for users.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
  const config = loadConfig(process.env)
  const log = jsonLog(config.logLevel, (line) => {
    clearProgress()
    printNote(line)
  })
  return { config, stores: await openStores(config.location), log }
}

/**
 * A misspelt name would silently open the sandbox.
 * @throws ConfigError that names what looks like a setting of ours and is none.
 */
function checkNames(names: readonly string[], setting?: string): void {
  const known: readonly string[] = telegramSettings
  const unknown = names.filter((name) => /^TELEGRAM_/i.test(name) && !known.includes(name))
  if (unknown.length === 0) return
  const choices = known.join(', ')
  const causes = unknown.map((name) => ({
    ...(setting !== undefined && { setting }),
    error: new KeyedError(
      'env-file-unknown',
      { name, choices },
      `there is no setting ${name}: choose one of ${choices}`,
    ),
  }))
  throw new ConfigError(causes)
}

/** As `openEnvironment`, for a command that writes to the lake. */
export async function openWritableEnvironment(): Promise<Environment> {
  const environment = await openEnvironment()
  await holdZone(environment.stores.raw, environment.config.zone).catch(asUsageError)
  return environment
}

/** A wrong TIME_ZONE is a usage error. */
export function asUsageError(error: unknown): never {
  throw error instanceof ZoneError ? new UsageError(error.key, error.values) : error
}
