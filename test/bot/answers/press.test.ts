import { afterEach, expect, it, vi } from 'vitest'

import { createPress } from '../../../bot/answers/press.ts'
import type { ButtonJob } from '../../../bot/jobs/job.ts'
import { recordingLog } from '../../helpers/log.ts'

afterEach(() => void vi.useRealTimers())

function pressAt(answerCallbackQuery: (id: string, other?: object) => Promise<true>) {
  const log = recordingLog()
  const job = { callback_query_id: '77', update_id: 1 } as ButtonJob
  return { log, press: createPress({ api: { answerCallbackQuery } as never, log }, job) }
}

it('a press is answered before Telegram takes no answer any more', async () => {
  vi.useFakeTimers()
  const answer = vi.fn(async () => true as const)
  const { press } = pressAt(answer)
  press.hold()
  await vi.advanceTimersByTimeAsync(9_000)
  expect(answer.mock.calls).toEqual([['77', {}]])
  expect(await press.answer('too late for this')).toBe(false)
  expect(answer).toHaveBeenCalledTimes(1)
})

it('a press is answered once, and one that is too old fails nothing', async () => {
  const { press, log } = pressAt(() => Promise.reject(new Error('query is too old')))
  expect(await press.answer('no')).toBe(true)
  expect(await press.answer()).toBe(false)
  expect(log.named('press_not_answered')).toHaveLength(1)
})
