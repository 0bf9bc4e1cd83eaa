/** A value axis from 0 to `max` in round steps. */
export interface Scale {
  readonly max: number
  readonly step: number
}

/** The finest such axis with at most `maxSteps` steps that holds `largest`; whole steps only. */
export function niceScale(largest: number, maxSteps: number, factors = [1, 2, 5, 10]): Scale {
  const power = 10 ** Math.floor(Math.log10(Math.max(largest / maxSteps, 1)))
  const steps = factors.map((factor) => factor * power)
  const step = steps.find((candidate) => candidate * maxSteps >= largest) ?? 10 * power
  return { max: Math.ceil(largest / step) * step, step }
}

/** Whole numbers as they are, long ones shortened on request: `12 mi`. */
export function numberFormat(locale: string, { short = false } = {}) {
  const format = new Intl.NumberFormat(
    locale,
    short ? { notation: 'compact', maximumFractionDigits: 1 } : { maximumFractionDigits: 1 },
  )
  return (value: number) => format.format(value)
}
