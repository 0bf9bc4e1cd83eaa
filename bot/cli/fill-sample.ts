import { Agent, request } from 'node:http'

import pMap, { pMapSkip } from 'p-map'

import { backfill } from '../../etl/backfill.ts'
import { rawDays } from '../../etl/run.ts'
import { loadAnalyses, stockAnalyses } from '../../sql/queries.ts'
import type { QueryEngine } from '../engine/engine.ts'
import { loadSample } from '../sample.ts'
import type { Environment } from './environment.ts'
import { clearProgress, showProgress } from './progress.ts'
import { formatTable } from './table.ts'

/** Deliveries at once: the archive waits for the disk most of the time. */
const AT_ONCE = 32

/** Rows of each analysis that are shown. */
const MAX_ROWS = 10

export interface SampleTarget {
  /** Where the webhook listens. */
  readonly url: string
  readonly secret: string
  readonly engine: QueryEngine
}

/**
 * Fills an empty lake with the sample group, as Telegram would: each update is delivered to the webhook over
 * HTTP, then the days are compacted. Says on standard output what it does, how long each part takes, and shows
 * the stock analyses. Does nothing, and resolves to false, when the lake holds anything already.
 */
export async function fillWithSample(
  { config, raw, enriched, log }: Environment,
  { url, secret, engine }: SampleTarget,
): Promise<boolean> {
  if ((await rawDays(raw)).length > 0) return false
  say('The lake is empty: filling it with a sample group, 30 days of a real support channel')
  say('(the #ubuntu channel, from the IRC disentanglement corpus, CC BY 4.0).')
  say()

  const updates = loadSample(config.zone, config.zone.date(Date.now() / 1000))
  await timed(`archived ${number(updates.length)} updates through the webhook`, () =>
    deliver(updates, url, secret),
  )
  await timed('compacted them into one Parquet file a day', () =>
    backfill(
      { raw, enriched, zone: config.zone, log: { ...log, info: log.debug } },
      {},
      ({ done, total, date }) => showProgress(`compacting ${date} (${done + 1} of ${total})`),
    ),
  )
  await showAnalyses(engine)
  return true
}

async function deliver(updates: readonly string[], url: string, secret: string): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  let delivered = 0
  await pMap(
    updates,
    async (update) => {
      const status = await post(agent, `${url}/webhook`, secret, update)
      if (status !== 200) {
        throw new Error(`the webhook answered ${status} to a sample update: see the log above`)
      }
      delivered += 1
      showProgress(`archiving: ${number(delivered)} of ${number(updates.length)} updates`)
      return pMapSkip
    },
    { concurrency: AT_ONCE },
  )
  agent.destroy()
}

function post(agent: Agent, url: string, secret: string, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      'X-Telegram-Bot-Api-Secret-Token': secret,
    }
    request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
      .on('error', reject)
      .end(body)
  })
}

async function showAnalyses(engine: QueryEngine): Promise<void> {
  const analyses = new Map(loadAnalyses().map((query) => [query.name, query]))
  for (const { name, title, text } of stockAnalyses.map((name) => analyses.get(name)!)) {
    const table = await engine.query(text)
    say()
    say(`${title}  (sql/analyses/${name}.sql, ${table.stats.milliseconds} ms)`)
    say()
    say(formatTable(table, MAX_ROWS))
  }
  say()
}

async function timed(what: string, act: () => Promise<unknown>): Promise<void> {
  const started = performance.now()
  await act()
  clearProgress()
  say(`  ${what} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}

function say(text = ''): void {
  clearProgress()
  process.stdout.write(`${text}\n`)
}

function number(value: number): string {
  return value.toLocaleString('en')
}
