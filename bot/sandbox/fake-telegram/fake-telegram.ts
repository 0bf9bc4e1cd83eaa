// A stand-in for Telegram: a simulated group behind the Bot API over HTTP, for tests and for the sandbox.
import { EventEmitter } from 'node:events'
import { conversationActor, type Conversation } from './actor/conversation.ts'
import { peopleActor, type People } from './actor/people.ts'
import { systemClock, type Clock } from './delivery/clock.ts'
import { createActivity } from './delivery/activity.ts'
import { createPolling } from './delivery/polling.ts'
import { createPoster } from './delivery/post.ts'
import { createWebhooks } from './delivery/webhooks.ts'
import { createFaults, type Faults } from './http/faults.ts'
import type { Change } from './group/state.ts'
import { readSnapshot, takeSnapshot, type Snapshot } from './group/snapshot.ts'
import { createState, type BotRecord, type World } from './group/state.ts'
import { createApi, type Api, type ApiCall } from './http/api.ts'
import { listen } from './http/server.ts'
import { webhookReply } from './http/webhook-reply.ts'
import { groupLimiter, usualLimits, type GroupLimits } from './methods/limits.ts'
import { methodTable } from './methods/table.ts'
import { createView, type View } from './view.ts'

export interface TelegramOptions {
  /** Default 0: any free port. */
  readonly port?: number
  /** Default the machine's clock; `manualClock` stands still until advanced. */
  readonly clock?: Clock
  /** Flood limits in groups, default 20 messages and 20 edits a minute; false switches them off. */
  readonly limits?: GroupLimits | false
  /** Between 0 and 1, for the longest retry delay of webhooks; default Math.random. */
  readonly random?: () => number
  /** How many of the latest calls `calls` keeps; default 1000. */
  readonly keptCalls?: number
  /** State to start with, from `snapshot()`. */
  readonly snapshot?: Snapshot
}

export interface Telegram extends Pick<Faults, 'failNext' | 'dropNext'> {
  /** For grammY's `client.apiRoot`: http://127.0.0.1:port */
  readonly apiRoot: string
  /** What people do. */
  readonly actor: People & Conversation
  /** What people see. */
  readonly view: View
  /** Calls of the Bot API, the latest last. */
  readonly calls: readonly ApiCall[]
  /** Hears of every change in a chat; returns the function that stops it. */
  on(event: 'change', listener: (change: Change) => void): () => void
  /** Resolves when no webhook delivery and no call but getUpdates is under way; retries that wait for the clock do not count. */
  settled(): Promise<void>
  snapshot(): Snapshot
  /** Replaces everything; webhooks go on with what is pending. */
  restore(snapshot: Snapshot): void
  /** Ends deliveries, polls and connections. */
  close(): Promise<void>
}

/** Starts a Telegram on 127.0.0.1. */
export async function startTelegram(options: TelegramOptions = {}): Promise<Telegram> {
  const { clock = systemClock(), limits = usualLimits, keptCalls = 1000 } = options
  const events = new EventEmitter<{ change: [Change] }>().setMaxListeners(0)
  const calls: ApiCall[] = []
  const activity = createActivity()
  const faults = createFaults()
  const poster = createPoster(clock)
  const world: World = {
    state: createState(),
    now: () => Math.floor(clock.now().getTime() / 1000),
    changed: (change) => void events.emit('change', change),
    pushed(botId) {
      webhooks.wake(botId)
      polling.wake(botId)
    },
  }
  const polling = createPolling({ clock, botOf })
  const webhooks = createWebhooks({
    clock,
    poster,
    activity,
    random: options.random ?? Math.random,
    reply: (bot, body) => webhookReply(api, bot, body),
    botOf: (botId) => world.state.bots[botId],
  })
  const limiter = groupLimiter(limits, clock.now)
  const api: Api = createApi({
    world,
    clock,
    faults,
    methods: methodTable({ limiter, polling, webhooks }),
    onCall(call) {
      calls.push(call)
      calls.splice(0, calls.length - keptCalls)
    },
  })

  function botOf(botId: number): BotRecord {
    const bot = world.state.bots[botId]
    if (!bot) throw new Error(`telegram: unknown bot ${botId}: call createBot first`)
    return bot
  }

  function restore(snapshot: Snapshot) {
    const state = readSnapshot(snapshot)
    webhooks.close()
    polling.close()
    world.state = state
    for (const { user_id } of Object.values(state.bots)) webhooks.restart(user_id)
  }

  const { port = 0, snapshot } = options
  if (snapshot) world.state = readSnapshot(snapshot)
  const server = await listen({ api, activity, state: () => world.state, port })
  for (const { user_id } of Object.values(world.state.bots)) webhooks.restart(user_id)

  return {
    apiRoot: `http://127.0.0.1:${server.port}`,
    actor: { ...peopleActor(world), ...conversationActor(world) },
    view: createView(world),
    calls,
    failNext: faults.failNext,
    dropNext: faults.dropNext,
    on(event, listener) {
      events.on(event, listener)
      return () => void events.off(event, listener)
    },
    settled: () => activity.idle(),
    snapshot: () => takeSnapshot(world.state),
    restore,
    async close() {
      webhooks.close()
      polling.close()
      await server.close()
      poster.close()
      events.removeAllListeners()
    },
  }
}
