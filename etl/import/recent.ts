import type { Sender } from './peer.ts'

/** What replies need to know of a message. */
export interface Remembered {
  /** Unix seconds. */
  readonly date: number
  readonly sender: Sender
  /** The message that opened its forum topic. */
  readonly topic: number | undefined
}

/** Messages that replies can look back to; a power of two. Takes 16 bytes of memory each. */
const SLOTS = 2 ** 20

export interface Recent {
  /** The same sender must be the same object each time. */
  remember(messageId: number, message: Remembered): void
  get(messageId: number): Remembered | undefined
}

/**
 * Remembers about the last million messages in fixed memory: each lies in the slot of its id, which the message a
 * million later takes over.
 */
export function createRecent(): Recent {
  const ids = new Float64Array(SLOTS)
  const dates = new Uint32Array(SLOTS)
  const senders = new Uint32Array(SLOTS)
  const topics = new Int32Array(SLOTS)
  const known: Sender[] = []
  const numbers = new Map<Sender, number>()

  function numberOf(sender: Sender): number {
    let number = numbers.get(sender)
    if (number === undefined) {
      number = known.push(sender) - 1
      numbers.set(sender, number)
    }
    return number
  }

  return {
    remember(messageId, { date, sender, topic }) {
      const slot = messageId & (SLOTS - 1)
      ids[slot] = messageId
      dates[slot] = date
      senders[slot] = numberOf(sender)
      topics[slot] = topic ?? 0
    },
    get(messageId) {
      const slot = messageId & (SLOTS - 1)
      if (ids[slot] !== messageId || messageId === 0) return undefined
      return {
        date: dates[slot] as number,
        sender: known[senders[slot] as number] as Sender,
        topic: topics[slot] || undefined,
      }
    },
  }
}
