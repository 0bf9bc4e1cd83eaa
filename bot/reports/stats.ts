import { loadReport } from '../../sql/queries.ts'
import type { Table } from '../engine/engine.ts'
import { cardOf, changeText, hourText } from './card.ts'
import { spansOf, unitText } from './days.ts'
import { capitalised, displayName } from './display-text.ts'
import { earlierDaysText } from './earlier-days.ts'
import type { Report, ReportView } from './report.ts'
import { rowsOf, type Row } from './rows.ts'

/** The overview, with each figure compared to the period before. */
export const stats = {
  name: 'stats' as const,
  query: loadReport('stats'),
  present(table: Table, view: ReportView) {
    const { texts, period, isComparable } = view
    const overview = overviewOf(table, view)
    const { unit, spans } = spansOf(overview.days, period)
    const isEmpty = overview.messages.now === 0
    return {
      sentence: isEmpty ? texts.text('report-stats-empty') : sentence(overview, view),
      chart: {
        type: 'bars' as const,
        ...cardOf(texts.text('report-stats-title'), view, unitText(unit, texts)),
        x: { values: spans.map(({ start }) => start) },
        series: [
          {
            name: texts.text('report-messages'),
            values: spans.map(({ values }) => values[0] ?? 0),
          },
        ] as const,
        valueLabel: texts.text('report-messages'),
      },
      table: {
        columns: [
          { name: '', align: 'left' as const },
          { name: texts.text('report-total'), align: 'right' as const },
          ...(isComparable ? [{ name: texts.text('report-change'), align: 'right' as const }] : []),
        ],
        rows: (isEmpty ? [] : figures(overview, view)).map((cells) =>
          cells.slice(0, isComparable ? 3 : 2),
        ),
      },
    }
  },
} satisfies Report

/** A figure in the period and in the one before it. */
interface Figure {
  readonly now: number
  readonly before: number
}

type Overview = ReturnType<typeof overviewOf>

function overviewOf(table: Table, { isComparable }: ReportView) {
  const rows = rowsOf(table)
  const section = (name: string) => rows.filter((row) => row.string('section') === name)
  const figureOf = (row: Row | undefined): Figure => ({
    now: row?.number('value') ?? 0,
    // Days before the lake began are not a change.
    before: isComparable ? (row?.number('previous_value') ?? 0) : 0,
  })
  const figure = (name: string) => figureOf(section(name)[0])
  const asked = figure('questions')
  const ofAsked = (name: string) => {
    const { now, before } = figure(name)
    return { now, share: { now: shareOf(now, asked.now), before: shareOf(before, asked.before) } }
  }
  const [hour] = section('busiest_hour')
  const [weekday] = section('busiest_weekday')
  return {
    messages: figure('messages'),
    people: figure('people'),
    asked,
    byReply: ofAsked('by_reply'),
    likely: ofAsked('likely'),
    confirmed: ofAsked('confirmed'),
    byBots: ofAsked('by_bots'),
    earlierDays: figure('earlier_days').now,
    busiestHour: hour && { hour: hour.number('hour'), ...figureOf(hour) },
    busiestWeekday: weekday && { weekday: weekday.number('weekday'), ...figureOf(weekday) },
    mostActive: section('most_active').map((row) => ({
      name: row.string('sender_name'),
      ...figureOf(row),
    })),
    days: section('day').map((row) => ({
      day: row.string('day') ?? '',
      values: [row.number('value')],
    })),
  }
}

function sentence(overview: Overview, view: ReportView): string {
  const { texts, isComparable } = view
  const { messages, people, busiestHour, asked, byReply, likely } = overview
  const parts = [
    texts.text('report-stats-sentence', { messages: messages.now, people: people.now }),
  ]
  if (messages.before === 0) {
    const reason = isComparable ? 'report-stats-nothing-before' : 'report-stats-no-lake-before'
    parts.push(texts.text(reason))
  } else {
    const changes = {
      messages: changeText(messages.now, messages.before, view),
      people: changeText(people.now, people.before, view),
    }
    parts.push(texts.text('report-stats-change', changes))
  }
  if (busiestHour) {
    const hour = hourText(busiestHour.hour, view)
    parts.push(texts.text('report-stats-peak', { hour, messages: busiestHour.now }))
  }
  if (byReply.share.now !== undefined) {
    const values = { questions: asked.now, byReply: byReply.now, likely: likely.now }
    parts.push(texts.text('report-stats-answers', values))
  }
  return [...parts, ...earlierDaysText(overview.earlierDays, texts)].join(' ')
}

function figures(overview: Overview, view: ReportView): string[][] {
  const { texts } = view
  const { busiestHour, busiestWeekday, byReply, likely, confirmed, byBots } = overview
  const counted = (name: string, { now, before }: Figure) => [
    name,
    texts.number(now),
    changeText(now, before, view),
  ]
  const share = (label: string, of: Overview['byReply']) => [
    texts.text(label),
    of.share.now === undefined ? '–' : texts.percent(of.share.now),
    pointsText(of.share, view),
  ]
  const peak = (hour: number) => `${texts.text('report-stats-hour')} ${hourText(hour, view)}`
  return [
    counted(texts.text('report-stats-messages'), overview.messages),
    counted(texts.text('report-stats-people'), overview.people),
    counted(texts.text('report-stats-questions'), overview.asked),
    share('report-stats-by-reply', byReply),
    share('report-stats-likely', likely),
    share('report-stats-confirmed', confirmed),
    ...(byBots.now > 0 ? [share('report-stats-by-bots', byBots)] : []),
    ...(busiestHour ? [counted(peak(busiestHour.hour), busiestHour)] : []),
    ...(busiestWeekday
      ? [counted(capitalised(texts.weekday(busiestWeekday.weekday)), busiestWeekday)]
      : []),
    ...overview.mostActive.map(({ name, ...figure }, index) => {
      const shown = displayName(name, texts.text('report-unknown-person'))
      return counted(`${texts.number(index + 1)}. ${shown}`, figure)
    }),
  ]
}

function shareOf(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole
}

/** By how many percentage points a share changed. */
function pointsText(
  share: { now: number | undefined; before: number | undefined },
  { texts }: ReportView,
): string {
  if (share.now === undefined || share.before === undefined) return '–'
  const points = Math.round(100 * share.now) - Math.round(100 * share.before)
  const sign = points > 0 ? '+' : points < 0 ? '−' : ''
  return texts.text('report-points', { points: `${sign}${Math.abs(points)}` })
}
