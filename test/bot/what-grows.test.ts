import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { Api } from 'grammy'
import { expect, it } from 'vitest'

import { composeWorker } from '../../bot/answers/compose.ts'
import { isAwaited, type Work } from '../../bot/answers/worker.ts'
import { createChats } from '../../bot/archive/chats.ts'
import type { CommandJob, Job } from '../../bot/jobs/job.ts'
import { createKeptJobs } from '../../bot/jobs/kept-jobs.ts'
import { localQueue } from '../../bot/jobs/local-queue.ts'
import { pruneMarks } from '../../bot/jobs/mark.ts'
import { countingLog, sparingLog } from '../../bot/log.ts'
import { agesBy } from '../../etl/age.ts'
import { timeZone } from '../../etl/lake/time-zone.ts'
import { recordingLog } from '../helpers/log.ts'
import { memoryStore } from '../helpers/memory-store.ts'
import { startedCli } from '../helpers/started-cli.ts'
import { tempLake } from '../helpers/lake.ts'
import { BOT, GROUP as TALKING, telegramGroup } from '../helpers/telegram-group.ts'

const GROUP = -1001
const ADMIN = 1
const DAY = 86_400
const DAYS = 365
const EVENTS_A_DAY = 100

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Memory in use, in megabytes. */
function heap(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed / 2 ** 20
}

/** The bot's queue, worker, marks and log over a store in memory, under a Telegram that answers from memory. */
function simulatedBot() {
  let now = Date.UTC(2026, 0, 1, 15) / 1000
  const startAge = agesBy(
    () => now * 1000,
    () => now * 1000,
  )
  const zone = timeZone('America/Sao_Paulo')
  const raw = memoryStore()
  const enriched = memoryStore()
  const recorded = recordingLog()
  const { log } = countingLog(sparingLog(recorded, startAge))
  const chats = createChats({ state: raw.store, chatIds: [GROUP] })
  const kept = createKeptJobs({ state: raw.store, zone, now: () => now })
  const queue = localQueue({
    work: (job) => work(job),
    kept,
    isKept: isAwaited,
    now: () => now,
    log,
  })
  const api = new Api('900:x')
  const work: Work = composeWorker({
    stores: { raw: raw.store, enriched: enriched.store },
    api,
    botName: 'lake_bot',
    adminIds: [],
    chats,
    once: kept,
    zone,
    language: 'en',
    theme: 'light',
    log,
    engine: () => Promise.reject(new Error('no engine')),
    coolDown: 0,
    now: () => now,
    startAge,
  })
  // The last one is called first.
  api.config.use(async (_, method, payload) => {
    const { chat_id, user_id } = payload as { chat_id?: number; user_id?: number }
    const status = user_id === ADMIN ? 'administrator' : 'left'
    const result =
      method === 'getChatMember' ? { status, user: { id: user_id } } : { id: chat_id, chat_id }
    return { ok: true, result: result as never }
  })
  return {
    queue,
    objects: raw.objects,
    recorded,
    async endDay() {
      await queue.idle()
      now += DAY
      await pruneMarks({ state: raw.store, zone, now: () => now })
    },
  }
}

/** What people who are new each time do: commands, presses, groups; and an administrator who asks. */
function eventOf(id: number): Job {
  const person = 1_000 + id
  const command: CommandJob = {
    kind: 'command',
    update_id: id,
    chat_id: person,
    chat_type: 'private',
    message_id: 1,
    user_id: person,
    command: 'stats',
    argument: '',
  }
  const inGroup = { chat_id: GROUP, chat_type: 'supergroup' } as const
  switch (id % 6) {
    case 0:
      return { ...command, command: 'help' }
    case 1:
      return { ...command, ...(id % 24 === 1 && inGroup) }
    case 2:
      return {
        kind: 'button',
        update_id: id,
        chat_id: person,
        chat_type: 'private',
        message_id: 1,
        user_id: person,
        has_photo: false,
        callback_query_id: String(id),
        data: `v1|stats|7d|${GROUP}`,
      }
    case 3:
      return { kind: 'strange_chat', update_id: id, chat_id: -person, title: 'x', added_by: person }
    case 4:
      return { kind: 'member', update_id: id, chat_id: GROUP, user_id: person }
    default:
      return { ...command, user_id: ADMIN, command: 'privacy' }
  }
}

it(
  'over a year with as many strangers as events, what is remembered stays as large as it was',
  { timeout: 240_000 },
  async () => {
    const { queue, objects, recorded, endDay } = simulatedBot()
    const months: { state: number; megabytes: number }[] = []
    let id = 0
    let most = 0
    for (let day = 1; day <= DAYS; day += 1) {
      for (let event = 0; event < EVENTS_A_DAY; event += 1) await queue.send(eventOf((id += 1)))
      await endDay()
      const facts = recorded.facts.splice(0)
      most = Math.max(most, facts.length)
      for (const key of objects.keys()) if (!key.startsWith('state/')) objects.delete(key)
      if (day % 30 === 0) months.push({ state: objects.size, megabytes: heap() })
    }
    const largest = (from: number, to: number, of: 'state' | 'megabytes') =>
      Math.max(...months.slice(from, to).map((month) => month[of]))
    expect(id).toBe(36_500)
    expect(most).toBeLessThanOrEqual(4 * 30)
    expect(largest(6, 12, 'state')).toBeLessThan(1.1 * largest(1, 6, 'state'))
    expect(largest(6, 12, 'megabytes')).toBeLessThan(1.2 * largest(1, 6, 'megabytes'))
  },
)

it('lake start forgets, each night and when it starts, what happened long ago', async () => {
  const { actor, groupEnv } = await telegramGroup()
  actor.addBot(TALKING, BOT, { role: 'administrator' })
  const { dir, lay, raw } = tempLake()
  lay('state/once/2020-01/refused/-1/7', 'x')
  lay('state/jobs/2020-01-05/42', 'done')
  startedCli(groupEnv, { dir })
  const left = async () => {
    const keys: string[] = []
    for (const prefix of ['state/once/', 'state/jobs/'])
      for await (const key of raw.list(prefix)) keys.push(key)
    return keys
  }
  await expect.poll(left, { timeout: 90_000 }).toEqual([])
}, 120_000)
