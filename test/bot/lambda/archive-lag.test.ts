import { describe, expect, it } from 'vitest'

import { lagSeconds } from '../../../bot/lambda/archive-lag.ts'
import { messageUpdate, NOON } from '../../helpers/updates.ts'

const edited = (edit_date?: number) => ({
  update_id: 2,
  edited_message: { message_id: 1, date: NOON, edit_date },
})

describe('lagSeconds', () => {
  it.each([
    ['a message counts from when it was sent', messageUpdate(1, { date: NOON }), 30],
    ['an edit counts from when it was made', edited(NOON + 20), 10],
    ['an edit without a date of its own counts from its message', edited(), 30],
    ['a clock that is behind means no lag', messageUpdate(1, { date: NOON + 60 }), 0],
    ['a reaction counts', { update_id: 3, message_reaction: { date: NOON + 25 } }, 5],
    [
      'a press says nothing: its button may be old',
      { update_id: 4, callback_query: { id: '1', message: { message_id: 1, date: NOON } } },
      undefined,
    ],
    ['nor does what has no date', { update_id: 5, poll: { id: '1' } }, undefined],
  ])('%s', (_, update, seconds) => {
    expect(lagSeconds(update, NOON + 30)).toBe(seconds)
  })
})
