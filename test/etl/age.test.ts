import { expect, it } from 'vitest'

import { agesBy } from '../../etl/age.ts'

function clocks() {
  const clock = { wall: 1_000_000, steady: 5 }
  return {
    clock,
    start: agesBy(
      () => clock.wall,
      () => clock.steady,
    ),
  }
}

it('an age grows with the clocks', () => {
  const { clock, start } = clocks()
  const age = start()
  expect(age()).toBe(0)
  clock.wall += 100
  clock.steady += 100
  expect(age()).toBe(100)
})

it('an age grows although the machine’s clock is put back', () => {
  const { clock, start } = clocks()
  const age = start()
  clock.wall -= 3_600_000
  clock.steady += 100
  expect(age()).toBe(100)
})

it('an age grows while the machine sleeps and its steady clock stands still', () => {
  const { clock, start } = clocks()
  const age = start()
  clock.wall += 3_600_000
  expect(age()).toBe(3_600_000)
})
