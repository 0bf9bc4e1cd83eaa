import { isDeepStrictEqual } from 'node:util'

import { TABLE_PREFIX } from '../../../etl/lake/keys.ts'
import type { ObjectStore } from '../../../etl/lake/store.ts'
import { readObjects } from '../../../etl/read.ts'
import type { Ledger } from '../ledger.ts'

export interface RawFindings {
  /** Ids of updates that the program has taken and not stored. */
  readonly lost: readonly number[]
  readonly doubled: readonly number[]
  /** Stored, but with another meaning. */
  readonly changed: readonly number[]
  /** Objects that hold something else, and why. */
  readonly strange: readonly string[]
}

/** Compares what the program has taken with what is in raw. */
export async function checkRaw(
  raw: ObjectStore,
  { updates: delivered, isTaken }: Pick<Ledger, 'updates' | 'isTaken'>,
): Promise<RawFindings> {
  const keys: string[] = []
  for await (const key of raw.list(TABLE_PREFIX)) keys.push(key)
  const found = new Map<number, unknown[]>()
  const strange: string[] = []
  for await (const { key, updates, problems } of readObjects(raw, keys)) {
    strange.push(...problems.map((problem) => `${key}: ${problem}`))
    // The bot's own messages were not delivered.
    if (key.includes('/bot-')) continue
    for (const update of updates) {
      const { update_id } = update
      found.set(update_id, [...(found.get(update_id) ?? []), update])
      if (!delivered.has(update_id)) strange.push(`${key}: never delivered`)
    }
  }
  const ids = [...delivered.keys()]
  const copies = (id: number) => found.get(id) ?? []
  return {
    lost: ids.filter((id) => isTaken(id) && copies(id).length === 0),
    doubled: ids.filter((id) => copies(id).length > 1),
    changed: ids.filter((id) =>
      copies(id).some((copy) => !isDeepStrictEqual(copy, delivered.get(id))),
    ),
    strange,
  }
}
