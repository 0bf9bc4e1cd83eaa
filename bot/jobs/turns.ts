/** Jobs of a chat that may wait while another one runs; any further job is turned away. */
const MAX_WAITING = 3

/** Telegram lets a bot send a group twenty messages per minute. */
const COOL_DOWN_MILLISECONDS = 3_000

export interface TurnsDeps {
  /** Pause between two jobs of a chat, in milliseconds (default: 3,000). */
  readonly coolDown?: number
  sleep(milliseconds: number): Promise<void>
}

/** The work done in a turn. */
export interface Act {
  (): Promise<void>
  /** It only says no, so nobody is told to wait for it. */
  readonly isRefusal?: boolean
}

export interface Turns {
  /**
   * Prepares the chat's jobs in order of arrival, and runs what `prepare` resolves to, one at a time. Nothing
   * runs when that is undefined, or when too many jobs wait.
   */
  take(
    chatId: number,
    prepare: () => Promise<Act | undefined>,
  ): Promise<'done' | 'nothing' | 'busy'>
}

interface Chat {
  /** Unfinished ones, whether they wait for preparation or for their turn. */
  jobs: number
  waiting: number
  prepared: Promise<unknown>
  over: Promise<unknown>
}

/** One job at a time per chat, with a pause between jobs. */
export function createTurns({ coolDown = COOL_DOWN_MILLISECONDS, sleep }: TurnsDeps): Turns {
  const chats = new Map<number, Chat>()

  /** Appends to the chat's line without waiting for it. */
  function queue(chat: Chat, act: Act): { readonly done: Promise<void> } {
    chat.waiting += 1
    const done = chat.over.then(act)
    chat.over = done
      .catch(() => {})
      .then(() => sleep(coolDown))
      .finally(() => {
        chat.waiting -= 1
      })
    return { done }
  }

  function release(chatId: number, chat: Chat): void {
    chat.jobs -= 1
    if (chat.jobs === 0) chats.delete(chatId)
  }

  return {
    async take(chatId, prepare) {
      const chat = chats.get(chatId) ?? {
        jobs: 0,
        waiting: 0,
        prepared: Promise.resolve(),
        over: Promise.resolve(),
      }
      chats.set(chatId, chat)
      chat.jobs += 1
      const placing = chat.prepared.then(async () => {
        const act = await prepare()
        if (!act) return 'nothing'
        return chat.waiting > MAX_WAITING ? 'busy' : queue(chat, act)
      })
      chat.prepared = placing.catch(() => {})
      try {
        const place = await placing
        if (typeof place === 'string') return place
        await place.done
        return 'done'
      } finally {
        // The next job waits for the cool-down of this one.
        void Promise.allSettled([chat.over]).then(() => release(chatId, chat))
      }
    },
  }
}
