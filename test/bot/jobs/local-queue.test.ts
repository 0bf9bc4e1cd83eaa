import { expect, it } from 'vitest'

import type { CommandJob } from '../../../bot/jobs/job.ts'
import { createKeptJobs } from '../../../bot/jobs/kept-jobs.ts'
import { localQueue } from '../../../bot/jobs/local-queue.ts'
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
      await store.putIfAbsent(key, body)
      throw new Error('folder not flushed')
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
  expect([...objects.keys()]).toEqual([])
  expect(done).toEqual([])
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
