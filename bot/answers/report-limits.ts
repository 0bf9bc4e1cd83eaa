import type { Log } from '../../etl/log.ts'
import { RefusedQuery } from '../engine/engine.ts'
import type { ReportChoice } from '../reports/run.ts'
import { UserError } from '../user-error.ts'

/** The engine's refusals of what takes too long or too much memory. */
const LIMITS = ['sql-stopped', 'sql-too-large']

/** So much of the time left is kept to draw a picture and to send the answer, or the sentence about a failure. */
const ANSWER_MILLISECONDS = 35_000

export interface ReportLimitsDeps {
  /** Milliseconds until this process is stopped. */
  timeLeft(): number
  readonly log: Log
}

/**
 * Runs a report. One that asks for too much, or takes too long, is logged with the reason.
 * @throws UserError that says so to the person, with the same reference.
 */
export async function withinLimits<T>(
  { name, period, token = '' }: ReportChoice,
  run: () => Promise<T>,
  { timeLeft, log }: ReportLimitsDeps,
): Promise<T> {
  try {
    return await inTime(run, timeLeft() - ANSWER_MILLISECONDS)
  } catch (error) {
    if (!(error instanceof RefusedQuery) || !LIMITS.includes(error.key)) throw error
    const { message, cause } = error
    const reason = cause instanceof Error ? `${message} (${cause.message})` : message
    const asked = { report: name, period: period.name }
    log.error({ event: 'report_too_large', reference: token, ...asked, reason })
    throw new UserError('report-too-large', { reference: token })
  }
}

/** @throws RefusedQuery when that takes longer than so many milliseconds; what runs then goes on unheard. */
async function inTime<T>(run: () => Promise<T>, milliseconds: number): Promise<T> {
  if (milliseconds === Infinity) return run()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const seconds = Math.max(0, Math.round(milliseconds / 1000))
    const stop = () =>
      reject(new RefusedQuery('sql-stopped', `stopped after ${seconds} s`, { seconds }))
    timer = setTimeout(stop, Math.max(0, milliseconds))
  })
  try {
    return await Promise.race([run(), late])
  } finally {
    clearTimeout(timer)
  }
}
