import { addDays } from '../../etl/lake/time-zone.ts'
import type { QueryEngine } from '../engine/engine.ts'

/** Most groups begin with the lake, so its first days are searched before all others. */
const SEARCHED_FIRST = 62

/** Imports may add earlier days. */
const REMEMBERED_MINUTES = 60

/** An engine that charges need not look again at days that are long over. */
const CLOSED_MINUTES = 7 * 24 * 60

const STATEMENT =
  'select min(context_date) from telegram where chat_id in (?, ?) and context_date between ? and ?'

interface Found {
  readonly day: string | undefined
  readonly at: number
}

const remembered = new WeakMap<QueryEngine, Map<string, Found>>()

/**
 * The first day of a group in the lake, searched from the lake's own first day to `until`; remembered for an hour.
 * @throws QueryError when the engine fails.
 */
export async function firstDayOf(
  engine: QueryEngine,
  {
    chatIds,
    begins,
    until,
    now,
  }: {
    readonly chatIds: readonly [number, number]
    readonly begins: string
    readonly until: string
    /** Unix seconds. */
    readonly now: number
  },
): Promise<string | undefined> {
  const known = remembered.get(engine) ?? new Map<string, Found>()
  remembered.set(engine, known)
  const key = [...chatIds, begins].join()
  const found = known.get(key)
  if (found?.day !== undefined && now - found.at < 60 * REMEMBERED_MINUTES) return found.day
  const border = addDays(begins, SEARCHED_FIRST)
  const day =
    border < until
      ? ((await search(begins, border, CLOSED_MINUTES)) ?? (await search(border, until)))
      : await search(begins, until)
  known.set(key, { day, at: now })
  return day

  async function search(
    from: string,
    to: string,
    reuseMinutes = REMEMBERED_MINUTES,
  ): Promise<string | undefined> {
    const parameters = [
      ...chatIds.map((value) => ({ type: 'bigint' as const, value })),
      ...[from, to].map((value) => ({ type: 'date' as const, value })),
    ]
    const days = { since: from, until: to }
    const { rows } = await engine.query(STATEMENT, parameters, { reuseMinutes, days })
    const value = rows[0]?.[0]
    return typeof value === 'string' ? value : undefined
  }
}
