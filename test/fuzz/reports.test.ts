import fc from 'fast-check'
import { describe, expect } from 'vitest'

import { reports } from '../../bot/reports/registry.ts'
import { BETO, GROUP } from '../bot/answers/harness.ts'
import { messageUpdate } from '../helpers/updates.ts'
import { fuzz } from './fuzz.ts'
import { hostileText } from './hostile.ts'
import { patientGroup } from './patient-group.ts'

const entity = fc.record({
  type: fc.constantFrom('bold', 'url', 'text_link', 'code', 'pre', 'text_mention', '__proto__'),
  offset: fc.oneof(fc.nat(50), fc.maxSafeInteger()),
  length: fc.oneof(fc.nat(50), fc.maxSafeInteger()),
  url: hostileText,
  user: fc.record({ id: fc.maxSafeInteger() }),
})

const message = fc
  .record(
    {
      from: fc.record({
        id: fc.oneof(fc.nat(5), fc.maxSafeInteger()),
        is_bot: fc.constant(false),
        first_name: hostileText,
        last_name: hostileText,
        username: hostileText,
      }),
      text: fc.oneof(
        hostileText,
        hostileText.map((text) => `how do I ${text}?`),
        hostileText.map((text) => `${text}? thanks ${text}`),
      ),
      entities: fc.array(entity, { maxLength: 4 }),
      sender_chat: fc.record({ id: fc.maxSafeInteger(), title: hostileText }),
      message_thread_id: fc.nat(5),
      is_topic_message: fc.boolean(),
      forum_topic_created: fc.record({ name: hostileText }),
      reply_to_message: fc.nat(20).map((id) => ({ message_id: id, date: 1 })),
    },
    { requiredKeys: ['from', 'text'] },
  )
  .map(({ forum_topic_created, ...rest }) => ({
    ...rest,
    ...(forum_topic_created && {
      reply_to_message: { message_id: 5_000, forum_topic_created },
    }),
  }))

/** What says that a report went wrong, or that a text could not be sent as it was meant. */
const FAILURES = ['answer_failed', 'picture_failed', 'html_refused', 'answer_not_sent']

describe('a report about a group that wrote anything', () => {
  const group = patientGroup({ hasRealCharts: true })
  let lastId = 1_000_000

  fuzz(
    'is answered once, with its picture and in a text that Telegram takes',
    fc.tuple(
      fc.array(message, { minLength: 1, maxLength: 12 }),
      fc.constantFrom(...reports.map(({ name }) => name)),
    ),
    async ([messages, name]) => {
      const now = Math.floor(Date.now() / 1000)
      const chat = { id: GROUP, type: 'supergroup', title: 'Grupo' }
      group().lake.layUpdates(
        ...messages.map((each) =>
          messageUpdate((lastId += 1), { ...each, chat, date: now - (lastId % 50_000) }),
        ),
      )
      const answers = await group().ask(BETO, `/${name} 7d`)
      expect(answers).toHaveLength(1)
      for (const failure of FAILURES) expect(group().lake.log.named(failure)).toEqual([])
    },
    { cost: 75, count: ([messages]) => messages.length },
  )
})
