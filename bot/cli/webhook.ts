import { Api } from 'grammy'

import { quoted } from '../../etl/lake/env.ts'
import { registerCommands } from '../answers/commands.ts'
import type { Config } from '../config.ts'
import { deleteWebhook, setWebhook } from '../delivery/registration.ts'
import { openEnvironment } from './environment.ts'
import { printResult, terminalTexts } from './terminal.ts'
import { UsageError } from './usage.ts'

/** `lake webhook set URL`: tells Telegram where to deliver, and which commands to offer. */
export async function webhookSet(url: string): Promise<void> {
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') {
    throw new UsageError('cli-webhook-https', { url: quoted(url) })
  }
  const { config } = await openEnvironment()
  if (!config.webhookSecret) throw new UsageError('cli-webhook-secret')
  const api = apiOf(config)
  await setWebhook(api, { url, secret: config.webhookSecret })
  await registerCommands(api, config.language)
  printResult(terminalTexts().text('cli-webhook-is-set', { url }))
}

/** `lake webhook info`: what Telegram reports about deliveries, as JSON. */
export async function webhookInfo(): Promise<void> {
  const { config } = await openEnvironment()
  printResult(JSON.stringify(await apiOf(config).getWebhookInfo(), undefined, 2))
}

/** `lake webhook delete`: stops deliveries; Telegram keeps pending updates. */
export async function webhookDelete(): Promise<void> {
  const { config } = await openEnvironment()
  await deleteWebhook(apiOf(config))
  printResult(terminalTexts().text('cli-webhook-deleted'))
}

function apiOf({ token, apiRoot }: Config): Api {
  if (!token) throw new UsageError('cli-no-token')
  return new Api(token, { apiRoot, timeoutSeconds: 20 })
}
