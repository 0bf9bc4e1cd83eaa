import type { Api } from 'grammy'

/**
 * Everything the lake uses. Passed each time: Telegram's default omits reactions and membership changes, and
 * without a list the previous one stays in force.
 */
export const allowedUpdates = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'callback_query',
  'my_chat_member',
  'chat_member',
  'message_reaction',
  'message_reaction_count',
] as const

export interface WebhookSettings {
  /** `https://…/webhook` */
  readonly url: string
  readonly secret: string
}

/** Tells Telegram where to deliver. Pending updates are kept and delivered to the new address. */
export async function setWebhook(
  api: Pick<Api, 'setWebhook'>,
  { url, secret }: WebhookSettings,
): Promise<void> {
  await api.setWebhook(url, {
    secret_token: secret,
    allowed_updates: allowedUpdates,
    max_connections: 40,
    drop_pending_updates: false,
  })
}

/** Stops deliveries; Telegram keeps pending updates. */
export async function deleteWebhook(api: Pick<Api, 'deleteWebhook'>): Promise<void> {
  await api.deleteWebhook({ drop_pending_updates: false })
}
