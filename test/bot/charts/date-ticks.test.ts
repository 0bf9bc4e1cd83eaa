import { describe, expect, it } from 'vitest'
import { dateTicks } from '../../../bot/charts/date-ticks.ts'
import { days } from './samples.ts'

/** At most so many labels, with at least so many dates from one to the next. */
const labels = (dates: readonly string[], most = 12, locale = 'en', apart = 1) =>
  dateTicks(
    dates,
    locale,
    (ticks) =>
      ticks.length <= most &&
      ticks.every(({ index }, i) => (ticks[i + 1]?.index ?? Infinity) - index >= apart),
  ).map(({ lines }) => lines.join(' '))

describe('dateTicks', () => {
  it('labels every one of a few days, and the month where it changes', () => {
    expect(labels(days(4, '2026-11-29'))).toEqual(['29 Nov', '30', '1 Dec', '2'])
  })

  it('labels every second day of three weeks, and the last', () => {
    expect(labels(days(19), 12, 'en', 2)).toEqual([
      '1 Nov',
      '3',
      '5',
      '7',
      '9',
      '11',
      '13',
      '15',
      '17',
      '19',
    ])
    expect(labels(days(20), 12, 'en', 2).slice(-2)).toEqual(['17', '20'])
  })

  it('labels the first and the last day of a month, and the Mondays that are not close to them', () => {
    expect(labels(days(30), 12, 'en', 3)).toEqual(['1 Nov', '9', '16', '23', '30'])
    expect(labels(days(31, '2026-12-01'), 12, 'en', 4)).toEqual(['1 Dec', '7', '14', '21', '31'])
  })

  it('labels the first and the last day of a quarter, and every second Monday', () => {
    expect(labels(days(90), 8, 'en', 9)).toEqual([
      '1 Nov',
      '16',
      '30',
      '14 Dec',
      '28',
      '11 Jan',
      '29',
    ])
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
