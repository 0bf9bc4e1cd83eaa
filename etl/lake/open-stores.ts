import { statSync } from 'node:fs'
import { join } from 'node:path'

import type { LakeLocation } from '../config.ts'
import { filesystemStore } from './filesystem.ts'
import type { ObjectStore } from './store.ts'

export interface Stores {
  /** Updates as received, and what the bot remembers under `state/`. */
  readonly raw: ObjectStore
  readonly enriched: ObjectStore
}

/** The lake's two stores. Region, credentials and endpoint of S3 are the AWS SDK's own settings. */
export async function openStores(location: LakeLocation): Promise<Stores> {
  if (location.type === 'folders') {
    if (statSync(location.dir, { throwIfNoEntry: false })?.isFile()) {
      throw new Error(`LAKE_DIR is ${location.dir}, which is a file: choose a folder`)
    }
    return {
      raw: filesystemStore(join(location.dir, 'raw')),
      enriched: filesystemStore(join(location.dir, 'enriched')),
    }
  }
  // Loaded only for a lake on S3: it takes longer than all the rest of the program.
  const { openBuckets } = await import('./open-buckets.ts')
  return openBuckets(location)
}
