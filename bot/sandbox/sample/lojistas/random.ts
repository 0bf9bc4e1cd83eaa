/** Chance that is the same on every run. */
export interface Random {
  /** From 0 to below 1. */
  next(): number
  chance(share: number): boolean
  /** A whole number, both ends included. */
  between(least: number, most: number): number
  pick<T>(list: readonly T[]): T
  /** The index of one of the weights, each as likely as it weighs. */
  weighed(weights: readonly number[]): number
  /** Gives each of the list before any comes again. */
  deck<T>(list: readonly T[]): () => T
}

export function seeded(seed: number): Random {
  let state = seed >>> 0

  /** mulberry32 */
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  const pick = <T>(list: readonly T[]) => list[between(0, list.length - 1)] as T

  return {
    next,
    between,
    pick,
    chance: (share) => next() < share,
    weighed(weights) {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0)
      return Math.max(
        0,
        weights.findIndex((weight) => (left -= weight) < 0),
      )
    },
    deck<T>(list: readonly T[]) {
      let rest: T[] = []
      return () => {
        if (rest.length === 0) rest = [...list]
        return rest.splice(between(0, rest.length - 1), 1)[0] as T
      }
    },
  }
}
