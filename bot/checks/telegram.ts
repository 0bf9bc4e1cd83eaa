import { GrammyError, type Api } from 'grammy'
import type { UserFromGetMe, WebhookInfo } from 'grammy/types'

import { ok, warning, wrong, type Check } from './check.ts'
import { checkGroup, checkPrivacy, type GroupApi } from './group.ts'
import { networkReason } from './network-reason.ts'

/** How this program gets updates; `either` when that is not known. */
export type Receiving = 'polling' | 'webhook' | 'either'

export interface TelegramDeps {
  readonly api: GroupApi & Pick<Api, 'getMe' | 'getWebhookInfo'>
  readonly apiRoot: string
  /** The archived groups by their current ids. */
  readonly chatIds: readonly number[]
  readonly receiving: Receiving
  /** A webhook's secret is set here. */
  readonly hasSecret?: boolean
  /** Telegram has just refused a poll (409) because another program polls. */
  readonly isPolledElsewhere?: boolean
}

export interface TelegramFindings {
  readonly checks: readonly Check[]
  /** Undefined when Telegram did not say. */
  readonly webhook: WebhookInfo | undefined
}

/** Token, network, webhook, and each group: whatever Telegram has to be asked for. */
export async function checkTelegram(deps: TelegramDeps): Promise<TelegramFindings> {
  try {
    return await ask(deps)
  } catch (error) {
    return { checks: [...refusal(error, deps.apiRoot)], webhook: undefined }
  }
}

async function ask(deps: TelegramDeps): Promise<TelegramFindings> {
  const { api, chatIds } = deps
  const me = await api.getMe()
  const webhook = await api.getWebhookInfo()
  const groups: Check[] = []
  for (const chatId of chatIds) groups.push(...(await checkGroup(api, me, chatId)))
  return {
    checks: [
      ok('check-token-ok', { bot: me.username, name: me.first_name }),
      ok('check-network-ok', { host: hostOf(deps.apiRoot) }),
      checkWebhook(webhook.url ?? '', deps),
      ...(chatIds.length === 0 ? noGroup(me) : groups),
    ],
    webhook,
  }
}

function noGroup(me: UserFromGetMe): Check[] {
  return [checkPrivacy(me), wrong('check-group-none', { bot: me.username })]
}

function checkWebhook(
  url: string,
  { receiving, hasSecret, isPolledElsewhere }: TelegramDeps,
): Check {
  const isSet = url !== ''
  if (receiving === 'polling' && isSet) {
    return wrong('check-webhook-elsewhere', { host: hostOf(url) })
  }
  if (isPolledElsewhere) return wrong('check-webhook-polled')
  if (isSet) return ok('check-webhook-set', { host: hostOf(url) })
  if (receiving === 'webhook') return wrong('check-webhook-missing')
  return receiving === 'either' && hasSecret
    ? warning('check-webhook-expected')
    : ok('check-webhook-none')
}

/** Only a 401 is about the token. */
function refusal(error: unknown, apiRoot: string): Check[] {
  const host = hostOf(apiRoot)
  if (!(error instanceof GrammyError)) {
    return [wrong('check-network-wrong', { host, reason: networkReason(error) })]
  }
  if (error.error_code === 401) {
    return [ok('check-network-ok', { host }), wrong('check-token-wrong')]
  }
  const { error_code, description } = error
  return [warning('check-network-error', { host, reason: `${error_code} ${description}` })]
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url
}
