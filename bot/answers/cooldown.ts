/** More names than this are not remembered: anyone can make new ones. */
const MAX_REMEMBERED = 10_000

/** Whether something that goes by a name is due again; if so, it counts as done. What comes again is as due as it was. */
export type Seldom = (name: string, updateId: number) => boolean

/** Due at most once in so many milliseconds. */
export function createSeldom(milliseconds: number, now: () => number): Seldom {
  const lately = new Map<string, { at: number; updateId: number }>()
  return (name, updateId) => {
    const last = lately.get(name)
    if (last && now() - last.at < milliseconds) return last.updateId === updateId
    if (lately.size >= MAX_REMEMBERED) lately.clear()
    lately.set(name, { at: now(), updateId })
    return true
  }
}
