import { setTimeout as sleep } from 'node:timers/promises'

import { describe, expect, it } from 'vitest'

import { createTurns } from '../../../bot/jobs/turns.ts'

const pauses: number[] = []
const turnsNow = () =>
  createTurns({
    async sleep(milliseconds) {
      pauses.push(milliseconds)
    },
  })

describe('turns', () => {
  it('are taken in the order of arrival, however long each is prepared', async () => {
    const turns = turnsNow()
    const done: number[] = []
    const job = (name: number, milliseconds: number) =>
      turns.take(1, async () => {
        await sleep(milliseconds)
        return async () => void done.push(name)
      })
    await Promise.all([job(1, 30), job(2, 0), job(3, 10)])
    expect(done).toEqual([1, 2, 3])
  })

  it('leave three seconds between two answers, so that a group gets twenty a minute', async () => {
    pauses.length = 0
    const turns = turnsNow()
    await turns.take(1, async () => async () => {})
    await turns.take(1, async () => async () => {})
    expect(pauses[0]).toBe(3_000)
  })

  it('are not used up by jobs that come to nothing', async () => {
    const turns = turnsNow()
    let end = () => {}
    const ended = new Promise<void>((resolve) => (end = resolve))
    const first = turns.take(1, async () => () => ended)
    const others = Array.from({ length: 25 }, () => turns.take(1, async () => undefined))
    const last = turns.take(1, async () => async () => {})
    expect(new Set(await Promise.all(others))).toEqual(new Set(['nothing']))
    end()
    expect(await Promise.all([first, last])).toEqual(['done', 'done'])
  })

  it('are refused when too many wait', async () => {
    const turns = turnsNow()
    const jobs = Array.from({ length: 6 }, () => turns.take(1, async () => () => sleep(5)))
    expect(await Promise.all(jobs)).toEqual(['done', 'done', 'done', 'done', 'busy', 'busy'])
  })

  it('of one chat do not wait for another, nor for one that failed', async () => {
    const turns = turnsNow()
    const never = new Promise<void>(() => {})
    void turns.take(1, async () => () => never)
    expect(await turns.take(2, async () => async () => {})).toBe('done')
    const failing = turns.take(3, () => Promise.reject(new Error('cannot be prepared')))
    const next = turns.take(3, async () => async () => {})
    await expect(failing).rejects.toThrow('cannot be prepared')
    expect(await next).toBe('done')
  })
})
