/** Hands out a few things, to one user at a time; the others wait. */
export interface Pool<T> {
  use<R>(act: (item: T) => Promise<R>): Promise<R>
}

/** The one used last is handed out first. */
export function createPool<T>(items: readonly T[]): Pool<T> {
  const idle = [...items]
  const waiting: ((item: T) => void)[] = []
  return {
    async use(act) {
      const item = idle.pop() ?? (await new Promise<T>((resolve) => waiting.push(resolve)))
      try {
        return await act(item)
      } finally {
        const next = waiting.shift()
        if (next) next(item)
        else idle.push(item)
      }
    },
  }
}
