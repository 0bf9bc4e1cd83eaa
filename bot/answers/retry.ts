import { HttpError, type Transformer } from 'grammy'

/** Wait after a failure, in seconds: doubled with each attempt, up to the maximum. */
const FIRST_WAIT = 1
const MAX_WAIT = 30

/** Of the time left, so much is kept for one more call and for the sentence about a failure. */
const RESERVED_MILLISECONDS = 25_000

export interface RetryDeps {
  /** How long somebody waits for an answer: a call is not repeated after that. */
  readonly patienceSeconds: number
  /** Milliseconds until this process is stopped (default: it is not). */
  timeLeft?(): number
  /** Ends early when one of the signals aborts. */
  sleep(milliseconds: number, signals: readonly AbortSignal[]): Promise<void>
  /** The program ends: nothing is repeated any more. */
  readonly ended?: AbortSignal
  /** Milliseconds of a clock that nobody sets. */
  clock(): number
}

/** Telegram may have taken the message, but its answer was lost: whoever sends it again may say it twice. */
export class LostAnswer extends HttpError {}

/** Calls with the same effect however often they are made: all but those that send something new. */
const isRepeatable = (method: string) => !/^(send|copy|forward)/.test(method)

/** “Typing” is shown again every few seconds anyway, and would come after the answer. */
const isPassing = (method: string) => method === 'sendChatAction'

/**
 * Repeats a call that failed for a moment: when Telegram asks for a pause (429, slow mode), is out of order (5xx) or
 * cannot be reached. Where the answer was lost, a message that Telegram may have taken is not sent again.
 * @throws LostAnswer for such a message, HttpError when Telegram cannot be reached for as long as anybody waits.
 */
export function retry(deps: RetryDeps): Transformer {
  const { patienceSeconds, timeLeft = () => Infinity, sleep, ended, clock } = deps
  return async (call, method, payload, signal) => {
    const signals = [ended, signal as AbortSignal | undefined].filter((each) => each !== undefined)
    const isOver = () => signals.some(({ aborted }) => aborted)
    const end = clock() + Math.min(patienceSeconds * 1000, timeLeft() - RESERVED_MILLISECONDS)

    /** False when nobody waits so long. */
    async function hasWaited(seconds: number): Promise<boolean> {
      if (isPassing(method) || isOver() || clock() + seconds * 1000 >= end) return false
      await sleep(seconds * 1000, signals)
      return !isOver()
    }

    for (let wait = FIRST_WAIT; ; wait = Math.min(2 * wait, MAX_WAIT)) {
      try {
        const response = await call(method, payload, signal)
        if (typeof (response as { ok?: unknown } | null)?.ok !== 'boolean') {
          throw new HttpError(`'${method}' got no answer of Telegram`, new Error('no Bot API'))
        }
        if (response.ok || !isTransient(response)) return response
        if (!(await hasWaited(pauseOf(response) ?? wait))) return response
      } catch (error) {
        if (!(error instanceof HttpError)) throw error
        if (!isRepeatable(method) && !isPassing(method) && hasLeft(error)) {
          throw new LostAnswer(error.message, error.error)
        }
        if (!(await hasWaited(wait))) throw error
      }
    }
  }
}

interface Failure {
  readonly error_code: number
  readonly description: string
  readonly parameters?: { readonly retry_after?: number }
}

/** An answer of 5xx is Telegram's own word that nothing was done. */
function isTransient(failure: Failure): boolean {
  return failure.error_code === 429 || failure.error_code >= 500 || pauseOf(failure) !== undefined
}

/** The seconds to wait, where Telegram says so; a slow mode may come by its own name. */
function pauseOf({ description, parameters }: Failure): number | undefined {
  const asked: unknown = parameters?.retry_after
  if (typeof asked === 'number' && asked > 0) return asked
  const [, seconds] = /(?:retry after|SLOWMODE_WAIT_)\s*(\d+)/i.exec(description) ?? []
  return seconds === undefined ? undefined : Math.max(FIRST_WAIT, Number(seconds))
}

/** Failures to reach anybody, by their codes. */
const unreached: readonly unknown[] = [
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'EHOSTDOWN'],
  ...['ENETUNREACH', 'ENETDOWN'],
]

/** Whether the request may have reached Telegram. */
function hasLeft({ error }: HttpError): boolean {
  const { code, message } = error as NodeJS.ErrnoException
  return !unreached.includes(code) && !/reason: (connect|getaddrinfo) /.test(message)
}
