// One bot's webhook: a first-in-first-out lane per queue id, only the head of a lane under way.
import { setMaxListeners } from 'node:events'
import type { Clock } from './clock.ts'
import type { BotRecord, PendingUpdate, WebhookRecord } from '../group/state.ts'
import type { Activity } from './activity.ts'
import { pendingUpdates, updateBody } from './pending.ts'
import type { Outcome, Poster } from './post.ts'

/** Without a success for so long, one connection has to do. */
const PATIENCE = 10_000
/** Nothing but 410 for so long removes the webhook. */
const GONE = 23 * 60 * 60 * 1000

export interface WebhookDeps {
  readonly clock: Clock
  readonly poster: Poster
  readonly activity: Activity
  /** Between 0 and 1: where in 60–120 s the longest delay falls. */
  random(): number
  /** A 2xx answer whose body calls a method. */
  reply(bot: BotRecord, body: string): Promise<void>
}

interface Lane {
  readonly update: PendingUpdate
  isSending: boolean
  fails: number
  delaySeconds: number
  /** Milliseconds. */
  wakeAt: number
}

export interface WebhookRunner {
  wake(): void
  stop(): void
}

/** Delivers the bot's updates to the webhook that is set, until stopped. */
export function runWebhook(deps: WebhookDeps, bot: BotRecord, hook: WebhookRecord): WebhookRunner {
  const { clock, activity } = deps
  const lanes = new Map<string, Lane>()
  const stopped = new AbortController()
  // Every delivery under way listens to it.
  setMaxListeners(hook.max_connections, stopped.signal)
  let sleeper = new AbortController()
  let sending = 0
  let lastSuccess = -Infinity
  let goneSince: number | undefined

  const now = () => clock.now().getTime()

  function wake() {
    sleeper.abort()
    if (stopped.signal.aborted) return
    const waiting = heads().filter(({ isSending }) => !isSending)
    const due = waiting
      .filter(({ wakeAt }) => wakeAt <= now())
      .sort((a, b) => a.wakeAt - b.wakeAt || a.update.update_id - b.update.update_id)
    const connections = lastSuccess + PATIENCE < now() ? 1 : hook.max_connections
    for (const lane of due.slice(0, Math.max(0, connections - sending))) void send(lane)
    const next = Math.min(...waiting.map(({ wakeAt }) => wakeAt).filter((at) => at > now()))
    if (next !== Infinity) void sleepUntil(next)
  }

  async function sleepUntil(time: number) {
    const { signal } = (sleeper = new AbortController())
    await clock.sleep(time - now(), signal)
    if (!signal.aborted) wake()
  }

  /** The first update of every queue, with what is known of its tries. */
  function heads(): Lane[] {
    const first = new Map<string, PendingUpdate>()
    for (const update of pendingUpdates(bot, Math.floor(now() / 1000))) {
      if (!first.has(update.queue)) first.set(update.queue, update)
    }
    for (const queue of lanes.keys()) if (!first.has(queue)) lanes.delete(queue)
    return [...first].map(([queue, update]) => {
      const known = lanes.get(queue)
      if (known?.update.update_id === update.update_id) return known
      const lane = { update, isSending: false, fails: 0, delaySeconds: 1, wakeAt: now() }
      lanes.set(queue, lane)
      return lane
    })
  }

  async function send(lane: Lane) {
    lane.isSending = true
    sending += 1
    activity.enter()
    const { url, secret_token } = hook
    const body = updateBody(lane.update)
    const outcome = await deps.poster.post({ url, secret_token, body, signal: stopped.signal })
    sending -= 1
    lane.isSending = false
    if (!stopped.signal.aborted) await settle(lane, outcome)
    wake()
    activity.leave()
  }

  async function settle(lane: Lane, outcome: Outcome) {
    if (outcome.ok) {
      lastSuccess = now()
      goneSince = undefined
      drop(lane)
      if (outcome.body.startsWith('{')) await deps.reply(bot, outcome.body)
      return
    }
    hook.last_error_date = Math.floor(now() / 1000)
    hook.last_error_message = outcome.error
    goneSince = outcome.status === 410 ? (goneSince ?? now()) : undefined
    if (goneSince !== undefined && now() > goneSince + GONE) {
      bot.webhook = null
      return stop()
    }
    retry(lane, outcome.retryAfterSeconds)
  }

  /** At once, then 2, 4, 8 … s up to a cap of 60–120 s, or when the endpoint asks for it. */
  function retry(lane: Lane, retryAfterSeconds: number) {
    let delay = retryAfterSeconds
    if (retryAfterSeconds === 0 && lane.fails > 0) {
      const cap = 60 + Math.floor(deps.random() * 61)
      delay = lane.delaySeconds = Math.min(cap, lane.delaySeconds * 2)
    }
    if (now() / 1000 + delay > lane.update.expires_at) return drop(lane)
    lane.fails += 1
    lane.wakeAt = now() + delay * 1000
  }

  function drop({ update }: Lane) {
    bot.updates = bot.updates.filter(({ update_id }) => update_id !== update.update_id)
  }

  function stop() {
    stopped.abort()
    sleeper.abort()
  }

  return { wake, stop }
}
