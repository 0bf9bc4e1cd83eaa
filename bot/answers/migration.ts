import type { Transformer } from 'grammy'

/** When a group has become a supergroup, Telegram's error gives the new id: the call is repeated with that. */
export const followMigration: Transformer = async (call, method, payload, signal) => {
  const response = await call(method, payload, signal)
  const to = response.ok ? undefined : response.parameters?.migrate_to_chat_id
  if (to === undefined || !('chat_id' in payload)) return response
  return call(method, { ...payload, chat_id: to }, signal)
}
