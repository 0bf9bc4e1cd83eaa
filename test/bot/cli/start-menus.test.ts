import { setTimeout as sleep } from 'node:timers/promises'

import { Api } from 'grammy'
import { expect, it } from 'vitest'

import { fillMenus } from '../../../bot/cli/start.ts'
import { recordingLog } from '../../helpers/log.ts'

function refusing(): Api {
  const api = new Api('900:x')
  api.config.use(async () => ({ ok: false, error_code: 502, description: 'Bad Gateway' }))
  return api
}

it('a menu that Telegram does not take is logged and stops nothing', async () => {
  const log = recordingLog()
  const { signal } = new AbortController()
  await fillMenus({ api: refusing() }, { language: 'en', log, signal })
  expect(log.named('commands_not_registered')).toHaveLength(1)
})

it('menus are given up when the program ends', async () => {
  const log = recordingLog()
  const stop = new AbortController()
  const api = new Api('900:x')
  api.config.use(async (_call, _method, _payload, signal) => {
    await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()))
    throw new Error('aborted')
  })
  const filling = fillMenus({ api }, { language: 'en', log, signal: stop.signal })
  await sleep(5)
  stop.abort()
  await filling
  expect(log.facts).toEqual([])
})
