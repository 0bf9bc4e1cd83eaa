import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

import pMap, { pMapSkip } from 'p-map'

import { quiet } from '../../etl/log.ts'
import { listDays } from '../../etl/listing.ts'
import { contextDate } from '../../etl/lake/keys.ts'
import type { TimeZone } from '../../etl/lake/time-zone.ts'
import { parseUpdate } from '../../etl/lake/update.ts'
import { runDay } from '../../etl/run.ts'
import { loadAnalyses, stockAnalyses } from '../../sql/queries.ts'
import type { QueryEngine } from '../engine/engine.ts'
import { UserError } from '../user-error.ts'
import { loadSample, type SampleName } from '../sandbox/sample.ts'
import { holdSample } from './choose-sample.ts'
import type { Environment } from './environment.ts'
import { say, showProgress } from './progress.ts'
import { layOutTable } from './table.ts'
import { terminalTexts } from './terminal.ts'

/** Concurrent deliveries: the archive mostly waits for the disk. */
const CONCURRENCY = 32

/** A delivery is tried this often, as Telegram does: a connection may end while the program is busy. */
const MAX_ATTEMPTS = 6
const FIRST_PAUSE_MILLISECONDS = 50

/** Rows shown per analysis. */
const MAX_ROWS = 5

/** Exists until the whole sample is delivered. Holds the day on which that began, so that the next start can finish it. */
const FILLING_KEY = 'state/sample-filling'

export interface SampleTarget {
  readonly sample: SampleName
  /** Where the webhook listens. */
  readonly url: string
  readonly secret: string
  readonly engine: QueryEngine
  /** Compacts a day (default: in this process). */
  compactDay?(date: string): Promise<unknown>
  /** When it aborts, the rest is left to the next start. */
  readonly signal?: AbortSignal
  /** Called with how many of the sample's updates are stored, and with undefined when all are. */
  filling?(progress: { done: number; total: number } | undefined): void
}

/**
 * Fills an empty lake with a sample group, as Telegram would: each update is delivered to the webhook over
 * HTTP, and each day is compacted, newest first, so that reports have data early. Prints how long it took, and the
 * stock analyses. Does nothing when the lake already holds data, unless that is an unfinished sample.
 */
export async function fillWithSample(
  { config, stores, log }: Environment,
  target: SampleTarget,
): Promise<void> {
  const { zone } = config
  const { raw, enriched } = stores
  const begun = await raw.get(FILLING_KEY)
  if (!begun && (await listDays(raw)).length > 0) return
  const today = begun ? Buffer.from(begun).toString() : zone.date(Date.now() / 1000)
  await holdSample(raw, target.sample)
  await raw.put(FILLING_KEY, Buffer.from(today))
  const texts = terminalTexts()
  say(texts.text(`cli-sample-${target.sample}`))

  const updates = loadSample(zone, today, target.sample)
  const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY })
  const etl = { raw, enriched, zone, log: quiet(log) }
  const seconds = { archived: 0, compacted: 0 }
  let done = 0
  try {
    for (const [date, ofDay] of inOrder(updates, zone)) {
      seconds.archived += await timing(() =>
        deliver(ofDay, agent, target, () => {
          done += 1
          target.filling?.({ done, total: updates.length })
          showProgress(texts.text('cli-sample-progress', { date, done, total: updates.length }))
        }),
      )
      if (target.signal?.aborted) return
      seconds.compacted += await timing(() => target.compactDay?.(date) ?? runDay(etl, date))
    }
  } finally {
    agent.destroy()
  }
  await raw.delete(FILLING_KEY)
  target.filling?.(undefined)
  say(
    texts.text('cli-sample-done', {
      updates: updates.length,
      archived: texts.number(seconds.archived, 1),
      compacted: texts.number(seconds.compacted, 1),
    }),
  )
  await showAnalyses(target.engine)
}

/** The newest day first, but the very last update at the end, since it arrived last. */
function inOrder(updates: readonly string[], zone: TimeZone): [string, string[]][] {
  const dayOf = (update: string) => contextDate(parseUpdate(update), zone)
  const days = new Map<string, string[]>()
  for (const update of updates.slice(0, -1)) {
    const day = dayOf(update)
    const ofDay = days.get(day)
    if (ofDay) ofDay.push(update)
    else days.set(day, [update])
  }
  const last = updates.slice(-1)
  return [...[...days].reverse(), ...last.map((each): [string, string[]] => [dayOf(each), last])]
}

async function deliver(
  updates: readonly string[],
  agent: Agent,
  { url, secret, signal }: SampleTarget,
  onStored: () => void,
): Promise<void> {
  await pMap(
    updates,
    async (update) => {
      if (signal?.aborted) return pMapSkip
      await insist(() => post(agent, `${url}/webhook`, secret, update))
      onStored()
      return pMapSkip
    },
    { concurrency: CONCURRENCY },
  )
}

/** @throws Error when the last attempt fails, or the webhook refuses. */
async function insist(attempt: () => Promise<number>): Promise<void> {
  for (let count = 1; ; count += 1) {
    const outcome = await attempt().catch((error: Error) => error)
    if (outcome === 200) return
    const isFinal = count === MAX_ATTEMPTS || (typeof outcome === 'number' && outcome < 500)
    if (isFinal && outcome instanceof Error) throw outcome
    if (isFinal) throw new UserError('cli-sample-refused', { status: Number(outcome) })
    await sleep(FIRST_PAUSE_MILLISECONDS * 2 ** (count - 1))
  }
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
  const texts = terminalTexts()
  const analyses = new Map(loadAnalyses().map((query) => [query.name, query]))
  for (const { name, text: statement } of stockAnalyses.map((name) => analyses.get(name)!)) {
    const table = await engine.query(statement)
    say()
    const { text, hiddenRows } = layOutTable(table, { maxRows: MAX_ROWS })
    const title = texts.text(`cli-analysis-${name.replaceAll('_', '-')}`)
    say(`${title}  (sql/analyses/${name}.sql, ${table.stats.milliseconds} ms)`)
    say()
    say(text)
    if (hiddenRows > 0) say(texts.text('rows-hidden', { count: hiddenRows }))
  }
  say()
}

/** How long it takes, in seconds. */
async function timing(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await act()
  return (performance.now() - started) / 1000
}
