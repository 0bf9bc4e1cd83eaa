import type { Clock } from './clock.ts'
import { conflict } from '../group/errors.ts'
import type { BotRecord } from '../group/state.ts'
import { pendingUpdates, updateOf } from './pending.ts'

export interface PollRequest {
  readonly offset: number
  readonly limit: number
  readonly timeoutSeconds: number
  /** Called once the poll is accepted, before it looks for updates. */
  onStart(): void
  readonly signal: AbortSignal
}

export interface Polling {
  /** The next updates; waits for the first one up to the timeout. */
  get(botId: number, request: PollRequest): Promise<ReturnType<typeof updateOf>[]>
  /** An update has arrived. */
  wake(botId: number): void
  /** Ends a waiting poll with 409. */
  terminate(botId: number, reason: string): void
  close(): void
}

export interface PollingDeps {
  readonly clock: Clock
  botOf(botId: number): BotRecord
}

/** getUpdates: one poll per bot; an offset confirms everything before it. */
export function createPolling({ clock, botOf }: PollingDeps): Polling {
  const polls = new Map<number, { controller: AbortController; reason?: string }>()

  function terminate(botId: number, reason: string) {
    const poll = polls.get(botId)
    if (!poll) return
    poll.reason = reason
    poll.controller.abort()
  }

  function next(botId: number, limit: number) {
    const now = Math.floor(clock.now().getTime() / 1000)
    return pendingUpdates(botOf(botId), now).slice(0, limit).map(updateOf)
  }

  return {
    async get(botId, { offset, limit, timeoutSeconds, onStart, signal }) {
      const bot = botOf(botId)
      if (bot.webhook) {
        throw conflict(
          "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        )
      }
      terminate(
        botId,
        'terminated by other getUpdates request; make sure that only one bot instance is running',
      )
      onStart()
      confirm(bot, offset)
      const ready = next(botId, limit)
      if (ready.length > 0 || timeoutSeconds === 0 || signal.aborted) return ready
      const controller = new AbortController()
      const poll: { controller: AbortController; reason?: string } = { controller }
      const hangUp = () => controller.abort()
      signal.addEventListener('abort', hangUp)
      polls.set(botId, poll)
      await clock.sleep(timeoutSeconds * 1000, controller.signal)
      signal.removeEventListener('abort', hangUp)
      if (polls.get(botId) === poll) polls.delete(botId)
      if (poll.reason !== undefined) throw conflict(poll.reason)
      return next(botId, limit)
    },
    wake: (botId) => polls.get(botId)?.controller.abort(),
    terminate,
    close() {
      for (const { controller } of polls.values()) controller.abort()
    },
  }
}

/** A negative offset keeps that many from the end. */
function confirm(bot: BotRecord, offset: number): void {
  if (offset > 0) bot.updates = bot.updates.filter(({ update_id }) => update_id >= offset)
  if (offset < 0) bot.updates = bot.updates.slice(offset)
}
