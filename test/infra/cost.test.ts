import { describe, expect, it } from 'vitest'

import { costTable, monthlyCost, usual } from '../../infra/cost.ts'

/** Round numbers: ten days, two reports a day, one message a second read, a megabyte each. */
const assumed = {
  ...usual,
  daysPerMonth: 10,
  reportsPerDay: 2,
  webhookSeconds: 0.1,
  reportSeconds: 10,
  objectsPerSecond: 100,
  rawBytes: 900,
  rowBytes: 100,
  logBytes: 1000,
  alarms: 12,
  pollsPerMonth: 1_000,
}

describe('monthlyCost', () => {
  it('adds up to what one gets by hand', () => {
    const cost = monthlyCost(100_000, { assumed, withFreeTier: false })
    // 1,000,000 messages, 20 reports.
    expect(cost.httpApiRequest).toBeCloseTo(1)
    expect(cost.lambdaRequest).toBeCloseTo(0.2, 4)
    // Webhook 1,000,000 × 0.1 s × 0.5 GB = 50,000; the other two read 1,000,000 + 20 × 50,000 objects at 100 a
    // second, and 20 reports take 10 s: 20,200 s × 1769/1024 GB = 34,896.
    expect(cost.lambdaGigabyteSecond).toBeCloseTo(84_896.29 * 0.0000133334, 3)
    expect(cost.s3Put).toBeCloseTo(5)
    expect(cost.s3Get).toBeCloseTo(0.8)
    // 7,000 at night and 1,000 for reports.
    expect(cost.s3List).toBeCloseTo(0.04)
    // 100,000 × 365 × 1,000 bytes.
    expect(cost.s3GigabyteMonth).toBeCloseTo(36.5 * 0.023)
    // 20 × (30 × 100,000 × 100 × 0.25 = 75 MB).
    expect(cost.athenaTerabyte).toBeCloseTo(0.0015 * 5)
    expect(cost.sqsRequest).toBeCloseTo(1_060 * 0.0000004)
    expect(cost.logGigabyte).toBeCloseTo(0.5)
    expect(cost.alarm).toBeCloseTo(1.2)
    expect(cost.dashboard).toBe(3)
  })

  it('takes off what is free, and never more', () => {
    const cost = monthlyCost(100_000, { assumed })
    expect(cost).toMatchObject({
      lambdaGigabyteSecond: 0,
      sqsRequest: 0,
      logGigabyte: 0,
      dashboard: 0,
    })
    expect(cost.alarm).toBeCloseTo(0.2)
    expect(cost.httpApiRequest).toBeCloseTo(1)
  })

  it('charges a small query for ten megabytes', () => {
    expect(monthlyCost(1, { assumed }).athenaTerabyte).toBeCloseTo(20 * 0.00005)
  })
})

describe('costTable', () => {
  it('has a column for each volume and totals that are the sum of their lines', () => {
    const rows = costTable([1_000, 1_000_000])
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.replaceAll('*', '').trim()))
    expect(rows[0]).toEqual(['', 'US$ a month at', '1,000 a day', '1,000,000 a day', ''])
    const total = rows.findIndex(([, name]) => name === 'total')
    for (const column of [2, 3]) {
      const sum = rows.slice(2, total).reduce((all, row) => all + Number(row[column]), 0)
      expect(sum).toBeCloseTo(Number(rows[total]?.[column]), 1)
    }
  })
})
