import { S3Client } from '@aws-sdk/client-s3'

import { s3Store } from '../etl/lake/s3.ts'
import type { Stores } from './stores.ts'

/** The two buckets of a lake on S3. */
export function openBuckets({ raw, enriched }: { raw: string; enriched: string }): Stores {
  // A server of one's own is reached by path: it has no host name for each bucket.
  const client = new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined })
  return { raw: s3Store(client, raw), enriched: s3Store(client, enriched) }
}
