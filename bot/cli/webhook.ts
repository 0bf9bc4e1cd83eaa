import { Api } from 'grammy'

import { registerCommands } from '../answers/commands.ts'
import type { Config } from '../config.ts'
import { deleteWebhook, setWebhook } from '../delivery/registration.ts'
import { openEnvironment } from './environment.ts'
import { UsageError } from './usage.ts'

/** `lake webhook set URL`: tells Telegram where to deliver, and which commands to offer. */
export async function webhookSet(url: string): Promise<void> {
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') {
    throw new UsageError(
      `Telegram delivers to https only: ${JSON.stringify(url.slice(0, 60))} is not an https URL`,
    )
  }
  const { config } = await openEnvironment()
  if (!config.webhookSecret) throw new UsageError('TELEGRAM_WEBHOOK_SECRET is missing: choose one')
  const api = apiOf(config)
  await setWebhook(api, { url, secret: config.webhookSecret })
  await registerCommands(api, config.language)
  process.stdout.write(`Telegram delivers to ${url}\n`)
}

/** `lake webhook info`: what Telegram reports about deliveries, as JSON. */
export async function webhookInfo(): Promise<void> {
  const { config } = await openEnvironment()
  process.stdout.write(`${JSON.stringify(await apiOf(config).getWebhookInfo(), undefined, 2)}\n`)
}

/** `lake webhook delete`: stops deliveries; Telegram keeps pending updates. */
export async function webhookDelete(): Promise<void> {
  const { config } = await openEnvironment()
  await deleteWebhook(apiOf(config))
  process.stdout.write('Webhook deleted; Telegram keeps updates for a day\n')
}

function apiOf({ token, apiRoot }: Config): Api {
  if (!token) throw new UsageError('TELEGRAM_BOT_TOKEN is missing: get one from @BotFather')
  return new Api(token, { apiRoot, timeoutSeconds: 20 })
}
