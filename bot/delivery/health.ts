import { lastDay, lastKeys } from '../../etl/listing.ts'
import { dateOfKey } from '../../etl/lake/keys.ts'
import type { ObjectStore, Stores } from '../../etl/lake/store.ts'
import type { EventCounts } from '../log.ts'

export interface Health {
  readonly isHealthy: boolean
  /** `ok`, or why the raw store cannot be written. */
  readonly store: string
  readonly last_archived: { readonly context_date: string; readonly key: string } | null
  readonly last_compacted: { readonly context_date: string } | null
  /** Since the program started. */
  readonly updates: {
    readonly archived: number
    readonly ignored: number
    readonly not_updates: number
    readonly not_stored: number
  }
}

export interface HealthDeps extends Stores {
  readonly events: EventCounts
}

/** Whether the lake can be written, and how far archive and compaction have come. */
export async function health({ raw, enriched, events }: HealthDeps): Promise<Health> {
  const store = await probe(raw)
  return {
    isHealthy: store === 'ok',
    store,
    last_archived: store === 'ok' ? await lastArchived(raw, events) : null,
    last_compacted: store === 'ok' ? await lastCompacted(enriched) : null,
    updates: {
      archived: events.count('update_archived'),
      ignored: events.count('update_ignored'),
      not_updates: events.count('not_an_update'),
      not_stored: events.count('update_not_stored'),
    },
  }
}

async function probe(raw: ObjectStore): Promise<string> {
  try {
    await raw.put('state/health', new Uint8Array())
    return 'ok'
  } catch (error) {
    return (error as Error).message
  }
}

/** As seen by this process, else as found in the store. */
async function lastArchived(
  raw: ObjectStore,
  events: EventCounts,
): Promise<Health['last_archived']> {
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
