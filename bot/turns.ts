/** Jobs of one chat that wait while another of it is worked on; the next is turned away. */
const MAX_WAITING = 3

export interface TurnsDeps {
  /** Between two jobs of a chat, in milliseconds: groups take twenty messages a minute from a bot. */
  readonly coolDown?: number
  sleep(milliseconds: number): Promise<void>
}

export interface Turns {
  /** Runs `act` when the chat's earlier jobs are done; resolves to undefined, without running it, when too many wait. */
  take<T>(chatId: number, act: () => Promise<T>): Promise<{ readonly result: T } | undefined>
}

/** One job at a time for each chat, with a pause between them. */
export function createTurns({ coolDown = 1_000, sleep }: TurnsDeps): Turns {
  const chats = new Map<number, { waiting: number; last: Promise<unknown> }>()

  return {
    async take(chatId, act) {
      const chat = chats.get(chatId) ?? { waiting: 0, last: Promise.resolve() }
      chats.set(chatId, chat)
      if (chat.waiting > MAX_WAITING) return undefined
      chat.waiting += 1
      const turn = chat.last.then(act)
      const over = turn
        .catch(() => {})
        .then(() => sleep(coolDown))
        .finally(() => {
          chat.waiting -= 1
          if (chat.waiting === 0) chats.delete(chatId)
        })
      chat.last = over
      return { result: await turn }
    },
  }
}
