// The figures of the overview, in the period and in the one before it.
import type { Table } from '../engine/engine.ts'
import { activityOf, peakOf, weekHours, type Peak } from './activity.ts'
import type { ReportView } from './report.ts'
import { rowsOf, type Row } from './rows.ts'
import { hoursIn } from './spans.ts'

/** A figure in the period and in the one before it, brought to the length of the period. */
export interface Figure {
  readonly now: number
  readonly before: number
}

/** When most is written: now, and in the period before. */
export interface Peaks {
  readonly now: Peak | undefined
  readonly before: Peak | undefined
}

export type Overview = ReturnType<typeof overviewOf>

/** The rows of the report `stats` as figures. */
export function overviewOf(table: Table, { archived, previous, period }: ReportView) {
  const rows = rowsOf(table)
  const section = (name: string) => rows.filter((row) => row.string('section') === name)
  const figureOf = (row: Row | undefined, scale = previous?.scale ?? 1): Figure => ({
    now: row?.number('value') ?? 0,
    // Days before the archive began are not a change.
    before: previous ? scale * (row?.number('previous_value') ?? 0) : 0,
  })
  const figure = (name: string) => figureOf(section(name)[0])
  const asked = figure('questions')
  const ofAsked = (name: string) => {
    const { now, before } = figure(name)
    return { now, share: { now: shareOf(now, asked.now), before: shareOf(before, asked.before) } }
  }
  const hoursOf = (column: string) =>
    weekHours(
      section('hour').map((row) => ({
        weekday: row.number('weekday'),
        hour: row.number('hour'),
        count: row.number(column),
      })),
    )
  const activity = activityOf(hoursOf('value'), hoursIn(archived))
  const before = previous && activityOf(hoursOf('previous_value'), hoursIn(previous))
  const peaks = (kind: 'hours' | 'weekdays'): Peaks => ({
    now: peakOf(activity[kind]),
    before: before && peakOf(before[kind]),
  })
  return {
    messages: figure('messages'),
    // Twice the days do not have twice the people.
    people: figureOf(section('people')[0], 1),
    asked,
    byReply: ofAsked('by_reply'),
    likely: ofAsked('likely'),
    confirmed: ofAsked('confirmed'),
    byBots: ofAsked('by_bots'),
    earlierDays: figure('earlier_days').now,
    hour: peaks('hours'),
    hours: hoursOf('value'),
    averages: activity.averages,
    // Of one weekday alone, or of parts of two, there is nothing to compare.
    weekday:
      activity.weekdays.length > 1 && period.hours === undefined ? peaks('weekdays') : undefined,
    // Those who opted out are nobody in particular.
    mostActive: section('most_active')
      .filter((row) => row.has('sender_id'))
      .map((row) => ({ name: row.string('sender_name'), ...figureOf(row) })),
    days: section('day').map((row) => ({
      day: row.string('day') ?? '',
      values: [row.number('value')],
    })),
  }
}

function shareOf(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole
}
