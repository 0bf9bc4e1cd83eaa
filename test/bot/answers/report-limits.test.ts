import { expect, it } from 'vitest'

import { tooLarge, tooLate } from '../../../bot/engine/engine.ts'
import { BETO, groupWithBot } from './harness.ts'

it.each([
  ['en', 'This asks for too much at once: choose fewer days.'],
  ['pt-BR', 'É muita coisa de uma vez: escolha menos dias.'],
  ['es', 'Es demasiado de una vez: elige menos días.'],
] as const)('says in %s that a report asks for too much', async (language, sentence) => {
  const failures = [tooLarge(new Error('Out of Memory Error: 400 MiB used')), tooLate(120)]
  const { ask, lake } = await groupWithBot({
    language,
    engine: async () => ({
      query: () => Promise.reject(failures[0]!),
      close: async () => {},
    }),
  })
  const [answer] = await ask(BETO, '/messages_per_day 90d')
  const reference = /\d+$/.exec(answer?.text ?? '')?.[0]
  expect(answer?.text).toContain(sentence)
  expect(lake.log.named('report_too_large')).toEqual([
    expect.objectContaining({
      reference,
      report: 'messages_per_day',
      reason: 'takes too much memory: ask for less (Out of Memory Error: 400 MiB used)',
    }),
  ])
  failures.shift()
  const [late] = await ask(BETO, '/messages_per_day 90d')
  expect(late?.text).toContain(sentence)
  expect(lake.log.named('report_too_large')[1]).toMatchObject({
    reason: 'stopped after 120 s: ask for fewer days',
  })
})
