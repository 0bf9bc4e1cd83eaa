import type { BotRecord } from '../group/state.ts'
import { runWebhook, type WebhookDeps, type WebhookRunner } from './webhook.ts'

export interface Webhooks {
  /** An update has arrived. */
  wake(botId: number): void
  /** The bot's webhook was set, changed or deleted. */
  restart(botId: number): void
  /** Ends all deliveries; what is under way is broken off and stays pending. */
  close(): void
}

/** The running webhooks of all bots. */
export function createWebhooks(
  deps: WebhookDeps & { botOf(botId: number): BotRecord | undefined },
): Webhooks {
  const runners = new Map<number, WebhookRunner>()
  return {
    wake: (botId) => runners.get(botId)?.wake(),
    restart(botId) {
      runners.get(botId)?.stop()
      runners.delete(botId)
      const bot = deps.botOf(botId)
      if (!bot?.webhook) return
      const runner = runWebhook(deps, bot, bot.webhook)
      runners.set(botId, runner)
      runner.wake()
    },
    close() {
      for (const runner of runners.values()) runner.stop()
      runners.clear()
    },
  }
}
