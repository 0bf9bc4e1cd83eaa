// Takes who is gone out of one day: out of its raw objects, and then out of its Parquet object.
import pMap, { pMapSkip } from 'p-map'

import { enrichedKey, OPEN_JOBS_PREFIX, rewrittenKey } from '../lake/keys.ts'
import type { ObjectStore } from '../lake/store.ts'
import type { MessageRow } from '../lake/schema.ts'
import { parseUpdate } from '../lake/update.ts'
import { listDay } from '../listing.ts'
import { encodeParquet } from '../parquet.ts'
import { readRows } from '../parquet-read.ts'
import { runDay, type EtlDeps } from '../run.ts'
import { seal } from '../seal.ts'
import { compactedSource, digestOf, mentionsIn, sourceEntries, sourceIn } from '../source.ts'
import { understand } from '../understand/understand.ts'
import { deletePeople, peopleIn, putPeople, type People } from './people.ts'
import { redactRow } from './redact-row.ts'
import { loadRegistry, type Registry } from './registry.ts'
import { markRewriting, rewriting } from './rewritten.ts'
import { redactStored } from './stored.ts'

/** Concurrent reads and writes. */
const CONCURRENCY = 32

/** What was done to a store: keys whose earlier versions are to go too, where a bucket keeps them. */
export interface Changed {
  readonly raw: string[]
  readonly enriched: string[]
}

/**
 * Resolves to whether the day was compacted again. `isKnown`: it is known already that its Parquet object or index holds
 * something of who is gone.
 */
export async function rewriteDay(
  deps: EtlDeps,
  date: string,
  { registry, isKnown, changed }: { registry: Registry; isKnown: boolean; changed: Changed },
): Promise<boolean> {
  const before = changed.raw.length
  const keys = await listDay(deps.raw, date)
  const people = peopleIn()
  await rewriteObjects(deps.raw, keys, { registry, changed, people }, () =>
    markRewriting(deps.raw, date),
  )
  if (changed.raw.length === before && !isKnown) {
    await indexDay(deps, date, keys, people)
    return false
  }
  // Who has begun to read what was there before must not write it: the raw objects are as they should be from here on.
  await markRewriting(deps.raw, date)
  const { rows } = await runDay(deps, date)
  // A day without messages keeps its Parquet object, as far as compaction goes: the raw objects may have expired.
  if (rows === 0) await rewriteParquet(deps, date, registry)
  if ((await listDay(deps.raw, date, 1)).length === 0) await deletePeople(deps.raw, date)
  changed.enriched.push(enrichedKey(date))
  return true
}

/**
 * Stores what may be stored of each object now, and deletes what may not. What another pass has stored meanwhile, with
 * other choices, may be overwritten: so what was written is looked at again when choices were added.
 */
export async function rewriteObjects(
  raw: ObjectStore,
  keys: readonly string[],
  { registry, changed, people }: { registry: Registry; changed: Changed; people?: People },
  begin: () => Promise<void> = async () => {},
): Promise<void> {
  let begun: Promise<void> | undefined
  let open = keys
  for (let choices = registry; open.length > 0;) {
    const written: string[] = []
    await pMap(
      open,
      async (key) => {
        const body = await raw.get(key)
        const kept = body && redactStored(body, choices)
        if (kept && people) addTo(people, kept)
        if (!body || kept === body) return pMapSkip
        await (begun ??= begin())
        const next = kept && !isShortLived(key) ? rewrittenKey(key, body, kept) : undefined
        if (kept && next !== undefined) await raw.put(next, kept)
        if (next !== key) await raw.delete(key)
        if (next !== undefined) written.push(next)
        changed.raw.push(key)
        return pMapSkip
      },
      { concurrency: CONCURRENCY },
    )
    if (written.length === 0) return
    const now = await loadRegistry(raw)
    if (now.form === choices.form) return
    choices = now
    open = written
  }
}

/** Whoever has stored it deletes it soon: written again, it would be there for good. */
function isShortLived(key: string): boolean {
  return key.startsWith(OPEN_JOBS_PREFIX)
}

function addTo(people: People, body: Uint8Array): void {
  for (const line of Buffer.from(body).toString().split('\n')) {
    try {
      if (line !== '') people.add(parseUpdate(line))
    } catch {
      // No update: nobody is found in it at compaction either.
    }
  }
}

/** A day that was compacted by a version without this index, or out of turn, is looked through once. */
async function indexDay(
  { raw, enriched, zone }: EtlDeps,
  date: string,
  keys: readonly string[],
  { found }: People,
): Promise<void> {
  const of = (await compactedSource(enriched, date))?.digest
  if (of !== undefined && of === digestOf(keys, zone)) await putPeople(raw, date, { of, found })
}

/** The rows of a day that has no messages in its raw objects any more. */
async function rewriteParquet(
  { raw, enriched }: EtlDeps,
  date: string,
  registry: Registry,
): Promise<void> {
  const key = enrichedKey(date)
  const file = await enriched.get(key)
  const source = file && sourceIn(file)
  if (!file || !source) return
  const rows: MessageRow[] = []
  for await (const row of rowsOf(file)) {
    const kept = redactRow(row, registry)
    if (kept) rows.push(kept)
  }
  if (rows.length === 0) return enriched.delete(key)
  understand(rows)
  const built = { isPlain: false, rewritten: await rewriting(raw, date) }
  const entries = sourceEntries({ date, keys: [], digest: source.digest }, built, rows)
  await enriched.put(key, seal(await encodeParquet(rows, entries)))
}

/** The rows of a Parquet object, with whom they mention. */
export async function* rowsOf(file: Uint8Array): AsyncGenerator<MessageRow> {
  const mentions = mentionsIn(file)
  for await (const row of readRows(file)) {
    const mentioned_ids = mentions.get(`${row.chat_id}/${row.message_id}`)
    yield mentioned_ids ? { ...row, mentioned_ids } : row
  }
}
