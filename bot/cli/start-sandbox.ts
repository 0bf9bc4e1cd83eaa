import { unixNow } from '../clock.ts'
import { noteRunning } from '../jobs/running.ts'
import { startNightly } from '../../etl/nightly.ts'
import { filesystemStore } from '../../etl/lake/filesystem.ts'
import { quiet } from '../../etl/log.ts'
import { backgroundProcess } from '../background/background-process.ts'
import { analystEngine } from '../engine/analyst.ts'
import { isLoopback } from '../delivery/loopback.ts'
import { startSandbox } from '../sandbox/sandbox.ts'
import { probe } from '../checks/machine.ts'
import { aborted } from './aborted.ts'
import { chooseSample } from './choose-sample.ts'
import type { Environment } from './environment.ts'
import { fillWithSample } from './fill-sample.ts'
import { say } from './progress.ts'
import { terminalTexts } from './terminal.ts'
import { UsageError } from './usage.ts'

/** `lake start` without a token: the bot in a sample group, in the browser. `asked` names the sample. */
export async function serveSandbox(
  environment: Environment,
  { signal, asked }: { signal: AbortSignal; asked: string | undefined },
): Promise<void> {
  const { config, stores, log } = environment
  const texts = terminalTexts()
  if (!isLoopback(config.host)) {
    throw new UsageError('cli-sandbox-host')
  }
  if (config.location.type !== 'folders') {
    throw new UsageError('cli-sandbox-buckets')
  }
  for (const store of [stores.raw, stores.enriched]) await probe(store)
  const sample = await chooseSample(config.location.dir, stores.raw, {
    asked,
    language: config.language,
  })
  const analyst = await analystEngine({ settings: config, log })
  const sandbox = await startSandbox({
    stores,
    sample,
    store: filesystemStore(config.location.dir, config.location.mode),
    adminIds: config.adminIds,
    zone: config.zone,
    language: config.language,
    theme: config.theme,
    port: config.port,
    // The browser shows what each message does.
    log: quiet(log),
    background: (log) => backgroundProcess({ settings: config, zone: config.zone, log }),
    analyst,
  })
  const { background } = sandbox
  const noLongerRunning = await noteRunning(stores.raw)
  let stopNightly = async () => {}
  try {
    say(texts.text('cli-sandbox-open', { url: sandbox.url }))
    await fillWithSample(environment, {
      sample,
      url: sandbox.url,
      secret: sandbox.secret,
      filling: sandbox.filling,
      engine: background.engine,
      compactDay: background.compactDay,
      signal,
    })
    if (!signal.aborted) {
      stopNightly = startNightly({
        ...stores,
        zone: config.zone,
        log: sandbox.log,
        now: unixNow,
        compactDaily: background.compactDaily,
        erase: background.erase,
        async after() {
          await sandbox.prune()
          await sandbox.sendReceipts()
        },
      })
      say(texts.text('cli-sandbox-listening', { url: sandbox.url }))
    }
    await aborted(signal)
  } finally {
    // A compaction that is cut off leaves the day as it was.
    await Promise.all([sandbox.close(), analyst.close(), stopNightly()])
    await noLongerRunning()
  }
}
