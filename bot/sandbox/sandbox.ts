import { randomUUID } from 'node:crypto'

import { Api } from 'grammy'

import { unixNow } from '../clock.ts'
import type { ObjectStore, Stores } from '../../etl/lake/store.ts'
import { listDays } from '../../etl/listing.ts'
import type { TimeZone } from '../../etl/lake/time-zone.ts'
import type { Fact, Log } from '../../etl/log.ts'
import { currentRegistry } from '../../etl/privacy/privacy.ts'
import { registerCommands } from '../answers/commands.ts'
import type { Language, Theme } from '../config.ts'
import type { Background } from '../background/background.ts'
import type { QueryEngine } from '../engine/engine.ts'
import { textsOf } from '../i18n.ts'
import { startLocal, type Local } from '../local.ts'
import { SAMPLE_CHAT_ID, sampleBot, type SampleName } from './sample.ts'
import type { Snapshot } from './fake-telegram/group/snapshot.ts'
import { startTelegram, type Telegram } from './fake-telegram/fake-telegram.ts'
import { setWebhook } from '../delivery/registration.ts'
import { createChat } from './chat.ts'
import { watchLake, type LakeState } from './lake-view.ts'
import { createPageEvents } from './events.ts'
import { sandboxRoutes } from './routes.ts'
import { sampleGroup } from './sample-group.ts'
import { savedGroup } from './saved-group.ts'
import { withoutErased } from './without-erased.ts'

export interface SandboxDeps {
  readonly stores: Stores
  /** What the group is when none is kept. */
  readonly sample: SampleName
  /** Where the group is kept between starts, as `sandbox.json`. */
  readonly store: ObjectStore
  readonly adminIds: readonly number[]
  readonly zone: TimeZone
  readonly language: Language
  readonly theme: Theme
  readonly port: number
  readonly log: Log
  /** Opens what does the heavy work and tells this log; it is closed with the sandbox. */
  background(log: Log): Background
  /** Runs the statements of whoever is at the page. */
  readonly analyst: QueryEngine
}

export interface Sandbox {
  /** Where HTTP listens. */
  readonly url: string
  /** The webhook's. */
  readonly secret: string
  readonly telegram: Telegram
  /** Others that work on the lake log here, so that the page shows it. */
  readonly log: Log
  readonly background: Background
  /** Shows how much of the sample is in the lake. */
  filling(progress: LakeState['filling']): void
  prune(): Promise<void>
  sendReceipts(): Promise<void>
  idle(): Promise<void>
  close(): Promise<void>
}

/** Of a group that has written nothing. */
const noIds = { message_id: 0, update_id: 0 }

/** The bot as it is, in a group that lives in this process, with a page in the browser instead of Telegram's apps. */
export async function startSandbox(deps: SandboxDeps): Promise<Sandbox> {
  const { stores, store, adminIds, zone, language, theme, port, analyst } = deps
  const { raw, enriched } = stores
  const now = unixNow
  const events = createPageEvents()
  const log = heard(deps.log, (fact) => lake.notice(fact))
  const background = deps.background(log)
  const lake = watchLake({
    raw,
    enriched,
    zone,
    engine: background.engine,
    log,
    now,
    onChange: (state) => events.send('lake', state),
  })

  const saved = savedGroup({
    store,
    log,
    async snapshot() {
      const registry = await currentRegistry(raw)
      return withoutErased(telegram.snapshot(), registry)
    },
  })
  const snapshot = (await saved.load()) ?? (await newGroup())
  // People who try things out press faster than Telegram lets a bot answer.
  const telegram = await startTelegram({ snapshot, limits: false })
  const chat = createChat(telegram)
  const { token } = sampleBot
  const { apiRoot } = telegram
  const secret = randomUUID()
  const texts = textsOf(language)
  const compact = background.compactNew
  const pages = sandboxRoutes({ chat, lake, compact, events, texts, zone: zone.name, analyst })
  let local: Local | undefined
  try {
    local = await startLocal({
      stores,
      zone,
      language,
      theme,
      adminIds,
      engine: async () => background.engine,
      freshness: background.freshness,
      renderChart: background.renderChart,
      compactDay: background.compactDay,
      log,
      token,
      botInfo: await new Api(token, { apiRoot }).getMe(),
      apiRoot,
      chatIds: [SAMPLE_CHAT_ID],
      secrets: [secret],
      host: '127.0.0.1',
      port,
      coolDown: 300,
      pages,
      onErasureAsked: () => void eraseNow(),
      lack: () => {
        const progress = lake.progress()
        return progress && texts.text('sandbox-still-filling', { ...progress })
      },
    })
    await registerCommands(local.api, language)
    await setWebhook(local.api, { url: `${local.url}/webhook`, secret })
  } catch (error) {
    await end()
    throw error
  }
  telegram.on('change', (change) => {
    saved.touch()
    const isPrivate = change.chat.includes('/')
    if (change.chat_id !== SAMPLE_CHAT_ID && !isPrivate) return
    events.send('change', change)
    if (isPrivate) return
    if (change.type === 'member') events.send('people', chat.people())
  })

  /** Whoever tries it out does not wait for the night. */
  async function eraseNow(): Promise<void> {
    try {
      await background.erase()
      await local?.sendReceipts()
    } catch (error) {
      log.error({ event: 'erasure_failed', reason: (error as Error).message })
    }
  }

  /** A lake that is there already has seen ids that must not come again. */
  async function newGroup(): Promise<Snapshot> {
    const last = (await listDays(raw)).length > 0 ? await lastIds() : noIds
    return sampleGroup({ sample: deps.sample, zone, language, today: zone.date(now()), last })
  }

  async function lastIds(): Promise<typeof noIds> {
    await background.compactNew()
    const { rows } = await background.engine.query(
      'select max(message_id), max(update_id) from telegram where chat_id = ?',
      [{ type: 'bigint', value: SAMPLE_CHAT_ID }],
    )
    const [message_id, update_id] = (rows[0] ?? []).map(Number)
    return { message_id: message_id ?? 0, update_id: update_id ?? 0 }
  }

  async function end(): Promise<void> {
    events.close()
    await local?.close()
    await telegram.close()
    await lake.close()
    await background.close()
  }

  return {
    url: local.url,
    prune: local.prune,
    sendReceipts: local.sendReceipts,
    idle: local.idle,
    secret,
    telegram,
    log,
    background,
    filling: lake.filling,
    async close() {
      await end()
      saved.touch()
      await saved.flush()
    },
  }
}

/** The same log, which somebody listens to, whatever its level. */
function heard(log: Log, listen: (fact: Fact) => void): Log {
  const both = (level: keyof Log) => (fact: Fact) => {
    log[level](fact)
    listen(fact)
  }
  return { debug: both('debug'), info: both('info'), warn: both('warn'), error: both('error') }
}
