import { quarantineKey } from '../../etl/lake/keys.ts'
import { fields, occasionOf, type Update } from '../../etl/lake/update.ts'
import { currentRegistry } from '../../etl/privacy/privacy.ts'
import { redactStored } from '../../etl/privacy/stored.ts'
import { storeOnce, type ArchiveDeps } from './archive.ts'
import type { Chats } from './chats.ts'

export interface QuarantineDeps extends Pick<ArchiveDeps, 'raw' | 'zone' | 'log'> {
  readonly chats: Pick<Chats, 'has'>
  /** Unix seconds. */
  now(): number
}

/**
 * Keeps what Telegram delivered and is no update (`reason` says why), as received, so that what comes behind it is not
 * held up: a later version of the program may read it. What says that it is from a chat that is not archived is only
 * logged.
 * @throws Error when it cannot be stored.
 */
export async function setAside(
  { raw, zone, chats, log, now }: QuarantineDeps,
  received: string,
  reason: string,
): Promise<void> {
  const fact = { event: 'not_an_update', reason, bytes: Buffer.byteLength(received) }
  const chatId = chatIdIn(received)
  const isOurs = chatId === undefined || (await chats.has(chatId))
  if (received.trim() === '' || !isOurs) return log.warn(fact)
  const body = redactStored(Buffer.from(received), await currentRegistry(raw))
  if (!body) return log.warn(fact)
  const { key } = await storeOnce(raw, quarantineKey(zone.date(now()), body), body)
  log.warn({ ...fact, key })
}

function chatIdIn(received: string): number | undefined {
  try {
    const value = fields(JSON.parse(received))
    return value && occasionOf(value as Update).chatId
  } catch {
    return undefined
  }
}
