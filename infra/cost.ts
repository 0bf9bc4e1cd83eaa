// Estimates the monthly cost from unit prices and from what each message makes the services do.
import { REPORT_LIMITS } from '../etl/lake/limits.ts'

/** US dollars in us-east-1, late 2026. `free` is the monthly amount that is always free for an account. */
export const prices = {
  httpApiRequest: { price: 1.0 / 1e6, free: 0 },
  lambdaRequest: { price: 0.2 / 1e6, free: 1e6 },
  lambdaGigabyteSecond: { price: 0.0000133334, free: 400_000 },
  s3Put: { price: 0.005 / 1e3, free: 0 },
  s3Get: { price: 0.0004 / 1e3, free: 0 },
  s3List: { price: 0.005 / 1e3, free: 0 },
  s3GigabyteMonth: { price: 0.023, free: 0 },
  athenaTerabyte: { price: 5, free: 0 },
  sqsRequest: { price: 0.4 / 1e6, free: 1e6 },
  logGigabyte: { price: 0.5, free: 5 },
  alarm: { price: 0.1, free: 10 },
  customMetric: { price: 0.3, free: 10 },
  dashboard: { price: 3, free: 3 },
} as const

export interface Assumptions {
  readonly daysPerMonth: number
  /** Each runs one query and compacts what arrived since the last full hour. */
  readonly reportsPerDay: number
  readonly webhookSeconds: number
  readonly reportSeconds: number
  /** Raw objects that one function reads per second. */
  readonly objectsPerSecond: number
  readonly rawBytes: number
  readonly rowBytes: number
  /** Fraction of a row that a report reads. */
  readonly columnsRead: number
  /** Days that a report covers. */
  readonly daysRead: number
  /** How many times a report scans these days, and as many days before them. */
  readonly scansPerReport: number
  /** Per message: the access log and the function's own line. */
  readonly logBytes: number
  readonly alarms: number
  /** Metrics derived from logs. */
  readonly customMetrics: number
  /** The event source polls the queue even when it is empty: five pollers, each every 20 seconds. */
  readonly pollsPerMonth: number
}

export const usual: Assumptions = {
  daysPerMonth: 30.4,
  reportsPerDay: 60,
  webhookSeconds: 0.08,
  reportSeconds: 5,
  objectsPerSecond: 400,
  rawBytes: 1_000,
  rowBytes: 90,
  columnsRead: 0.25,
  daysRead: 30,
  scansPerReport: 3,
  logBytes: 600,
  alarms: 13,
  customMetrics: 5,
  pollsPerMonth: 5 * 3 * 60 * 24 * 30.4,
}

const WEBHOOK_GIGABYTES = 512 / 1024
const WORKER_GIGABYTES = 1769 / 1024

/** The usual memory, and the larger one that README.md recommends above so many messages per day. */
const ETL_GIGABYTES = { usual: 1769 / 1024, large: 3008 / 1024, above: 500_000 }

/** Per Parquet object, a query reads the footer and then the columns it needs. */
const GETS_PER_SCAN = 3

/** Athena charges for at least ten megabytes per query. */
const MIN_BYTES_READ = 10e6

/** Objects that fit into one run of the ETL; of a larger day, the nightly run reads only the last hour. */
const MAX_FROM_SCRATCH = 350_000

/** To write and check a row that is already in the Parquet object, in every hourly run. */
const SECONDS_PER_ROW = 0.00005

const KEYS_PER_LIST = 1000

/** The mean of a value that grows evenly from 0 to `most` and counts as 0 above `limit`. */
function meanBelow(limit: number, most: number): number {
  return most <= limit ? most / 2 : limit ** 2 / (2 * most)
}

/** The mean of a value that grows evenly from 0 to `most` and is capped at `limit`. */
function meanCapped(limit: number, most: number): number {
  return most <= limit ? most / 2 : limit - limit ** 2 / (2 * most)
}

/** Units used per month; storage is that at the end of the first year. */
export function monthlyUse(messagesPerDay: number, assumed: Assumptions = usual) {
  const { daysPerMonth, reportsPerDay, objectsPerSecond, rowBytes } = assumed
  const messages = messagesPerDay * daysPerMonth
  const reports = reportsPerDay * daysPerMonth
  const hours = 24 * daysPerMonth
  const readForReport =
    meanBelow(REPORT_LIMITS.read, messagesPerDay / 24) *
    Math.min(1, REPORT_LIMITS.listed / messagesPerDay)
  const listedForReport = meanCapped(REPORT_LIMITS.listed, messagesPerDay)
  // Every message is read in its hour, and again at night.
  const readAtNight = messagesPerDay <= MAX_FROM_SCRATCH ? messages : messages / 24
  const objectsRead = messages + readAtNight + reports * readForReport
  // Each night lists the last week, each hour what there is of today.
  const lists =
    (7 * messages + (hours * messagesPerDay) / 2 + reports * listedForReport) / KEYS_PER_LIST
  const bytesRead = assumed.daysRead * messagesPerDay * rowBytes * assumed.columnsRead
  const rowsWritten = (hours * messagesPerDay) / 2
  const { usual: usualSize, large, above } = ETL_GIGABYTES
  const etlGigabytes = messagesPerDay > above ? large : usualSize
  const etlSeconds = (messages + readAtNight) / objectsPerSecond + rowsWritten * SECONDS_PER_ROW
  const workerSeconds = reports * (readForReport / objectsPerSecond + assumed.reportSeconds)
  // Athena lists each day separately.
  const daysScanned = reports * assumed.daysRead * 2 * assumed.scansPerReport
  return {
    httpApiRequest: messages,
    lambdaRequest: messages + reports + hours + daysPerMonth,
    lambdaGigabyteSecond:
      messages * assumed.webhookSeconds * WEBHOOK_GIGABYTES +
      etlSeconds * etlGigabytes +
      workerSeconds * WORKER_GIGABYTES,
    // A report marks its job twice, archives its answer and compacts.
    s3Put: messages + hours + reports * 4,
    s3Get: objectsRead + daysScanned * GETS_PER_SCAN,
    s3List: lists + daysScanned,
    // Parquet objects replaced by hourly runs are kept for a month.
    s3GigabyteMonth:
      (messagesPerDay * (365 * (assumed.rawBytes + rowBytes) + 30 * 12 * rowBytes)) / 1e9,
    athenaTerabyte: (reports * Math.max(MIN_BYTES_READ, bytesRead)) / 1e12,
    sqsRequest: assumed.pollsPerMonth + reports * 3,
    logGigabyte: (messages * assumed.logBytes) / 1e9,
    alarm: assumed.alarms,
    customMetric: assumed.customMetrics,
    dashboard: 1,
  } satisfies Record<keyof typeof prices, number>
}

/** The cost of that usage, by unit. */
export function monthlyCost(
  messagesPerDay: number,
  { assumed = usual, withFreeTier = true } = {},
): Record<keyof typeof prices, number> {
  const use = monthlyUse(messagesPerDay, assumed)
  const cost = (unit: keyof typeof prices) => {
    const { price, free } = prices[unit]
    return Math.max(0, use[unit] - (withFreeTier ? free : 0)) * price
  }
  return Object.fromEntries(units.map((unit) => [unit, cost(unit)])) as Record<
    keyof typeof prices,
    number
  >
}

const units = Object.keys(prices) as (keyof typeof prices)[]

const lines: Readonly<Record<string, readonly (keyof typeof prices)[]>> = {
  'HTTP API': ['httpApiRequest'],
  Lambda: ['lambdaRequest', 'lambdaGigabyteSecond'],
  'S3, writes': ['s3Put'],
  'S3, reads and lists': ['s3Get', 's3List'],
  'S3, storage after a year': ['s3GigabyteMonth'],
  Athena: ['athenaTerabyte'],
  SQS: ['sqsRequest'],
  'CloudWatch logs': ['logGigabyte'],
  'CloudWatch alarms, metrics, dashboard': ['alarm', 'customMetric', 'dashboard'],
}

/** US dollars per month for each number of messages per day, as a Markdown table. */
export function costTable(messagesPerDay: readonly number[], assumed: Assumptions = usual): string {
  const withFree = messagesPerDay.map((each) => monthlyCost(each, { assumed }))
  const without = messagesPerDay.map((each) => monthlyCost(each, { assumed, withFreeTier: false }))
  const sums = (costs: typeof withFree, of: readonly (keyof typeof prices)[]) =>
    costs.map((cost) => of.reduce((sum, unit) => sum + cost[unit], 0).toFixed(2))
  const bold = (cells: readonly string[]) => cells.map((cell) => `**${cell}**`)
  const rows = [
    ['US$ per month at', ...messagesPerDay.map((each) => `${each.toLocaleString('en')} per day`)],
    ['---', ...messagesPerDay.map(() => '--:')],
    ...Object.entries(lines).map(([name, of]) => [name, ...sums(withFree, of)]),
    bold(['total', ...sums(withFree, units)]),
    ['total without the free tier', ...sums(without, units)],
  ]
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

if (process.argv[1] === import.meta.filename) {
  console.log(costTable([1_000, 10_000, 100_000, 1_000_000]))
}
