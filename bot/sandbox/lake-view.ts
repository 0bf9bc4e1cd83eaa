import type { Stores } from '../../etl/lake/store.ts'
import { isDayStale } from '../../etl/plan.ts'
import { listDay, lastDay } from '../../etl/listing.ts'
import { dateOfKey } from '../../etl/lake/keys.ts'
import { addDays, type TimeZone } from '../../etl/lake/time-zone.ts'
import type { Fact, Log } from '../../etl/log.ts'
import type { DaySummary } from '../../etl/run.ts'
import type { QueryEngine } from '../engine/engine.ts'

/** Days of the little chart. */
const DAYS = 30

/** Keys of the list of what was stored last. */
const KEYS = 6

/** Facts that follow one another this closely are told together. */
const DELAY_MILLISECONDS = 200

/** The lake as the panel beside the chat shows it. */
export interface LakeState {
  /** In the lake's zone. */
  readonly today: string
  readonly rawObjectsToday: number
  /** The last raw objects, the newest first; unix milliseconds. */
  readonly stored: readonly { readonly key: string; readonly at: number }[]
  /** Some of today's raw objects are not in the Parquet object yet. */
  readonly isWaiting: boolean
  readonly lastCompactedDay: string | undefined
  /** The last compaction since the program started; unix milliseconds. */
  readonly compacted: (Omit<DaySummary, 'updates'> & { readonly at: number }) | undefined
  readonly days: readonly { readonly date: string; readonly rows: number }[]
  /** While the sample is on its way into the lake. */
  readonly filling: { readonly done: number; readonly total: number } | undefined
}

export interface LakeViewDeps extends Stores {
  readonly zone: TimeZone
  readonly log: Log
  readonly engine: QueryEngine
  /** Unix seconds. */
  now(): number
  /** Hears what has changed, some times a second at most. */
  onChange(state: LakeState): void
}

export interface LakeView {
  state(): Promise<LakeState>
  /** What the program logs: from there the panel knows what was stored and compacted. */
  notice(fact: Fact): void
  filling(progress: LakeState['filling']): void
  /** How much of the sample has been filled in, while that lasts. */
  progress(): LakeState['filling']
  close(): Promise<void>
}

/** Watches the lake while the program works on it. */
export function watchLake(deps: LakeViewDeps): LakeView {
  const { raw, enriched, zone, log, now } = deps
  let stored: LakeState['stored'] = []
  let compacted: LakeState['compacted']
  let filling: LakeState['filling']
  let days: Promise<LakeState['days']> | undefined
  let timer: NodeJS.Timeout | undefined
  let telling = Promise.resolve()
  /** The nightly run may still log after the engine has closed. */
  let isClosed = false

  async function countDays(): Promise<LakeState['days']> {
    const today = zone.date(now())
    const { rows } = await deps.engine.query(
      'select context_date, count(*) from telegram where context_date > ? group by 1 order by 1',
      [{ type: 'date', value: addDays(today, -DAYS) }],
    )
    return rows.map(([date, count]) => ({ date: String(date), rows: Number(count) }))
  }

  async function state(): Promise<LakeState> {
    const today = zone.date(now())
    days ??= countDays().catch((error: unknown) => {
      days = undefined
      throw error
    })
    const [keys, isWaiting, lastCompactedDay, counted] = await Promise.all([
      listDay(raw, today),
      isDayStale({ raw, enriched, zone }, today),
      lastDay(enriched),
      days,
    ])
    // An erasure may have deleted some.
    const present = new Set(keys)
    stored = stored.filter(({ key }) => dateOfKey(key) !== today || present.has(key))
    return {
      today,
      rawObjectsToday: keys.length,
      stored,
      isWaiting,
      lastCompactedDay,
      compacted,
      days: counted,
      filling,
    }
  }

  function changed(): void {
    if (isClosed) return
    timer ??= setTimeout(() => {
      timer = undefined
      telling = telling
        .then(async () => deps.onChange(await state()))
        .catch((error: unknown) => {
          log.error({ event: 'lake_not_shown', reason: (error as Error).message })
        })
    }, DELAY_MILLISECONDS)
  }

  return {
    state,

    notice(fact) {
      if (fact.event === 'update_archived' || fact.event === 'own_message_archived') {
        stored = [{ key: String(fact.key), at: now() * 1000 }, ...stored].slice(0, KEYS)
      } else if (fact.event === 'day_compacted') {
        compacted = { ...(fact as unknown as DaySummary), at: now() * 1000 }
        days = undefined
      } else if (fact.event === 'erasure_done') days = undefined
      else return
      changed()
    },

    progress: () => filling,

    filling(progress) {
      filling = progress
      changed()
    },

    async close() {
      isClosed = true
      clearTimeout(timer)
      await telling
    },
  }
}
