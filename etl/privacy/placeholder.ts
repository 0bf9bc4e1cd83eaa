/** Stands for a letter that was erased. As long as what it replaces, so that the offsets of entities stay right. */
export const ERASED = '█'

/** A text with its places blanked, each from one offset to another in UTF-16 units. */
export function blank(text: string, places: readonly (readonly [number, number])[]): string {
  let result = text
  for (const [from, to] of places) {
    const [start, end] = [Math.max(0, from), Math.min(text.length, to)]
    if (start < end) {
      result = result.slice(0, start) + ERASED.repeat(end - start) + result.slice(end)
    }
  }
  return result
}
