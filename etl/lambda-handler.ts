import { rawDays, runDay, type DaySummary, type EtlDeps } from './run.ts'
import { dueDays } from './backfill.ts'
import { parseDate } from './lake/time-zone.ts'
import { listDay } from './read.ts'

/** The schedule's event, or a range of days that somebody asks for. */
export type EtlEvent =
  { readonly scheduledTime: string } | { readonly since?: string; readonly until?: string }

export interface EtlResult {
  readonly days: readonly DaySummary[]
  /** Days that were not begun because the time left would not have been enough. */
  readonly remaining: readonly string[]
}

export interface LambdaContext {
  getRemainingTimeInMillis(): number
}

/** Before a run has measured itself: 400 objects a second, which one function reads from S3 at least. */
const FIRST_MILLISECONDS_PER_OBJECT = 2.5
const MILLISECONDS_PER_DAY = 3_000

/**
 * The handler of the ETL function. It begins no day that it could not finish in the time left: a day cut off
 * in its middle would have to be read again from its beginning.
 * @throws Error on a scheduled run that leaves days behind, so that alarms see it.
 */
export function createEtlHandler(deps: EtlDeps) {
  return async (event: EtlEvent, context: LambdaContext): Promise<EtlResult> => {
    const days = await daysOf(deps, event)
    const done: DaySummary[] = []
    for (const [index, date] of days.entries()) {
      const expected = await expectedMilliseconds(deps, date, done)
      if (expected > context.getRemainingTimeInMillis()) {
        const remaining = days.slice(index)
        deps.log.warn({ event: 'days_not_begun', days: remaining, expected_milliseconds: expected })
        if ('scheduledTime' in event) {
          throw new Error(
            `etl: no time left for ${remaining.join(', ')}: invoke with {since, until}`,
          )
        }
        return { days: done, remaining }
      }
      done.push(await runDay(deps, date))
    }
    return { days: done, remaining: [] }
  }
}

async function daysOf(deps: EtlDeps, event: EtlEvent): Promise<string[]> {
  if (!['scheduledTime', 'since', 'until'].some((name) => name in event)) {
    throw new Error('etl: the event has no scheduledTime and no day: invoke with {since, until}')
  }
  if ('scheduledTime' in event) {
    // The time that the schedule meant, so that a late retry takes the same days.
    const unix = Date.parse(event.scheduledTime) / 1000
    if (Number.isNaN(unix))
      throw new Error(`etl: scheduledTime is ${JSON.stringify(event.scheduledTime)}`)
    return dueDays(deps, unix)
  }
  const since = event.since === undefined ? undefined : parseDate(String(event.since))
  const until = event.until === undefined ? undefined : parseDate(String(event.until))
  if (since && until && since > until) {
    throw new Error(`etl: the range ends (${until}) before it begins (${since})`)
  }
  const days = await rawDays(deps.raw)
  return days.filter((date) => (!since || date >= since) && (!until || date <= until))
}

async function expectedMilliseconds(
  { raw }: EtlDeps,
  date: string,
  done: readonly DaySummary[],
): Promise<number> {
  const objects = (await listDay(raw, date)).length
  const seen = done.reduce((sum, day) => sum + day.objects, 0)
  const took = done.reduce((sum, day) => sum + day.milliseconds, 0)
  const perObject = seen > 1_000 ? took / seen : FIRST_MILLISECONDS_PER_OBJECT
  return MILLISECONDS_PER_DAY + objects * perObject
}
