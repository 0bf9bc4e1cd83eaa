import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import { RetentionDays } from 'aws-cdk-lib/aws-logs'

import {
  ConfigError,
  contact,
  defaults,
  groupIds,
  ids,
  integer,
  languages,
  logLevels,
  NO_CHAT,
  oneOf,
  quoted,
  settingsReader,
  themes,
  type Language,
  type LogLevel,
  type Theme,
} from '../etl/lake/env.ts'
import { timeZone } from '../etl/lake/time-zone.ts'
import { projectRoot } from './paths.ts'

/** What differs between deployments. None of it is secret. */
export interface Settings {
  /** Part of every fixed name, so that one account can hold several lakes. */
  readonly stage: string
  readonly timeZone: string
  /** As the functions get them: ids separated by commas; `none` if not known yet, undefined if forgotten. */
  readonly chatIds: string | undefined
  readonly adminIds: string | undefined
  readonly language: Language
  readonly theme: Theme
  readonly logLevel: LogLevel
  /** Whom people may ask about their data; only undefined while no group is archived. */
  readonly privacyContact: string | undefined
  /** A text file that takes the place of what `/privacy` says. */
  readonly privacyFile: string | undefined
  /** Gets an e-mail for each alarm. */
  readonly alarmEmail: string | undefined
  /** `/telegram-lake/prod`: where the SSM parameters are. */
  readonly ssmPrefix: string
  /** Required for assuming the analysts' role. */
  readonly analystExternalId: string | undefined
  /** A new value registers the webhook again, after its secret has changed. */
  readonly webhookVersion: string
  readonly logDays: RetentionDays
  readonly etlMemoryMegabytes: number
  /** Athena stops a query that would read more. */
  readonly scanLimitGigabytes: number
  /** So many days before today are kept (undefined: all). */
  readonly retentionDays: number | undefined
}

const retentions = Object.values(RetentionDays).filter((days) => typeof days === 'number')

/**
 * The settings, each looked up by its name; empty ones count as not set.
 * @throws Error that names every problem.
 */
export function readSettings(lookUp: (name: string) => string | undefined): Settings {
  const reader = settingsReader(lookUp)
  const optional = (name: string, parse: (text: string) => string) =>
    reader.parse(name, undefined, parse)
  const stage = reader.parse(
    'STAGE',
    'prod',
    matching(/^[a-z][a-z0-9]{0,15}$/, 'a short lower-case name such as prod or dev2'),
  )
  const settings: Settings = {
    stage,
    timeZone: reader.parse('TIME_ZONE', defaults.timeZone, (text) => timeZone(text).name),
    chatIds: optional('TELEGRAM_CHAT_ID', (text) =>
      text === NO_CHAT ? text : idList(text, groupIds),
    ),
    adminIds: optional('TELEGRAM_ADMIN_IDS', idList),
    language: reader.parse('LANGUAGE', defaults.language, language),
    theme: reader.parse('THEME', defaults.theme, oneOf(themes)),
    logLevel: reader.parse('LOG_LEVEL', defaults.logLevel, oneOf(logLevels)),
    privacyContact: optional('PRIVACY_CONTACT', contact),
    privacyFile: optional('PRIVACY_TEXT', existingFile),
    alarmEmail: optional('ALARM_EMAIL', matching(/^[^@\s]+@[^@\s]+$/, 'an e-mail address')),
    ssmPrefix: reader.parse(
      'SSM_PREFIX',
      `/telegram-lake/${stage}`,
      matching(/^(\/[\w.-]+)+$/, 'a path such as /telegram-lake/prod'),
    ),
    analystExternalId: optional(
      'ANALYST_EXTERNAL_ID',
      matching(
        /^[\w+=,.@:/-]{2,1224}$/,
        'an external id: 2 to 1,224 of A-Z a-z 0-9 _ + = , . @ : / -',
      ),
    ),
    webhookVersion: reader.parse(
      'WEBHOOK_VERSION',
      '1',
      matching(/^[\w.-]{1,40}$/, 'a version: 1 to 40 of A-Z a-z 0-9 _ . -'),
    ),
    logDays: reader.parse('LOG_DAYS', RetentionDays.ONE_MONTH, oneOf(retentions)),
    etlMemoryMegabytes: reader.parse('ETL_MEMORY_MB', 1769, integer(512, 10_240)),
    scanLimitGigabytes: reader.parse('ATHENA_SCAN_LIMIT_GB', 10, integer(1, 100_000)),
    retentionDays: reader.parse('RETENTION_DAYS', undefined, integer(1, 36_500)),
  }
  if (
    settings.chatIds &&
    settings.chatIds !== NO_CHAT &&
    reader.get('PRIVACY_CONTACT') === undefined
  ) {
    reader.problem(
      new Error(
        'PRIVACY_CONTACT is missing: before a group is archived, name whom people can ask about their data, ' +
          'such as privacy@example.org or @username',
      ),
    )
  }
  if (reader.problems.length > 0) {
    throw new Error(`infra: invalid settings\n${new ConfigError(reader.problems).message}`)
  }
  return settings
}

function existingFile(path: string): string {
  if (!existsSync(resolve(projectRoot, path))) throw new Error(`there is no file ${quoted(path)}`)
  return path
}

function matching(pattern: RegExp, expected: string) {
  return (text: string): string => {
    if (!pattern.test(text)) throw new Error(`${quoted(text)} is not ${expected}`)
    return text
  }
}

/** Stricter than the bot, which skips blank parts: here one may be an id that was forgotten. */
function idList(text: string, parse = ids): string {
  const list = parse(text).join(',')
  if (list !== text.replace(/\s*,\s*/g, ',')) {
    throw new Error(`${quoted(text)} is not a list of ids: write whole numbers separated by commas`)
  }
  return list
}

/** Desktops set LANGUAGE to lists such as `en_US:en`, which say nothing about the group. */
function language(text: string): Language {
  return /[_:]/.test(text) ? defaults.language : oneOf(languages)(text)
}
