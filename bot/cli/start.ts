import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import { Api } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'

import { unixNow } from '../clock.ts'
import { startNightly } from '../../etl/nightly.ts'
import { listDays } from '../../etl/listing.ts'
import type { Log } from '../../etl/log.ts'
import { registerCommands } from '../answers/commands.ts'
import type { Language } from '../config.ts'
import type { QueryEngine } from '../engine/engine.ts'
import { openEngine } from '../engine/open.ts'
import { startLocal, type Local } from '../local.ts'
import { poll } from '../delivery/polling.ts'
import { aborted } from './aborted.ts'
import { openWritableEnvironment, type Environment } from './environment.ts'
import { say } from './progress.ts'
import { UsageError } from './usage.ts'

export interface StartOptions {
  readonly webhook?: boolean
  /** Names the sample that the sandbox opens. */
  readonly sample?: string
}

/**
 * `lake start`: runs the bot on this machine until it is told to stop. With a token it polls Telegram for updates
 * or receives them at its webhook; without one it serves the sandbox.
 */
export async function start({ webhook = false, sample }: StartOptions): Promise<void> {
  const environment = await openWritableEnvironment()
  const { config } = environment
  if (webhook && !(config.token && config.webhookSecret)) {
    throw new UsageError('--webhook needs TELEGRAM_BOT_TOKEN and TELEGRAM_WEBHOOK_SECRET')
  }
  if (sample !== undefined && config.token !== undefined) {
    throw new UsageError('--sample is for the sandbox, which opens without TELEGRAM_BOT_TOKEN')
  }
  const engine = await openEngine(config)
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  try {
    if (config.token === undefined) {
      const { serveSandbox } = await import('./start-sandbox.ts')
      await serveSandbox(environment, engine, { signal: stop.signal, asked: sample })
    } else {
      await serveBot(environment, config.token, { engine, webhook, signal: stop.signal })
    }
  } finally {
    await engine.close()
  }
}

async function serveBot(
  environment: Environment,
  token: string,
  { engine, webhook, signal }: { engine: QueryEngine; webhook: boolean; signal: AbortSignal },
): Promise<void> {
  const { config, stores, log } = environment
  const botInfo = await fetchBotInfo(token, config.apiRoot)
  const local = await startLocal({
    stores,
    token,
    botInfo,
    apiRoot: config.apiRoot,
    chatIds: config.chatIds,
    adminIds: config.adminIds,
    secrets: [config.webhookSecret ?? randomUUID()],
    zone: config.zone,
    language: config.language,
    theme: config.theme,
    host: config.host,
    port: config.port,
    log,
    engine: async () => engine,
  })
  const stopNightly = startNightly({
    ...stores,
    zone: config.zone,
    log,
    now: unixNow,
    after: () => local.prune(),
  })
  try {
    void fillMenus(local, { language: config.language, log, signal })
    await serveGroup(environment, local, { username: botInfo.username, webhook, signal })
  } finally {
    await Promise.all([local.close(), stopNightly()])
  }
}

async function serveGroup(
  { config, stores, log }: Environment,
  local: Local,
  { username, webhook, signal }: { username: string; webhook: boolean; signal: AbortSignal },
): Promise<void> {
  if (config.chatIds.length === 0) {
    say(`TELEGRAM_CHAT_ID is not set: add @${username} to your group, and it will tell you the id.`)
  } else if ((await listDays(stores.raw)).length === 0) {
    say('The lake is empty: it starts with the next message.')
  }
  if (webhook) {
    say(`@${username} receives updates at ${local.url}/webhook. Press Ctrl-C to stop.`)
    return aborted(signal)
  }
  say(`@${username} is polling Telegram for updates. Press Ctrl-C to stop.`)
  // Without the retries of the other calls: polling has its own.
  const pollingApi = new Api(config.token ?? '', { apiRoot: config.apiRoot, timeoutSeconds: 60 })
  await poll({ api: pollingApi, deliver: local.deliver, log, sleep: pause }, signal)
}

/** Runs beside the work: commands work without a menu too. */
export async function fillMenus(
  { api }: Pick<Local, 'api'>,
  { language, log, signal }: { language: Language; log: Log; signal: AbortSignal },
): Promise<void> {
  try {
    await registerCommands(
      {
        setMyCommands: (commands, other) => api.setMyCommands(commands, other, signal as never),
      },
      language,
    )
  } catch (error) {
    if (signal.aborted) return
    log.error({ event: 'commands_not_registered', reason: (error as Error).message })
  }
}

/** @throws Error that says what to do when Telegram rejects the token or cannot be reached. */
async function fetchBotInfo(token: string, apiRoot: string): Promise<UserFromGetMe> {
  try {
    return await new Api(token, { apiRoot, timeoutSeconds: 20 }).getMe()
  } catch (error) {
    const reason = (error as Error).message
    throw new Error(
      `start: Telegram did not identify the bot (${reason}): check TELEGRAM_BOT_TOKEN`,
      {
        cause: error,
      },
    )
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => {})
}
