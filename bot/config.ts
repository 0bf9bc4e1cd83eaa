import { readLakeConfig, type LakeConfig } from '../etl/config.ts'
import {
  ConfigError,
  contact,
  defaults,
  envReader,
  groupIds,
  ids,
  integer,
  languages,
  logLevels,
  NO_CHAT,
  oneOf,
  oneOfError,
  quoted,
  themes,
  type Env,
  type EnvReader,
  type Language,
  type LogLevel,
  type Theme,
} from '../etl/lake/env.ts'
import { KeyedError } from '../etl/lake/keyed-error.ts'

export { languages, logLevels, themes, type Language, type LogLevel, type Theme }

export interface AthenaConfig {
  readonly database: string
  readonly workgroup: string
}

export interface Config extends LakeConfig {
  /** Undefined: there is no Telegram, a sample group takes its place. */
  readonly token: string | undefined
  /** Undefined: SQL runs on DuckDB, on this machine. */
  readonly athena: AthenaConfig | undefined
  /** The groups that are archived. */
  readonly chatIds: readonly number[]
  readonly adminIds: readonly number[]
  readonly webhookSecret: string | undefined
  /** Whom people may ask about their data: no real group is archived without. */
  readonly privacyContact: string | undefined
  /** A text file that takes the place of what `/privacy` says. */
  readonly privacyFile: string | undefined
  readonly apiRoot: string
  readonly language: Language
  readonly theme: Theme
  readonly host: string
  readonly port: number
  readonly logLevel: LogLevel
}

/**
 * The environment as configuration.
 * @throws ConfigError that names every problem and what to do about it.
 */
export function loadConfig(env: Env): Config {
  const reader = envReader(env)
  const config: Config = {
    ...readLakeConfig(reader),
    athena: readAthena(reader),
    token: reader.parse('TELEGRAM_BOT_TOKEN', undefined, token),
    chatIds: reader.parse('TELEGRAM_CHAT_ID', [], (text) =>
      text === NO_CHAT ? [] : groupIds(text),
    ),
    adminIds: reader.parse('TELEGRAM_ADMIN_IDS', [], ids),
    webhookSecret: reader.parse('TELEGRAM_WEBHOOK_SECRET', undefined, secret),
    apiRoot: reader.parse('TELEGRAM_API_ROOT', 'https://api.telegram.org', apiRoot),
    privacyContact: reader.parse('PRIVACY_CONTACT', undefined, contact),
    privacyFile: reader.get('PRIVACY_TEXT'),
    theme: reader.parse('THEME', defaults.theme, oneOf(themes)),
    language: reader.parse('LANGUAGE', defaults.language, language),
    host: reader.get('HOST') ?? '127.0.0.1',
    port: reader.parse('PORT', 8080, integer(0, 65_535)),
    logLevel: reader.parse('LOG_LEVEL', defaults.logLevel, oneOf(logLevels)),
  }
  if (reader.problems.length > 0) throw new ConfigError(reader.problems)
  return config
}

/** Every setting that concerns Telegram. */
export const telegramSettings = [
  'TELEGRAM_BOT_TOKEN',
  'TELEGRAM_CHAT_ID',
  'TELEGRAM_ADMIN_IDS',
  'TELEGRAM_WEBHOOK_SECRET',
  'TELEGRAM_API_ROOT',
] as const

function readAthena(reader: EnvReader): AthenaConfig | undefined {
  const database = reader.get('ATHENA_DATABASE')
  const workgroup = reader.get('ATHENA_WORKGROUP')
  if (database && workgroup) return { database, workgroup }
  if (database || workgroup) {
    const missing = database ? 'ATHENA_WORKGROUP' : 'ATHENA_DATABASE'
    reader.problem(
      new KeyedError(
        'config-athena-missing',
        { missing },
        `${missing} is missing: SQL on Athena needs a database and a workgroup`,
      ),
    )
  }
  return undefined
}

/**
 * One of ours, also from what desktops put into LANGUAGE (`en_US:en`): there a language that we do not speak
 * is not a mistake, and the first supported one counts.
 */
function language(text: string): Language {
  const tags = text.split(':').map((tag) =>
    tag
      .replace(/[.@].*$/, '')
      .replace('_', '-')
      .toLowerCase(),
  )
  if (!tags.every((tag) => /^[a-z]{2,3}(-[a-z0-9]+)*$|^c$|^posix$/.test(tag))) {
    throw oneOfError(languages, text)
  }
  // A desktop writes a list or a locale; a plain tag is meant for us.
  const isForDesktop = tags.length > 1 || /[_.]|^c$|^posix$/i.test(text)
  const speaks = (tag: string) => languages.find((each) => each.slice(0, 2) === tag.slice(0, 2))
  const spoken = tags.map(speaks).find((each) => each !== undefined)
  if (spoken === undefined && !isForDesktop) throw oneOfError(languages, text)
  return spoken ?? defaults.language
}

function token(text: string): string {
  const [character] = /[^\w:-]/u.exec(text) ?? []
  // One character gives no secret away.
  if (character !== undefined && text.includes(':')) {
    const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0') ?? ''
    throw new KeyedError(
      'config-token-character',
      { character, code },
      `no token has the character ${character} (U+${code}): write it as @BotFather does, 123456:ABC…`,
    )
  }
  if (!/^\d+:[\w-]{3,}$/.test(text)) {
    throw new KeyedError(
      'config-token',
      {},
      'does not look like a token (123456:ABC…): get one from @BotFather',
    )
  }
  return text
}

function secret(text: string): string {
  if (!/^[\w-]{1,256}$/.test(text)) {
    throw new KeyedError(
      'config-secret',
      {},
      'may have 1 to 256 characters of A-Z, a-z, 0-9, _ and -',
    )
  }
  return text
}

function apiRoot(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new KeyedError(
      'config-url',
      { given: quoted(text) },
      `${quoted(text)} is not a valid URL`,
    )
  return text.replace(/\/+$/, '')
}
