/** What may be under way at once. */
export interface Room {
  /** Takes a place of so many bytes. The result gives it back, once; undefined when there is no room. */
  enter(bytes: number): (() => void) | undefined
}

/** Room for `count` at once, of `bytes` in all. */
export function createRoom({ count, bytes }: { count: number; bytes: number }): Room {
  let placesLeft = count
  let bytesLeft = bytes
  return {
    enter(size) {
      if (placesLeft < 1 || bytesLeft < size) return undefined
      placesLeft -= 1
      bytesLeft -= size
      return () => {
        placesLeft += 1
        bytesLeft += size
      }
    },
  }
}
