// npm run bench: what archive and compaction do, beside a floor that only reads and parses the same objects.
// Times are medians of runs that take turns in one process; peak memory is of one run in a process of its own.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import pMap, { pMapSkip } from 'p-map'

import { listDay } from '../../etl/listing.ts'
import { startLocal } from '../../bot/local.ts'
import { loadSample, SAMPLE_CHAT_ID, sampleBot } from '../../bot/sandbox/sample.ts'
import { filesystemStore } from '../../etl/lake/filesystem.ts'
import { timeZone, midnight } from '../../etl/lake/time-zone.ts'
import { readObjects } from '../../etl/read.ts'
import { type PlanOptions } from '../../etl/plan.ts'
import { runDay } from '../../etl/run.ts'
import { benchImport, benchImportOne } from './import.ts'
import { load } from './load.ts'

const zone = timeZone('America/Sao_Paulo')
const DAY = '2026-11-01'
const SIZES = [10_000, 100_000, 214_000]
const ARCHIVED = 10_000
/** What comes between two looks at a day. */
const MORE = 1_000
const silent = { debug() {}, info() {}, warn: console.warn, error: console.error }

/** Of `npm run bench -- load`. */
const DEFAULT_MINUTES = 4

/** Runs of each kind, taking turns. */
const RUNS = 3

interface Measured {
  readonly milliseconds: readonly number[]
  /** Peak resident memory of the process, in MB. */
  readonly memory: number
}

const [, script = '', part, dir = '', count = '0'] = process.argv
if (part === undefined) main()
else if (part === 'import') await benchImport(script, dir === '' ? undefined : [Number(dir)])
else if (part === 'import-one') await benchImportOne(dir, count)
else if (part === 'load') await load(Number(dir || DEFAULT_MINUTES))
else await measure(part, dir, Number(count))

function main(): void {
  const base = mkdtempSync(join(tmpdir(), 'lake-bench-'))
  try {
    const archive = child('archive', join(base, 'archive'), ARCHIVED)
    const perSecond = Math.round((ARCHIVED / first(archive)) * 1000)
    console.log(
      `archive through HTTP, each update on disk before the answer: ${perSecond} updates/s`,
    )
    console.log()
    console.log(
      '| messages in the day | floor: read and parse | compaction | ratio | messages/s | peak memory, floor | peak memory | ' +
        `${MORE.toLocaleString('en')} more, incremental | peak memory |`,
    )
    console.log('| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |')
    for (const size of SIZES) {
      const lake = join(base, String(size))
      writeDay(join(lake, 'raw'), size)
      const [floor = 0, run = 0] = child('turns', lake, size).milliseconds
      const memory = {
        floor: child('floor', lake, size).memory,
        run: child('compact', lake, size).memory,
      }
      const more = child('more', lake, size)
      const rate = Math.round((size / run) * 1000)
      console.log(
        `| ${size.toLocaleString('en')} | ${seconds(floor)} | ${seconds(run)} | ${(run / floor).toFixed(2)} | ` +
          `${rate.toLocaleString('en')} | ${memory.floor} MB | ${memory.run} MB | ${seconds(first(more))} | ${more.memory} MB |`,
      )
      rmSync(lake, { recursive: true })
    }
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`
}

function first({ milliseconds }: Measured): number {
  return milliseconds[0] ?? 0
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function child(part: string, dir: string, count: number): Measured {
  const args = ['--import', 'tsx', script, part, dir, String(count)]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Measured
}

async function measure(part: string, dir: string, count: number): Promise<void> {
  const parts: Record<string, () => Promise<number[]>> = {
    archive: async () => [await archive(dir, count)],
    floor: async () => [await floor(dir)],
    compact: async () => [await compact(dir)],
    turns: () => turns(dir),
    more: async () => [await more(dir, count)],
  }
  const milliseconds = await parts[part]?.()
  const memory = Math.round(process.resourceUsage().maxRSS / 1024)
  console.log(JSON.stringify({ milliseconds, memory }))
}

async function turns(dir: string): Promise<number[]> {
  const floors: number[] = []
  const runs: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    floors.push(await floor(dir))
    runs.push(await compact(dir))
  }
  return [median(floors), median(runs)]
}

/** Reads and parses the objects of a day as the compaction does, and nothing else. */
async function floor(dir: string): Promise<number> {
  const started = performance.now()
  const raw = filesystemStore(join(dir, 'raw'))
  let parsed = 0
  for await (const { updates } of readObjects(raw, await listDay(raw, DAY)))
    parsed += updates.length
  if (parsed === 0) throw new Error(`bench: nothing to read in ${dir}`)
  return performance.now() - started
}

async function compact(dir: string, options: PlanOptions = {}): Promise<number> {
  const started = performance.now()
  const stores = {
    raw: filesystemStore(join(dir, 'raw')),
    enriched: filesystemStore(join(dir, 'enriched')),
  }
  await runDay({ ...stores, zone, log: silent }, DAY, options)
  return performance.now() - started
}

/** Compacts what came after the first `count` messages. */
async function more(dir: string, count: number): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    writeDay(join(dir, 'raw'), MORE, count + run * MORE)
    times.push(await compact(dir, { isIncremental: true }))
  }
  return median(times)
}

async function archive(dir: string, count: number): Promise<number> {
  const server = await startLocal({
    ...sampleBot,
    stores: {
      raw: filesystemStore(join(dir, 'raw')),
      enriched: filesystemStore(join(dir, 'enriched')),
    },
    apiRoot: 'http://127.0.0.1:9',
    chatIds: [SAMPLE_CHAT_ID],
    adminIds: [],
    secrets: ['bench'],
    language: 'en',
    theme: 'light',
    zone,
    host: '127.0.0.1',
    port: 0,
    log: silent,
    engine: () => Promise.reject(new Error('bench: the archive asks nothing')),
  })
  const agent = new Agent({ keepAlive: true, maxSockets: 32 })
  const updates = loadSample(zone, DAY).slice(0, count)
  const started = performance.now()
  await pMap(updates, (update) => post(agent, `${server.url}/webhook`, update), { concurrency: 32 })
  const milliseconds = performance.now() - started
  agent.destroy()
  await server.close()
  return milliseconds
}

function post(agent: Agent, url: string, body: string): Promise<typeof pMapSkip> {
  return new Promise((resolve, reject) => {
    const headers = {
      'X-Telegram-Bot-Api-Secret-Token': 'bench',
      'Content-Length': Buffer.byteLength(body),
    }
    request(url, { method: 'POST', agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`bench: HTTP ${response.statusCode}`))
      response.resume().on('end', () => resolve(pMapSkip))
    })
      .on('error', reject)
      .end(body)
  })
}

/** The sample's messages over and over, spread over one day, each with ids of its own, from `first` on. */
function writeDay(raw: string, count: number, first = 0): void {
  const folder = join(raw, 'telegram', `context_date=${DAY}`)
  mkdirSync(folder, { recursive: true })
  const messages = loadSample(zone, DAY).map((line) => JSON.parse(line).message as object)
  const start = zone.instant(midnight(DAY))
  for (let index = 0; index < count; index += 1) {
    const message = {
      ...messages[index % messages.length],
      message_id: first + index + 1,
      date: start + Math.floor((index * 86_400) / count),
    }
    const update_id = first + index
    const name = `${String(update_id).padStart(10, '0')}.json`
    writeFileSync(join(folder, name), JSON.stringify({ update_id, message }))
  }
}
