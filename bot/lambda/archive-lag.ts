import { fields, occasionOf, unixDate, type Update } from '../../etl/lake/update.ts'

/**
 * Seconds from what an update tells of to `now` (unix seconds), never negative; undefined when it does not say
 * when that was. An edit counts from when it was made.
 */
export function lagSeconds(update: Update, now: number): number | undefined {
  const { kind = '', date } = occasionOf(update)
  // The message under a button that somebody presses may be of long ago.
  if (kind === 'callback_query') return undefined
  const since = unixDate(fields(update[kind])?.edit_date) ?? date
  return since === undefined ? undefined : Math.max(0, now - since)
}
