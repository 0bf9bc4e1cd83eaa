import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import { Api } from 'grammy'

import { unixNow } from '../clock.ts'
import { noteRunning } from '../jobs/running.ts'
import { startNightly } from '../../etl/nightly.ts'
import { listDays } from '../../etl/listing.ts'
import type { Log } from '../../etl/log.ts'
import { registerCommands } from '../answers/commands.ts'
import type { Chats } from '../archive/chats.ts'
import { createOpenOffers } from '../archive/open-offers.ts'
import type { Check } from '../checks/check.ts'
import { checkSpace, checkStore } from '../checks/machine.ts'
import { checkTelegram, type Receiving } from '../checks/telegram.ts'
import type { Language } from '../config.ts'
import type { TextValues } from '../i18n.ts'
import type { Background } from '../background/background.ts'
import { backgroundProcess } from '../background/background-process.ts'
import { startLocal, type Local } from '../local.ts'
import { readPrivacyWords } from '../privacy-words.ts'
import { poll } from '../delivery/polling.ts'
import { pollingApi } from '../delivery/polling-api.ts'
import { aborted } from './aborted.ts'
import { awaitBotInfo } from './bot-info.ts'
import { createChecklist } from './checklist.ts'
import { openWritableEnvironment, type Environment } from './environment.ts'
import { createOffers } from './offer.ts'
import { createOutages, type Outages } from './outages.ts'
import { clearProgress, prompt, say } from './progress.ts'
import { createQuestions } from './questions.ts'
import { printNote, terminalTexts } from './terminal.ts'
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
    throw new UsageError('cli-start-webhook-needs')
  }
  if (config.token === undefined && config.chatIds.length > 0) {
    throw new UsageError('check-token-needed')
  }
  if (sample !== undefined && config.token !== undefined) {
    throw new UsageError('cli-sample-with-token')
  }
  if (config.token !== undefined && config.privacyContact === undefined) {
    throw new UsageError('cli-start-contact')
  }
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  if (config.token === undefined) {
    const { serveSandbox } = await import('./start-sandbox.ts')
    await serveSandbox(environment, { signal: stop.signal, asked: sample })
    return
  }
  const background = backgroundProcess({
    settings: config,
    zone: config.zone,
    retentionDays: config.retentionDays,
    log: environment.log,
  })
  try {
    await serveBot(environment, config.token, { background, webhook, signal: stop.signal })
  } finally {
    await background.close()
  }
}

async function serveBot(
  environment: Environment,
  token: string,
  {
    background,
    webhook,
    signal,
  }: { background: Background; webhook: boolean; signal: AbortSignal },
): Promise<void> {
  const { config, stores, log } = environment
  const { location } = config
  const words = readPrivacyWords(config)
  const note = (key: string, values?: TextValues) => {
    clearProgress()
    printNote(terminalTexts().text(key, values))
  }
  const outages = createOutages(note)
  // What runs beside the polling ends with it, however that ends.
  const ended = new AbortController()
  const untilEnd = AbortSignal.any([signal, ended.signal])
  const api = new Api(token, { apiRoot: config.apiRoot, timeoutSeconds: 20 })
  const onSlow = () => note('telegram-slow', { host: new URL(config.apiRoot).host })
  const botInfo = await awaitBotInfo({ api, outages, onSlow, sleep: pause }, signal)
  if (!botInfo) return
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
    privacyWords: words,
    host: config.host,
    port: config.port,
    log,
    engine: async () => background.engine,
    freshness: background.freshness,
    renderChart: background.renderChart,
    compactDay: background.compactDay,
    ...(location.type === 'folders' && { checkSpace: () => checkSpace(location.dir) }),
    onOwnMembership() {
      checks.list.wake()
      offers.remind()
    },
    ...(config.chatIds.length === 0 && { offer: (job) => offers.offer(job) }),
  })
  const receiving = webhook ? 'webhook' : 'polling'
  const checks = startChecks(environment, token, { chats: local.chats, receiving })
  const offers = startOffers(environment, local, { botId: botInfo.id, onAgreed: checks.list.wake })
  const noLongerRunning = await noteRunning(stores.raw)
  const stopNightly = startNightly({
    ...stores,
    zone: config.zone,
    log,
    now: unixNow,
    compactDaily: background.compactDaily,
    erase: background.erase,
    async after() {
      await local.prune()
      await local.sendReceipts()
    },
  })
  try {
    void fillMenus(local, { language: config.language, log, signal: untilEnd })
    await checks.list.look()
    void checks.list.watch(untilEnd)
    const { username } = botInfo
    await serveGroup(environment, local, { username, webhook, signal, checks, offers, outages })
  } finally {
    ended.abort()
    offers.close()
    await local.close()
    // A compaction that is cut off leaves the day as it was.
    await Promise.all([background.close(), stopNightly()])
    await noLongerRunning()
  }
}

async function serveGroup(
  { config, stores, log }: Environment,
  local: Local,
  { username, webhook, signal, checks, offers, outages }: Serving,
): Promise<void> {
  const texts = terminalTexts()
  if ((await local.chats.current()).length > 0 && (await listDays(stores.raw)).length === 0) {
    say(texts.text('cli-start-empty'))
  }
  if (webhook) {
    say(texts.text('cli-start-at-webhook', { bot: username, url: local.url }))
    offers.remind()
    return aborted(signal)
  }
  say(texts.text('cli-start-polling', { bot: username }))
  offers.remind()
  const api = pollingApi(config.token ?? '', config.apiRoot)
  const { deliver } = local
  const heard = {
    onOutage: outages.failed,
    onAnswer: outages.answered,
    onConflict: checks.onConflict,
  }
  await poll({ api, deliver, log, sleep: pause, ...heard }, signal)
}

interface Serving {
  readonly username: string
  readonly webhook: boolean
  readonly signal: AbortSignal
  readonly checks: ReturnType<typeof startChecks>
  readonly offers: ReturnType<typeof startOffers>
  readonly outages: Outages
}

/** Another program that polls is met again at least this often. */
const CONFLICT_MILLISECONDS = 2 * 60_000

/** The list of what Telegram says about the bot and its groups, and whether the lake can be written, for the terminal. */
function startChecks(
  { config, stores }: Environment,
  token: string,
  { chats, receiving }: { chats: Pick<Chats, 'current'>; receiving: Receiving },
) {
  const api = new Api(token, { apiRoot: config.apiRoot, timeoutSeconds: 20 })
  let conflictAt = -Infinity
  let store: Check | undefined
  const list = createChecklist({
    words: { texts: terminalTexts(), zone: config.zone },
    say,
    sleep: pause,
    async examine() {
      const isPolledElsewhere = performance.now() - conflictAt < CONFLICT_MILLISECONDS
      const chatIds = await chats.current().catch(() => config.chatIds)
      const asked = { api, apiRoot: config.apiRoot, chatIds, receiving, isPolledElsewhere }
      const { checks } = await checkTelegram(asked)
      // A bot that polls says by itself when Telegram cannot be reached.
      if (store && receiving === 'polling' && isOut(checks)) return undefined
      // A disk may become full or read-only at any time; a bucket does not, and each write costs.
      if (config.location.type === 'folders' || store?.outcome !== 'ok') {
        store = await checkStore(stores, config.location)
      }
      return [...checks, store]
    },
  })
  return {
    list,
    onConflict(taker: 'webhook' | 'program') {
      if (taker === 'program') conflictAt = performance.now()
      list.wake()
    },
  }
}

/** Whether Telegram cannot be reached or is out of order. */
function isOut(checks: readonly Check[]): boolean {
  return checks.some(({ name, outcome }) => name === 'network' && outcome !== 'ok')
}

/** Offers groups to whoever sits at the terminal, if there is one. */
function startOffers(
  { config, stores, log }: Environment,
  { api, chats, giveNotice }: Local,
  { botId, onAgreed }: { botId: number; onAgreed: () => void },
) {
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY
  const texts = terminalTexts()
  const hint = texts.text('offer-hint')
  const questions = isTerminal
    ? createQuestions({ input: process.stdin, show: prompt, say, hint })
    : undefined
  const open = createOpenOffers(stores.raw)
  const asking = { texts, giveNotice, ask: questions?.ask, say, onAgreed, log }
  const offers = createOffers({ api, botId, chats, open, ...asking })
  return {
    offer: offers.offer,
    /** Runs beside the work. With configured groups nothing is offered. */
    remind() {
      if (config.chatIds.length > 0) return
      offers.remind().catch((error: unknown) => {
        log.error({ event: 'offers_not_repeated', reason: (error as Error).message })
      })
    },
    close: () => questions?.close(),
  }
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

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => {})
}
