import { execFileSync } from 'node:child_process'

import { describe, expect, it } from 'vitest'

import { addDays, isDate, parseDate, timeZone } from '../../../etl/lake/time-zone.ts'
import { randomFrom } from '../../helpers/random.ts'

const unix = (iso: string) => Date.parse(iso) / 1000
const wallClock = (zone: string, iso: string) =>
  new Date(timeZone(zone).wallClock(unix(iso))).toISOString().slice(0, 19)

describe('timeZone', () => {
  it.each([
    // The day in São Paulo ends at 03:00 UTC.
    ['America/Sao_Paulo', '2026-11-02T02:59:59Z', '2026-11-01T23:59:59'],
    ['America/Sao_Paulo', '2026-11-02T03:00:00Z', '2026-11-02T00:00:00'],
    // Its last summer began at midnight: 2018-11-04 has no 00:00, 2019-02-16 has 23:00 twice.
    ['America/Sao_Paulo', '2018-11-04T02:59:59Z', '2018-11-03T23:59:59'],
    ['America/Sao_Paulo', '2018-11-04T03:00:00Z', '2018-11-04T01:00:00'],
    ['America/Sao_Paulo', '2019-02-17T01:59:59Z', '2019-02-16T23:59:59'],
    ['America/Sao_Paulo', '2019-02-17T02:00:00Z', '2019-02-16T23:00:00'],
    ['America/New_York', '2026-03-08T06:59:59Z', '2026-03-08T01:59:59'],
    ['America/New_York', '2026-03-08T07:00:00Z', '2026-03-08T03:00:00'],
    ['America/New_York', '2026-11-01T05:59:59Z', '2026-11-01T01:59:59'],
    ['America/New_York', '2026-11-01T06:00:00Z', '2026-11-01T01:00:00'],
    ['Asia/Kolkata', '2026-11-01T18:29:59Z', '2026-11-01T23:59:59'],
    ['Asia/Kolkata', '2026-11-01T18:30:00Z', '2026-11-02T00:00:00'],
    // Half an hour of summer time.
    ['Australia/Lord_Howe', '2026-10-03T15:29:59Z', '2026-10-04T01:59:59'],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', '2026-10-04T02:30:00'],
    ['Australia/Lord_Howe', '2027-04-03T14:59:59Z', '2027-04-04T01:59:59'],
    ['Australia/Lord_Howe', '2027-04-03T15:00:00Z', '2027-04-04T01:30:00'],
    ['Africa/Monrovia', '1970-01-01T00:00:00Z', '1969-12-31T23:15:30'],
    ['Pacific/Kiritimati', '2026-11-01T10:00:00Z', '2026-11-02T00:00:00'],
    ['UTC', '2106-02-07T06:28:15Z', '2106-02-07T06:28:15'],
    ['America/Sao_Paulo', '1970-01-01T00:00:00Z', '1969-12-31T21:00:00'],
    ['America/Sao_Paulo', '2106-02-07T02:59:59Z', '2106-02-06T23:59:59'],
  ])('%s shows at %s the time %s', (zone, instant, expected) => {
    expect(wallClock(zone, instant)).toBe(expected)
    expect(timeZone(zone).date(unix(instant))).toBe(expected.slice(0, 10))
  })

  it('does not depend on the time zone of the machine', () => {
    const code = `import { timeZone } from './etl/lake/time-zone.ts'
      const zone = timeZone('America/Sao_Paulo')
      console.log(new Date(1793545200000).getHours(), zone.date(1793588399), zone.date(1793588400), zone.wallClock(1793545200))`
    const run = (TZ: string) =>
      execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
        env: { ...process.env, TZ },
        encoding: 'utf8',
      })
    expect(run('Pacific/Kiritimati')).toBe('5 2026-11-01 2026-11-02 1793534400000\n')
    expect(run('America/Los_Angeles')).toBe('7 2026-11-01 2026-11-02 1793534400000\n')
  })

  it('agrees with Intl’s full date format at 2,000 random instants per zone', () => {
    const random = randomFrom(1)
    for (const name of ['America/Sao_Paulo', 'America/New_York', 'Australia/Lord_Howe']) {
      const zone = timeZone(name)
      const format = new Intl.DateTimeFormat('sv-SE', { timeZone: name, dateStyle: 'short' })
      const instants = Array.from({ length: 2_000 }, () => Math.floor(random() * 4_294_967_295))
      expect(instants.map(zone.date)).toEqual(
        instants.map((instant) => format.format(instant * 1000)),
      )
    }
  })

  it.each(['America/Sao_Paulo', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'])(
    'finds the first instant of each quarter hour of some years in %s',
    (name) => {
      const zone = timeZone(name)
      const wrong: number[] = []
      for (let at = unix('2017-12-31T00:00:00Z'); at < unix('2020-01-02T00:00:00Z'); at += 900) {
        const shown = zone.wallClock(at)
        const found = zone.instant(shown / 1000)
        if (zone.wallClock(found) !== shown || found > at) wrong.push(at)
      }
      expect(wrong).toEqual([])
    },
  )

  it('moves a time skipped by a clock change forward by the gap', () => {
    const instant = (zone: string, time: string) =>
      new Date(timeZone(zone).instant(unix(`${time}Z`)) * 1000).toISOString()
    expect(instant('America/New_York', '2026-03-08T02:30:00')).toBe('2026-03-08T07:30:00.000Z')
    expect(instant('America/Sao_Paulo', '2018-11-04T00:00:00')).toBe('2018-11-04T03:00:00.000Z')
    expect(instant('America/New_York', '2026-11-01T01:30:00')).toBe('2026-11-01T05:30:00.000Z')
  })

  it('rejects an unknown zone and shows how to write one', () => {
    expect(() => timeZone('Sao Paulo')).toThrow(
      'not a time zone: "Sao Paulo", write it as America/Sao_Paulo',
    )
    expect(() => timeZone('')).toThrow('not a time zone')
  })
})

describe('days', () => {
  it('are added across months, leap years and clock changes', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
    expect(addDays('2026-11-01', 365)).toBe('2027-11-01')
  })

  it.each(['2026-11-31', '2026-02-29', '2026-1-1', '20261101', '01/11/2026', '', '2026-11-01T00'])(
    'reject %j',
    (text) => {
      expect(() => parseDate(text)).toThrow('write it as 2026-11-01')
      expect(isDate(text)).toBe(false)
    },
  )

  it('are returned unchanged when valid', () => {
    for (const date of ['2028-02-29', '1970-01-01', '2106-02-07', '0001-01-01'])
      expect(parseDate(date)).toBe(date)
  })
})
