import { join } from 'node:path'

import { filesystemStore } from '../../etl/lake/filesystem.ts'
import { s3Store } from '../../etl/lake/s3.ts'
import type { Stores } from '../../etl/lake/store.ts'
import { faultyProxy, type FaultyProxyOptions } from '../helpers/faulty-proxy.ts'
import { s3Server } from '../helpers/s3-server.ts'

/** Where a world's lake is kept. */
export interface Lake {
  /** Settings of the program. */
  readonly env: Readonly<Record<string, string>>
  /** The same stores for the observer, without faults. */
  readonly stores: Stores
  close(): Promise<void>
}

/** A lake in two folders below `dir`. */
export function lakeInFolders(dir: string): Lake {
  const root = join(dir, 'lake')
  return {
    env: { LAKE_DIR: root },
    stores: {
      raw: filesystemStore(join(root, 'raw')),
      enriched: filesystemStore(join(root, 'enriched')),
    },
    close: async () => {},
  }
}

/** A lake in two buckets, which the program reaches through a faulty proxy. */
export async function lakeOnS3(faults: FaultyProxyOptions): Promise<Lake> {
  const server = await s3Server('raw', 'enriched')
  const { url, close } = await faultyProxy(server.endpoint, faults)
  return {
    env: {
      AWS_S3_BUCKET: 'raw',
      AWS_S3_ENRICHED: 'enriched',
      AWS_ENDPOINT_URL: url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
    stores: { raw: s3Store(server.client, 'raw'), enriched: s3Store(server.client, 'enriched') },
    async close() {
      await close()
      await server.close()
    },
  }
}
