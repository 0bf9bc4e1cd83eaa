import { S3Client } from '@aws-sdk/client-s3'

import { createEtlHandler } from './lambda-handler.ts'
import { loadLakeConfig } from './config.ts'
import { s3Addressing, s3Store } from './lake/s3.ts'

const { location, zone } = loadLakeConfig(process.env)
if (location.type !== 'buckets') {
  throw new Error('etl: AWS_S3_BUCKET and AWS_S3_ENRICHED are missing: the stack sets them')
}
const client = new S3Client({
  ...s3Addressing(process.env),
  // Milliseconds: a connection on which nothing moves any more is given up, and the request tried again.
  requestHandler: { connectionTimeout: 3_000, socketTimeout: 20_000 },
})

/** Lambda: the daily run, or any range with `{ since, until }`. */
export const handler = createEtlHandler({
  raw: s3Store(client, location.raw),
  enriched: s3Store(client, location.enriched),
  zone,
  log: console,
})
