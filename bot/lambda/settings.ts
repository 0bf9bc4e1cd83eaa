import { ConfigError, envReader, type Env } from '../../etl/lake/env.ts'
import { loadConfig, type AthenaConfig, type Config } from '../config.ts'

/** The functions' settings, on top of the configuration that every program has. */
export interface LambdaSettings extends Config {
  readonly athena: AthenaConfig
  readonly raw: string
  readonly enriched: string
  /** Names of SSM parameters, never their values. */
  readonly tokenParameter: string
  readonly secretParameter: string
  readonly botInfoParameter: string
  readonly queueUrl: string
}

/**
 * The environment of a function.
 * @throws ConfigError that names every missing or invalid variable.
 */
export function loadLambdaSettings(env: Env): LambdaSettings {
  const config = loadConfig(env)
  const reader = envReader(env)
  const needed = (name: string) => {
    const value = reader.get(name)
    if (value === undefined) reader.problem(new Error(`${name} is missing: the stack sets it`))
    return value ?? ''
  }
  const settings = {
    ...config,
    raw: needed('AWS_S3_BUCKET'),
    enriched: needed('AWS_S3_ENRICHED'),
    tokenParameter: needed('TELEGRAM_TOKEN_PARAMETER'),
    secretParameter: needed('TELEGRAM_SECRET_PARAMETER'),
    botInfoParameter: needed('TELEGRAM_BOT_INFO_PARAMETER'),
    queueUrl: needed('JOBS_QUEUE_URL'),
    athena: { database: needed('ATHENA_DATABASE'), workgroup: needed('ATHENA_WORKGROUP') },
  }
  if (config.chatIds.length > 0) needed('PRIVACY_CONTACT')
  if (reader.problems.length > 0) throw new ConfigError(reader.problems)
  return settings
}
