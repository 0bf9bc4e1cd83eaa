import { setTimeout as sleep } from 'node:timers/promises'

import { Api } from 'grammy'
import { describe, expect, it } from 'vitest'

import { createChats } from '../../../bot/archive/chats.ts'
import { composeWorker } from '../../../bot/answers/compose.ts'
import { QueryError } from '../../../bot/engine/engine.ts'
import type { Job } from '../../../bot/jobs/job.ts'
import { createOnce } from '../../../bot/jobs/once.ts'
import type { Stores } from '../../../etl/lake/store.ts'
import { tempLake } from '../../helpers/lake.ts'
import { recordingLog } from '../../helpers/log.ts'
import { ANA, BETO, BOT, CARLA, DIEGO, GROUP, groupWithBot, picturesBehindGate } from './harness.ts'

type Group = Awaited<ReturnType<typeof groupWithBot>>

/** What the mark of a job says whose answer has begun, or that a worker with a lease has claimed. */
const CLAIM: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/)

/** What the marks of all jobs say. */
async function marks({ lake: { raw } }: Pick<Group, 'lake'>): Promise<string[]> {
  const found: string[] = []
  for await (const key of raw.list('state/jobs/')) found.push(String(await raw.get(key)))
  return found
}

/** The updates of the jobs that are kept. */
async function kept({ lake: { raw } }: Pick<Group, 'lake'>): Promise<string[]> {
  const found: string[] = []
  for await (const key of raw.list('state/open-jobs/')) found.push(key)
  return found
}

/** An engine whose queries fail when they are told to, and not before. */
function slowEngine() {
  let begin = () => {}
  let fail = () => {}
  const begun = new Promise<void>((resolve) => (begin = resolve))
  const failed = new Promise<never>((_, reject) => {
    fail = () => reject(new QueryError('out of memory'))
  })
  const query = () => {
    begin()
    return failed
  }
  return { begun, fail, engine: async () => ({ query, close: async () => {} }) }
}

describe('a job is kept until it is over, and then has a mark', () => {
  it('when it is answered, even with a failure, and not before', async () => {
    const { engine, begun, fail } = slowEngine()
    const group = await groupWithBot({ engine })
    group.actor.send(GROUP, BETO, '/stats')
    await begun
    expect(await kept(group)).toHaveLength(1)
    expect(await marks(group)).toEqual([])
    fail()
    await group.settled()
    expect(await kept(group)).toEqual([])
    expect(await marks(group)).toEqual([CLAIM])
    await group.ask(BETO, '/help')
    expect(await marks(group)).toEqual([CLAIM, CLAIM])
    expect(group.lake.log.named('job_done')).toHaveLength(1)
  })

  it('on disk, before its update is acknowledged', async () => {
    const lake = tempLake()
    let keep = () => {}
    const mayKeep = new Promise<void>((resolve) => (keep = resolve))
    let isAsked = false
    const putIfAbsent: typeof lake.raw.putIfAbsent = async (key, body) => {
      if (key.startsWith('state/open-jobs/')) {
        isAsked = true
        await mayKeep
      }
      return lake.raw.putIfAbsent(key, body)
    }
    const stores = { raw: { ...lake.raw, putIfAbsent }, enriched: lake.enriched }
    const group = await groupWithBot({ deps: { stores } })
    const { message_id, date, chat, from } = group.actor.send(GROUP, BETO, 'oi')
    let isAcknowledged = false
    const message = { message_id: message_id + 100, date, chat, from, text: '/reports' }
    const delivered = group.local
      .deliver({ update_id: 5_000_000, message })
      .then(() => (isAcknowledged = true))
    await expect.poll(() => isAsked).toBe(true)
    await sleep(50)
    expect({ isAcknowledged, answers: group.said().length }).toEqual({
      isAcknowledged: false,
      answers: 0,
    })
    keep()
    await delivered
    await group.settled()
    expect(group.said()).toHaveLength(1)
  })

  it('when the asker is refused, with a message or in silence', async () => {
    const group = await groupWithBot()
    await group.ask(CARLA, '/stats')
    await group.ask(CARLA, '/stats')
    expect(group.texts()).toHaveLength(1)
    expect(await kept(group)).toEqual([])
    expect(await marks(group)).toEqual([CLAIM, 'done'])
  })

  it('when too many wait', async () => {
    const { renderChart, open } = picturesBehindGate()
    const group = await groupWithBot({ language: 'en', deps: { renderChart } })
    for (let index = 0; index < 7; index += 1) group.actor.send(GROUP, BETO, '/hours')
    await group.telegram.settled()
    open()
    await group.settled()
    const busy = group.texts().filter((text) => text.startsWith("I'm still working"))
    expect(busy).toHaveLength(3)
    expect(await marks(group)).toEqual(Array<unknown>(7).fill(CLAIM))
  })

  it('when it cannot be answered at all', async () => {
    const group = await groupWithBot()
    group.telegram.failNext('sendMessage', {
      error_code: 403,
      description: 'Forbidden: bot was kicked from the supergroup chat',
      times: 9,
    })
    await group.ask(BETO, '/help')
    expect(group.lake.log.named('answer_undelivered')).toHaveLength(1)
    expect(await kept(group)).toEqual([])
    expect(await marks(group)).toEqual([CLAIM])
  })

  it('when it is a press, answered or out of date', async () => {
    const group = await groupWithBot()
    const { message_id } = await group.local.api.sendMessage(GROUP, 'x', {
      reply_markup: {
        inline_keyboard: [
          [
            { text: 'Old', callback_data: 'v0|hours|7d' },
            { text: 'New', callback_data: 'v1|hours|7d' },
          ],
        ],
      },
    })
    for (const button of ['Old', 'New']) group.actor.press(GROUP, BETO, message_id, button)
    await group.settled()
    expect(await marks(group)).toEqual(['done', 'done'])
  })

  it.each([
    ['left', {}, 0],
    ['left, and cannot be told', { error_code: 403, description: 'Forbidden', times: 2 }, 1],
  ])('when a group that is not archived is %s', async (_, failure, failures) => {
    const group = await groupWithBot()
    if ('error_code' in failure) group.telegram.failNext('sendMessage', failure as never)
    group.actor.createGroup({ id: -1002000000002, title: 'Strange', creator: DIEGO })
    group.actor.addBot(-1002000000002, BOT, { by: DIEGO })
    await group.settled()
    expect(group.lake.log.named('strange_chat_failed')).toHaveLength(failures)
    expect(await marks(group)).toEqual(['done'])
  })
})

it('a command that is not for this bot is not kept and leaves no mark', async () => {
  const group = await groupWithBot()
  await group.ask(BETO, '/unknown')
  group.actor.setRole(GROUP, CARLA, 'administrator', { by: ANA })
  await group.settled()
  expect(await marks(group)).toEqual([])
})

describe('a job that is delivered again', () => {
  it('while it is in progress is not done again, nor after it', async () => {
    const { engine, begun, fail } = slowEngine()
    const group = await groupWithBot({ engine })
    const update = {
      update_id: 5_000_000,
      message: {
        message_id: 77,
        date: Math.floor(Date.now() / 1000),
        chat: { id: GROUP, type: 'supergroup', title: 'Grupo' },
        from: { id: BETO, is_bot: false, first_name: 'Beto' },
        text: '/hours',
      },
    }
    await group.local.deliver(update as never)
    await begun
    await group.local.deliver(update as never)
    await expect.poll(() => group.lake.log.named('job_repeated')).toHaveLength(1)
    expect(await kept(group)).toEqual(['state/open-jobs/5000000'])
    fail()
    await group.settled()
    expect(await kept(group)).toEqual([])
    await group.local.deliver(update as never)
    await group.settled()
    expect(group.lake.log.named('job_repeated')).toHaveLength(2)
    expect(group.said()).toHaveLength(1)
  })
})

it('a job that another program has answered meanwhile gets no second answer', async () => {
  const { engine, begun, fail } = slowEngine()
  const group = await groupWithBot({ engine })
  const { raw, zone, log } = group.lake
  group.actor.send(GROUP, BETO, '/stats')
  await begun
  const [key = ''] = await kept(group)
  const today = zone.date(Math.floor(Date.now() / 1000))
  await raw.put(key.replace('open-jobs', `jobs/${today}`), Buffer.from('another'))
  fail()
  await group.settled()
  expect(group.said()).toEqual([])
  expect(log.named('job_repeated')).toHaveLength(1)
  expect(log.named('answer_not_sent')).toEqual([])
})

describe("the worker's outcome of a job", () => {
  const help: Job = {
    kind: 'command',
    update_id: 5_000_000,
    chat_id: GROUP,
    chat_type: 'supergroup',
    message_id: 1,
    user_id: BETO,
    command: 'help',
    argument: '',
  }

  /** A worker with a lease beside the one of the group, and its clock. */
  async function workerBeside() {
    const group = await groupWithBot()
    const { raw, zone } = group.lake
    const log = recordingLog()
    let seconds = Math.floor(Date.now() / 1000)
    const now = () => seconds
    const startOnce = () => createOnce({ state: raw, zone, now, leaseSeconds: 150 })
    const work = composeWorker({
      stores: group.lake.stores,
      zone,
      log,
      now,
      api: new Api(group.token, { apiRoot: group.telegram.apiRoot }),
      botName: 'lake_bot',
      adminIds: [],
      chats: createChats({ state: raw, chatIds: [GROUP] }),
      once: startOnce(),
      language: 'pt-BR',
      theme: 'light',
      engine: () => Promise.reject(new Error('no engine')),
    })
    return { group, log, work, startOnce, wait: (more: number) => void (seconds += more) }
  }

  it('is "over" when it was answered, now or before', async () => {
    const { group, log, work } = await workerBeside()
    expect(await work(help)).toBe('over')
    expect(await work(help)).toBe('over')
    expect(group.said()).toHaveLength(1)
    expect(log.named('job_repeated')).toEqual([
      { event: 'job_repeated', kind: 'command', update_id: 5_000_000 },
    ])
  })

  it.each<Job>([
    help,
    {
      kind: 'button',
      update_id: 5_000_000,
      chat_id: GROUP,
      chat_type: 'supergroup',
      message_id: 1,
      has_photo: false,
      user_id: BETO,
      callback_query_id: '1',
      data: 'v0|hours|7d',
    },
    { kind: 'strange_chat', update_id: 5_000_000, chat_id: -1002000000002, title: 'Strange' },
  ])('is "taken" while another worker holds the lease: a $kind', async (job) => {
    const { group, log, work, startOnce } = await workerBeside()
    const calls = group.telegram.calls.length
    const other = startOnce()
    await other.job(5_000_000)
    expect(await work(job)).toBe('taken')
    expect(await marks(group)).toEqual([CLAIM])
    await other.done(5_000_000)
    expect(await work(job)).toBe('over')
    expect(log.named('job_repeated')).toHaveLength(2)
    expect(group.said()).toEqual([])
    const methods = group.telegram.calls.slice(calls).map(({ method }) => method)
    expect(methods.filter((method) => method !== 'sendChatAction')).toEqual([])
  })

  it('is "over" when it finished a job that another worker left', async () => {
    const { group, log, work, startOnce, wait } = await workerBeside()
    await startOnce().job(5_000_000)
    wait(200)
    expect(await work(help)).toBe('over')
    expect(group.said()).toHaveLength(1)
    expect(await marks(group)).toEqual([CLAIM, 'done'])
    expect(log.named('job_repeated')).toEqual([])
  })

  it.each<Job>([
    { ...help, command: 'unknown' },
    { kind: 'member', update_id: 5_000_000, chat_id: GROUP, user_id: BETO },
  ])('is "over" when there is nothing to answer: $kind', async (job) => {
    const { group, work } = await workerBeside()
    expect(await work(job)).toBe('over')
    expect(await marks(group)).toEqual([])
  })
})

describe('a store that refuses marks', () => {
  const refusing = (prefix: string, times = Infinity): Stores => {
    const { raw, enriched } = tempLake()
    let left = times
    const putIfAbsent = async (key: string, body: Uint8Array) => {
      if (key.startsWith(prefix) && (left -= 1) >= 0) throw new Error('EIO')
      return raw.putIfAbsent(key, body)
    }
    return { raw: { ...raw, putIfAbsent }, enriched }
  }

  it('before the answer is given causes warnings in the log', async () => {
    const log = recordingLog()
    const warnings: object[] = []
    const group = await groupWithBot({
      deps: {
        stores: refusing('state/jobs/', 3),
        log: { ...log, warn: (fact) => void warnings.push(fact) },
      },
    })
    await group.ask(BETO, '/help')
    expect(group.said()).toHaveLength(1)
    const update_id: unknown = expect.any(Number)
    expect(warnings).toEqual([
      { event: 'job_not_marked', update_id, reason: 'EIO' },
      { event: 'job_not_marked', kind: 'command', update_id, reason: 'EIO' },
      { event: 'job_not_dropped', kind: 'command', update_id, reason: 'EIO' },
    ])
    expect(log.named('job_done')).toHaveLength(1)
    expect(log.named('job_failed')).toEqual([])
  })

  it('when a job is to be kept is reported in the chat', async () => {
    const log = recordingLog()
    const group = await groupWithBot({
      language: 'en',
      deps: { stores: refusing('state/open-jobs/'), log },
    })
    const [answer] = await group.ask(BETO, '/help')
    expect(answer?.text).toMatch(/^Something went wrong on my side\. Reference/)
    expect(log.named('job_not_marked')).toEqual([])
  })
})
