// What the programs remember of a person, outside the days.
import { PEOPLE_PREFIX, PRIVACY_PREFIX, QUARANTINE_PREFIX, STATE_PREFIX } from '../lake/keys.ts'
import type { ObjectStore } from '../lake/store.ts'
import type { Registry } from './registry.ts'
import { rewriteObjects, type Changed } from './rewrite-day.ts'
import type { ErasureRequest } from './requests.ts'

/**
 * Takes who is gone out of what was set aside, held or remembered: out of the objects, and objects named after a person
 * altogether.
 */
export async function rewriteState(
  raw: ObjectStore,
  requests: readonly ErasureRequest[],
  { registry, changed }: { registry: Registry; changed: Changed },
): Promise<void> {
  const erased = requests.flatMap((each) =>
    each.kind === 'user' && each.chatId === undefined ? [String(each.userId)] : [],
  )
  const keys: string[] = []
  for (const prefix of [QUARANTINE_PREFIX, STATE_PREFIX]) {
    for await (const key of raw.list(prefix)) {
      if (key.startsWith(PRIVACY_PREFIX) || key.startsWith(PEOPLE_PREFIX)) continue
      const parts = key.split(/[^\d-]+|-(?=from)/)
      if (!erased.some((id) => parts.includes(id))) keys.push(key)
      else {
        await raw.delete(key)
        changed.raw.push(key)
      }
    }
  }
  await rewriteObjects(raw, keys, { registry, changed })
}
