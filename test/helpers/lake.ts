import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { filesystemStore } from '../../etl/lake/filesystem.ts'
import { rawKey } from '../../etl/lake/keys.ts'
import { timeZone } from '../../etl/lake/time-zone.ts'
import type { Update } from '../../etl/lake/update.ts'
import { recordingLog } from './log.ts'
import { tempFolder } from './temp.ts'

/** An empty lake in a temporary folder, and what compacting it needs. */
export function tempLake(zoneName = 'America/Sao_Paulo') {
  const dir = tempFolder()
  const raw = filesystemStore(join(dir, 'raw'))
  const enriched = filesystemStore(join(dir, 'enriched'))
  const zone = timeZone(zoneName)
  const log = recordingLog()

  /** Writes an object to the raw folder as is, without fsync. */
  function lay(key: string, body: string | Uint8Array): void {
    const path = join(dir, 'raw', key)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, body)
  }

  return {
    dir,
    enrichedDir: join(dir, 'enriched'),
    raw,
    enriched,
    stores: { raw, enriched },
    zone,
    log,
    lay,
    /** Writes updates under the keys that the archive would use. */
    layUpdates(...updates: readonly Update[]): void {
      for (const update of updates) lay(rawKey(update, zone), JSON.stringify(update))
    },
  }
}
