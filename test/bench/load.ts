// npm run bench -- load [MINUTES]: the program as it is run, at the highest steady rate and beyond, with and without
// reports. Reads /proc, so it runs on Linux.
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { startTelegram, type Telegram } from '../../bot/sandbox/fake-telegram/fake-telegram.ts'
import { loadSample } from '../../bot/sandbox/sample.ts'
import { filesystemStore } from '../../etl/lake/filesystem.ts'
import { timeZone } from '../../etl/lake/time-zone.ts'
import { createSender, type Sender, type Sent } from './sender.ts'

/** Telegram's default, and a number far beyond what the program takes at once. */
const CONNECTIONS = 40
const TOO_MANY = 4_000

const WARM_UP_SECONDS = 5
const OVERLOAD_SECONDS = 20

const GROUP = -1001000000001
const ANA = 10
const BOT = 900
const SECRET = 'bench'
const COMMANDS = ['/stats', '/hours', '/messages_per_day', '/answers', '/questions']
const ANSWER_MILLISECONDS = 120_000

/** The ids of the updates that are counted; those of the commands lie below. */
const FIRST_ID = 1_000_000_000

/** Runs for so many minutes, half of them with reports, and prints what it found. */
export async function load(minutes: number): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'lake-load-'))
  const telegram = await startTelegram({ limits: false })
  const token = groupIn(telegram)
  const url = `http://127.0.0.1:${await freePort()}`
  const program = startProgram({ dir, url, token, apiRoot: telegram.apiRoot })
  const sender = createSender({ url: `${url}/webhook`, secret: SECRET, bodyOf: bodies() })
  try {
    await untilHealthy(url)
    await setWebhook(`${telegram.apiRoot}/bot${token}`, `${url}/webhook`)
    const run = (connections: number, seconds: number) =>
      watched(program.pid ?? 0, () => sender.run({ connections, seconds }))
    await sender.run({ connections: CONNECTIONS, seconds: WARM_UP_SECONDS })
    console.log(HEADER)
    printRow(`${CONNECTIONS} connections`, await run(CONNECTIONS, minutes * 30))
    const asking = askOn(telegram)
    const withReports = await run(CONNECTIONS, minutes * 30)
    const answers = await asking.end()
    printRow(`${CONNECTIONS} connections, reports meanwhile`, withReports)
    printRow(`${TOO_MANY.toLocaleString('en')} connections`, await run(TOO_MANY, OVERLOAD_SECONDS))
    console.log(`\nreports answered: ${answers.length}, median ${seconds(median(answers))}`)
    await sleep(1_000)
    await count(dir, sender)
  } finally {
    program.kill('SIGKILL')
    sender.close()
    await telegram.close()
    rmSync(dir, { recursive: true, force: true })
  }
}

const HEADER = [
  '| load | acknowledged/s | p50 | p99 | longest | refused (503) | p50 | p99 | memory, begin | end | peak | handles, begin | end |',
  `|${' ---: |'.repeat(13).replace('---:', '---')}`,
].join('\n')

function printRow(name: string, { value, memory, handles }: Watched<Sent>): void {
  const { acknowledged, refused, failed, seconds: took } = value
  const share = (100 * refused.length) / (acknowledged.length + refused.length + failed)
  const [begin, end] = ends(memory)
  const cells = [
    Math.round(acknowledged.length / took).toLocaleString('en'),
    ...[0.5, 0.99, 1].map((part) => milliseconds(quantile(acknowledged, part))),
    `${share.toFixed(1)} %`,
    ...[0.5, 0.99].map((part) => (refused.length > 0 ? milliseconds(quantile(refused, part)) : '')),
    ...[begin, end, Math.max(...memory)].map((each) => `${Math.round(each)} MB`),
    ...ends(handles),
  ]
  console.log(`| ${name} | ${cells.join(' | ')} |`)
  if (failed > 0) console.log(`${failed} requests had no answer`)
}

/** Every update that was acknowledged is an object, once. */
async function count(dir: string, sender: Sender): Promise<void> {
  const stored = new Map<number, number>()
  for await (const key of filesystemStore(join(dir, 'raw')).list('telegram/')) {
    const id = Number(/\/(\d{10})[^/]*\.json$/.exec(key)?.[1])
    if (id >= FIRST_ID) stored.set(id, (stored.get(id) ?? 0) + 1)
  }
  const lost = [...sender.acknowledgedIds].filter((id) => !stored.has(id)).length
  const doubled = [...stored.values()].filter((times) => times > 1).length
  const acknowledged = sender.acknowledgedIds.size.toLocaleString('en')
  console.log(`acknowledged: ${acknowledged}, lost: ${lost}, doubled: ${doubled}`)
  if (lost + doubled > 0) process.exitCode = 1
}

function groupIn({ actor }: Telegram): string {
  actor.addUser({ id: ANA, first_name: 'Ana', username: 'ana' })
  const { token } = actor.createBot({ id: BOT, username: 'lake_bot', first_name: 'Lake' })
  actor.createGroup({ id: GROUP, title: 'Grupo', creator: ANA })
  actor.addBot(GROUP, BOT, { role: 'administrator' })
  return token
}

async function setWebhook(api: string, url: string): Promise<void> {
  const body = new URLSearchParams({ url, secret_token: SECRET })
  const response = await fetch(`${api}/setWebhook`, { method: 'POST', body })
  if (!response.ok) throw new Error(`bench: setWebhook: ${await response.text()}`)
}

interface ProgramDeps {
  readonly dir: string
  readonly url: string
  readonly token: string
  readonly apiRoot: string
}

function startProgram({ dir, url, token, apiRoot }: ProgramDeps) {
  const { PATH = '', HOME = '' } = process.env
  const env = {
    ...{ PATH, HOME, LAKE_DIR: dir, LANGUAGE: 'en', PORT: new URL(url).port },
    PRIVACY_CONTACT: 'privacy@example.org',
    ...{ TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: apiRoot, TELEGRAM_CHAT_ID: String(GROUP) },
    TELEGRAM_WEBHOOK_SECRET: SECRET,
  }
  const stdio = ['ignore', 'ignore', 'inherit'] as const
  return spawn(process.execPath, ['bot/lake.js', 'start', '--webhook'], { env, stdio: [...stdio] })
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function untilHealthy(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const response = await fetch(`${url}/health`).catch(() => undefined)
    if (response?.ok) return
    await sleep(200)
  }
  throw new Error('bench: the program did not start')
}

/** Texts of the sample as messages of the group, each a new one of this moment. */
function bodies() {
  const today = new Date().toISOString().slice(0, 10)
  const messages = loadSample(timeZone('America/Sao_Paulo'), today, 'ubuntu')
    .map((line) => (JSON.parse(line) as { message: { text?: string; from: object } }).message)
    .filter(({ text }) => text !== undefined && !text.startsWith('/'))
  let next = 0
  return () => {
    const { text, from } = messages[next % messages.length] ?? {}
    const [update_id, message_id] = [FIRST_ID + next, 1_000_000 + next]
    next += 1
    const chat = { id: GROUP, type: 'supergroup', title: 'Grupo' }
    const message = { message_id, from, chat, date: Math.floor(Date.now() / 1000), text }
    return { update_id, body: JSON.stringify({ update_id, message }) }
  }
}

/** An admin asks for one report after the other; `end` resolves to how long each answer took, in milliseconds. */
function askOn(telegram: Telegram) {
  const took: number[] = []
  let isOver = false
  async function ask(): Promise<void> {
    for (let index = 0; !isOver; index += 1) {
      const answered = new Promise<void>((resolve) => {
        const stop = telegram.on('change', (change) => {
          if (change.type !== 'message' || change.message.from?.id !== BOT) return
          stop()
          resolve()
        })
      })
      const started = performance.now()
      telegram.actor.send(GROUP, ANA, { text: COMMANDS[index % COMMANDS.length] ?? '' })
      const late = sleep(ANSWER_MILLISECONDS, 'late', { ref: false })
      if ((await Promise.race([answered, late])) === 'late') throw new Error('bench: no answer')
      took.push(performance.now() - started)
    }
  }
  const asked = ask()
  return {
    async end() {
      isOver = true
      await asked
      return took
    },
  }
}

interface Watched<T> {
  readonly value: T
  /** Resident, in MB, each second. */
  readonly memory: readonly number[]
  /** Open files and connections, each second. */
  readonly handles: readonly number[]
}

async function watched<T>(pid: number, act: () => Promise<T>): Promise<Watched<T>> {
  const [memory, handles]: [number[], number[]] = [[], []]
  const look = () => {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    memory.push(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1000)
    handles.push(readdirSync(`/proc/${pid}/fd`).length)
  }
  look()
  const timer = setInterval(look, 1_000)
  try {
    return { value: await act(), memory, handles }
  } finally {
    clearInterval(timer)
  }
}

/** The medians of the first and of the last tenth. */
function ends(values: readonly number[]): [number, number] {
  const tenth = Math.ceil(values.length / 10)
  return [median(values.slice(0, tenth)), median(values.slice(-tenth))]
}

const median = (values: readonly number[]) => quantile(values, 0.5)

function quantile(values: readonly number[], part: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN
}

const milliseconds = (value: number) => `${value.toFixed(0)} ms`
const seconds = (value: number) => `${(value / 1000).toFixed(1)} s`
