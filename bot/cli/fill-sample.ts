import { Agent, request } from 'node:http'

import pMap, { pMapSkip } from 'p-map'

import { backfill } from '../../etl/backfill.ts'
import { rawDays } from '../../etl/run.ts'
import { loadAnalyses, stockAnalyses } from '../../sql/queries.ts'
import type { QueryEngine } from '../engine/engine.ts'
import { loadSample } from '../sample.ts'
import type { Environment } from './environment.ts'
import { clearProgress, say, showProgress } from './progress.ts'
import { formatTable } from './table.ts'

/** Deliveries at once: the archive waits for the disk most of the time. */
const AT_ONCE = 32

/** Rows of each analysis that are shown. */
const MAX_ROWS = 5

/** There while the sample is on its way: the day on which it began, so that a next start can finish it. */
const FILLING_KEY = 'state/sample-filling'

export interface SampleTarget {
  /** Where the webhook listens. */
  readonly url: string
  readonly secret: string
  readonly engine: QueryEngine
  /** Leaves the rest to the next start. */
  readonly signal?: AbortSignal
  /** Hears how many of the sample's updates are stored; nothing more when all are. */
  filling?(progress: { done: number; total: number } | undefined): void
}

/**
 * Fills an empty lake with the sample group, as Telegram would: each update is delivered to the webhook over
 * HTTP, then the days are compacted. Says on standard output what it does, how long each part takes, and shows
 * the stock analyses. Does nothing when the lake holds anything already, unless that is a part of the sample.
 */
export async function fillWithSample(
  { config, raw, enriched, log }: Environment,
  target: SampleTarget,
): Promise<void> {
  const begun = await raw.get(FILLING_KEY)
  if (!begun && (await rawDays(raw)).length > 0) return
  const today = begun ? Buffer.from(begun).toString() : config.zone.date(Date.now() / 1000)
  await raw.put(FILLING_KEY, Buffer.from(today))
  say('Filling the lake with a sample: 30 days of a real support channel (#ubuntu, from the IRC')
  say('disentanglement corpus, CC BY 4.0).')

  const updates = loadSample(config.zone, today)
  await timed(`archived ${number(updates.length)} updates through the webhook`, () =>
    deliver(updates, target),
  )
  if (target.signal?.aborted) return
  await timed('compacted them into one Parquet file a day', () =>
    backfill(
      { raw, enriched, zone: config.zone, log: { ...log, info: log.debug } },
      {},
      ({ done, total, date }) => showProgress(`compacting ${date} (${done + 1} of ${total})`),
    ),
  )
  await raw.delete(FILLING_KEY)
  target.filling?.(undefined)
  await showAnalyses(target.engine)
}

async function deliver(
  updates: readonly string[],
  { url, secret, signal, filling }: SampleTarget,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const total = updates.length
  let done = 0
  await pMap(
    updates,
    async (update) => {
      if (signal?.aborted) return pMapSkip
      const status = await post(agent, `${url}/webhook`, secret, update)
      if (status !== 200) {
        throw new Error(`the webhook answered ${status} to a sample update: see the log above`)
      }
      done += 1
      filling?.({ done, total })
      showProgress(`archiving: ${number(done)} of ${number(total)} updates`)
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

function number(value: number): string {
  return value.toLocaleString('en')
}
