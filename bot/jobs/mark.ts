// Marks in the lake: something is taken, or has happened. Each is made by one caller only, across all processes.
import { randomUUID } from 'node:crypto'

import { JOBS_PREFIX, ONCE_PREFIX } from '../../etl/lake/keys.ts'
import type { ObjectStore } from '../../etl/lake/store.ts'
import { addDays, type TimeZone } from '../../etl/lake/time-zone.ts'

/** Job marks are kept this long; no queue and no Telegram redelivers a job after that. */
const KEPT_DAYS = 2

export interface MarksDeps {
  readonly state: ObjectStore
  readonly zone: TimeZone
  /** Unix seconds. */
  now(): number
}

/**
 * Whether the caller has made the mark, and not somebody before. `body` is like no other: when the response to a
 * successful put is lost, the SDK retries it and finds its own mark.
 */
export async function makeMark(
  state: ObjectStore,
  key: string,
  body: Uint8Array = Buffer.from(randomUUID()),
): Promise<boolean> {
  return (await state.putIfAbsent(key, body)) || says(state, key, body)
}

/** Whether the mark is there and says this. */
export async function says(state: ObjectStore, key: string, body: Uint8Array): Promise<boolean> {
  const found = await state.get(key)
  return found !== undefined && Buffer.compare(found, body) === 0
}

/**
 * True for the first call with this name, then false: for the rest of the month and all of the next. `state` holds a
 * mark for each name so long.
 */
export async function markOnce({ state, zone, now }: MarksDeps, name: string): Promise<boolean> {
  const [before, month] = monthsUntil(zone.date(now()))
  if (await state.get(`${ONCE_PREFIX}${before}/${name}`)) return false
  return makeMark(state, `${ONCE_PREFIX}${month}/${name}`)
}

/** Deletes the marks of jobs that can no longer be redelivered, and of what may be done once more. */
export async function pruneMarks({ state, zone, now }: MarksDeps): Promise<void> {
  const today = zone.date(now())
  const days = [1, 0, -1, -KEPT_DAYS].map((days) => addDays(today, days))
  await pruneBut(state, JOBS_PREFIX, days)
  await pruneBut(state, ONCE_PREFIX, monthsUntil(today))
}

/** Deletes all folders but these: a clock that was ahead leaves some in the future. */
async function pruneBut(
  state: ObjectStore,
  prefix: string,
  folders: readonly string[],
): Promise<void> {
  const kept = folders.map((folder) => `${prefix}${folder}/`)
  for await (const folder of state.prefixes(prefix)) {
    if (kept.includes(folder)) continue
    for await (const key of state.list(folder)) await state.delete(key)
  }
}

/** The month before that of the day, and its own: `2026-10`, `2026-11`. */
function monthsUntil(date: string): [string, string] {
  const month = date.slice(0, 7)
  return [addDays(`${month}-01`, -1).slice(0, 7), month]
}
