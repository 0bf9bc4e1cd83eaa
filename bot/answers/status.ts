import type { Api } from 'grammy'

import type { Stores } from '../../etl/lake/store.ts'
import type { TimeZone } from '../../etl/lake/time-zone.ts'
import type { Check } from '../checks/check.ts'
import { checkDeliveries } from '../checks/deliveries.ts'
import { checkGroup } from '../checks/group.ts'
import { checkArchived, checkCompaction, checkQuarantine } from '../checks/lake.ts'
import { checkSize } from '../checks/size.ts'

export interface StatusDeps {
  readonly stores: Stores
  readonly api: Pick<Api, 'getMe' | 'getChat' | 'getChatMember' | 'getWebhookInfo'>
  readonly zone: TimeZone
  /** What of a group's answers could not be sent. */
  checkAnswers(lakeIds: readonly number[]): Promise<Check[]>
  /** Free space, where the lake is in a folder. */
  readonly checkSpace?: (() => Promise<Check>) | undefined
  /** Unix seconds. */
  now(): number
}

/**
 * The checks that `/status` shows for a group: also right after a restart and in another process, since all is read
 * from the stores and from Telegram. `lakeIds` are the group's ids in the lake.
 */
export async function groupStatus(
  { stores, api, zone, checkAnswers, checkSpace, now }: StatusDeps,
  chatId: number,
  lakeIds: readonly number[],
): Promise<Check[]> {
  const me = await api.getMe()
  const group = await checkGroup(api, me, chatId)
  return [
    await checkArchived(stores.raw, lakeIds),
    await checkCompaction(stores, { zone, now: now() }),
    ...[await checkQuarantine(stores.raw, 'raw'), ...group].filter((check) => !isEvident(check)),
    ...(await checkAnswers(lakeIds)),
    await checkSize(stores),
    ...(checkSpace ? [await checkSpace()] : []),
    ...checkDeliveries(await api.getWebhookInfo(), now()),
  ]
}

/** Who reads it is in the group, and sees the bot there; that nothing was set aside is as everybody expects. */
function isEvident({ name, outcome }: Check): boolean {
  return outcome === 'ok' && ['group', 'member', 'quarantine'].includes(name)
}
