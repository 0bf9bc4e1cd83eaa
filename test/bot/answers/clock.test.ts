import { expect, it } from 'vitest'

import { agesBy } from '../../../etl/age.ts'
import { BETO, CARLA, GROUP, groupWithBot } from './harness.ts'

const THREE_HOURS = 3 * 3600

/** A group whose bot has a clock that is put back three hours while some seconds pass. */
async function groupWithClock() {
  const clock = { wall: Math.floor(Date.now() / 1000), steady: 0 }
  const now = () => clock.wall
  const startAge = agesBy(
    () => clock.wall * 1000,
    () => clock.steady * 1000,
  )
  // As a member, the bot is not told whose rights change.
  const group = await groupWithBot({ role: 'member', language: 'en', deps: { now, startAge } })
  return {
    ...group,
    putBackAndWait(seconds: number) {
      clock.wall -= THREE_HOURS
      clock.steady += seconds
    },
  }
}

it('somebody who is no administrator any more gets no answer after a minute, though the clock is put back', async () => {
  const group = await groupWithClock()
  expect(await group.ask(BETO, '/reports')).toHaveLength(1)
  group.actor.setRole(GROUP, BETO, 'member')
  group.putBackAndWait(61)
  const [refusal] = await group.ask(BETO, '/reports')
  expect(refusal?.text).toBe('Only the administrators of this group can ask for reports.')
})

it('what everybody may ask is answered again after a minute, though the clock is put back', async () => {
  const group = await groupWithClock()
  expect(await group.ask(CARLA, '/help')).toHaveLength(1)
  group.putBackAndWait(61)
  expect(await group.ask(CARLA, '/help')).toHaveLength(1)
})
