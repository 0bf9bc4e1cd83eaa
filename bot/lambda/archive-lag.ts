import { fields, occasionOf, unixDate, type Update } from '../../etl/lake/update.ts'

/**
 * Seconds between an update's event and `now` (unix seconds), never negative; undefined when the update does not
 * say when it happened. An edit counts from when it was made.
 */
export function lagSeconds(update: Update, now: number): number | undefined {
  const { kind = '', date } = occasionOf(update)
  // The message of a pressed button may be much older than the press.
  if (kind === 'callback_query') return undefined
  const since = unixDate(fields(update[kind])?.edit_date) ?? date
  return since === undefined ? undefined : Math.max(0, now - since)
}
