// What is in a store: its days, and the keys of one day.
import { dateOfKey, dayPrefix, TABLE_PREFIX } from './lake/keys.ts'
import type { ObjectStore } from './lake/store.ts'

/** The days that have objects, in order. */
export async function listDays(store: ObjectStore): Promise<string[]> {
  const days: string[] = []
  for await (const prefix of store.prefixes(TABLE_PREFIX)) {
    const date = dateOfKey(prefix)
    if (date !== undefined) days.push(date)
  }
  return days.sort()
}

/** The first day that has objects. */
export async function firstDay(store: ObjectStore): Promise<string | undefined> {
  for await (const prefix of store.prefixes(TABLE_PREFIX)) {
    const date = dateOfKey(prefix)
    if (date !== undefined) return date
  }
  return undefined
}

/** The days between which a lake has data; both undefined when it is empty. */
export interface LakeDays {
  readonly first: string | undefined
  readonly last: string | undefined
}

export async function lakeDays(store: ObjectStore): Promise<LakeDays> {
  const days = await listDays(store)
  return { first: days[0], last: days.at(-1) }
}

/** The last day that has objects. */
export async function lastDay(store: ObjectStore): Promise<string | undefined> {
  return (await listDays(store)).at(-1)
}

/** The keys of a day's objects, in order; at most the first `most`. */
export async function listDay(
  store: ObjectStore,
  date: string,
  most = Infinity,
): Promise<string[]> {
  const keys: string[] = []
  for await (const key of store.list(dayPrefix(date))) if (keys.push(key) >= most) break
  return keys
}

/** The keys of the last `count` updates that Telegram delivered on a day, in order of their update ids. */
export async function lastKeys(store: ObjectStore, date: string, count: number): Promise<string[]> {
  let keys: string[] = []
  for await (const key of store.list(dayPrefix(date))) {
    if (!/\/\d+[^/]*\.json$/.test(key)) continue
    keys.push(key)
    if (keys.length > 2 * count) keys = keys.slice(-count)
  }
  return keys.slice(-count)
}
