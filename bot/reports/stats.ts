import { loadReport } from '../../sql/queries.ts'
import type { Heatmap } from '../charts/spec.ts'
import type { Table } from '../engine/engine.ts'
import { percentDecimals } from '../i18n.ts'
import type { Peak } from './activity.ts'
import {
  averageText,
  cardOf,
  changeText,
  hourStartText,
  hourText,
  placeText,
  nothingText,
} from './card.ts'
import { spansOf, unitText } from './days.ts'
import { capitalised, displayName } from './display-text.ts'
import { earlierDaysText } from './earlier-days.ts'
import { comparedText } from './period-text.ts'
import { overviewOf, type Figure, type Overview, type Peaks } from './overview.ts'
import { weekday } from './period.ts'
import type { Report, ReportView } from './report.ts'
import { hoursIn, type PreviousSpan } from './spans.ts'
import { hourBars, isByHour, messageBars } from './time-bars.ts'

/** The overview, with each figure compared to the period before. */
export const stats = {
  name: 'stats' as const,
  query: loadReport('stats'),
  present(table: Table, view: ReportView) {
    const { texts, archived } = view
    const isComparable = view.previous !== undefined
    const overview = overviewOf(table, view)
    const found = spansOf(overview.days, archived)
    const isEmpty = overview.messages.now === 0
    const rows = isEmpty ? [] : figures(overview, view)
    return {
      sentence: isEmpty ? nothingText('report-stats-empty', view) : sentence(overview, view),
      ...(!isEmpty && { remark: remark(overview, view) }),
      chart: {
        type: 'overview' as const,
        ...cardOf(texts.text('report-stats-title'), view, unitText(found.unit, texts)),
        figures: cardFigures(overview, view),
        parts: answerParts(overview, view),
        bars: isByHour(archived, view.period.hours)
          ? hourBars(view, (day, hour) => overview.hours[weekday(day) - 1]?.[hour] ?? 0)
          : { ...messageBars(found, view), line: undefined },
        heatmap: heatmap(overview, view),
      },
      table: {
        columns: [
          { name: '', align: 'left' as const },
          { name: texts.text('report-total'), align: 'right' as const },
          ...(isComparable ? [{ name: texts.text('report-change'), align: 'right' as const }] : []),
        ],
        rows: rows.map((cells) => cells.slice(0, isComparable ? 3 : 2)),
        labelledRows: rows.length - overview.mostActive.length,
      },
    }
  },
} satisfies Report

/** The four figures of the picture. */
function cardFigures({ messages, people, asked, hour }: Overview, view: ReportView) {
  const { texts, previous } = view
  const figure = (key: string, { now, before }: Figure) => ({
    label: texts.text(key),
    value: texts.short(now),
    change: previous ? changeText(now, before, view) : '',
  })
  const { now: peak, before } = hour
  return [
    figure('report-stats-messages', messages),
    figure('report-stats-people', people),
    figure('report-stats-questions', asked),
    {
      label: texts.text('report-stats-hour'),
      // As a span it would not fit in every language.
      value: peak ? hourStartText(peak.place, view) : '–',
      change:
        peak && previous
          ? peakChange(peak, before, (place) => hourStartText(place, view), view)
          : '',
    },
  ]
}

/** What became of the questions; the names are shares, which the bar shows. */
function answerParts({ asked, byReply, likely }: Overview, { texts }: ReportView) {
  const part = (key: string, value: number) => ({
    label: `${texts.text(key)} ${texts.percent(value / Math.max(asked.now, 1))}`,
    value,
  })
  return {
    label: texts.text('report-stats-answered'),
    values: [
      part('report-answers-by-reply', byReply.now),
      part('report-answers-likely', likely.now),
      part('report-answers-without', asked.now - byReply.now - likely.now),
    ],
  }
}

function heatmap({ averages }: Overview, view: ReportView): Heatmap {
  const { texts } = view
  const cells = averages.flatMap((ofDay, index) =>
    ofDay.map((value, hour) => ({ value, weekday: index + 1, hour })),
  )
  const [most] = cells.toSorted((a, b) => b.value - a.value)
  const isAverage = hoursIn(view.archived)
    .flat()
    .some((times) => times > 1)
  return {
    columns: averages[0]?.map((_, hour) => String(hour)) ?? [],
    rows: averages.map((_, index) => capitalised(texts.weekday(index + 1, 'short'))),
    values: averages,
    valueLabel: texts.text(isAverage ? 'report-messages-per-hour' : 'report-messages'),
    ...(most && most.value > 0 && { largestLabel: placeText(most.weekday, most.hour, view) }),
  }
}

function sentence(overview: Overview, view: ReportView): string {
  const { texts } = view
  const { messages, people, asked, byReply, likely } = overview
  const peak = overview.hour.now
  const parts = [
    texts.text('report-stats-sentence', { messages: messages.now, people: people.now }),
    comparison(overview, view),
  ]
  if (peak) {
    const hour = hourText(peak.place, view)
    const average = averageText(peak, view)
    parts.push(texts.text('report-stats-peak', { hour, messages: average }))
  }
  if (byReply.share.now !== undefined) {
    const values = { questions: asked.now, byReply: byReply.now, likely: likely.now }
    parts.push(texts.text('report-stats-answers', values))
  }
  return [...parts, ...earlierDaysText(overview.earlierDays, texts)].join(' ')
}

/** What the changes in the picture refer to, and what is not in it. */
function remark({ messages, confirmed, mostActive, earlierDays }: Overview, view: ReportView) {
  const { texts, previous } = view
  const [most] = mostActive
  const isCompared = previous !== undefined && messages.before > 0
  return [
    ...(most
      ? [
          texts.text('report-stats-most-active', {
            name: displayName(most.name, texts.text('report-unknown-person')),
            messages: most.now,
          }),
        ]
      : []),
    ...(confirmed.now > 0
      ? [texts.text('report-stats-confirmed-remark', { questions: confirmed.now })]
      : []),
    isCompared
      ? texts.text('report-stats-compared', comparedWith(previous, view))
      : withoutComparison(view),
    ...earlierDaysText(earlierDays, texts),
  ].join(' ')
}

/** By how much the figures changed, and since when. */
function comparison({ messages, people }: Overview, view: ReportView): string {
  const { texts, previous } = view
  if (!previous || messages.before === 0) return withoutComparison(view)
  return texts.text('report-stats-change', {
    ...comparedWith(previous, view),
    messages: changeText(messages.now, messages.before, view),
    people: changeText(people.now, people.before, view),
  })
}

/** Why there is nothing to compare with. */
function withoutComparison({ texts, previous, archived }: ReportView): string {
  if (!previous) return texts.text('report-stats-no-lake-before')
  const period = comparedText(previous, archived, texts)
  return texts.text('report-stats-nothing-before', { period })
}

/** With what figures are compared, as a whole or, where the lengths differ, per day. */
function comparedWith(previous: PreviousSpan, { archived, texts }: ReportView) {
  return {
    period: comparedText(previous, archived, texts),
    per: Math.abs(previous.scale - 1) < 0.001 ? 'period' : 'day',
  }
}

function figures(overview: Overview, view: ReportView): string[][] {
  const { texts } = view
  const { hour, weekday, byReply, likely, confirmed, byBots } = overview
  const counted = (name: string, { now, before }: Figure) => [
    name,
    texts.short(now),
    changeText(now, before, view),
  ]
  const share = (label: string, of: Overview['byReply']) => [
    texts.text(label),
    of.share.now === undefined ? '–' : texts.percent(of.share.now),
    pointsText(of.share, view),
  ]
  const peak = (label: string, { now, before }: Peaks, placeText: (place: number) => string) =>
    now ? [[label, texts.short(now.total), peakChange(now, before, placeText, view)]] : []
  return [
    counted(texts.text('report-stats-messages'), overview.messages),
    counted(texts.text('report-stats-people'), overview.people),
    counted(texts.text('report-stats-questions'), overview.asked),
    share('report-stats-by-reply', byReply),
    share('report-stats-likely', likely),
    share('report-stats-confirmed', confirmed),
    ...(byBots.now > 0 ? [share('report-stats-by-bots', byBots)] : []),
    ...peak(
      `${texts.text('report-stats-hour')} ${hourText(hour.now?.place ?? 0, view)}`,
      hour,
      (place) => hourStartText(place, view),
    ),
    ...(weekday
      ? peak(
          `${texts.text('report-stats-hour')} ${texts.weekday(weekday.now?.place ?? 1)}`,
          weekday,
          (place) => texts.weekday(place, 'short'),
        )
      : []),
    ...overview.mostActive.map(({ name, ...figure }, index) => {
      const shown = displayName(name, texts.text('report-unknown-person'))
      return counted(`${texts.number(index + 1)}. ${shown}`, figure)
    }),
  ]
}

/** How the average changed or, when another hour or weekday was the peak, which. */
function peakChange(
  now: Peak,
  before: Peak | undefined,
  placeText: (place: number) => string,
  view: ReportView,
): string {
  if (!before || before.place === now.place) {
    return changeText(now.average, before?.average ?? 0, view)
  }
  return view.texts.text('report-stats-was', { place: placeText(before.place) })
}

/** By how many percentage points a share changed. */
function pointsText(
  share: { now: number | undefined; before: number | undefined },
  { texts }: ReportView,
): string {
  if (share.now === undefined || share.before === undefined) return '–'
  // To as many decimals as the shares are shown with, where that is not too fine.
  const isFine = percentDecimals(share.now) + percentDecimals(share.before) > 0
  const digits = isFine && Math.abs(share.now - share.before) < 0.0995 ? 1 : 0
  const shown = (part: number) => Math.round(100 * 10 ** digits * part)
  const change = shown(share.now) - shown(share.before)
  const sign = change > 0 ? '+' : change < 0 ? '−' : ''
  const points = texts.number(Math.abs(change) / 10 ** digits, digits)
  return texts.text('report-points', { points: `${sign}${points}` })
}
