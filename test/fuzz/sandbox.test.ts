import { request } from 'node:http'

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect } from 'vitest'

import { startTelegram, type Telegram } from '../../bot/sandbox/fake-telegram/fake-telegram.ts'
import { methodTable } from '../../bot/sandbox/fake-telegram/methods/table.ts'
import { ANA, BOT, GROUP } from '../helpers/telegram-group.ts'
import { fuzz } from './fuzz.ts'
import { hostileText, hostileValue, spoiltBytes } from './hostile.ts'
import { textOf } from './json.ts'

let telegram: Telegram
let token = ''
beforeAll(async () => {
  telegram = await startTelegram({ limits: false })
  const { actor } = telegram
  actor.addUser({ id: ANA, first_name: 'Ana', username: 'ana' })
  token = actor.createBot({ id: BOT, username: 'lake_bot', first_name: 'Lake' }).token
  actor.createGroup({ id: GROUP, title: 'Grupo', creator: ANA })
  actor.addBot(GROUP, BOT, { role: 'administrator' })
})
afterAll(() => telegram.close())

/** Those that wait, or send something elsewhere, are left out. */
const methods = [...methodTable({} as never).keys()].filter(
  (name) => !['getupdates', 'setwebhook'].includes(name),
)

const names = ['chat_id', 'user_id', 'text', 'message_id', 'parse_mode', 'reply_markup', 'url']
const others = [
  'entities',
  'photo',
  'caption',
  'scope',
  'commands',
  'reply_parameters',
  '__proto__',
]
const fields = fc.array(
  fc.tuple(
    fc.oneof(fc.constantFrom(...names, ...others), hostileText),
    fc.oneof(
      fc.constantFrom(
        `${GROUP}`,
        '1',
        '"HTML"',
        '"<b>x</b>"',
        '"<b x=\'"',
        '{"inline_keyboard":[[]]}',
      ),
      hostileValue.map(textOf),
    ),
  ),
  { maxLength: 6 },
)

describe('the sandbox’s Bot API', () => {
  fuzz(
    'answers every call as Telegram does, and the next',
    fc.tuple(
      fc.oneof(
        fc.constantFrom(...methods),
        hostileText.map((text) => encodeURIComponent(text.toWellFormed())),
      ),
      spoiltBytes(
        fields.map(
          (list) => `{${list.map(([name, value]) => `${JSON.stringify(name)}:${value}`)}}`,
        ),
      ),
    ),
    async ([method, body]) => {
      const { status, text } = await call(method, body)
      expect(status).toBeLessThan(500)
      expect(JSON.parse(text)).toMatchObject({ ok: status === 200 })
      const me = JSON.parse((await call('getMe', Buffer.from('{}'))).text) as unknown
      expect(me).toMatchObject({ result: { id: BOT } })
    },
    { cost: 2 },
  )
})

/** Not with fetch: that says that it is a page. */
function call(method: string, body: Uint8Array): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const url = `${telegram.apiRoot}/bot${token}/${method.slice(0, 500)}`
    const headers = { 'Content-Type': 'application/json' }
    const sending = request(url, { method: 'POST', headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    sending.on('error', reject)
    sending.end(body)
  })
}
