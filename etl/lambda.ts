import { loadLakeConfig } from './config.ts'
import { openBuckets } from './lake/open-buckets.ts'
import { createEtlHandler } from './lambda-handler.ts'

const { location, zone, retentionDays } = loadLakeConfig(process.env)
if (location.type !== 'buckets') {
  throw new Error('etl: AWS_S3_BUCKET and AWS_S3_ENRICHED must be set: the stack does that')
}

/** Lambda: the nightly and hourly runs, or any range with `{ since, until }`. */
export const handler = createEtlHandler({
  ...openBuckets(location),
  zone,
  retentionDays,
  log: console,
})
