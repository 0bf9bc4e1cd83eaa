import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { filesystemStore } from '../../etl/lake/filesystem.ts'
import { rawKey } from '../../etl/lake/keys.ts'
import { timeZone } from '../../etl/lake/time-zone.ts'
import type { Update } from '../../etl/lake/update.ts'
import { recordingLog } from './log.ts'
import { tempFolder } from './temp.ts'

/** An empty lake in a folder of its own, and what a compaction of it needs. */
export function tempLake(zoneName = 'America/Sao_Paulo') {
  const dir = tempFolder()
  const raw = filesystemStore(join(dir, 'raw'))
  const enriched = filesystemStore(join(dir, 'enriched'))
  const zone = timeZone(zoneName)
  const log = recordingLog()

  /** Lays an object into the raw folder as is, without waiting for the disk. */
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
    /** Lays updates where the archive would put them. */
    layUpdates(...updates: readonly Update[]): void {
      for (const update of updates) lay(rawKey(update, zone), JSON.stringify(update))
    },
  }
}
