import { type Tick, dateTicks, isDay } from './date-ticks.ts'
import { body, strong } from './elements.ts'
import type { Bars } from './spec.ts'
import { fit, typeset, widthOf } from './typeset.ts'

const MOST_LABELS = 12
const WIDEST_LABEL = 240

/** A number on every bar if all of them fit, otherwise on the highest only. */
export function numbersOn(
  totals: readonly (number | null)[],
  band: number,
  format: (value: number) => string,
) {
  const all = totals.flatMap((total, index) =>
    total === null ? [] : [{ index, total, text: format(total) }],
  )
  const fits = ({ text }: { text: string }) => widthOf(typeset(text), strong) + 12 <= band
  if (totals.length <= MOST_LABELS && all.every(fits)) return all
  return all.toSorted((one, other) => other.total - one.total).slice(0, 1)
}

/** The labels under the bars: as many as fit, at most twelve. */
export function ticksUnder(x: Bars['x'], band: number, locale: string): readonly Tick[] {
  const fits = (ticks: readonly Tick[]) =>
    ticks.length <= MOST_LABELS &&
    ticks.every(({ index, lines }, i) => {
      const room = ((ticks[i + 1]?.index ?? Infinity) - index) * band
      return lines.every((line) => widthOf(typeset(line), body) + 28 <= room)
    })
  if (!x.labels && x.values.every(isDay)) return dateTicks(x.values, locale, fits)
  const labels = x.labels ?? x.values
  for (let every = Math.ceil(labels.length / MOST_LABELS); ; every++) {
    const ticks = [...x.values.keys()]
      .filter((index) => index % every === 0)
      .map((index) => ({ index, lines: [fit(labels[index] ?? '', WIDEST_LABEL, body).text] }))
    if (ticks.length === 1 || fits(ticks)) return ticks
  }
}
