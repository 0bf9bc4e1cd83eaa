import { describe, expect, it } from 'vitest'
import { niceScale, numberFormat } from '../../../bot/charts/scale.ts'

describe('niceScale', () => {
  it.each([
    [0.4, { max: 1, step: 1 }],
    [1, { max: 1, step: 1 }],
    [5, { max: 5, step: 1 }],
    [6, { max: 6, step: 2 }],
    [99, { max: 100, step: 20 }],
    [325, { max: 400, step: 100 }],
    [12_345_678, { max: 15_000_000, step: 5_000_000 }],
  ])('covers %d in at most five round steps', (largest, scale) => {
    expect(niceScale(largest, 5)).toEqual(scale)
  })

  it('uses the finest of the given step factors', () => {
    expect(niceScale(312, 5, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toEqual({ max: 350, step: 70 })
  })
})

describe('numberFormat', () => {
  it('formats numbers in the locale, shortened on request', () => {
    expect(numberFormat('pt-BR')(12_345_678)).toBe('12.345.678')
    expect(numberFormat('en', { short: true })(2_500_000)).toBe('2.5M')
  })
})
