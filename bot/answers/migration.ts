import type { Transformer } from 'grammy'

/** A group that became a supergroup meanwhile: Telegram's refusal says where it went, and the call is made there. */
export const followMigration: Transformer = async (call, method, payload, signal) => {
  const response = await call(method, payload, signal)
  const to = response.ok ? undefined : response.parameters?.migrate_to_chat_id
  if (to === undefined || !('chat_id' in payload)) return response
  return call(method, { ...payload, chat_id: to }, signal)
}
