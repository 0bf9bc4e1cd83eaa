import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { costTable, monthlyCost, usual } from '../../infra/cost.ts'
import { projectRoot } from '../../infra/paths.ts'
import { makeTemplate } from './synth.ts'

/** Round numbers: ten days, two reports per day. */
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
  customMetrics: 11,
  pollsPerMonth: 1_000,
}

describe('monthlyCost', () => {
  it('matches a calculation by hand', () => {
    const cost = monthlyCost(100_000, { assumed, withFreeTier: false })
    // 1,000,000 messages and 20 reports.
    expect(cost.httpApiRequest).toBeCloseTo(1)
    // Plus 240 hourly and 10 nightly runs.
    expect(cost.lambdaRequest).toBeCloseTo(1_000_270 * 0.0000002, 6)
    // Webhook 1,000,000 × 0.1 s × 0.5 GB = 50,000; the other two read 2,000,000 objects by day and night and 20 ×
    // 2,083 for reports at 100 per second, write 240 × 50,000 rows at 20,000 per second, and 20 reports take 10 s:
    // 21,216.67 s × 1769/1024 GB = 36,652.6.
    expect(cost.lambdaGigabyteSecond).toBeCloseTo(86_652.6 * 0.0000133334, 3)
    // Plus 240 Parquet objects, and four objects per report.
    expect(cost.s3Put).toBeCloseTo(1_000_320 * 0.000005, 6)
    // Plus 20 reports × 60 days × 3 scans × 3 reads.
    expect(cost.s3Get).toBeCloseTo((2_041_666.7 + 10_800) * 0.0000004, 6)
    // 7,000 at night, 240 × 50 by day, 20 × 50 for reports, and 20 × 60 × 3 by Athena.
    expect(cost.s3List).toBeCloseTo(23_600 * 0.000005, 6)
    // 100,000 × (365 × 1,000 + 360 × 100) bytes.
    expect(cost.s3GigabyteMonth).toBeCloseTo(40.1 * 0.023, 6)
    // 20 × (30 × 100,000 × 100 × 0.25 = 75 MB).
    expect(cost.athenaTerabyte).toBeCloseTo(0.0015 * 5)
    expect(cost.sqsRequest).toBeCloseTo(1_060 * 0.0000004)
    expect(cost.logGigabyte).toBeCloseTo(0.5)
    expect(cost.alarm).toBeCloseTo(1.2)
    expect(cost.customMetric).toBeCloseTo(3.3)
    expect(cost.dashboard).toBe(3)
  })

  it('deducts the free tier, down to zero', () => {
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

  it('reads nothing for reports about a day that is too large', () => {
    const cost = (messagesPerDay: number, reportsPerDay: number) =>
      monthlyCost(messagesPerDay, { assumed: { ...assumed, reportsPerDay }, withFreeTier: false })
    const perReport = (messagesPerDay: number) =>
      (cost(messagesPerDay, 2).s3Get - cost(messagesPerDay, 0).s3Get) / 20 / 0.0000004 - 540
    expect(perReport(24_000)).toBeCloseTo(500, 0)
    // A tenth of the day, 12,000² / (2 × 41,667).
    expect(perReport(1_000_000)).toBeCloseTo(172.8, 0)
  })

  it('counts as many alarms and metrics as the stack has', () => {
    const template = makeTemplate()
    template.resourceCountIs('AWS::CloudWatch::Alarm', usual.alarms)
    template.resourceCountIs('AWS::Logs::MetricFilter', usual.customMetrics)
  })

  it('charges a small query as ten megabytes', () => {
    expect(monthlyCost(1, { assumed }).athenaTerabyte).toBeCloseTo(20 * 0.00005)
  })
})

describe('costTable', () => {
  it('gives the figures in the README', () => {
    const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8')
    const quotedCosts = [...readme.matchAll(/\$(\d+\.\d\d) at ([\d,]+)/g)]
    expect(quotedCosts).toHaveLength(4)
    for (const [, dollars = '', count = ''] of quotedCosts) {
      const cost = monthlyCost(Number(count.replaceAll(',', '')))
      const total = Object.values(cost).reduce((sum, each) => sum + each, 0)
      expect(total.toFixed(2), `${count} per day`).toBe(dollars)
    }
  })

  it('has a column per volume, each with the total of its lines', () => {
    const rows = costTable([1_000, 1_000_000])
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.replaceAll('*', '').trim()))
    expect(rows[0]).toEqual(['', 'US$ per month at', '1,000 per day', '1,000,000 per day', ''])
    const total = rows.findIndex(([, name]) => name === 'total')
    for (const column of [2, 3]) {
      const sum = rows.slice(2, total).reduce((all, row) => all + Number(row[column]), 0)
      expect(sum).toBeCloseTo(Number(rows[total]?.[column]), 1)
    }
  })
})
