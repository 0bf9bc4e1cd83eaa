import { agesBy, type Age, type StartAge } from './age.ts'
import { DAYS_BACK } from './backfill.ts'
import { addDays, midnight } from './lake/time-zone.ts'
import { compactedUpTo, planDayWithin } from './plan.ts'
import { runPlan, type EtlDeps } from './run.ts'
import { DayFault, faultOf, surveyDays, type Fault } from './survey.ts'

/** Messages show up in reports after at most this long, and at once where `QUICK` allows. */
const MAX_AGE_MILLISECONDS = 5 * 60 * 1000

/**
 * How large a day may be, and how much of it new, to be compacted before every report. With the lake in a folder that
 * takes 0.8 seconds at most, and 0.1 for a day of 2,000 (two cores, Node 20); on S3 up to 1.6 more to list and 2.5 to read.
 */
const QUICK: FreshnessLimits = { listed: 20_000, read: 1_000 }

/** Days of the lake's zone, both included. */
export interface Days {
  readonly since: string
  readonly until: string
}

export interface Freshness {
  /**
   * Compacts what a report over these days is missing: today and yesterday if that is quick or they were last checked more
   * than five minutes ago, each earlier day of the last week once. Resolves to the moment, in unix seconds, up to which
   * the lake is complete: a day too large to compact before a report counts up to its last compacted message. Makes each
   * day again, however old, whose Parquet object is missing or of no use, as far as its footer tells.
   * @throws DayFault for such a day that has no raw objects, or too many for the limits.
   */
  ensure(days: Days): Promise<number>
  /**
   * Makes days again whose Parquet object turned out to be damaged.
   * @throws DayFault for a day that cannot be made again.
   */
  mend(days: readonly string[]): Promise<void>
}

/** How many raw objects may be listed and read for one report, over all its days. */
export interface FreshnessLimits {
  readonly listed: number
  readonly read: number
}

export interface FreshnessDeps {
  readonly etl: EtlDeps
  /**
   * With limits, days before yesterday that the nightly run has compacted are left to it. Without (the default),
   * every day is checked and compacted, however long that takes.
   */
  readonly limits?: FreshnessLimits
  /** What a day may cost that is compacted before every report (default: about a second). */
  readonly quick?: FreshnessLimits
  /** Unix seconds. */
  now(): number
  /** Default: by `now` and the machine's steady clock. */
  readonly startAge?: StartAge
}

/** Either every day is made complete, or as much is done as the limits of a report allow. */
type Mode =
  { readonly mode: 'complete' } | { readonly mode: 'bounded'; readonly limits: FreshnessLimits }

const UNBOUNDED: FreshnessLimits = { listed: Infinity, read: Infinity }

/** The result of checking a day. Times are unix seconds. */
interface Check {
  readonly age: Age
  /** The moment up to which the lake was complete. */
  readonly upTo: number
  /** Whether a later report, which still has its whole budget, could do more for this day. */
  readonly isPutOff: boolean
  /** Whether the day has so few raw objects that it can be listed before every report. */
  readonly isSmall: boolean
}

interface Checked {
  readonly check: Check
  /** The budget left for the other days. */
  readonly left: FreshnessLimits
}

export function createFreshness(deps: FreshnessDeps): Freshness {
  const { etl, limits, quick = QUICK, now } = deps
  const startAge = deps.startAge ?? agesBy(() => now() * 1000)
  const mode: Mode = limits ? { mode: 'bounded', limits } : { mode: 'complete' }
  const budget = mode.mode === 'bounded' ? mode.limits : UNBOUNDED
  const checks = new Map<string, Check>()
  const turns = new Map<string, Promise<unknown>>()

  /** Checks of a day wait for each other: the next one finds what the one before compacted. */
  async function inTurn<T>(day: string, run: () => Promise<T>): Promise<T> {
    const turn = (turns.get(day) ?? Promise.resolve()).catch(() => {}).then(run)
    turns.set(day, turn)
    try {
      return await turn
    } finally {
      if (turns.get(day) === turn) turns.delete(day)
    }
  }

  /** Compacts the day if the budget allows. */
  async function checkDay(date: string, left: FreshnessLimits): Promise<Checked> {
    const at = now()
    const age = startAge()
    const plan = await planDayWithin(etl, date, left.listed, { isIncremental: true })
    const isSmall = plan !== undefined && plan.keys.length <= quick.listed
    const complete: Check = { age, upTo: at, isPutOff: false, isSmall }
    const unchanged = async (isPutOff: boolean): Promise<Check> => {
      return { age, upTo: (await compactedUpTo(etl, date)) ?? at, isPutOff, isSmall }
    }
    if (!plan) {
      return { check: await unchanged(left.listed < budget.listed), left: { ...left, listed: 0 } }
    }
    const listed = left.listed - plan.keys.length
    if (!plan.isStale) return { check: complete, left: { ...left, listed } }
    const toRead = plan.unread.length
    if (toRead > left.read) {
      return { check: await unchanged(toRead <= budget.read), left: { ...left, listed } }
    }
    await runPlan(etl, plan)
    return { check: complete, left: { listed, read: left.read - toRead } }
  }

  /** A day checked less than five minutes ago: compacts it if that is quick, and otherwise leaves it as it was. */
  async function checkAgain(date: string, known: Check, left: FreshnessLimits): Promise<Checked> {
    const at = now()
    const age = startAge()
    const most = Math.min(left.listed, quick.listed)
    const plan = await planDayWithin(etl, date, most, { isIncremental: true })
    if (!plan) return { check: { ...known, isSmall: false }, left: { ...left, listed: 0 } }
    const listed = left.listed - plan.keys.length
    const toRead = plan.isStale ? plan.unread.length : 0
    if (toRead > Math.min(left.read, quick.read)) return { check: known, left: { ...left, listed } }
    if (plan.isStale) await runPlan(etl, plan)
    return {
      check: { ...known, age, upTo: at },
      left: { listed, read: left.read - toRead },
    }
  }

  /** Whether the day is the nightly run's, which has compacted it since it ended. */
  async function isLeftToNightly(date: string, daysBack: number): Promise<boolean> {
    return mode.mode === 'bounded' && daysBack > 1 && (await compactedUpTo(etl, date)) === undefined
  }

  /** Whether the day may have changed since it was last checked, and how much may be done about it. */
  function dueCheck(
    date: string,
    daysBack: number,
    known: Check | undefined,
  ): 'full' | 'quick' | undefined {
    // What was found by a clock that was ahead says nothing.
    if (!known || known.isPutOff || known.upTo > now()) return 'full'
    // A day checked before it ended must be checked again, however long ago it was.
    const mayChange = daysBack <= 1 || etl.zone.date(known.upTo) <= date
    if (!mayChange) return undefined
    if (known.age() > MAX_AGE_MILLISECONDS) return 'full'
    return known.isSmall ? 'quick' : undefined
  }

  /** Checks the day if what is known of it may not hold any more. Resolves to the budget left. */
  async function check(
    day: string,
    daysBack: number,
    left: FreshnessLimits,
  ): Promise<FreshnessLimits> {
    const known = checks.get(day)
    const due = dueCheck(day, daysBack, known)
    if (!due) return left
    const checked =
      known && due === 'quick'
        ? await checkAgain(day, known, left)
        : (await isLeftToNightly(day, daysBack))
          ? { check: { age: startAge(), upTo: now(), isPutOff: false, isSmall: false }, left }
          : await checkDay(day, left)
    checks.set(day, checked.check)
    return checked.left
  }

  /** Makes the day again from all its raw objects, within the budget, and resolves to what is left of it. */
  async function mendDay(
    date: string,
    fault: Fault,
    left: FreshnessLimits,
  ): Promise<FreshnessLimits> {
    // What other days took of the budget must not make a small one fail.
    const most = Math.max(Math.min(left.listed, left.read), Math.min(quick.read, budget.read))
    const plan = await planDayWithin(etl, date, most)
    if (!plan) throw new DayFault(date, fault)
    const { rows } = await runPlan(etl, plan)
    // Without messages, no object is missing; but one that is of no use was not replaced.
    if (rows === 0 && fault !== 'missing') throw new DayFault(date, fault)
    const remains = (of: number) => Math.max(0, of - plan.keys.length)
    return { listed: remains(left.listed), read: remains(left.read) }
  }

  /** Days whose footer told nothing wrong, and how long ago that was. */
  const sound = new Map<string, Age>()

  /** `isChecked`: days that are made again anyway as long as there are raw objects, unless that was put off. */
  async function mendFaults(
    days: Days,
    isChecked: (date: string) => boolean,
    budgetLeft: FreshnessLimits,
  ): Promise<void> {
    const age = startAge()
    const skips = (date: string) => (sound.get(date)?.() ?? Infinity) <= MAX_AGE_MILLISECONDS
    let left = budgetLeft
    for (const day of await surveyDays(etl, { ...days, look: 'glance', skips })) {
      const { date, hasRaw } = day
      const fault = hasRaw && isChecked(date) ? undefined : faultOf(day)
      if (fault === 'unreadable') throw new DayFault(date, fault)
      if (fault) left = await inTurn(date, () => mendDay(date, fault, left))
      sound.set(date, age)
    }
  }

  return {
    async mend(days) {
      for (const date of days) await inTurn(date, () => mendDay(date, 'damaged', budget))
    },

    async ensure({ since, until }) {
      const today = etl.zone.date(now())
      for (const day of checks.keys()) if (day < addDays(today, -DAYS_BACK)) checks.delete(day)
      let upTo = until >= today ? now() : etl.zone.instant(midnight(addDays(until, 1)))
      let left = budget
      for (let daysBack = 0; daysBack <= DAYS_BACK; daysBack += 1) {
        const day = addDays(today, -daysBack)
        if (since > day || until < day) continue
        const budgetLeft = left
        left = await inTurn(day, () => check(day, daysBack, budgetLeft))
        const dayUpTo = checks.get(day)?.upTo ?? upTo
        // A day that is complete to its end does not limit the later ones.
        if (etl.zone.date(dayUpTo) <= day) upTo = Math.min(upTo, dayUpTo)
      }
      await mendFaults({ since, until }, (date) => date >= addDays(today, -DAYS_BACK), left)
      return upTo
    },
  }
}
