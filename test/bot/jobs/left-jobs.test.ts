import { spawn } from 'node:child_process'

import { Api } from 'grammy'
import { describe, expect, it, onTestFinished } from 'vitest'

import type { Job } from '../../../bot/jobs/job.ts'
import { processWithId } from '../../../bot/jobs/this-process.ts'
import { startLocal, type LocalDeps } from '../../../bot/local.ts'
import { ANA, BETO, CARLA, GROUP, groupWithBot } from '../answers/harness.ts'

const NOW = Math.floor(Date.now() / 1000)
const ENDED = { host: 'elsewhere', boot: '', pid: 7 }

function command(update_id: number, name: string, more: Partial<Job> = {}): Job {
  return {
    kind: 'command',
    update_id,
    chat_id: GROUP,
    chat_type: 'supergroup',
    message_id: update_id,
    user_id: BETO,
    command: name,
    argument: '',
    ...more,
  } as Job
}

/** Its id; it runs until the test ends. */
function anotherProcess(): number {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  onTestFinished(() => void child.kill('SIGKILL'))
  return child.pid ?? 0
}

interface Left {
  readonly job: Job
  readonly secondsAgo?: number
  readonly tries?: number
  readonly by?: object
  /** Its answer had begun. */
  readonly isMarked?: boolean
}

/** A group whose bot starts again over a lake in which an earlier process left these jobs. */
async function groupAfter(left: readonly Left[], deps: Partial<LocalDeps> = {}) {
  const group = await groupWithBot({ language: 'en' })
  const { lake, token, apiRoot } = group
  for (const { job, secondsAgo = 0, tries = 1, by = ENDED, isMarked = false } of left) {
    const kept = { job, at: NOW - secondsAgo, tries, by, id: 'x' }
    lake.lay(`state/open-jobs/${job.update_id}`, JSON.stringify(kept))
    if (isMarked) lake.lay(`state/jobs/${lake.zone.date(NOW)}/${job.update_id}`, 'x')
  }
  const local = await startLocal({
    stores: lake.stores,
    zone: lake.zone,
    log: lake.log,
    token,
    botInfo: await new Api(token, { apiRoot }).getMe(),
    apiRoot,
    chatIds: [GROUP],
    adminIds: [],
    secrets: ['a-secret'],
    language: 'en',
    theme: 'light',
    coolDown: 1,
    host: '127.0.0.1',
    port: 0,
    engine: () => Promise.reject(new Error('this test runs no queries')),
    ...deps,
  })
  onTestFinished(() => local.close())
  return {
    ...group,
    idle: local.idle,
    async kept() {
      const keys: string[] = []
      for await (const key of lake.raw.list('state/open-jobs/')) keys.push(key)
      return keys
    },
  }
}

/** As `groupAfter`, when nothing is left to do. */
async function idleGroupAfter(...args: Parameters<typeof groupAfter>) {
  const group = await groupAfter(...args)
  await group.idle()
  return { ...group, kept: await group.kept() }
}

const replies = (group: Awaited<ReturnType<typeof idleGroupAfter>>) =>
  group.said().map(({ text }) => text)

describe('a command that an ended process left', () => {
  it('is answered while it is younger than ten minutes', async () => {
    const group = await idleGroupAfter([{ job: command(71, 'reports'), secondsAgo: 590 }])
    expect(replies(group)).toEqual(['Which report?'])
    expect(group.lake.log.named('job_resumed')).toEqual([
      { event: 'job_resumed', kind: 'command', update_id: 71 },
    ])
    expect(group.kept).toEqual([])
  })

  it('is answered when the clock was put back meanwhile', async () => {
    const group = await idleGroupAfter([{ job: command(71, 'reports'), secondsAgo: -3 * 3600 }])
    expect(replies(group)).toEqual(['Which report?'])
  })

  it.each([
    ['is older', { secondsAgo: 610 }],
    ['may have been answered', { isMarked: true }],
    ['ended three processes', { tries: 3 }],
  ])('gets one sentence when it %s', async (_, how) => {
    const group = await idleGroupAfter([{ job: command(71, 'stats'), ...how }])
    expect(replies(group)).toEqual([
      'I was away when you asked /stats. If no answer has come, please ask again.',
    ])
    expect(group.kept).toEqual([])
  })

  it('counts the processes that begin it', async () => {
    let fail = () => {}
    const engine = () => new Promise<never>((_, reject) => (fail = () => reject(new Error('x'))))
    const { lake, idle } = await groupAfter([{ job: command(71, 'stats') }], { engine })
    const tries = async () =>
      (JSON.parse(String(await lake.raw.get('state/open-jobs/71'))) as { tries: number }).tries
    await expect.poll(tries).toBe(2)
    await expect.poll(() => lake.log.named('job_resumed')).toHaveLength(1)
    await expect.poll(() => (fail(), lake.raw.get('state/open-jobs/71'))).toBeUndefined()
    await idle()
  })

  it('is told with the others of its chat in one sentence, and those of other chats elsewhere', async () => {
    const old = { secondsAgo: 3600 }
    const chat = { chat_id: BETO, chat_type: 'private' } as const
    const group = await idleGroupAfter([
      { job: command(71, 'stats'), ...old },
      { job: command(72, 'hours', { user_id: ANA }), ...old },
      { job: command(73, 'stats'), ...old },
      { job: command(74, 'answers', chat), ...old },
      { job: command(75, 'stats', { user_id: CARLA }), ...old },
    ])
    expect(replies(group)).toEqual([
      'I was away when you asked /hours, /stats. If no answer has come, please ask again.',
    ])
    expect(group.lake.log.named('jobs_left')).toEqual([
      { event: 'jobs_left', chat_id: GROUP, commands: 4 },
      { event: 'jobs_left', chat_id: BETO, commands: 1 },
    ])
  })

  it('of somebody who may not ask is left in silence', async () => {
    const job = command(71, 'stats', { user_id: CARLA })
    const group = await idleGroupAfter([{ job, secondsAgo: 3600 }])
    expect(replies(group)).toEqual([])
    expect(group.kept).toEqual([])
  })

  it('is left to its process while that runs', async () => {
    const by = processWithId(anotherProcess())
    const group = await idleGroupAfter([{ job: command(71, 'reports'), by }])
    expect(replies(group)).toEqual([])
    expect(group.kept).toEqual(['state/open-jobs/71'])
  })

  it('is left to a process of an earlier version while that runs', async () => {
    const { host, boot, pid } = processWithId(anotherProcess())
    const group = await idleGroupAfter([{ job: command(71, 'reports'), by: { host, boot, pid } }])
    expect(replies(group)).toEqual([])
    expect(group.kept).toEqual(['state/open-jobs/71'])
  })

  it('is done when another process has got the id of its own, as in a container that starts again', async () => {
    const by = { ...processWithId(anotherProcess()), began: '1' }
    const group = await idleGroupAfter([{ job: command(71, 'reports'), by }])
    expect(replies(group)).toHaveLength(1)
    expect(group.kept).toEqual([])
  })
})

describe('other jobs that an ended process left', () => {
  const press = (update_id: number): Job => ({
    kind: 'button',
    update_id,
    chat_id: GROUP,
    chat_type: 'supergroup',
    message_id: 1,
    has_photo: false,
    user_id: BETO,
    callback_query_id: 'long-gone',
    data: 'v1|hours|7d',
  })

  it('a press is carried out while it is young, and then forgotten', async () => {
    const group = await idleGroupAfter([
      { job: press(71), secondsAgo: 60 },
      { job: press(72), secondsAgo: 700 },
    ])
    const resumed = group.lake.log.named('job_resumed').map(({ update_id }) => update_id)
    expect(resumed).toEqual([71])
    expect(replies(group)).toEqual([])
    expect(group.kept).toEqual([])
  })

  it('a group that has been agreed to since is not left', async () => {
    const job: Job = { kind: 'strange_chat', update_id: 71, chat_id: GROUP, title: 'Grupo' }
    const group = await idleGroupAfter([{ job, secondsAgo: 3600 }])
    expect(group.calls.filter(({ method }) => method === 'leaveChat')).toEqual([])
    expect(group.kept).toEqual([])
  })

  it('what cannot be read is removed', async () => {
    const job = { kind: 'command', update_id: 71 } as Job
    expect((await idleGroupAfter([{ job }])).kept).toEqual([])
  })
})
