import { HttpError } from 'grammy'

/**
 * Why a call did not reach Telegram: the system's code, or `timeout`, `not-telegram` or `unknown`, which have words in
 * bot/locales. Never the message itself: it quotes the URL, and with it the token.
 */
export function networkReason(error: unknown): string {
  const cause: unknown = error instanceof HttpError ? error.error : error
  const { code, type, message } = cause as { code?: unknown; type?: unknown; message?: unknown }
  if (typeof code === 'string') return code
  if (cause instanceof SyntaxError || type === 'invalid-json') return 'not-telegram'
  return / timed out after /.test(String(message)) ? 'timeout' : 'unknown'
}
