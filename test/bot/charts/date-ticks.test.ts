import { describe, expect, it } from 'vitest'
import { dateTicks } from '../../../bot/charts/date-ticks.ts'
import { days } from './samples.ts'

const labels = (dates: readonly string[], most = 12, locale = 'en') =>
  dateTicks(dates, locale, (ticks) => ticks.length <= most).map(({ lines }) => lines.join(' '))

describe('dateTicks', () => {
  it('labels every one of a few days, and the month where it changes', () => {
    expect(labels(days(4, '2026-11-29'))).toEqual(['29 Nov', '30', '1 Dec', '2'])
  })

  it('labels every second day of three weeks', () => {
    expect(labels(days(20))).toEqual(['1 Nov', '3', '5', '7', '9', '11', '13', '15', '17', '19'])
  })

  it('labels the Mondays of a month', () => {
    expect(labels(days(30))).toEqual(['2 Nov', '9', '16', '23', '30'])
  })

  it('labels every second Monday of a quarter', () => {
    expect(labels(days(90))).toEqual(['2 Nov', '16', '30', '14 Dec', '28', '11 Jan', '25'])
  })

  it('labels the months of a year, and the year where it changes', () => {
    expect(labels(days(300, '2026-09-15'))).toEqual([
      'Oct 2026',
      'Nov',
      'Dec',
      'Jan 2027',
      'Feb',
      'Mar',
      'Apr',
      'May',
      'Jun',
      'Jul',
    ])
  })

  it('labels every second month of 400 days, and the years of a decade', () => {
    expect(labels(days(400))).toEqual(['Nov 2026', 'Jan 2027', 'Mar', 'May', 'Jul', 'Sep', 'Nov'])
    expect(labels(days(4000, '2016-01-01'))).toHaveLength(11)
  })

  it('labels weeks and months when there is one date per week', () => {
    const mondays = days(7 * 57, '2025-11-03').filter((_, i) => i % 7 === 0)
    expect(labels(mondays).slice(0, 3)).toEqual(['Dec 2025', 'Jan 2026', 'Feb'])
    expect(labels(mondays.slice(0, 20)).slice(0, 3)).toEqual(['3 Nov', '17', '1 Dec'])
  })

  it('uses the given locale', () => {
    expect(labels(days(2), 12, 'pt-BR')).toEqual(['1 nov.', '2'])
    expect(labels(days(2), 12, 'es')).toEqual(['1 nov', '2'])
  })

  it('falls back to a single label when nothing fits', () => {
    expect(labels(days(2), 0)).toEqual(['1 Nov'])
  })
})
