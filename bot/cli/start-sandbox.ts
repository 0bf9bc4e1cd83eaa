import { unixNow } from '../clock.ts'
import { startNightly } from '../../etl/nightly.ts'
import { filesystemStore } from '../../etl/lake/filesystem.ts'
import { quiet } from '../../etl/log.ts'
import type { QueryEngine } from '../engine/engine.ts'
import { startSandbox } from '../sandbox/sandbox.ts'
import { aborted } from './aborted.ts'
import { chooseSample } from './choose-sample.ts'
import type { Environment } from './environment.ts'
import { fillWithSample } from './fill-sample.ts'
import { say } from './progress.ts'
import { UsageError } from './usage.ts'

/** `lake start` without a token: the bot in a sample group, in the browser. `asked` names the sample. */
export async function serveSandbox(
  environment: Environment,
  engine: QueryEngine,
  { signal, asked }: { signal: AbortSignal; asked: string | undefined },
): Promise<void> {
  const { config, stores, log } = environment
  if (!['127.0.0.1', 'localhost', '::1'].includes(config.host)) {
    throw new UsageError(
      'the sandbox is for this machine only: unset HOST, or set TELEGRAM_BOT_TOKEN',
    )
  }
  if (config.location.type !== 'folders') {
    throw new UsageError(
      'the sandbox keeps its lake in a folder: unset AWS_S3_BUCKET and AWS_S3_ENRICHED, or set TELEGRAM_BOT_TOKEN',
    )
  }
  const sample = await chooseSample(config.location.dir, stores.raw, {
    asked,
    language: config.language,
  })
  const sandbox = await startSandbox({
    stores,
    sample,
    store: filesystemStore(config.location.dir),
    chatIds: config.chatIds,
    adminIds: config.adminIds,
    zone: config.zone,
    language: config.language,
    theme: config.theme,
    port: config.port,
    // The browser shows what each message does.
    log: quiet(log),
    engine: async () => engine,
  })
  let stopNightly = async () => {}
  try {
    say(`The sandbox is a group chat with the bot. Open ${sandbox.url}/ in your browser.`)
    await fillWithSample(environment, {
      sample,
      url: sandbox.url,
      secret: sandbox.secret,
      filling: sandbox.filling,
      engine,
      signal,
    })
    if (!signal.aborted) {
      stopNightly = startNightly({
        ...stores,
        zone: config.zone,
        log: sandbox.log,
        now: unixNow,
        after: () => sandbox.prune(),
      })
      say(
        `Listening at ${sandbox.url} : type /stats there as an admin. Press Ctrl-C to stop; the lake is kept.\n` +
          'To use your own group, get a token from @BotFather: see "Your own group" in README.md.',
      )
    }
    await aborted(signal)
  } finally {
    await Promise.all([sandbox.close(), stopNightly()])
  }
}
