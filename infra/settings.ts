import { RetentionDays } from 'aws-cdk-lib/aws-logs'

import { timeZone } from '../etl/lake/time-zone.ts'

/** What differs from one deployment to the next. Everything here may be seen by anyone: no secret is among it. */
export interface Settings {
  /** Part of every name that must be fixed, so that an account holds several. */
  readonly stage: string
  readonly timeZone: string
  /** As the functions get them: ids separated by commas; `none` on purpose, or undefined when it was forgotten. */
  readonly chatIds: string | undefined
  readonly adminIds: string | undefined
  readonly language: string
  readonly theme: string
  readonly logLevel: string
  /** Gets an e-mail for each alarm. */
  readonly alarmEmail: string | undefined
  /** `/telegram-lake/prod`: where the parameters lie. */
  readonly ssmPrefix: string
  /** Asked of whoever takes the analysts' role. */
  readonly analystExternalId: string | undefined
  /** Another value registers the webhook again, after its secret has changed. */
  readonly webhookVersion: string
  readonly logDays: RetentionDays
  readonly etlMemoryMegabytes: number
  /** Athena stops a query that would read more. */
  readonly scanLimitGigabytes: number
}

/** Until the bot has told the id of its group. */
export const NO_CHAT = 'none'

const languages = ['pt-BR', 'en', 'es']
const themes = ['light', 'dark']
const logLevels = ['debug', 'info', 'warn', 'error']
const retentions = Object.values(RetentionDays).filter((days) => typeof days === 'number')

/**
 * The settings, each looked up by its name; empty ones count as not set.
 * @throws Error that names every problem.
 */
export function readSettings(lookUp: (name: string) => string | undefined): Settings {
  const problems: string[] = []

  function read<T>(name: string, fallback: T, parse: (text: string) => T): T {
    const text = lookUp(name)?.trim()
    if (!text) return fallback
    try {
      return parse(text)
    } catch (error) {
      problems.push(`${name}: ${(error as Error).message}`)
      return fallback
    }
  }

  const stage = read('STAGE', 'prod', matching(/^[a-z][a-z0-9]{0,15}$/, 'such as prod or dev2'))
  const settings: Settings = {
    stage,
    timeZone: read('TIME_ZONE', 'America/Sao_Paulo', (text) => timeZone(text).name),
    chatIds: read('TELEGRAM_CHAT_ID', undefined, (text) => (text === NO_CHAT ? text : ids(text))),
    adminIds: read('TELEGRAM_ADMIN_IDS', undefined, ids),
    language: read('LANGUAGE', 'pt-BR', language),
    theme: read('THEME', 'light', oneOf(themes)),
    logLevel: read('LOG_LEVEL', 'info', oneOf(logLevels)),
    alarmEmail: read('ALARM_EMAIL', undefined, matching(/^[^@\s]+@[^@\s]+$/, 'an e-mail address')),
    ssmPrefix: read(
      'SSM_PREFIX',
      `/telegram-lake/${stage}`,
      matching(/^(\/[\w.-]+)+$/, 'such as /telegram-lake/prod'),
    ),
    analystExternalId: read(
      'ANALYST_EXTERNAL_ID',
      undefined,
      matching(/^[\w+=,.@:/-]{2,1224}$/, '2 or more of A-Z a-z 0-9 + = , . @ : / -'),
    ),
    webhookVersion: read('WEBHOOK_VERSION', '1', matching(/^[\w.-]{1,40}$/, 'a word')),
    logDays: read('LOG_DAYS', RetentionDays.ONE_MONTH, oneOf(retentions)),
    etlMemoryMegabytes: read('ETL_MEMORY_MB', 1769, integer(512, 10_240)),
    scanLimitGigabytes: read('ATHENA_SCAN_LIMIT_GB', 10, integer(1, 100_000)),
  }
  if (problems.length > 0)
    throw new Error(`infra: cannot read the settings\n${problems.join('\n')}`)
  return settings
}

const quoted = (text: string) => JSON.stringify(text.slice(0, 60))

function matching(pattern: RegExp, example: string) {
  return (text: string): string => {
    if (!pattern.test(text)) throw new Error(`${quoted(text)} is not ${example}`)
    return text
  }
}

function oneOf<T extends string | number>(values: readonly T[]) {
  return (text: string): T => {
    const value = values.find((each) => String(each).toLowerCase() === text.toLowerCase())
    if (value === undefined) throw new Error(`${quoted(text)} is none of ${values.join(', ')}`)
    return value
  }
}

function integer(least: number, most: number) {
  return (text: string): number => {
    const number = Number(text)
    if (!Number.isInteger(number) || number < least || number > most) {
      throw new Error(`${quoted(text)} is no whole number from ${least} to ${most}`)
    }
    return number
  }
}

function ids(text: string): string {
  const parts = text.split(',').map((part) => part.trim())
  for (const part of parts) {
    if (!/^-?[1-9]\d{0,15}$/.test(part)) {
      throw new Error(`${quoted(part)} is no id: write whole numbers separated by commas`)
    }
  }
  return parts.join(',')
}

/** Desktops put lists such as `en_US:en` into LANGUAGE: those say nothing about the group. */
function language(text: string): string {
  return /[_:]/.test(text) ? 'pt-BR' : oneOf(languages)(text)
}
