import type { Log } from '../../etl/log.ts'
import { RefusedQuery } from '../engine/engine.ts'
import type { ReportChoice } from '../reports/run.ts'
import { UserError } from '../user-error.ts'

/** The engine's refusals of what takes too long or too much memory. */
const LIMITS = ['sql-stopped', 'sql-too-large']

/**
 * Runs a report. One that asks for too much is logged with the reason.
 * @throws UserError that says so to the person, with the same reference.
 */
export async function withinLimits<T>(
  { name, period, token = '' }: ReportChoice,
  run: () => Promise<T>,
  log: Log,
): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof RefusedQuery) || !LIMITS.includes(error.key)) throw error
    const { message, cause } = error
    const reason = cause instanceof Error ? `${message} (${cause.message})` : message
    const asked = { report: name, period: period.name }
    log.error({ event: 'report_too_large', reference: token, ...asked, reason })
    throw new UserError('report-too-large', { reference: token })
  }
}
