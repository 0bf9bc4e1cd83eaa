/** Draws that depend on the seed alone. */
export interface Dice {
  /** Between 0 and 1. */
  next(): number
  /** True with this probability. */
  chance(probability: number): boolean
  /** A whole number, both ends included. */
  between(least: number, most: number): number
  one<T>(items: readonly T[]): T
  /** An item by its weight. */
  weighted<T>(items: readonly (readonly [weight: number, item: T])[]): T
}

export function diceFrom(next: () => number): Dice {
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  const one = <T>(items: readonly T[]) => items[between(0, items.length - 1)] as T
  return {
    next,
    chance: (probability) => next() < probability,
    between,
    one,
    weighted<T>(items: readonly (readonly [number, T])[]) {
      let left = next() * items.reduce((sum, [weight]) => sum + weight, 0)
      const found = items.find(([weight]) => (left -= weight) < 0) ?? items.at(-1)
      return (found as readonly [number, T])[1]
    },
  }
}
