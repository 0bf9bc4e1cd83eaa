/** Where a message is; `threadId` is its forum topic. */
export interface MessagePlace {
  readonly chatId: number
  readonly threadId: number | undefined
  readonly messageId: number
}

/** Ids of supergroups and channels are -100 followed by the id that links use. */
const SUPERGROUP = 1_000_000_000_000

/** The address of a message; undefined in basic groups, whose messages have none. */
export function messageLink({ chatId, threadId, messageId }: MessagePlace): string | undefined {
  if (chatId > -SUPERGROUP) return undefined
  const path = [-chatId - SUPERGROUP, threadId, messageId].filter((part) => part !== undefined)
  return `https://t.me/c/${path.join('/')}`
}
