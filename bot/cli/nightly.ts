import { runDaily } from '../../etl/backfill.ts'
import type { Log } from '../../etl/log.ts'
import { startDaily } from '../../etl/nightly.ts'
import type { Environment } from './environment.ts'

/** Compacts every night and forgets what is kept for some days only. Returns what stops it. */
export function startNightly(
  { config, raw, enriched }: Environment,
  { log, prune }: { log: Log; prune(): Promise<void> },
): () => Promise<void> {
  const now = () => Math.floor(Date.now() / 1000)
  const etl = { raw, enriched, zone: config.zone, log: { ...log, info: log.debug } }
  const run = async () => {
    await runDaily(etl, now())
    await prune()
  }
  return startDaily({ zone: config.zone, log, now, run })
}
