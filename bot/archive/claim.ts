import { fields, integer, type Update } from '../../etl/lake/update.ts'

/**
 * Telegram announces that a group became a supergroup twice: in the old chat with the new id, in the new chat with
 * the old one. Each alone is one side's word.
 */
export interface Claim {
  readonly from: number
  readonly to: number
  readonly side: 'old' | 'new'
}

/** Telegram's supergroups and channels have ids below this, basic groups have those between it and 0. */
const SUPERGROUPS = -1_000_000_000_000

/** Only such a group becomes a supergroup, and it does so once. */
export function isBasicGroup(chatId: number): boolean {
  return chatId < 0 && chatId > SUPERGROUPS
}

/** Whether Telegram could ever announce it: from a basic group to a supergroup. */
export function isPossible({ from, to }: Pick<Claim, 'from' | 'to'>): boolean {
  return isBasicGroup(from) && to < SUPERGROUPS
}

/** What an update says of a migration; undefined when it says nothing, or what cannot be. */
export function claimOf(update: Update): Claim | undefined {
  const message = fields(update.message)
  const chat = fields(message?.chat)
  const id = integer(chat?.id)
  const to = integer(message?.migrate_to_chat_id)
  const from = integer(message?.migrate_from_chat_id)
  if (id === undefined || (to !== undefined && from !== undefined)) return undefined
  const claim =
    to !== undefined && chat?.type === 'group'
      ? ({ from: id, to, side: 'old' } as const)
      : from !== undefined && chat?.type === 'supergroup'
        ? ({ from, to: id, side: 'new' } as const)
        : undefined
  return claim && isPossible(claim) ? claim : undefined
}
