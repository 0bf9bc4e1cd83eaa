// Reading settings: what the programs and their deployment have in common.
import { KeyedError } from './keyed-error.ts'

export type Env = Readonly<Record<string, string | undefined>>

/** What is wrong with a setting, or with several when it has no name. */
export interface Problem {
  readonly setting?: string
  readonly error: Error
}

/** Thrown once for everything that is wrong with the environment: one line per problem, with what to do about it. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly causes: readonly Problem[]
  readonly problems: readonly string[]
  constructor(causes: readonly Problem[]) {
    const problems = causes.map(describe)
    super(problems.join('\n'))
    this.causes = causes
    this.problems = problems
  }
}

function describe({ setting, error }: Problem): string {
  return setting === undefined ? error.message : `${setting}: ${error.message}`
}

/** Reads settings by name and collects what is wrong with them; empty ones count as not set. */
export interface EnvReader {
  get(name: string): string | undefined
  /** The parsed value, or the fallback when the setting is not set or `parse` throws, which becomes a problem. */
  parse<T>(name: string, fallback: T, parse: (text: string) => T): T
  problem(error: Error): void
  readonly problems: readonly Problem[]
}

export function envReader(env: Env): EnvReader {
  return settingsReader((name) => env[name])
}

/** As `envReader`, for settings that come from somewhere else. */
export function settingsReader(lookUp: (name: string) => string | undefined): EnvReader {
  const problems: Problem[] = []
  const get = (name: string) => lookUp(name)?.trim() || undefined
  return {
    get,
    parse(name, fallback, parse) {
      const text = get(name)
      if (text === undefined) return fallback
      try {
        return parse(text)
      } catch (error) {
        problems.push({ setting: name, error: error as Error })
        return fallback
      }
    },
    problem: (error) => problems.push({ error }),
    problems,
  }
}

export const languages = ['pt-BR', 'en', 'es'] as const
export type Language = (typeof languages)[number]

export const themes = ['light', 'dark'] as const
/** The card that pictures are drawn on. */
export type Theme = (typeof themes)[number]

export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

export const defaults = {
  timeZone: 'America/Sao_Paulo',
  language: 'pt-BR',
  theme: 'light',
  logLevel: 'info',
} as const

/** TELEGRAM_CHAT_ID of a deployment whose group's id is not known yet. */
export const NO_CHAT = 'none'

/** A parser for one of these values, in any case. */
export function oneOf<const T extends string | number>(values: readonly T[]) {
  return (text: string): T => {
    const value = values.find((each) => String(each).toLowerCase() === text.toLowerCase())
    if (value === undefined) {
      throw oneOfError(values, text)
    }
    return value
  }
}

/** The text is none of these values. */
export function oneOfError(values: readonly (string | number)[], text: string): KeyedError {
  const [choices, given] = [values.join(', '), quoted(text)]
  return new KeyedError(
    'config-one-of',
    { choices, given },
    `must be one of: ${choices} (got ${given})`,
  )
}

/** A parser for a whole number from `least` to `most`. */
export function integer(least: number, most: number) {
  return (text: string): number => {
    const number = Number(text)
    if (!Number.isInteger(number) || number < least || number > most) {
      throw new KeyedError(
        'config-integer',
        { given: quoted(text), least: String(least), most: String(most) },
        `${quoted(text)} is not a whole number from ${least} to ${most}`,
      )
    }
    return number
  }
}

/** Ids separated by commas; blank parts are skipped. */
export function ids(text: string): number[] {
  return text
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const id = Number(part)
      if (!Number.isSafeInteger(id) || id === 0) {
        throw new KeyedError(
          'config-ids',
          { given: quoted(part) },
          `${quoted(part)} is not a valid id: write whole numbers separated by commas`,
        )
      }
      return id
    })
}

/** Ids of groups: Telegram's are negative, those of people are not. */
export function groupIds(text: string): number[] {
  const all = ids(text)
  const positive = all.find((id) => id > 0)
  if (positive === undefined) return all
  const [given, group] = [quoted(String(positive)), String(supergroupId(positive))]
  throw new KeyedError(
    'config-group-ids',
    { given, group },
    `${given} is not a group's id: those are negative, such as ${group}`,
  )
}

/** Ids of supergroups are this and more below zero, so all of them begin with -100. */
const SUPERGROUPS = 1_000_000_000_000

/** The id that bots know a supergroup by, when this is one without its sign or its -100; else undefined. */
export function supergroupId(id: number): number | undefined {
  if (id <= -SUPERGROUPS) return undefined
  return id >= SUPERGROUPS ? -id : -SUPERGROUPS - Math.abs(id)
}

const MAX_CONTACT = 200

/** A line that tells people whom to ask: an e-mail address, an `@username`, a web page, also in words. */
export function contact(text: string): string {
  if (text.length > MAX_CONTACT || /[\r\n]/.test(text)) {
    throw new KeyedError(
      'config-contact',
      { most: String(MAX_CONTACT) },
      `write one line of at most ${MAX_CONTACT} characters, such as privacy@example.org or @username`,
    )
  }
  return text
}

/** For messages: in quotes, and cut when it is long. */
export function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 60))
}
