import type { Api } from 'grammy'

/**
 * All that the lake makes use of. Said each time: Telegram's own set leaves out reactions and membership, and
 * keeps what was asked for last.
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

/** Tells Telegram where to deliver. Updates that wait there are kept and delivered to the new address. */
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

/** Ends deliveries; updates go on waiting at Telegram. */
export async function deleteWebhook(api: Pick<Api, 'deleteWebhook'>): Promise<void> {
  await api.deleteWebhook({ drop_pending_updates: false })
}
