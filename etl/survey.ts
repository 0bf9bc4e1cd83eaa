// What can be said of each day's Parquet object without reading all of it.
import pMap from 'p-map'

import { KeyedError } from './lake/keyed-error.ts'
import { enrichedKey, UNDATED } from './lake/keys.ts'
import { form } from './lake/schema.ts'
import type { ObjectStore, Stores } from './lake/store.ts'
import { listDays } from './listing.ts'
import { footerForm } from './parquet-read.ts'
import { checkSeal, sealState } from './seal.ts'
import { TAIL_BYTES } from './source.ts'

/** Why a day's Parquet object is of no use: `foreign` is one written by another program. */
export type Fault = 'damaged' | 'foreign' | 'missing' | 'unreadable'

/** `earlier`: written by an earlier version of this program. */
export type DayState = 'current' | 'earlier' | Fault

export interface SurveyedDay {
  readonly date: string
  readonly state: DayState
  /** Whether raw objects are there. */
  readonly hasRaw: boolean
}

export interface SurveyOptions {
  /** First and last day, both included (default: all). */
  readonly since?: string
  readonly until?: string
  /**
   * `glance`: microseconds per object, and an earlier form passes for today's; `footer`, the default, takes a millisecond;
   * `whole` reads each object and compares its seal, at about 1 GB per second.
   */
  readonly look?: Look
  /** Leaves out days that need no look. */
  skips?(date: string): boolean
}

type Look = 'glance' | 'footer' | 'whole'

const CONCURRENCY = 16
/** Whole objects are in memory. */
const CONCURRENCY_OF_WHOLE = 2

/** The days that have raw objects or a Parquet object, in order. `missing` are those with raw objects only. */
export async function surveyDays(
  { raw, enriched }: Stores,
  { since = '', until = '9999', look = 'footer', skips = () => false }: SurveyOptions = {},
): Promise<SurveyedDay[]> {
  const [compacted, kept] = await Promise.all([listDays(enriched), listDays(raw)])
  const withRaw = new Set(kept)
  const days = [...new Set([...compacted, ...kept])]
    // Updates without a date are no messages.
    .filter((date) => date >= since && date <= until && date !== UNDATED && !skips(date))
    .sort()
  const isCompacted = new Set(compacted)
  const concurrency = look === 'whole' ? CONCURRENCY_OF_WHOLE : CONCURRENCY
  const states = await pMap(
    days,
    (date) => (isCompacted.has(date) ? stateOf(enriched, date, look) : undefined),
    { concurrency },
  )
  return days
    .map((date, index) => ({
      date,
      state: states[index] ?? ('missing' as const),
      hasRaw: withRaw.has(date),
    }))
    .filter(({ state, hasRaw }) => hasRaw || state !== 'missing')
}

/** Undefined when there is no object. */
async function stateOf(
  enriched: ObjectStore,
  date: string,
  look: Look,
): Promise<DayState | undefined> {
  const key = enrichedKey(date)
  try {
    const bytes = await (look === 'whole' ? enriched.get(key) : enriched.tail(key, TAIL_BYTES))
    if (!bytes) return undefined
    const state = look === 'whole' ? checkSeal(bytes) : sealState(bytes)
    if (state === 'damaged' || state === 'foreign') return state
    if (state === 'unsealed') return 'earlier'
    if (look === 'glance') return 'current'
    const found = footerForm(bytes)
    return found === undefined ? 'damaged' : found === form ? 'current' : 'earlier'
  } catch {
    return 'unreadable'
  }
}

/** Why reports cannot rely on the day's Parquet object; undefined when they can. */
export function faultOf({ state }: SurveyedDay): Fault | undefined {
  return state === 'current' || state === 'earlier' ? undefined : state
}

/** A day whose Parquet object is of no use and was not made again. */
export class DayFault extends KeyedError {
  override name = 'DayFault'
  constructor(date: string, fault: Fault, options?: ErrorOptions) {
    const file = enrichedKey(date)
    super(`day-${fault}`, { file, date }, `etl: ${file} ${words[fault](date)}`, options)
  }
}

const again = (date: string) => `npx lake etl --since ${date} --until ${date}`

const words: Readonly<Record<Fault, (date: string) => string>> = {
  damaged: (date) =>
    `is damaged: make it again from its raw objects with ${again(date)}; without them, restore a copy of it, ` +
    'or delete it to go without that day',
  foreign: (date) =>
    `was not written by this program: make it again from its raw objects with ${again(date)}; without them, ` +
    'restore a copy of it, or delete it to go without that day',
  missing: (date) => `is missing: make it from its raw objects with ${again(date)}`,
  unreadable: (date) =>
    `cannot be read: give this user access to it, or delete it and make it again with ${again(date)}`,
}
