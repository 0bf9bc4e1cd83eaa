/** Jobs of one chat that wait while another of it is worked on; the next is turned away. */
const MAX_WAITING = 3

/** Groups take twenty messages a minute from a bot. */
const COOL_DOWN_MILLISECONDS = 3_000

export interface TurnsDeps {
  /** Between two jobs of a chat, in milliseconds. */
  readonly coolDown?: number
  sleep(milliseconds: number): Promise<void>
}

/** What a turn is for. */
export type Act = () => Promise<void>

export interface Turns {
  /**
   * Prepares the chat's jobs in the order in which they came, and runs what they are prepared to do one after
   * the other. Nothing is run when there is nothing to do, or when too many wait.
   */
  take(
    chatId: number,
    prepare: () => Promise<Act | undefined>,
  ): Promise<'done' | 'nothing' | 'busy'>
}

interface Chat {
  /** That are not over yet, whether they wait for preparation or for their turn. */
  jobs: number
  waiting: number
  prepared: Promise<unknown>
  over: Promise<unknown>
}

/** One job at a time for each chat, with a pause between them. */
export function createTurns({ coolDown = COOL_DOWN_MILLISECONDS, sleep }: TurnsDeps): Turns {
  const chats = new Map<number, Chat>()

  /** Puts it at the end of the line at once. */
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
