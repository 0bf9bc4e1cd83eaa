// The product on one machine, from outside: `lake start --sample ubuntu` over an empty folder, and its numbers held
// against counts that are made straight from the sample's file. Nothing of the archive, the compaction or the SQL is
// used for those.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

import { beforeAll, describe, expect, it } from 'vitest'

import { outcome, startCli } from './helpers/cli.ts'
import { lake } from './helpers/cli-in-process.ts'
import { tempFolder } from './helpers/temp.ts'

const dir = tempFolder()

/** Starts the program, waits until it listens, does `act`, and ends it with Ctrl-C. */
async function session<T>(act: (url: string) => Promise<T>) {
  const started = performance.now()
  const child = startCli(['start', '--sample', 'ubuntu'], dir, { PORT: '0' })
  const ended = outcome(child)
  const url = await new Promise<string>((resolve, reject) => {
    let seen = ''
    child.stdout.on('data', (text: string) => {
      seen += text
      const listening = /^Listening at (\S+)/m.exec(seen)
      if (listening?.[1]) resolve(listening[1])
    })
    void ended.then((result) => reject(new Error(`ended early: ${JSON.stringify(result)}`)))
  })
  const seconds = (performance.now() - started) / 1000
  try {
    const value = await act(url)
    child.kill('SIGINT')
    return { seconds, value, end: await ended }
  } finally {
    child.kill('SIGKILL')
  }
}

const healthOf = async (url: string) => {
  const response = await fetch(`${url}/health`)
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const rowsOf = async (sql: string) => {
  const { stdout } = await lake(['sql', sql, '--json'], { dir })
  return (JSON.parse(stdout) as { rows: (string | number)[][] }).rows
}

interface SampleMessage {
  from: { id: number; is_bot: boolean }
  date: number
  text?: string
  new_chat_members?: unknown
  left_chat_member?: unknown
}

describe('lake start', () => {
  let first: Awaited<ReturnType<typeof session<Awaited<ReturnType<typeof healthOf>>>>>
  beforeAll(async () => {
    first = await session(healthOf)
  }, 120_000)

  it('fills an empty lake with the sample, shows four tables, and ends on Ctrl-C with code 0', () => {
    const { code, stdout, stderr } = first.end
    expect(code).toBe(0)
    const problems = stderr.split('\n').filter((line) => /"level":"(warn|error)"/.test(line))
    expect(problems).toEqual([])
    expect(stdout).toMatch(/archived [\d,]+ updates through the webhook in [\d.]+ s/)
    expect(stdout).toMatch(/compacted .+ in [\d.]+ s/)
    expect(stdout.match(/\(sql\/analyses\/\w+\.sql, \d+ ms\)/g)).toHaveLength(4)
    expect(stdout.match(/^[- ]+$/gm)).toHaveLength(4)
    expect(stdout).toContain('CC BY 4.0')
  })

  it('answers about its health meanwhile', () => {
    expect(first.value).toMatchObject({
      status: 200,
      body: { isHealthy: true, updates: { ignored: 0, not_updates: 0, not_stored: 0 } },
    })
  })

  it('is up soon the second time, and says the same about the lake', async () => {
    const { seconds, value, end } = await session(healthOf)
    expect(end.code).toBe(0)
    expect(seconds).toBeLessThan(10)
    expect(value.body).toMatchObject({
      last_archived: { context_date: yesterday() },
      last_compacted: { context_date: yesterday() },
      updates: { archived: 0 },
    })
  })

  describe('its numbers are those of the sample file', () => {
    const DAY = 86_400
    const text = gunzipSync(readFileSync('bot/sandbox/sample/ubuntu.ndjson.gz')).toString()
    const messages = text
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { message: SampleMessage }).message)
    // The days of the file, in order, end yesterday; the hours are those of the file.
    const fileDays = [...new Set(messages.map(({ date }) => Math.floor(date / DAY)))].sort(
      (a, b) => a - b,
    )
    const dayOf = (date: number) => {
      const back = fileDays.length - 1 - fileDays.indexOf(Math.floor(date / DAY))
      return new Date(Date.parse(`${yesterday()}T00:00:00Z`) - back * DAY * 1000)
        .toISOString()
        .slice(0, 10)
    }
    const isService = ({ new_chat_members, left_chat_member }: SampleMessage) =>
      new_chat_members !== undefined || left_chat_member !== undefined
    // Such as "/join #ubuntu", which people also typed there.
    const isCommand = ({ text: said }: SampleMessage) => /^\/[a-z]\w*(?:\s|$)/i.test(said ?? '')
    const written = messages.filter(
      (message) => !isService(message) && !isCommand(message) && !message.from.is_bot,
    )

    function counted<T>(items: readonly T[], keyOf: (item: T) => string) {
      const counts: Record<string, number> = {}
      for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1
      return counts
    }
    const byKey = (rows: (string | number)[][]) =>
      Object.fromEntries(rows.map((row) => [row.slice(0, -1).join(' '), row.at(-1)]))

    it('rows in all', async () => {
      expect(await rowsOf('select count(*), count(distinct message_id) from telegram')).toEqual([
        [messages.length, messages.length],
      ])
    })

    it('messages per day', async () => {
      const sql = 'select context_date, count(*) from messages group by context_date'
      expect(byKey(await rowsOf(sql))).toEqual(counted(written, ({ date }) => dayOf(date)))
    })

    it('messages per user per day', async () => {
      const sql =
        'select context_date, sender_id, count(*) from messages group by context_date, sender_id'
      expect(byKey(await rowsOf(sql))).toEqual(
        counted(written, ({ date, from }) => `${dayOf(date)} ${from.id}`),
      )
    })

    it('messages per hour', async () => {
      const sql = 'select hour(sent_at), count(*) from messages group by hour(sent_at)'
      expect(byKey(await rowsOf(sql))).toEqual(
        counted(written, ({ date }) => String(Math.floor((date % DAY) / 3600))),
      )
    })

    it('characters per user', async () => {
      const sql = 'select sender_id, sum(length(text)) from messages group by sender_id'
      const lengths: Record<string, number> = {}
      for (const { from, text = '' } of written)
        lengths[from.id] = (lengths[from.id] ?? 0) + [...text].length
      expect(byKey(await rowsOf(sql))).toEqual(lengths)
    })
  })
})

/** In São Paulo, which has been three hours behind UTC since 2019. */
function yesterday(): string {
  return new Date(Date.now() - 27 * 3_600_000).toISOString().slice(0, 10)
}
