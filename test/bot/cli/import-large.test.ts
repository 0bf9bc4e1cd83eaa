// An export of 200,000 messages, counted by itself and in the lake; and imports that are killed.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { describe, expect, it } from 'vitest'

import { listDays } from '../../../etl/listing.ts'
import { filesystemStore } from '../../../etl/lake/filesystem.ts'
import { timeZone } from '../../../etl/lake/time-zone.ts'
import { lake } from '../../helpers/cli-in-process.ts'
import { startCli } from '../../helpers/cli.ts'
import { randomFrom } from '../../helpers/random.ts'
import { writeExport } from '../../helpers/telegram-export.ts'
import { tempFolder } from '../../helpers/temp.ts'

const zone = timeZone('America/Sao_Paulo')
const MINUTES = 60_000

async function exportOf(messages: number): Promise<string> {
  const file = join(tempFolder(), 'result.json')
  await writeExport(file, { messages, zone, today: '2026-11-01' })
  return file
}

interface Message {
  readonly type: string
  readonly date: string
  readonly from_id?: string | number
  readonly edited?: string
  readonly forwarded_from?: string | null
  readonly reply_to_message_id?: number
  readonly poll?: object
}

/** What is in an export, counted without the program's own code. */
function countsIn(file: string) {
  const text = readFileSync(file, 'utf8').replace(
    /(\\\\)|\\x/g,
    (_, pair: string) => pair ?? '\\u00',
  )
  const { messages } = JSON.parse(text) as { messages: Message[] }
  const dated = messages.filter(({ type }) => type !== 'unsupported')
  const days = new Map<string, number>()
  for (const { date } of dated) {
    const day = date.slice(0, 10)
    days.set(day, (days.get(day) ?? 0) + 1)
  }
  const count = (is: (message: Message) => boolean) => dated.filter(is).length
  return {
    unsupported: messages.length - dated.length,
    days: [...days].sort(([a], [b]) => (a < b ? -1 : 1)),
    totals: [
      dated.length,
      count(({ type }) => type === 'service'),
      count(({ edited }) => edited !== undefined),
      count(({ forwarded_from: from }) => from !== undefined),
      count(({ reply_to_message_id: id }) => id !== undefined && !(id >= 2 && id <= 4)),
      count(({ poll }) => poll !== undefined),
      new Set(
        dated
          .map(({ from_id }) => from_id)
          .filter((id) => id !== undefined)
          .map((id) => (typeof id === 'number' ? `user${id % 2 ** 32}` : id)),
      ).size,
    ],
  }
}

function objectsIn(folder: string): number {
  if (!existsSync(folder)) return 0
  return readdirSync(folder, { recursive: true }).filter((name) =>
    /json$|parquet$/.test(String(name)),
  ).length
}

/** Key → hash of the content of every object. */
async function digestsOf(folder = ''): Promise<[string, string][]> {
  const store = filesystemStore(folder)
  const digests: [string, string][] = []
  for await (const key of store.list('telegram/')) {
    const body = (await store.get(key)) ?? new Uint8Array()
    digests.push([key, createHash('sha256').update(body).digest('hex')])
  }
  expect(digests).not.toEqual([])
  return digests
}

async function rowsOf(dir: string, sql: string) {
  const { stdout } = await lake(['sql', sql, '--json', '--max-rows', '100000'], { dir })
  return (JSON.parse(stdout) as { rows: unknown[][] }).rows
}

const TOTALS = `
  select
    count(*), count(service_type), count(edit_date), count(forward_origin_type), count(reply_to_message_id),
    count_if(message_type = 'poll'), count(distinct case when service_type is null then sender_id end)
  from telegram`
const DAYS = 'select cast(context_date as varchar), count(*) from telegram group by 1 order by 1'

describe('an export of 200,000 messages', () => {
  it('is in the lake as it was counted before', { timeout: 20 * MINUTES }, async () => {
    const file = await exportOf(200_000)
    const counted = countsIn(file)
    const dir = tempFolder()
    const { code, stdout } = await lake(['import', file, '--json'], { dir })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      messages: counted.totals[0],
      present: 0,
      skipped: { unsupported: counted.unsupported },
      days: counted.days.map(([day]) => day),
    })
    expect(await rowsOf(dir, TOTALS)).toEqual([counted.totals])
    expect(await rowsOf(dir, DAYS)).toEqual(counted.days)
  })
})

describe('an import that is killed', () => {
  it('is whole and has nothing twice after the next one', { timeout: 10 * MINUTES }, async () => {
    const file = await exportOf(10_000)
    const counted = countsIn(file)
    const random = randomFrom(13)
    const dir = tempFolder()
    const written = () =>
      ['raw', 'enriched'].reduce((sum, name) => sum + objectsIn(join(dir, name, 'telegram')), 0)
    const objects = 2 * counted.days.length
    for (const share of [0, 0.3, 0.6, 0.9]) {
      const enough = Math.floor(objects * (share + random() / 20)) + 1
      const child = startCli(['import', file], dir)
      const ended = new Promise((resolve) => child.once('close', (_, signal) => resolve(signal)))
      while (child.exitCode === null && written() < enough) await sleep(2)
      child.kill('SIGKILL')
      expect(await ended).toBe('SIGKILL')
    }
    expect((await lake(['import', file], { dir })).code).toBe(0)
    const whole = tempFolder()
    await lake(['import', file], { dir: whole })
    for (const name of ['raw', 'enriched']) {
      const [killed, once] = [dir, whole].map((each) => join(each, name))
      expect(await digestsOf(killed)).toEqual(await digestsOf(once))
    }
    expect(await rowsOf(dir, DAYS)).toEqual(counted.days)
    expect(await listDays(filesystemStore(join(dir, 'enriched')))).toEqual(
      counted.days.map(([day]) => day),
    )
  })
})
