import { enrichedKey, PEOPLE_PREFIX, REWRITTEN_PREFIX } from '../lake/keys.ts'
import type { MessageRow } from '../lake/schema.ts'
import type { ObjectStore } from '../lake/store.ts'
import { listDays } from '../listing.ts'
import { isDayStale } from '../plan.ts'
import type { EtlDeps } from '../run.ts'
import { compactedSource } from '../source.ts'
import { isConcerned, readPeople } from './people.ts'
import { forbidReturn, forgetRegistry } from './privacy.ts'
import { noteReceipt } from './receipts.ts'
import { redactRow } from './redact-row.ts'
import { loadRegistry, type Registry } from './registry.ts'
import { damagedRequests, readRequests, removeRequest, type ErasureRequest } from './requests.ts'
import { rewriting } from './rewritten.ts'
import { rewriteDay, rowsOf, type Changed } from './rewrite-day.ts'
import { rewriteState } from './state.ts'
import { messageSubject } from './subjects.ts'

/** What a pass did. */
export interface ErasureSummary {
  /** The requests that are finished; their receipts are due. */
  readonly done: readonly ErasureRequest[]
  /** Days rewritten and compacted again. */
  readonly days: readonly string[]
  /** Objects of the two stores that were rewritten or deleted. */
  readonly changed: { readonly raw: readonly string[]; readonly enriched: readonly string[] }
  /** Whether the time did not suffice: the requests stay, and another pass goes on. */
  readonly isCutShort: boolean
}

export interface PassOptions {
  onProgress?(progress: { done: number; total: number; date: string }): void
  /** Asked before each day (default: there is). */
  hasTime?(): boolean
  /** Stops between two days when it aborts. */
  readonly signal?: AbortSignal
}

/** New objects come to the last days. */
const RECENT_DAYS = 9

/**
 * Erases what was asked for: rewrites the raw objects of the days that hold something of it, compacts those days again,
 * and looks through what is set aside and remembered. Then the requests are removed. Also days in which somebody turned up
 * again, since another process had not heard of their choice, are done. May be stopped at any moment, and run while the
 * archive and compaction run: the next pass finishes it.
 * @throws Error when a store fails: the requests stay. Or when a request is damaged: the others are done before.
 */
export async function erasePending(
  deps: EtlDeps,
  options: PassOptions = {},
): Promise<ErasureSummary> {
  const { requests, damaged } = await readRequests(deps.raw)
  const summary = await erase(deps, requests, options)
  if (damaged.length > 0) throw damagedRequests(damaged)
  return summary
}

async function erase(
  deps: EtlDeps,
  requests: readonly ErasureRequest[],
  { onProgress = () => {}, hasTime = () => true, signal }: PassOptions,
): Promise<ErasureSummary> {
  const { raw, enriched, log } = deps
  for (const request of requests) await forbidReturn(raw, request)
  forgetRegistry(raw)
  const registry = await loadRegistry(raw)
  const changed: Changed = { raw: [], enriched: [] }
  const days: string[] = []
  let isCutShort = false
  const summary = () => ({ done: isCutShort ? [] : requests, days, changed, isCutShort })
  if (registry.isEmpty) return summary()

  const stored = await listDays(raw)
  const recent = new Set(stored.slice(-RECENT_DAYS))
  const marked = new Set(await daysBelow(raw, REWRITTEN_PREFIX))
  const candidates =
    requests.length > 0
      ? [...stored, ...(await listDays(enriched))]
      : [...(await daysBelow(raw, PEOPLE_PREFIX)), ...marked, ...recent]
  const dates = [...new Set(candidates)].sort()
  for (const [number, date] of dates.entries()) {
    if (signal?.aborted || !hasTime()) {
      isCutShort = true
      break
    }
    onProgress({ done: number, total: dates.length, date })
    const look =
      requests.length > 0
        ? await lookAt(deps, date, registry, recent.has(date))
        : await lookAgain(deps, date, registry, {
            isMarked: marked.has(date),
            isRecent: recent.has(date),
          })
    if (look === 'nothing') continue
    const isKnown = look === 'found'
    if (await rewriteDay(deps, date, { registry, isKnown, changed })) days.push(date)
  }
  if (!isCutShort && requests.length > 0) {
    await rewriteState(raw, requests, { registry, changed })
    for (const request of requests) {
      await noteReceipt(raw, request)
      changed.raw.push(...(await removeRequest(raw, request)))
    }
  }
  if (requests.length > 0 || days.length > 0) {
    log.info({
      event: isCutShort ? 'erasure_cut_short' : 'erasure_done',
      requests: requests.length,
      days: days.length,
      raw_objects: changed.raw.length,
    })
  }
  return summary()
}

/** `found`: something of who is gone is there; `unknown`: only the raw objects can tell. */
type Look = 'nothing' | 'found' | 'unknown'

/**
 * Whether another process, which had not heard of a choice, has stored or compacted something since. What names somebody
 * and does not say who that is, as a bot's answer does, only the rows tell.
 */
async function lookAgain(
  deps: EtlDeps,
  date: string,
  registry: Registry,
  { isMarked, isRecent }: { isMarked: boolean; isRecent: boolean },
): Promise<Look> {
  const index = await readPeople(deps.raw, date)
  if (index && isConcerned(index, registry)) return 'found'
  if (isMarked && (await isBehind(deps, date))) return 'found'
  return isRecent && (await lookAtRows(deps, date, registry)) === 'found' ? 'found' : 'nothing'
}

/** Whether a pass has rewritten raw objects that the Parquet object was built from, and was cut short. */
async function isBehind({ raw, enriched }: EtlDeps, date: string): Promise<boolean> {
  const source = await compactedSource(enriched, date)
  return source !== undefined && source.rewritten !== (await rewriting(raw, date))
}

async function lookAt(
  deps: EtlDeps,
  date: string,
  registry: Registry,
  isRecent: boolean,
): Promise<Look> {
  const { raw, enriched } = deps
  const index = await readPeople(raw, date)
  if (index && isConcerned(index, registry)) return 'found'
  if (await isBehind(deps, date)) return 'found'
  const rows = await lookAtRows(deps, date, registry)
  if (rows !== 'nothing') return rows
  if (isRecent && (await isDayStale(deps, date))) return 'unknown'
  const source = await compactedSource(enriched, date)
  return index && (source === undefined || source.digest === index.of) ? 'nothing' : 'unknown'
}

/** Who is named in a text, and which message is repeated, only the rows tell. */
async function lookAtRows({ enriched }: EtlDeps, date: string, registry: Registry): Promise<Look> {
  const file = await enriched.get(enrichedKey(date))
  if (!file) return 'nothing'
  let look: Look = 'nothing'
  try {
    for await (const row of rowsOf(file)) {
      if (redactRow(row, registry) !== row) return 'found'
      if (mayRepeat(row, registry)) look = 'unknown'
    }
    return look
  } catch {
    // Damaged: it is made again from what the raw objects tell.
    return 'found'
  }
}

/** Whether the raw object may hold a copy of a message that was erased by itself. */
function mayRepeat(row: MessageRow, registry: Registry): boolean {
  const { chat_id, reply_to_message_id, service_type } = row
  if (service_type === 'pinned_message') return true
  return (
    reply_to_message_id !== null &&
    registry.erasedUntil(messageSubject(chat_id, reply_to_message_id)) !== -Infinity
  )
}

async function daysBelow(raw: ObjectStore, prefix: string): Promise<string[]> {
  const days: string[] = []
  for await (const key of raw.list(prefix)) days.push(key.slice(prefix.length))
  return days
}
