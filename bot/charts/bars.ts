import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts'
import {
  INNER_WIDTH,
  MARGIN,
  type Picture,
  type Plot,
  WIDTH,
  emptyPicture,
  pictureAround,
} from './card.ts'
import { numbersOn, ticksUnder } from './bar-labels.ts'
import { isDay } from './date-ticks.ts'
import {
  type Element,
  type TextElement,
  body,
  boxBehind,
  key,
  onGround,
  strong,
  textAt,
} from './elements.ts'
import { niceScale, numberFormat } from './scale.ts'
import type { Bars, BarsSpec } from './spec.ts'
import type { Theme } from './themes.ts'
import { type FontStyle, fit, typeset, widthOf } from './typeset.ts'

const PLOT_HEIGHT = 440
const LINE_HEIGHT = 40
const WIDEST_BAR = 120
/** Bars narrower than this are drawn without gaps. */
const THIN_BAND = 6
/** Narrower weekends cannot be told from weekdays. */
const WEEKEND_BAND = 8

/** Vertical bars over an ordered axis; the highest is highlighted and has its number above it. */
export function barsPicture(spec: BarsSpec, theme: Theme, locale: string): Picture {
  if (spec.series.every(({ values }) => values.every((value) => !value))) {
    return emptyPicture(spec, theme)
  }
  return pictureAround(spec, theme, (top) => barsPlot(spec, theme, locale, top, PLOT_HEIGHT))
}

/** The bars with their axes and captions. */
export function barsPlot(
  spec: Bars,
  theme: Theme,
  locale: string,
  plotTop: number,
  height: number,
): Plot {
  const totals = spec.x.values.map((_, i) => totalAt(spec, i))
  const largest = totals.reduce<number>((most, total) => Math.max(most, total ?? 0), 0)
  const hasCaption = spec.series.length > 1 || Boolean(spec.valueLabel)
  // Leaves room above the plot for the number on the highest bar.
  const top = plotTop + (hasCaption ? 48 : 0) + 36
  const scale = spec.areShares
    ? { max: 1, step: 0.25 }
    : niceScale(Math.max(largest, ...(spec.line?.values ?? []).map(Number)), height > 300 ? 5 : 3)
  const axisNumber = spec.areShares
    ? percentFormat(locale)
    : numberFormat(locale, { short: scale.max >= 10_000 })
  const steps = Array.from({ length: scale.max / scale.step + 1 }, (_, i) => i * scale.step)
  const stepLabels = steps.map((step) => typeset(axisNumber(step)))
  const left = MARGIN + Math.max(...stepLabels.map((label) => widthOf(label, body))) + 18
  const plot = { left, top, width: MARGIN + INNER_WIDTH - left, height }
  const band = plot.width / totals.length
  const ticks = ticksUnder(spec.x, band, locale)
  const tickLines = Math.max(...ticks.map(({ lines }) => lines.length))
  const axis = top + height

  const yOf = (value: number) => top + height * (1 - value / scale.max)
  const middleOf = (index: number) => left + (index + 0.5) * band
  const isLargest = (index: number) =>
    spec.series.length === 1 &&
    totals.length > 1 &&
    totals[index] === largest &&
    totals.indexOf(largest) === totals.lastIndexOf(largest)

  const axisTexts = stepLabels.map((label, i) =>
    textAt(label, left - 18, yOf(steps[i] ?? 0), body, theme.muted, 'right'),
  )
  const tickTexts = ticks.flatMap(({ index, lines }) =>
    lines.map((line, i) => {
      const y = axis + 10 + (i + 0.5) * LINE_HEIGHT
      return centred(line, middleOf(index), y, body, i === 0 ? theme.text : theme.muted)
    }),
  )
  const shown = spec.areShares ? [] : numbersOn(totals, band, numberFormat(locale))
  const numbers = shown.map(({ index, total, text }) => {
    const fill = isLargest(index) ? theme.accent : theme.title
    return onGround(centred(text, middleOf(index), yOf(total) - 24, strong, fill), theme)
  })
  const weekends = band < WEEKEND_BAND || !spec.x.areDays ? [] : spec.x.values.flatMap(isWeekend)
  const shades = weekends.map((index) =>
    boxBehind({ x: left + index * band, y: top, width: band, height, r: 0 }, theme.empty),
  )
  return {
    bottom: axis + 10 + tickLines * LINE_HEIGHT,
    elements: [
      ...shades,
      ...(hasCaption ? caption(spec, theme, plotTop + 14) : []),
      ...axisTexts,
      ...tickTexts,
      ...numbers,
    ],
    option: {
      grid: { ...plot, outerBoundsMode: 'none' },
      xAxis: { type: 'category', show: false, data: [...totals.keys()] },
      yAxis: {
        type: 'value',
        min: 0,
        max: scale.max,
        interval: scale.step,
        axisLabel: { show: false },
        splitLine: { lineStyle: { color: theme.line, width: 2 } },
      },
      series: [
        ...spec.series.map((_, s) => barSeries(spec, s, band, isLargest, theme)),
        ...(spec.line ? [lineSeries(spec.line.values, theme)] : []),
      ],
    },
  }
}

/** The index of a date that is a Saturday or Sunday. */
function isWeekend(value: string, index: number): number[] {
  if (!isDay(value)) return []
  return [0, 6].includes(new Date(`${value}T00:00:00Z`).getUTCDay()) ? [index] : []
}

function percentFormat(locale: string): (value: number) => string {
  const { format } = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  return (value) => format(value)
}

function lineSeries(values: readonly (number | null)[], theme: Theme): LineSeriesOption {
  return {
    type: 'line',
    silent: true,
    showSymbol: false,
    smooth: 0.3,
    z: 5,
    lineStyle: { color: theme.title, width: 5 },
    data: values.map((value) => value ?? '-'),
  }
}

function barSeries(
  spec: Bars,
  s: number,
  band: number,
  isLargest: (index: number) => boolean,
  theme: Theme,
): BarSeriesOption {
  const radius = Math.min(8, Math.floor(band / 5))
  const isTop = (index: number) => spec.series.slice(s + 1).every(({ values }) => !values[index])
  return {
    type: 'bar',
    stack: 'all',
    silent: true,
    barWidth: Math.min(WIDEST_BAR, band < THIN_BAND ? band : band * 0.74),
    data: spec.x.values.map((_, i) => ({
      value: spec.series[s]?.values[i] ?? '-',
      itemStyle: {
        color: isLargest(i) ? theme.accent : theme.bars[s],
        borderRadius: isTop(i) ? [radius, radius, 0, 0] : 0,
        ...(spec.isLastUnfinished && i === spec.x.values.length - 1 && UNFINISHED),
      },
    })),
  }
}

/** As if it were drawn half. */
const UNFINISHED = { opacity: 0.45 }

/** Null when no series has a value. */
function totalAt({ series }: Bars, index: number): number | null {
  const known = series.map(({ values }) => values[index] ?? null).filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
}

/** A key to the colours, or what is counted. */
function caption(
  { valueLabel = '', series, line }: Bars,
  theme: Theme,
  y: number,
): readonly Element[] {
  if (series.length === 1 && !line) {
    return [textAt(fit(valueLabel, INNER_WIDTH, body), MARGIN, y, body, theme.muted)]
  }
  const names = series.length === 1 ? [valueLabel] : series.map(({ name }) => name)
  const all = [
    ...names.map((name, s) => ({ name, fill: theme.bars[s] ?? theme.accent })),
    ...(line ? [{ name: line.name, fill: theme.title }] : []),
  ]
  const gap = 48
  const room = (INNER_WIDTH - gap * (all.length - 1)) / all.length
  const keys = all.map(({ name, fill }) => key(name, fill, theme.text, room))
  return keys.flatMap((each, index) => {
    const before = keys.slice(0, index).reduce((sum, { width }) => sum + width + gap, 0)
    return each.at(MARGIN + before, y)
  })
}

/** Centred on `middle`, or as close as the edges of the card allow. */
function centred(
  text: string,
  middle: number,
  y: number,
  style: FontStyle,
  fill: string,
): TextElement {
  const line = typeset(text)
  const half = widthOf(line, style) / 2
  const x = Math.min(Math.max(middle, MARGIN / 2 + half), WIDTH - MARGIN / 2 - half)
  return textAt(line, x, y, style, fill, 'center')
}
