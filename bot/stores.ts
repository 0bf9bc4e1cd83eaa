import { join } from 'node:path'

import { S3Client } from '@aws-sdk/client-s3'

import type { LakeLocation } from '../etl/config.ts'
import { filesystemStore } from '../etl/lake/filesystem.ts'
import { s3Store } from '../etl/lake/s3.ts'
import type { ObjectStore } from '../etl/lake/store.ts'

export interface Stores {
  /** Updates as received, and what the bot remembers under `state/`. */
  readonly raw: ObjectStore
  readonly enriched: ObjectStore
}

/** The lake's two stores. Region, credentials and endpoint of S3 are the AWS SDK's own settings. */
export function openStores(location: LakeLocation): Stores {
  if (location.type === 'folders') {
    return {
      raw: filesystemStore(join(location.dir, 'raw')),
      enriched: filesystemStore(join(location.dir, 'enriched')),
    }
  }
  // A server of one's own is reached by path: it has no host name for each bucket.
  const client = new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined })
  return { raw: s3Store(client, location.raw), enriched: s3Store(client, location.enriched) }
}
