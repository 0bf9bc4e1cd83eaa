/** A value axis from 0 to `max` in round steps. */
export interface Scale {
  readonly max: number
  readonly step: number
}

/** The finest scale up to at least `largest` with at most `maxSteps` steps, none below `least`, a power of ten. */
export function niceScale(
  largest: number,
  maxSteps: number,
  factors = [1, 2, 5, 10],
  least = 1,
): Scale {
  const power = 10 ** Math.floor(Math.log10(Math.max(largest / maxSteps, least)))
  const steps = factors.map((factor) => factor * power)
  const step = steps.find((candidate) => candidate * maxSteps >= largest) ?? 10 * power
  return { max: Math.ceil(largest / step) * step, step }
}

/** Numbers in the locale's format, or `short`: `12 mi`. */
export function numberFormat(locale: string, { short = false } = {}) {
  const format = new Intl.NumberFormat(
    locale,
    short ? { notation: 'compact', maximumFractionDigits: 1 } : { maximumFractionDigits: 1 },
  )
  return (value: number) => format.format(value)
}
