import { describe, expect, it } from 'vitest'

import type { CommandJob } from '../../../bot/jobs/job.ts'
import { createKeptJobs } from '../../../bot/jobs/kept-jobs.ts'
import { localQueue } from '../../../bot/jobs/local-queue.ts'
import type { ObjectStore } from '../../../etl/lake/store.ts'
import { timeZone } from '../../../etl/lake/time-zone.ts'
import { recordingLog } from '../../helpers/log.ts'
import { memoryStore } from '../../helpers/memory-store.ts'
import { NOON } from '../../helpers/updates.ts'

const job: CommandJob = {
  kind: 'command',
  update_id: 7,
  chat_id: -1001,
  chat_type: 'supergroup',
  message_id: 3,
  user_id: 5,
  command: 'stats',
  argument: '',
}

it('leaves a job that the end of the program cut short to the next program', async () => {
  const { store: state, objects } = memoryStore()
  const ended = new AbortController()
  const now = () => NOON
  const queue = localQueue({
    work: async () => ended.abort(),
    kept: createKeptJobs({ state, zone: timeZone('UTC'), now }),
    isKept: () => true,
    ended: ended.signal,
    now,
    log: recordingLog(),
  })
  await queue.send(job)
  await queue.idle()
  expect([...objects.keys()]).toEqual(['state/open-jobs/7'])
})

it('keeps no job whose keeping failed after it was written: its person is told so', async () => {
  const { store, objects } = memoryStore()
  const state = {
    ...store,
    async putIfAbsent(key: string, body: Uint8Array) {
      const isNew = await store.putIfAbsent(key, body)
      if (key.startsWith('state/open-jobs/')) throw new Error('folder not flushed')
      return isNew
    },
  }
  const now = () => NOON
  const kept = createKeptJobs({ state, zone: timeZone('UTC'), now })
  const done: unknown[] = []
  const work = async (job: unknown) => void done.push(job)
  const queue = localQueue({ work, kept, isKept: () => true, now, log: recordingLog() })
  await expect(queue.send(job)).rejects.toThrow('folder not flushed')
  // Delivered again: an answer would follow the apology.
  await queue.send(job)
  await queue.idle()
  expect([...objects.keys()]).toEqual(['state/jobs/2026-11-01/7'])
  expect(done).toEqual([])
})

describe('a job is done once though its update comes again to the next program', () => {
  /** A store that fails so often at first for these keys, and programs one after the other on it. */
  function programs(method: 'putIfAbsent' | 'delete', prefix: string) {
    const { store, objects } = memoryStore()
    let failures = 2
    const failing = async <T>(key: string, act: () => Promise<T>): Promise<T> => {
      if (!key.startsWith(prefix) || failures === 0) return act()
      failures -= 1
      throw new Error('disk full')
    }
    const state: ObjectStore = {
      ...store,
      putIfAbsent: (key, body) =>
        method === 'putIfAbsent'
          ? failing(key, () => store.putIfAbsent(key, body))
          : store.putIfAbsent(key, body),
      delete: (key) =>
        method === 'delete' ? failing(key, () => store.delete(key)) : store.delete(key),
    }
    const done: string[] = []
    const now = () => NOON
    const start = () => {
      const kept = createKeptJobs({ state, zone: timeZone('UTC'), now })
      return localQueue({
        async work({ kind, update_id }) {
          const isMine = kind === 'away' || (await kept.answering(update_id).catch(() => true))
          if (isMine) done.push(kind)
        },
        kept,
        isKept: () => true,
        now,
        log: recordingLog(),
      })
    }
    return { start, done, store, objects }
  }

  it.each(['putIfAbsent', 'delete'] as const)('when %s failed for a moment', async (method) => {
    const prefix = method === 'delete' ? 'state/open-jobs/' : 'state/jobs/'
    const { start, done, objects } = programs(method, prefix)
    const queue = start()
    await queue.send(job)
    await queue.idle()
    expect([...objects.keys()]).toEqual(['state/jobs/2026-11-01/7'])
    const next = start()
    next.resume()
    await next.send(job)
    await next.idle()
    expect(done).toEqual(['command'])
  })

  it('and its person was asked to repeat it', async () => {
    const { start, done, store } = programs('delete', 'none')
    const by = { host: 'elsewhere', boot: '', pid: 7 }
    const left = { job, at: NOON - 3_600, tries: 1, by, id: 'x' }
    await store.put('state/open-jobs/7', Buffer.from(JSON.stringify(left)))
    const queue = start()
    queue.resume()
    await queue.idle()
    await queue.send(job)
    await queue.idle()
    expect(done).toEqual(['away'])
  })
})

it('does a job once when its update comes again after the clock was set', async () => {
  const { store: state } = memoryStore()
  const DAY = 24 * 3600
  let now = NOON
  const done: number[] = []
  const start = () => {
    const kept = createKeptJobs({ state, zone: timeZone('UTC'), now: () => now })
    return localQueue({
      async work(job) {
        if (await kept.answering(job.update_id)) done.push(now)
      },
      kept,
      isKept: () => true,
      now: () => now,
      log: recordingLog(),
    })
  }
  for (const days of [0, -2, 1, -3]) {
    now = NOON + days * DAY
    const queue = start()
    await queue.send(job)
    await queue.idle()
  }
  expect(done).toEqual([NOON])
})
