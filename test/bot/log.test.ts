import { expect, it } from 'vitest'

import { sparingLog } from '../../bot/log.ts'
import { agesBy } from '../../etl/age.ts'
import { recordingLog } from '../helpers/log.ts'

function sparing() {
  const clock = { now: 0 }
  const now = () => clock.now
  const recorded = recordingLog()
  return { clock, recorded, log: sparingLog(recorded, agesBy(now, now)) }
}

it('the log has thirty lines of an event in a minute, and then says how many it left out', () => {
  const { clock, recorded, log } = sparing()
  for (let update_id = 0; update_id < 1000; update_id += 1) {
    log.error({ event: 'answer_not_sent', update_id })
  }
  log.error({ event: 'answer_failed' })
  expect(recorded.named('answer_not_sent')).toHaveLength(30)
  expect(recorded.named('answer_failed')).toEqual([{ event: 'answer_failed' }])
  clock.now = 60_000
  log.error({ event: 'answer_not_sent', update_id: 1000 })
  log.error({ event: 'answer_not_sent', update_id: 1001 })
  expect(recorded.named('answer_not_sent').slice(30)).toEqual([
    { event: 'answer_not_sent', update_id: 1000, not_logged: 970 },
    { event: 'answer_not_sent', update_id: 1001 },
  ])
})

it('the log warns of a chat once an hour', () => {
  const { clock, recorded, log } = sparing()
  for (let minute = 0; minute < 61; minute += 1) {
    clock.now = minute * 60_000
    log.warn({ event: 'chat_not_archived', chat_id: -1 })
  }
  log.warn({ event: 'chat_not_archived', chat_id: -2 })
  expect(recorded.facts).toEqual([
    { event: 'chat_not_archived', chat_id: -1 },
    { event: 'chat_not_archived', chat_id: -1, not_logged: 59 },
    { event: 'chat_not_archived', chat_id: -2 },
  ])
})
