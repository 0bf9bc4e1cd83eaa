import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import { Api } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'

import { runDaily } from '../../etl/backfill.ts'
import { rawDays } from '../../etl/run.ts'
import { registerCommands } from '../commands.ts'
import { startDaily } from '../daily.ts'
import { openEngine } from '../engine/open.ts'
import { startLocal, type Local } from '../local.ts'
import { poll } from '../polling.ts'
import { SAMPLE_CHAT_ID, sampleBot } from '../sample.ts'
import { openEnvironment, type Environment } from './environment.ts'
import { fillWithSample } from './fill-sample.ts'
import { UsageError } from './usage.ts'

const now = () => Math.floor(Date.now() / 1000)

/**
 * `lake start`: the bot on this machine, until it is told to end. With a token it asks Telegram for updates,
 * or takes deliveries at its webhook; without one it serves the sample group.
 */
export async function start({ webhook = false }: { webhook?: boolean }): Promise<void> {
  const environment = await openEnvironment()
  const { config } = environment
  if (webhook && !(config.token && config.webhookSecret)) {
    throw new UsageError('--webhook needs TELEGRAM_BOT_TOKEN and TELEGRAM_WEBHOOK_SECRET')
  }
  const engine = await openEngine(config)
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  try {
    const secret = config.webhookSecret ?? randomUUID()
    const local = await startLocal({
      ...environment,
      ...config,
      ...(config.token === undefined
        ? { ...sampleBot, chatIds: [...config.chatIds, SAMPLE_CHAT_ID] }
        : { token: config.token, botInfo: await askWho(config.token, config.apiRoot) }),
      secrets: [secret],
      engine: async () => engine,
    })
    if (config.token === undefined) {
      await fillWithSample(environment, { url: local.url, secret, engine })
    }
    const stopDaily = startNightly(environment, local)
    try {
      if (config.token === undefined) await serveSample(local, stop.signal)
      else await serveGroup(environment, local, { webhook, signal: stop.signal })
    } finally {
      await Promise.all([local.close(), stopDaily()])
    }
  } finally {
    await engine.close()
  }
}

async function serveSample({ url }: Local, signal: AbortSignal): Promise<void> {
  say(`Listening at ${url} (POST /webhook, GET /health). Ctrl-C ends it; the lake stays.

Ask it in SQL, in another terminal:
  npx lake sql "select context_date, count(*) as messages from messages group by 1 order by 1"
or for a report as the bot gives it:
  npx lake report stats

With your own group: get a token from @BotFather, see "Your own group" in README.md.
`)
  await aborted(signal)
}

async function serveGroup(
  { config, raw, log }: Environment,
  local: Local,
  { webhook, signal }: { webhook: boolean; signal: AbortSignal },
): Promise<void> {
  const { api } = local
  await registerCommands(api, config.language)
  const { username } = await api.getMe()
  if (config.chatIds.length === 0) {
    say(`TELEGRAM_CHAT_ID is not set: add @${username} to your group, and it tells you the id.`)
  } else if ((await rawDays(raw)).length === 0) {
    say('The lake is empty: it begins with the next message.')
  }
  if (webhook) {
    say(`@${username} takes deliveries at ${local.url}/webhook. Ctrl-C ends it.`)
    return aborted(signal)
  }
  say(`@${username} is asking Telegram for updates. Ctrl-C ends it.`)
  // Without the retries of the other calls: asking has its own.
  const asking = new Api(config.token ?? '', { apiRoot: config.apiRoot, timeoutSeconds: 60 })
  await poll({ api: asking, handleUpdate: local.handleUpdate, log, sleep: pause }, signal)
}

function startNightly({ config, raw, enriched, log }: Environment, local: Local) {
  const etl = { raw, enriched, zone: config.zone, log: { ...log, info: log.debug } }
  const run = async () => {
    await runDaily(etl, now())
    await local.prune()
  }
  return startDaily({ zone: config.zone, log, now, run })
}

/** @throws Error with the way out when Telegram refuses the token or cannot be reached. */
async function askWho(token: string, apiRoot: string): Promise<UserFromGetMe> {
  try {
    return await new Api(token, { apiRoot, timeoutSeconds: 20 }).getMe()
  } catch (error) {
    const reason = (error as Error).message
    throw new Error(
      `start: Telegram does not say who the bot is (${reason}): check TELEGRAM_BOT_TOKEN`,
      {
        cause: error,
      },
    )
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => {})
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
