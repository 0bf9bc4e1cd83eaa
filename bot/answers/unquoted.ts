import type { Transformer } from 'grammy'

/** Telegram's refusals quote what they are about, which may be what people wrote: without that they may be logged. */
export const unquoted: Transformer = async (call, method, payload, signal) => {
  const response = await call(method, payload, signal)
  if (response.ok) return response
  return { ...response, description: response.description.replace(/"[^"]*"/g, '"…"') }
}
