import { setTimeout as sleep } from 'node:timers/promises'

import { isOpen } from './checks/answers.ts'
import type { Command } from './ledger.ts'
import { telegramCall, type World } from './world.ts'

/** For the next update to be delivered, and then for the next command to be answered, however many there are. */
const PATIENCE_MILLISECONDS = 180_000

/** So long after the last answer, a second one would have come. */
const GRACE_MILLISECONDS = 4_000

/**
 * Waits until Telegram has nothing left to deliver and every command but the first `asked` has its answer, or
 * patience ends.
 */
export async function settle(world: World, asked: number): Promise<void> {
  await untilNone(() => pending(world))
  await untilNone(async () => openCommands(world, asked).length)
  await sleep(GRACE_MILLISECONDS)
}

/** Commands after the first `asked` that may still be answered. */
export function openCommands({ telegram, ledger }: World, asked = 0): Command[] {
  return ledger.commands.slice(asked).filter((each) => isOpen(telegram, ledger, each))
}

/** Updates that Telegram still holds. */
export async function pending({ telegram, token }: World): Promise<number> {
  const info = await telegramCall(telegram, token, 'getWebhookInfo')
  return (info as { pending_update_count: number }).pending_update_count
}

/** Until there are none left, or they have not become fewer for long. */
async function untilNone(count: () => Promise<number>): Promise<void> {
  let [fewest, end] = [Infinity, Infinity]
  while (performance.now() < end) {
    const left = await count()
    if (left === 0) return
    if (left < fewest) [fewest, end] = [left, performance.now() + PATIENCE_MILLISECONDS]
    await sleep(500)
  }
}
