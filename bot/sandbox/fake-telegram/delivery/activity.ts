export interface Activity {
  enter(): void
  leave(): void
  /** Resolves once nothing is under way and nothing starts in the same turn. */
  idle(): Promise<void>
}

/** Counts what is under way, so that a test can wait until the dust has settled. */
export function createActivity(): Activity {
  let count = 0
  const waiting = new Set<() => void>()
  return {
    enter() {
      count += 1
    },
    leave() {
      count -= 1
      if (count > 0) return
      for (const wake of waiting) wake()
      waiting.clear()
    },
    async idle() {
      await turn()
      while (count > 0) {
        await new Promise<void>((resolve) => waiting.add(resolve))
        await turn()
      }
    },
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
