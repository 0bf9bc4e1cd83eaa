import { statSync } from 'node:fs'
import { join } from 'node:path'

import { filesystemStore, type LakeMode } from './filesystem.ts'
import { KeyedError } from './keyed-error.ts'
import type { Stores } from './store.ts'

/** Where the lake is: two folders below `dir` (`mode` defaults to `private`), or two buckets. */
export type LakeLocation =
  | { readonly type: 'folders'; readonly dir: string; readonly mode?: LakeMode }
  | { readonly type: 'buckets'; readonly raw: string; readonly enriched: string }

/**
 * The lake's two stores. Region, credentials and endpoint of S3 are the AWS SDK's own settings.
 * @throws Error when a file is in the way of the folder.
 */
export async function openStores(location: LakeLocation): Promise<Stores> {
  if (location.type === 'folders') {
    if (statSync(location.dir, { throwIfNoEntry: false })?.isFile()) {
      throw new KeyedError(
        'config-lake-dir-is-file',
        { dir: location.dir },
        `LAKE_DIR is ${location.dir}, which is a file: choose a folder`,
      )
    }
    return {
      raw: filesystemStore(join(location.dir, 'raw'), location.mode),
      enriched: filesystemStore(join(location.dir, 'enriched'), location.mode),
    }
  }
  // Loaded only for a lake on S3: the SDK takes longer than the rest of the program.
  const { openBuckets } = await import('./open-buckets.ts')
  return openBuckets(location)
}
