import { randomUUID } from 'node:crypto'

import { runDaily } from '../../etl/backfill.ts'
import { startDaily } from '../daily.ts'
import { openEngine } from '../engine/open.ts'
import { startLocal } from '../local.ts'
import { SAMPLE_CHAT_ID, sampleBot } from '../sample.ts'
import { openEnvironment } from './environment.ts'
import { fillWithSample } from './fill-sample.ts'

/** `lake start`: the bot on this machine, until it is told to end. */
export async function start(): Promise<void> {
  const environment = await openEnvironment()
  const { config, raw, enriched, log } = environment
  const secret = config.webhookSecret ?? randomUUID()
  const server = await startLocal({
    ...environment,
    ...config,
    ...sampleBot,
    chatIds: [...config.chatIds, SAMPLE_CHAT_ID],
    secrets: [secret],
  })
  const engine = await openEngine(config)
  await fillWithSample(environment, { url: server.url, secret, engine })
  const now = () => Math.floor(Date.now() / 1000)
  const etl = { raw, enriched, zone: config.zone, log: { ...log, info: log.debug } }
  const stopDaily = startDaily({ zone: config.zone, log, now, run: () => runDaily(etl, now()) })
  process.stdout.write(nextSteps(server.url))

  await untilToldToEnd()
  await Promise.all([server.close(), stopDaily()])
  await engine.close()
}

function nextSteps(url: string): string {
  return `Listening at ${url} (POST /webhook, GET /health). Ctrl-C ends it; the lake stays in LAKE_DIR.

Ask it in SQL, in another terminal:
  npx lake sql "select context_date, count(*) as messages from messages group by 1 order by 1"

With your own group: get a token from @BotFather, see "Your own group" in README.md.
`
}

function untilToldToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
