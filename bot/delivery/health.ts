import { lastDay, lastKeys } from '../../etl/listing.ts'
import { KeyedError } from '../../etl/lake/keyed-error.ts'
import { dateOfKey } from '../../etl/lake/keys.ts'
import type { ObjectStore, Stores } from '../../etl/lake/store.ts'
import type { EventCounts } from '../log.ts'

const MINUTE = 60_000

/** As much as an ordinary update takes on a disk: one that is full still takes an empty file. */
const TRIAL_KEY = 'state/health'
const trialBytes = Buffer.alloc(4_096, ' ')

/** A store that has not answered by then hangs. All are asked at once, and the answer is due within 2 s. */
const PATIENCE_MILLISECONDS = 1_500

export interface Health {
  /** The last update was stored, or a trial object where none came lately, and both stores can be read. */
  readonly isHealthy: boolean
  /** `ok`, or why the raw store cannot be written or read. */
  readonly store: string
  /** `ok`, or why the enriched store cannot be read. */
  readonly enriched: string
  readonly last_archived: { readonly context_date: string; readonly key: string } | null
  readonly last_compacted: { readonly context_date: string } | null
  /** What became of the last update, and since when all have gone that way; null before the first. */
  readonly last_update: LastUpdate | null
  /** Since the program started. */
  readonly updates: {
    readonly archived: number
    readonly ignored: number
    readonly not_updates: number
    readonly not_stored: number
    /** Deliveries for which there was no room. */
    readonly turned_away: number
  }
}

export interface LastUpdate {
  readonly outcome: 'stored' | 'refused'
  /** ISO 8601, UTC. */
  readonly since: string
  readonly at: string
  /** Why the store refused it. */
  readonly reason?: string
}

export interface HealthDeps extends Stores {
  readonly events: EventCounts
  /** Others than this machine may read it: a reason then is the kind of failure, without path or bucket (default: no). */
  readonly isPublic?: boolean
  /** Milliseconds of a clock that only goes forward (default: the machine's). */
  now?(): number
}

/** Knows whether the lake can be written, and how far archive and compaction have come. */
export function createHealth({
  raw,
  enriched,
  events,
  isPublic = false,
  now = () => performance.now(),
}: HealthDeps) {
  const reasonOf = isPublic ? kindOf : ({ message }: Error) => message
  let last: LastUpdate | undefined
  let storedAt = -Infinity
  /** Of an update that waits to be delivered again. */
  let refusal: Error | undefined

  function settle(outcome: LastUpdate['outcome'], reason?: string): void {
    const at = new Date().toISOString()
    const since = last?.outcome === outcome ? last.since : at
    last = { outcome, since, at, ...(reason !== undefined && { reason }) }
  }

  /** Whether the raw store takes what is written: as the last update found, else as a trial finds. */
  async function checkWritable(): Promise<void> {
    if (refusal) throw refusal
    if (now() - storedAt >= MINUTE) await tryToWrite()
  }

  const tryToWrite = kept(() => raw.put(TRIAL_KEY, trialBytes), { now })
  const lookAtRaw = kept(() => lastArchived(raw, events), { now, untilDone: true })
  const lookAtEnriched = kept(() => lastCompacted(enriched), { now, untilDone: true })

  return {
    /** The same function, which stores an update (or resolves to undefined) and whose outcome is remembered. */
    watching<A extends unknown[], T>(store: (...args: A) => Promise<T>) {
      return async (...args: A): Promise<T> => {
        try {
          const stored = await store(...args)
          refusal = undefined
          if (stored === undefined) return stored
          storedAt = now()
          settle('stored')
          return stored
        } catch (error) {
          refusal = error as Error
          settle('refused', reasonOf(refusal))
          throw error
        }
      }
    },

    /** Answers within two seconds, whatever the stores do. */
    async health(): Promise<Health> {
      const [writable, archived, compacted] = await Promise.all([
        outcomeOf('raw', checkWritable(), reasonOf),
        outcomeOf('raw', lookAtRaw(), reasonOf),
        outcomeOf('enriched', lookAtEnriched(), reasonOf),
      ])
      const store = writable.says === 'ok' ? archived.says : writable.says
      return {
        isHealthy: store === 'ok' && compacted.says === 'ok',
        store,
        enriched: compacted.says,
        last_archived: archived.value ?? null,
        last_compacted: compacted.value ?? null,
        last_update: last ?? null,
        updates: {
          archived: events.count('update_archived'),
          ignored: events.count('update_ignored'),
          not_updates: events.count('not_an_update'),
          not_stored: events.count('update_not_stored'),
          turned_away: events.count('delivery_turned_away'),
        },
      }
    },
  }
}

/**
 * The same function, run at most once a minute: who calls meanwhile gets the same promise. With `untilDone` only while
 * it is under way, so that calls to a store that hangs do not pile up.
 */
function kept<T>(
  act: () => Promise<T>,
  { now, untilDone = false }: { now(): number; untilDone?: boolean },
): () => Promise<T> {
  let last: { readonly promise: Promise<T>; readonly startedAt: number } | undefined
  return () => {
    if (last && now() - last.startedAt < MINUTE) return last.promise
    const promise = act()
    const own = (last = { promise, startedAt: now() })
    const forget = () => {
      if (untilDone && last === own) last = undefined
    }
    promise.then(forget, forget)
    return promise
  }
}

/** What a store answered; `says` is `ok`, or what is wrong. */
async function outcomeOf<T>(
  store: 'raw' | 'enriched',
  looking: Promise<T>,
  reasonOf: (error: Error) => string,
): Promise<{ says: string; value?: T }> {
  const answer = looking.then(
    (value) => ({ says: 'ok', value }),
    (error: Error) => ({ says: reasonOf(error) }),
  )
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<{ says: string }>((resolve) => {
    const says = `the ${store} store has not answered for ${PATIENCE_MILLISECONDS / 1000} s`
    timer = setTimeout(() => resolve({ says }), PATIENCE_MILLISECONDS)
  })
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer))
}

/** `ENOSPC`, what S3 calls it (`throttled`), or `failed`. */
function kindOf(error: Error & { code?: unknown }): string {
  if (error instanceof KeyedError && error.key === 'store-failed') return String(error.values.why)
  return typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code) ? error.code : 'failed'
}

/** As seen by this process, else as found in the store, which is read in any case: it may hang. */
async function lastArchived(
  raw: ObjectStore,
  events: EventCounts,
): Promise<Health['last_archived']> {
  await raw.get(TRIAL_KEY)
  const seen = events.last('update_archived')?.key
  const day = typeof seen === 'string' ? undefined : await lastDay(raw)
  const key = typeof seen === 'string' ? seen : day && (await lastKeys(raw, day, 1))[0]
  const context_date = key && dateOfKey(key)
  return key && context_date ? { context_date, key } : null
}

async function lastCompacted(enriched: ObjectStore): Promise<Health['last_compacted']> {
  const context_date = await lastDay(enriched)
  return context_date === undefined ? null : { context_date }
}
