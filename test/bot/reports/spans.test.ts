import { describe, expect, it } from 'vitest'

import { parsePeriod } from '../../../bot/reports/period.ts'
import { archivedPart, hoursIn, previousSpan, spanOf } from '../../../bot/reports/spans.ts'

/** A Thursday afternoon. */
const NOW = '2026-11-26T14:30'
const time = (text: string) => Date.parse(`${text}:00Z`)
const shown = (wallClock: number) => new Date(wallClock).toISOString().slice(0, 16)

function spansOfPeriod(text: string, now = NOW) {
  const period = parsePeriod(text, now.slice(0, 10))
  const span = spanOf(period, { now: time(now), seen: time(now) })
  return { span, previous: previousSpan(period, span, time(now)) }
}

describe('a period that is still running', () => {
  it.each([
    ['week', '2026-11-16T00:00', '2026-11-19T14:30'],
    ['today', '2026-11-19T00:00', '2026-11-19T14:30'],
    ['7d', '2026-11-13T00:00', '2026-11-19T14:30'],
    ['30d', '2026-09-23T00:00', '2026-10-22T14:30'],
    ['24h', '2026-11-18T14:30', '2026-11-19T14:30'],
    ['2026-11-20..2026-12-31', '2026-11-13T00:00', '2026-11-19T14:30'],
    ['month', '2026-10-01T00:00', '2026-10-26T14:30'],
    ['2026-11', '2026-10-01T00:00', '2026-10-26T14:30'],
    ['2026', '2025-01-01T00:00', '2025-11-26T14:30'],
  ])('%s is compared with %s to %s', (text, from, to) => {
    const { previous } = spansOfPeriod(text)
    expect([shown(previous.from), shown(previous.to)]).toEqual([from, to])
    expect(previous).toMatchObject({ isPart: true, scale: 1 })
  })

  it('is compared with all of a month that was shorter, by its length', () => {
    const { previous } = spansOfPeriod('month', '2026-03-30T12:00')
    expect(previous).toMatchObject({ since: '2026-02-01', until: '2026-02-28', isPart: false })
    expect(previous.scale).toBeCloseTo(29.5 / 28, 10)
  })
})

describe('a period that is over', () => {
  it.each([
    ['yesterday', '2026-11-18', '2026-11-18'],
    ['semana passada', '2026-11-09', '2026-11-15'],
    ['2026-11-02..2026-11-11', '2026-10-19', '2026-10-28'],
    ['2026-10', '2026-09-01', '2026-09-30'],
    ['2025', '2024-01-01', '2024-12-31'],
  ])('%s is compared with all of %s to %s', (text, since, until) => {
    expect(spansOfPeriod(text).previous).toMatchObject({ since, until, isPart: false })
  })

  it('knows answers no longer than it would have had time for', () => {
    expect(shown(spansOfPeriod('yesterday').previous.seen)).toBe('2026-11-19T14:30')
  })

  it('of another length than the one before is compared by its length', () => {
    expect(spansOfPeriod('2026-10').previous.scale).toBeCloseTo(31 / 30, 10)
    expect(spansOfPeriod('2026-10-01..2026-10-31').previous.scale).toBe(1)
  })
})

describe('hours', () => {
  it('are counted back from now', () => {
    const { span } = spansOfPeriod('24h')
    expect([shown(span.from), shown(span.to)]).toEqual(['2026-11-25T14:30', '2026-11-26T14:30'])
    expect(
      hoursIn(span)
        .flat()
        .reduce((sum, count) => sum + count),
    ).toBe(25)
  })

  it('are counted by weekday once they have begun', () => {
    // Monday to Thursday, 14:30.
    const counts = hoursIn(spansOfPeriod('week').span)
    expect(counts.map((ofDay) => ofDay[14])).toEqual([1, 1, 1, 1, 0, 0, 0])
    expect(counts.map((ofDay) => ofDay[15])).toEqual([1, 1, 1, 0, 0, 0, 0])
    // Thirty days have two weekdays five times.
    const month = hoursIn(spansOfPeriod('2026-09-01..2026-09-30').span)
    expect(month.map((ofDay) => ofDay[9])).toEqual([4, 5, 5, 4, 4, 4, 4])
  })
})

describe('the archived part', () => {
  const { span } = spansOfPeriod('30d')

  it('begins with the first archived day', () => {
    const part = archivedPart(span, { firstDay: '2026-11-10', lastDay: undefined })
    expect(part).toMatchObject({ since: '2026-11-10', until: '2026-11-26', to: span.to })
    expect(shown(part.from)).toBe('2026-11-10T00:00')
  })

  it.each(['2020-01-01', '2026-10-28', '2026-11-27', undefined])(
    'is the whole period when that day is %s',
    (firstDay) => {
      expect(archivedPart(span, { firstDay, lastDay: '2026-11-20' })).toEqual(span)
    },
  )

  it('ends with the last day of a lake that ended more than a week ago', () => {
    const part = archivedPart(span, { firstDay: '2026-11-10', lastDay: '2026-11-19' })
    expect(part).toMatchObject({ since: '2026-11-10', until: '2026-11-19' })
    expect(shown(part.to)).toBe('2026-11-20T00:00')
    const whole = archivedPart(span, { firstDay: undefined, lastDay: '2026-10-01' })
    expect(whole).toEqual(span)
  })
})
