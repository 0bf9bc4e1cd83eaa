import { setTimeout as sleep } from 'node:timers/promises'

import { isOpen } from './checks/answers.ts'
import { telegramCall, type World } from './world.ts'

/** For everything to be delivered, and then for every command to be answered. */
const PATIENCE_MILLISECONDS = 75_000

/** So long after the last answer, a second one would have come. */
const GRACE_MILLISECONDS = 4_000

/**
 * Waits until Telegram has nothing left to deliver and every command but the first `asked` has its answer, or
 * patience ends.
 */
export async function settle(world: World, asked: number): Promise<void> {
  const { telegram, ledger } = world
  await until(async () => (await pending(world)) === 0)
  await until(
    async () => !ledger.commands.slice(asked).some((each) => isOpen(telegram, ledger, each)),
  )
  await sleep(GRACE_MILLISECONDS)
}

/** Updates that Telegram still holds. */
export async function pending({ telegram, token }: World): Promise<number> {
  const info = await telegramCall(telegram, token, 'getWebhookInfo')
  return (info as { pending_update_count: number }).pending_update_count
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MILLISECONDS
  while (performance.now() < end && !(await isTrue())) await sleep(250)
}
