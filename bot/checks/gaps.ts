import type { ObjectStore } from '../../etl/lake/store.ts'
import { addDays, type TimeZone } from '../../etl/lake/time-zone.ts'
import { listDay } from '../../etl/listing.ts'
import { ok, warning, type Check } from './check.ts'

/** Looked at, and as many days more for the edits of older messages, which are filed under the message's day. */
const DAYS = 7

/** Private chats with the bot and other groups use ids too, a few at a time. */
const SMALL_GAP = 10

/** Telegram keeps no more updates than this for a bot, so a longer jump is a new count. */
const RESTART = 100_000

/**
 * Telegram numbers a bot's updates without gaps, so ids that are missing in a row were lost: after a day without
 * this program, or to another program with the same token. `now` is unix seconds.
 */
export async function checkGaps(
  raw: ObjectStore,
  { zone, now }: { readonly zone: TimeZone; readonly now: number },
): Promise<Check> {
  const today = zone.date(now)
  const ids: number[] = []
  let first = Infinity
  for (let back = 0; back < 2 * DAYS; back += 1) {
    for (const key of await listDay(raw, addDays(today, -back))) {
      const id = updateIdOf(key)
      if (id === undefined) continue
      ids.push(id)
      if (back < DAYS) first = Math.min(first, id)
    }
  }
  const gaps = gapsIn(ids.filter((id) => id >= first))
  const largest = gaps.reduce((most, gap) => (gap.count > most.count ? gap : most), NO_GAP)
  const count = gaps.reduce((sum, gap) => sum + gap.count, 0)
  if (count === 0) return ok('check-gaps-none', { days: DAYS })
  if (largest.count < SMALL_GAP) return ok('check-gaps-small', { days: DAYS, count })
  const values = { days: DAYS, count: largest.count, after: String(largest.after) }
  return warning('check-gaps-large', values)
}

interface Gap {
  /** The last id before it. */
  readonly after: number
  readonly count: number
}

const NO_GAP: Gap = { after: 0, count: 0 }

function gapsIn(ids: number[]): Gap[] {
  ids.sort((a, b) => a - b)
  return ids
    .slice(1)
    .map((id, index) => ({ after: ids[index] ?? id, count: id - (ids[index] ?? id) - 1 }))
    .filter(({ count }) => count > 0 && count < RESTART)
}

function updateIdOf(key: string): number | undefined {
  const digits = /\/(\d+)[^/]*\.json$/.exec(key)?.[1]
  return digits === undefined ? undefined : Number(digits)
}
