import type { UserFromGetMe, WebhookInfo } from 'grammy/types'
import { badRequest } from '../group/errors.ts'
import type { Polling } from '../delivery/polling.ts'
import type { Webhooks } from '../delivery/webhooks.ts'
import { renderUser } from '../group/render.ts'
import type { BotRecord, UpdateKind } from '../group/state.ts'
import { omit } from '../group/omit.ts'
import { explain, type Call, type Method, type Params } from './call.ts'

/** In the order in which the server lists them. */
const kinds: readonly UpdateKind[] = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'business_connection',
  'business_message',
  'edited_business_message',
  'deleted_business_messages',
  'guest_message',
  'message_reaction',
  'message_reaction_count',
  'inline_query',
  'chosen_inline_result',
  'callback_query',
  'shipping_query',
  'pre_checkout_query',
  'purchased_paid_media',
  'poll',
  'poll_answer',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
  'chat_boost',
  'removed_chat_boost',
  'managed_bot',
  'subscription',
  'stopped_message_generation',
]

/** getMe, and the two ways of getting updates, which exclude one another. */
export function updateMethods(polling: Polling, webhooks: Webhooks): Record<string, Method> {
  return {
    getMe,

    getUpdates(call) {
      const { bot, params, signal } = call
      const allowed = allowedUpdates(params)
      return polling.get(bot.user_id, {
        offset: params.integer('offset') ?? 0,
        limit: Math.min(100, Math.max(1, params.integer('limit') ?? 100)),
        timeoutSeconds: Math.min(50, Math.max(0, params.integer('timeout') ?? 0)),
        onStart: () => {
          if (allowed !== undefined) bot.allowed_updates = allowed
        },
        signal,
      })
    },

    setWebhook: (call) => setWebhook(call, polling, webhooks),
    deleteWebhook: ({ bot, params }) => removeWebhook(bot, params, webhooks),

    getWebhookInfo({ bot }): WebhookInfo {
      const { webhook } = bot
      return {
        url: webhook?.url ?? '',
        has_custom_certificate: webhook?.has_custom_certificate ?? false,
        pending_update_count: bot.updates.length,
        ...(webhook && { max_connections: webhook.max_connections }),
        ...(webhook?.ip_address && { ip_address: webhook.ip_address }),
        ...(webhook?.last_error_date !== undefined && {
          last_error_date: webhook.last_error_date,
          last_error_message: webhook.last_error_message,
        }),
        ...(bot.allowed_updates && { allowed_updates: bot.allowed_updates as UpdateKind[] }),
      }
    },
  }
}

function getMe({ bot, world }: Call): UserFromGetMe {
  const user = renderUser(world.state, bot.user_id)
  return {
    ...user,
    is_bot: true,
    username: user.username ?? '',
    can_join_groups: true,
    can_read_all_group_messages: !bot.privacy,
    supports_guest_queries: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
  }
}

/** Leaving out `secret_token` or `max_connections` resets them; leaving out `allowed_updates` keeps it. */
function setWebhook({ bot, params, files }: Call, polling: Polling, webhooks: Webhooks) {
  const url = params.string('url') ?? ''
  if (url === '') return removeWebhook(bot, params, webhooks)
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw badRequest('bad webhook: invalid webhook URL specified')
  }
  const secret_token = params.string('secret_token') ?? ''
  if (secret_token.length > 256) throw badRequest('secret token is too long')
  if (!/^[A-Za-z0-9_-]*$/.test(secret_token)) {
    throw badRequest('secret token contains unallowed characters')
  }
  const next = {
    url,
    secret_token,
    max_connections: Math.min(100, Math.max(1, params.integer('max_connections') ?? 40)),
    ip_address: params.string('ip_address') ?? '',
    has_custom_certificate: files.certificate !== undefined,
  }
  const allowed = allowedUpdates(params)
  if (allowed !== undefined) bot.allowed_updates = allowed
  if (params.boolean('drop_pending_updates')) bot.updates = []
  const current = bot.webhook && omit(bot.webhook, 'last_error_date', 'last_error_message')
  if (JSON.stringify(current) === JSON.stringify(next)) {
    return explain(true, 'Webhook is already set')
  }
  polling.terminate(bot.user_id, 'terminated by setWebhook request')
  bot.webhook = next
  webhooks.restart(bot.user_id)
  return explain(true, 'Webhook was set')
}

function removeWebhook(bot: BotRecord, params: Params, webhooks: Webhooks) {
  if (params.boolean('drop_pending_updates')) bot.updates = []
  if (!bot.webhook) return explain(true, 'Webhook is already deleted')
  bot.webhook = null
  webhooks.restart(bot.user_id)
  return explain(true, 'Webhook was deleted')
}

/** undefined keeps the list; null is the default set, which an empty list asks for. Unknown names are ignored. */
function allowedUpdates(params: Params): string[] | null | undefined {
  const asked = params.json<unknown[]>('allowed_updates')
  if (!Array.isArray(asked)) return undefined
  const known = kinds.filter((kind) => asked.includes(kind))
  return known.length > 0 ? known : null
}
