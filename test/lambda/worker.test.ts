import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { ServiceError } from '../helpers/aws/json-server.ts'
import { sqsEvent } from '../helpers/aws/sqs-server.ts'
import { parameters, startCloud, type Cloud } from './cloud.ts'
import type { Instance } from './function.ts'
import { BETO, BOT, CARLA, GROUP } from './group.ts'

let cloud: Cloud
let worker: Instance
beforeAll(async () => {
  cloud = await startCloud()
  const botInfo = { id: BOT, is_bot: true, first_name: 'Lake', username: 'lake_bot' }
  cloud.ssm.parameters.set(parameters.botInfo, JSON.stringify(botInfo))
  cloud.telegram.actor.addBot(GROUP, BOT, { role: 'administrator' })
  worker = await cloud.start('worker')
})
afterAll(() => cloud.close())

let lastUpdate = 100

/** A command that someone types, as the webhook queues it. */
function commandJob(user: number, text: string): string {
  const { message_id } = cloud.telegram.actor.send(GROUP, user, text)
  const [command = '', argument = ''] = text.slice(1).split(' ')
  lastUpdate += 1
  return JSON.stringify({
    kind: 'command',
    update_id: lastUpdate,
    chat_id: GROUP,
    chat_type: 'supergroup',
    message_id,
    user_id: user,
    command,
    argument,
  })
}

const done = { batchItemFailures: [] }
/** The mark of a job that is not over. */
const CLAIM: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/)
const said = () => {
  const history = cloud.telegram.view.history(GROUP)
  return history.flatMap(({ from, text }) => (from?.id === BOT && text ? [text] : []))
}

describe('the worker', () => {
  it('does a batch in order, and skips it when it is delivered again', async () => {
    const event = sqsEvent(commandJob(BETO, '/privacy'), commandJob(BETO, '/help'))
    expect(await worker.invoke(event)).toEqual(done)
    const answers = said()
    expect(answers).toHaveLength(2)
    expect(await worker.invoke(event)).toEqual(done)
    const another = await cloud.start('worker')
    expect(await another.invoke(event)).toEqual(done)
    expect(said()).toEqual(answers)
    expect(worker.named('job_repeated')).toHaveLength(2)
  })

  it('archives its own messages', async () => {
    const keys = await cloud.keys('raw')
    expect(keys.filter((key) => key.includes('/bot-')).length).toBeGreaterThanOrEqual(2)
  })

  it.each(['', 'no JSON', '[]', '{"kind":"unknown"}', '{"kind":"command","update_id":"1"}'])(
    'logs and drops the body %j, and does the other jobs',
    async (body) => {
      const before = said().length
      expect(await worker.invoke(sqsEvent(body, commandJob(BETO, '/reports')))).toEqual(done)
      expect(said()).toHaveLength(before + 1)
      expect(worker.named('job_unreadable').at(-1)).toMatchObject({
        level: 'ERROR',
        message: { messageId: '00000000-0000-4000-8000-000000000001' },
      })
    },
  )

  it('refuses members who are not administrators', async () => {
    expect(await worker.invoke(sqsEvent(commandJob(CARLA, '/stats')))).toEqual(done)
    expect(said().at(-1)).toBe('Only the administrators of this group can ask for reports.')
    expect(cloud.athena.requests).toEqual([])
  })

  it('reports a failure of Athena in the chat, with the reference in the log', async () => {
    cloud.athena.next({ state: 'FAILED', reason: 'HIVE_BAD_DATA: broken' })
    expect(await worker.invoke(sqsEvent(commandJob(BETO, '/stats 7d')))).toEqual(done)
    expect(said().at(-1)).toContain(String(lastUpdate))
    expect(worker.named('answer_failed').at(-1)).toMatchObject({
      message: { reference: lastUpdate, reason: expect.stringContaining('HIVE_BAD_DATA') },
    })
  })

  it('waits for Telegram only as long as its timeout allows', async () => {
    const before = said().length
    const tooMany = (retry_after: number) =>
      cloud.telegram.failNext('sendMessage', {
        error_code: 429,
        description: `Too Many Requests: retry after ${retry_after}`,
        parameters: { retry_after },
      })
    tooMany(1)
    expect(await worker.invoke(sqsEvent(commandJob(BETO, '/reports')))).toEqual(done)
    expect(said().slice(before)).toEqual(['Which report?'])
    tooMany(16)
    expect(await worker.invoke(sqsEvent(commandJob(BETO, '/reports')))).toEqual(done)
    expect(said().at(-1)).toContain(String(lastUpdate))
    expect(worker.named('answer_failed').at(-1)).toMatchObject({
      message: { reference: lastUpdate, reason: expect.stringContaining('retry after 16') },
    })
  })

  it('repeats no call and stops a report when little of its time is left', async () => {
    const event = () => sqsEvent(commandJob(BETO, '/stats 7d'))
    cloud.athena.next({ state: 'RUNNING' })
    expect(await worker.invoke(event(), 37_000)).toEqual(done)
    expect(said().at(-1)).toMatch(/^This asks for too much at once: choose fewer days/)
    cloud.telegram.failNext('sendMessage', {
      error_code: 429,
      description: 'Too Many Requests: retry after 12',
      parameters: { retry_after: 12 },
    })
    const reports = sqsEvent(commandJob(BETO, '/reports'))
    expect(await worker.invoke(reports, 35_000)).toEqual(done)
    expect(worker.named('answer_failed').at(-1)).toMatchObject({
      message: { reference: lastUpdate, reason: expect.stringContaining('retry after 12') },
    })
  })

  it('fails the batch when SSM fails, so that the queue delivers it again', async () => {
    const fresh = await cloud.start('worker')
    const event = sqsEvent(commandJob(BETO, '/privacy'))
    const before = said().length
    cloud.ssm.fail('GetParameters', new ServiceError('AccessDeniedException', 'not authorized'))
    await expect(fresh.invoke(event)).rejects.toThrow('ssm: could not read')
    expect(await fresh.invoke(event)).toEqual(done)
    expect(said()).toHaveLength(before + 1)
  })
})

describe('a worker that is killed in the middle of a job', () => {
  /** The marks of the last job, in order. */
  async function marks() {
    const keys = await cloud.keys('raw', 'state/jobs/')
    const ours = keys.filter((key) => key.split('/')[3]?.startsWith(String(lastUpdate)))
    return Promise.all(ours.map(async (key) => ({ key, body: await bodyOf(key) })))
  }

  async function bodyOf(key: string): Promise<Buffer> {
    return Buffer.from((await cloud.raw.get(key)) ?? 'none')
  }

  /** Writes the marks again, dated this long ago: the servers run in this process and use its clock. */
  async function makeOlder(seconds: number): Promise<void> {
    const found = await marks()
    vi.setSystemTime(Date.now() - seconds * 1000)
    for (const { key, body } of found) await cloud.raw.put(key, body)
    vi.useRealTimers()
  }

  const pictures = () =>
    cloud.telegram.view.history(GROUP).filter(({ from, photo }) => from?.id === BOT && photo)
  const states = async () => (await marks()).map(({ body }) => String(body))

  /** Kills a worker while it waits for Athena; returns the event of the report. */
  async function killInReport() {
    const dying = await cloud.start('worker')
    const event = sqsEvent(commandJob(BETO, '/stats 7d'))
    const queries = cloud.athena.requests.length
    cloud.athena.fail('StartQueryExecution', 'hang')
    const killed = expect(dying.invoke(event)).rejects.toThrow('lambda: the function ended')
    const requests = () => cloud.athena.requests.length
    await expect.poll(requests, { timeout: 20_000 }).toBeGreaterThan(queries)
    await dying.stop()
    await killed
    return event
  }

  it('leaves it to another worker, which answers once the lease has expired', async () => {
    const before = said()
    const event = await killInReport()
    expect(await states()).toEqual([CLAIM])

    // Until the lease expires, its holder may still be working: the queue must deliver the job again later.
    const fresh = await cloud.start('worker')
    const taken = {
      batchItemFailures: [{ itemIdentifier: '00000000-0000-4000-8000-000000000001' }],
    }
    expect(await fresh.invoke(event)).toEqual(taken)
    expect(await fresh.invoke(event)).toEqual(taken)
    expect(fresh.named('job_repeated')).toHaveLength(2)
    expect(pictures()).toEqual([])

    await makeOlder(200)
    expect(await fresh.invoke(event)).toEqual(done)
    expect(pictures().map(({ reply_to_message }) => reply_to_message?.text)).toEqual(['/stats 7d'])
    expect(await states()).toEqual([CLAIM, 'done'])

    await makeOlder(200)
    expect(await fresh.invoke(event)).toEqual(done)
    expect(fresh.named('job_repeated')).toHaveLength(3)
    expect(pictures()).toHaveLength(1)
    expect(said()).toEqual(before)
  })

  it('does not block the other jobs of a batch', async () => {
    const { Records } = await killInReport()
    const answers = said().length
    const event = sqsEvent('no JSON', Records[0]?.body ?? '', commandJob(BETO, '/reports'))
    expect(await worker.invoke(event)).toEqual({
      batchItemFailures: [{ itemIdentifier: '00000000-0000-4000-8000-000000000002' }],
    })
    expect(said()).toHaveLength(answers + 1)
  })
})
