// What a process and its child say to each other, over the channel that Node.js opens between them.
import type { Fact, Log } from '../../etl/log.ts'

export type ToChild =
  /** The first message. */
  | { readonly type: 'open'; readonly argument: unknown; readonly beatMilliseconds: number }
  | {
      readonly type: 'call'
      readonly id: number
      readonly name: string
      readonly args: readonly unknown[]
    }
  /** Nobody waits for the call any more. */
  | { readonly type: 'cancel'; readonly id: number }
  /** The last part of the call's result has been taken. */
  | { readonly type: 'taken'; readonly id: number }
  | { readonly type: 'close' }

export type FromChild =
  /** It is open, or could not be opened; it takes calls. */
  | { readonly type: 'started' }
  /** Said now and then: it runs. */
  | { readonly type: 'beat' }
  /** The process is open, and the call has begun. */
  | { readonly type: 'begun'; readonly id: number }
  | { readonly type: 'part'; readonly id: number; readonly part: unknown }
  | { readonly type: 'result'; readonly id: number; readonly result: unknown }
  | { readonly type: 'error'; readonly id: number; readonly error: SentError }
  | { readonly type: 'fact'; readonly level: keyof Log; readonly fact: Fact }

/** An error as plain data: its class by name, since prototypes do not travel. */
export interface SentError {
  readonly className: string
  readonly message: string
  readonly stack: string | undefined
  readonly fields: Readonly<Record<string, unknown>>
  readonly cause: SentError | undefined
}

/** The classes of errors that arrive as what they were; any other arrives as an `Error`. */
export type ErrorClasses = readonly (new (...args: never) => Error)[]

/** Causes deeper than this are left out: a chain may be a circle. */
const MAX_CAUSES = 4

export function sentError(thrown: unknown, depth = 0): SentError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  const own = Object.entries(error).filter(([name]) => name !== 'cause')
  return {
    className: error.constructor.name,
    message: error.message,
    stack: error.stack,
    fields: Object.fromEntries(own.flatMap(([name, value]) => cloneable(name, value))),
    cause:
      error.cause instanceof Error && depth < MAX_CAUSES
        ? sentError(error.cause, depth + 1)
        : undefined,
  }
}

export function receivedError(sent: SentError, classes: ErrorClasses): Error {
  const { className, message, stack, fields, cause } = sent
  const error = new Error(message, cause && { cause: receivedError(cause, classes) })
  const known = classes.find(({ name }) => name === className)
  if (known) Object.setPrototypeOf(error, known.prototype as object)
  return Object.assign(error, fields, { stack })
}

/** Fields of errors may be anything, such as the socket of a failed request. */
function cloneable(name: string, value: unknown): [string, unknown][] {
  try {
    return [[name, structuredClone(value)]]
  } catch {
    return []
  }
}
