import type { Upload } from '../group/files.ts'
import type { BotRecord, World } from '../group/state.ts'
import { badRequest } from '../group/errors.ts'

/** One request of a bot, decoded. */
export interface Call {
  readonly world: World
  readonly bot: BotRecord
  readonly params: Params
  readonly files: Readonly<Record<string, Upload>>
  /** Aborted when the client hangs up. */
  readonly signal: AbortSignal
}

export type Method = (call: Call) => unknown

const explained = Symbol('explained')

/** A result with the sentence that Telegram puts beside it. */
export interface Explained {
  readonly [explained]: true
  readonly result: unknown
  readonly description: string
}

/** Adds Telegram's sentence to a result. */
export function explain(result: unknown, description: string): Explained {
  return { [explained]: true, result, description }
}

/** Does the result carry a sentence? */
export function isExplained(value: unknown): value is Explained {
  return typeof value === 'object' && value !== null && explained in value
}

/** Parameters whichever way they came: forms carry everything as text, JSON carries values. */
export interface Params {
  string(name: string): string | undefined
  integer(name: string): number | undefined
  boolean(name: string): boolean
  /** An object or array, or the text of one; throws when it cannot be parsed. */
  json<T>(name: string): T | undefined
}

/** Typed access to decoded parameters. */
export function readParams(values: Readonly<Record<string, unknown>>): Params {
  return {
    string(name) {
      const value = values[name]
      if (value === undefined || value === null) return undefined
      return typeof value === 'object' ? JSON.stringify(value) : String(value)
    },
    integer(name) {
      const value = Number(values[name] === '' ? undefined : values[name])
      return Number.isSafeInteger(value) ? value : undefined
    },
    boolean(name) {
      return ['true', '1', 'yes', 't', 'y'].includes(String(values[name]).toLowerCase())
    },
    json<T>(name: string) {
      const value = values[name]
      if (value === undefined || value === null || value === '') return undefined
      if (typeof value !== 'string') return value as T
      try {
        return JSON.parse(value) as T
      } catch {
        throw badRequest(`can't parse ${name.replaceAll('_', ' ')} JSON object`)
      }
    },
  }
}
