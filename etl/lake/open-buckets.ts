import { S3Client } from '@aws-sdk/client-s3'

import { s3Addressing, s3Store } from './s3.ts'
import type { Stores } from './store.ts'

/** Milliseconds until a connection is made, and without a byte on it. Then the request is made again, twice at most. */
export interface Timeouts {
  readonly connectionTimeout: number
  readonly socketTimeout: number
}

const TIMEOUTS: Timeouts = { connectionTimeout: 2_000, socketTimeout: 5_000 }

/** The last bytes of a large body may wait long in the system for a slow line. */
const UPLOAD_SOCKET_TIMEOUT = 20_000

/** More than any of our programs uses at once: waiting for a free connection would count as one that is not made. */
const CONNECTIONS = { maxSockets: 512 }

/** The two buckets of a lake on S3. Region and credentials are the AWS SDK's own settings. */
export function openBuckets(
  { raw, enriched }: { raw: string; enriched: string },
  { requestHandler: timeouts = TIMEOUTS }: { readonly requestHandler?: Timeouts } = {},
): Stores {
  // The store repeats them, whole and each on its own: the SDK would share a budget among all requests.
  const clientWith = (limits: Timeouts) => bucketClient({ limits, maxAttempts: 1 })
  const client = clientWith(timeouts)
  const socketTimeout = Math.max(timeouts.socketTimeout, UPLOAD_SOCKET_TIMEOUT)
  const uploads = clientWith({ ...timeouts, socketTimeout })
  return { raw: s3Store(client, raw, uploads), enriched: s3Store(client, enriched, uploads) }
}

/** A client for S3; region and credentials are the AWS SDK's own settings. */
export function bucketClient({
  limits = TIMEOUTS,
  maxAttempts = 5,
}: { readonly limits?: Timeouts; readonly maxAttempts?: number } = {}): S3Client {
  return new S3Client({
    ...s3Addressing(process.env),
    maxAttempts,
    requestHandler: { ...limits, httpAgent: CONNECTIONS, httpsAgent: CONNECTIONS },
  })
}
