import { statSync } from 'node:fs'

import type { Log } from '../../etl/log.ts'
import { loadConfig, type Config } from '../config.ts'
import { jsonLog } from '../log.ts'
import { openStores, type Stores } from '../stores.ts'
import { clearProgress } from './progress.ts'
import { UsageError } from './usage.ts'

export interface Environment extends Stores {
  readonly config: Config
  /** To standard error: standard output is for results. */
  readonly log: Log
}

/**
 * What every command starts from: the variables of the environment and of `.env`, the stores, the log.
 * @throws ConfigError
 */
export async function openEnvironment(): Promise<Environment> {
  if (statSync('.env', { throwIfNoEntry: false })?.isFile()) process.loadEnvFile('.env')
  // The AWS SDK's warning about old versions of Node is for those who write programs, not for those who run them.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
  const config = loadConfig(process.env)
  const log = jsonLog(config.logLevel, (line) => {
    clearProgress()
    process.stderr.write(`${line}\n`)
  })
  return { config, log, ...(await openStores(config.location)) }
}

/** As `openEnvironment`, for a command that writes to the lake. */
export async function openWritableEnvironment(): Promise<Environment> {
  const environment = await openEnvironment()
  await holdZone(environment)
  return environment
}

/**
 * Days are those of one zone for as long as the lake lasts: with another, updates would come to lie in other
 * days than when they were delivered before, and count twice.
 * @throws UsageError when the lake was begun in another zone.
 */
async function holdZone({ config, raw }: Environment): Promise<void> {
  const { name } = config.zone
  if (await raw.putIfAbsent('state/zone', Buffer.from(name))) return
  const begun = Buffer.from((await raw.get('state/zone')) ?? name).toString()
  if (begun !== name) {
    throw new UsageError(
      `TIME_ZONE is ${name}, but the days of this lake are those of ${begun}: set TIME_ZONE=${begun}, ` +
        'or begin another lake with another LAKE_DIR',
    )
  }
}
