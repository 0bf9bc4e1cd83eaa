import type { BotRecord } from '../group/state.ts'
import type { Api } from './api.ts'

/** Methods that Telegram does not take from the answer to a webhook, besides all that start with `get`. */
const refused: readonly string[] = ['setwebhook', 'deletewebhook', 'close', 'logout']

/** Runs the method that a webhook's answer names; nobody learns its result. */
export async function webhookReply(api: Api, bot: BotRecord, body: string): Promise<void> {
  const { method, ...values } = parsed(body)
  if (typeof method !== 'string') return
  const name = method.toLowerCase()
  if (refused.includes(name) || name.startsWith('get')) return
  const { signal } = new AbortController()
  await api.call({ token: bot.token, method, values, files: {}, signal })
}

function parsed(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body) as Record<string, unknown>
  } catch {
    return {}
  }
}
