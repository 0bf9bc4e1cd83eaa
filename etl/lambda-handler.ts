import { daysToMend, dueDays } from './backfill.ts'
import { DaysFailed, type FailedDay } from './days-failed.ts'
import { holdZone } from './lake/held-zone.ts'
import { parseDate } from './lake/time-zone.ts'
import { listDays } from './listing.ts'
import { fromScratch, planDay, type DayPlan } from './plan.ts'
import { erasePending } from './privacy/pass.ts'
import { afterForgetting } from './retention.ts'
import { runPlan, type DaySummary, type EtlDeps } from './run.ts'

/** An event of the nightly or (`today`) the hourly schedule, or a range of days invoked by hand. */
export type EtlEvent =
  | { readonly scheduledTime: string; readonly today?: boolean }
  | { readonly since?: string; readonly until?: string }

export interface EtlResult {
  readonly days: readonly DaySummary[]
  /** Days not started, because there was not enough time left. */
  readonly remaining: readonly string[]
}

export interface LambdaContext {
  getRemainingTimeInMillis(): number
}

/** Until a run has measured itself: 400 objects per second, the least that one function reads from S3. */
const FIRST_MILLISECONDS_PER_OBJECT = 2.5
const LEAST_MILLISECONDS_PER_OBJECT = 0.5
const MILLISECONDS_PER_ROW = 0.05
const MILLISECONDS_PER_DAY = 3_000

/**
 * The handler of the ETL function. The nightly schedule deletes the days that are too old, then compacts yesterday and changed days from scratch or, where
 * that would take too long, reads only what is new; the hourly one reads what is new today. A range is always compacted
 * from scratch. A day that cannot be finished in the time left is not started, since a day cut short has to be read
 * again from its beginning.
 * @throws DaysFailed when days failed, and the others are done; Error when a scheduled run leaves days behind, so that alarms
 * see it, and when the lake has another zone.
 */
export function createEtlHandler(deps: EtlDeps) {
  return async (event: EtlEvent, context: LambdaContext): Promise<EtlResult> => {
    await holdZone(deps.raw, deps.zone)
    const run = () => compact(deps, event, context)
    const isNightly = 'scheduledTime' in event && !event.today
    return isNightly ? afterForgetting(deps, unixOf(event), run) : run()
  }
}

async function compact(deps: EtlDeps, event: EtlEvent, context: LambdaContext): Promise<EtlResult> {
  const days = await daysOf(deps, event)
  const isScheduled = 'scheduledTime' in event
  const done: DaySummary[] = []
  const failed: FailedDay[] = []
  const remaining: string[] = []
  /** Whether there was enough time. */
  const runDate = async (date: string): Promise<boolean> => {
    const sinceLast = await planDay(deps, date, { isIncremental: true })
    if (isScheduled && event.today && !sinceLast.isStale) return true
    const choices = plansOf(event, sinceLast)
    const left = context.getRemainingTimeInMillis()
    const plan = choices.find((each) => expectedMilliseconds(each, done) <= left)
    if (plan) {
      done.push(await runPlan(deps, plan))
      return true
    }
    const expected_milliseconds = choices.map((each) => expectedMilliseconds(each, done)).at(-1)
    deps.log.warn({ event: 'day_not_begun', date, expected_milliseconds, left })
    return false
  }
  for (const [index, date] of days.entries()) {
    if (await orFailed(deps, failed, date, () => runDate(date))) continue
    remaining.push(date)
    if (isScheduled) continue
    remaining.push(...days.slice(index + 1))
    break
  }
  if (isScheduled && remaining.length > 0 && failed.length === 0) {
    const [first = ''] = remaining
    throw new Error(
      `etl: not enough time for ${remaining.join(', ')}: invoke again with {since, until}; ` +
        `if a day never fits, run npx lake etl --since ${first} --until ${first} on a machine`,
    )
  }
  if (isScheduled && !event.today && remaining.length === 0) {
    if (failed.length === 0) deps.log.info({ event: 'nightly_run_done', days })
    await mendDays(deps, context, event, { done, failed })
    await eraseAsked(deps, context)
  }
  if (failed.length > 0) throw new DaysFailed(failed, done)
  return { days: done, remaining }
}

/** Whether the work was done, which a failure counts as: it is told at the end, when the other days are done. */
async function orFailed(
  { log }: EtlDeps,
  failed: FailedDay[],
  date: string,
  run: () => Promise<boolean>,
): Promise<boolean> {
  try {
    return await run()
  } catch (error) {
    log.error({ event: 'day_failed', date, reason: (error as Error).message })
    failed.push({ date, error: error as Error })
    return true
  }
}

/**
 * With the time left, days whose Parquet object is of no use, and then those that an earlier version of this program
 * compacted; the other nights do the rest.
 */
async function mendDays(
  deps: EtlDeps,
  context: LambdaContext,
  { scheduledTime }: { readonly scheduledTime: string },
  { done, failed }: { readonly done: DaySummary[]; readonly failed: FailedDay[] },
): Promise<void> {
  const today = deps.zone.date(Date.parse(scheduledTime) / 1000)
  const { broken, earlier, lost } = await daysToMend(deps, today)
  for (const { date, error } of lost) {
    deps.log.error({ event: 'day_lost', date, reason: error.message })
  }
  const known = new Set([...done, ...failed].map(({ date }) => date))
  const days = [...broken, ...earlier].filter((date) => !known.has(date))
  for (const [index, date] of days.entries()) {
    const isDone = await orFailed(deps, failed, date, async () => {
      const plan = await planDay(deps, date)
      if (expectedMilliseconds(plan, done) > context.getRemainingTimeInMillis()) return false
      done.push(await runPlan(deps, plan))
      return true
    })
    if (isDone) continue
    deps.log.warn({ event: 'days_of_earlier_form', days: days.length - index })
    break
  }
}

/** Milliseconds that one day may take once it is begun. */
const ERASURE_MILLISECONDS = 120_000

/** What people asked for since the last night. */
async function eraseAsked(deps: EtlDeps, context: LambdaContext): Promise<void> {
  const hasTime = () => context.getRemainingTimeInMillis() > ERASURE_MILLISECONDS
  const { isCutShort } = await erasePending(deps, { hasTime })
  if (isCutShort) {
    throw new Error('etl: not enough time to erase what people asked for: run npx lake erase')
  }
}

/** The plans for a day, best first. */
function plansOf(event: EtlEvent, sinceLast: DayPlan): readonly DayPlan[] {
  if (!('scheduledTime' in event)) return [fromScratch(sinceLast)]
  return event.today ? [sinceLast] : [fromScratch(sinceLast), sinceLast]
}

function expectedMilliseconds({ keys, unread }: DayPlan, done: readonly DaySummary[]): number {
  // When most rows were already compacted, the time says little about reading.
  const read = done.filter((day) => day.objects >= day.rows / 2)
  const sum = (of: (day: DaySummary) => number) => read.reduce((all, day) => all + of(day), 0)
  const objects = sum((day) => day.objects)
  const reading = sum((day) => day.milliseconds - day.rows * MILLISECONDS_PER_ROW)
  const perObject =
    objects > 1_000
      ? Math.max(LEAST_MILLISECONDS_PER_OBJECT, reading / objects)
      : FIRST_MILLISECONDS_PER_OBJECT
  return MILLISECONDS_PER_DAY + keys.length * MILLISECONDS_PER_ROW + unread.length * perObject
}

/** The scheduled time, so that a late retry takes the same days. */
function unixOf({ scheduledTime }: { readonly scheduledTime: string }): number {
  const unix = Date.parse(scheduledTime) / 1000
  if (Number.isNaN(unix))
    throw new Error(`etl: invalid scheduledTime: ${JSON.stringify(scheduledTime)}`)
  return unix
}

async function daysOf(deps: EtlDeps, event: EtlEvent): Promise<string[]> {
  if (!['scheduledTime', 'since', 'until'].some((name) => name in event)) {
    throw new Error(
      'etl: the event has neither scheduledTime nor a day: invoke with {since, until}',
    )
  }
  if ('scheduledTime' in event) {
    const unix = unixOf(event)
    return event.today ? [deps.zone.date(unix)] : dueDays(deps, unix)
  }
  const since = event.since === undefined ? undefined : parseDate(String(event.since))
  const until = event.until === undefined ? undefined : parseDate(String(event.until))
  if (since && until && since > until) {
    throw new Error(`etl: the range ends (${until}) before it begins (${since})`)
  }
  const days = await listDays(deps.raw)
  return days.filter((date) => (!since || date >= since) && (!until || date <= until))
}
