import { HttpError } from 'grammy'

/** Codes for which there are words, or another code that says the same: those of DNS, and those of Node's own `fetch`. */
const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no-address',
  EAI_AGAIN: 'no-address',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_SOCKET: 'ECONNRESET',
  UND_ERR_ABORTED: 'unknown',
}

/**
 * Why a call did not reach Telegram: the system's code, or `timeout`, `no-address`, `not-telegram` or `unknown`, which
 * have words in bot/locales. Never the message itself: it quotes the URL, and with it the token.
 */
export function networkReason(error: unknown): string {
  const failure = detailsOf(error instanceof HttpError ? error.error : error)
  // `fetch` says why in the cause of its error.
  const code = failure.code ?? detailsOf(failure.cause).code
  if (typeof code === 'string') return reasons[code] ?? code
  if (failure instanceof SyntaxError || failure.type === 'invalid-json') return 'not-telegram'
  return / timed out after /.test(String(failure.message)) ? 'timeout' : 'unknown'
}

interface Details {
  readonly code?: unknown
  readonly type?: unknown
  readonly message?: unknown
  readonly cause?: unknown
}

function detailsOf(error: unknown): Details {
  return error ?? {}
}
