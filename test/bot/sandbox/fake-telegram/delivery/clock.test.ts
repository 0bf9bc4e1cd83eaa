import { describe, expect, it } from 'vitest'
import {
  manualClock,
  systemClock,
} from '../../../../../bot/sandbox/fake-telegram/delivery/clock.ts'

describe('systemClock', () => {
  it('runs as fast as told', async () => {
    const clock = systemClock(1000)
    const start = clock.now().getTime()
    await clock.sleep(20_000)
    const passed = clock.now().getTime() - start
    expect(passed).toBeGreaterThanOrEqual(15_000)
    expect(passed).toBeLessThan(2_000_000)
  })

  it('wakes a sleeper whose signal is aborted', async () => {
    const controller = new AbortController()
    const asleep = systemClock().sleep(3_600_000, controller.signal)
    controller.abort()
    await asleep
  })

  it('needs a speed above 0', () => {
    expect(() => systemClock(0)).toThrow('telegram: clock speed 0 is not above 0: use 1 or more')
  })
})

describe('manualClock', () => {
  it('wakes sleepers in the order of their time', async () => {
    const clock = manualClock(new Date(0))
    const woken: number[] = []
    for (const time of [300, 100, 200, 400]) void clock.sleep(time).then(() => woken.push(time))
    clock.advance(300)
    await Promise.resolve()
    expect(clock.now()).toEqual(new Date(300))
    expect(woken).toEqual([100, 200, 300])
  })
})
