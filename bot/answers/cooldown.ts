import type { Age, StartAge } from '../../etl/age.ts'

/** Bounded, because anyone can cause new names. */
const MAX_REMEMBERED = 10_000

/** Whether a name is due again; if so, it is marked as used. The same update always gets the same answer. */
export type Cooldown = (name: string, updateId: number) => boolean

/** Each name is due at most once per `milliseconds`. */
export function createCooldown(milliseconds: number, startAge: StartAge): Cooldown {
  const lately = new Map<string, { age: Age; updateId: number }>()
  return (name, updateId) => {
    const last = lately.get(name)
    if (last && last.age() < milliseconds) return last.updateId === updateId
    if (lately.size >= MAX_REMEMBERED) lately.clear()
    lately.set(name, { age: startAge(), updateId })
    return true
  }
}
