import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'

import { s3Addressing, s3Store } from './s3.ts'
import type { Stores } from './store.ts'

/** Milliseconds. A stalled connection is closed, and the request retried. */
const TIMEOUTS = { connectionTimeout: 3_000, socketTimeout: 20_000 }

/** The two buckets of a lake on S3. Region and credentials are the AWS SDK's own settings. */
export function openBuckets(
  { raw, enriched }: { raw: string; enriched: string },
  { requestHandler = TIMEOUTS }: Pick<S3ClientConfig, 'requestHandler'> = {},
): Stores {
  const client = new S3Client({ ...s3Addressing(process.env), requestHandler })
  return { raw: s3Store(client, raw), enriched: s3Store(client, enriched) }
}
