import { GrammyError } from 'grammy'
import { expect, it } from 'vitest'

import { awaitBotInfo } from '../../../bot/cli/bot-info.ts'

it.each([
  [-5, 1_000],
  [0, 1_000],
  ['soon', 1_000],
  [7, 7_000],
  [3e9, 3_600_000],
])('waits neither for no time nor for weeks: retry_after %j', async (retry_after, waited) => {
  const refused = {
    ok: false as const,
    error_code: 429,
    description: 'Too Many Requests',
    parameters: { retry_after: retry_after as number },
  }
  const answers = [new GrammyError('busy', refused, 'getMe', {}), { id: 9, username: 'lake_bot' }]
  const waits: number[] = []
  const info = await awaitBotInfo(
    {
      api: {
        async getMe() {
          const answer = answers.shift()
          if (answer instanceof Error) throw answer
          return answer as never
        },
      },
      outages: { failed() {}, answered() {} } as never,
      onSlow() {},
      sleep: async (milliseconds) => void waits.push(milliseconds),
    },
    new AbortController().signal,
  )
  expect([info?.username, waits]).toEqual(['lake_bot', [waited]])
})
