import { Api } from 'grammy'
import type { Update } from 'grammy/types'
import { describe, expect, it, onTestFinished } from 'vitest'

import { poll } from '../../../bot/delivery/polling.ts'
import { startTelegram } from '../../../bot/sandbox/fake-telegram/fake-telegram.ts'
import { recordingLog } from '../../helpers/log.ts'

const GROUP = -1001000000001
const ANA = 10
const BOT = 900

/** A group with the bot in it, and a poll over it; `handle` may refuse to store. */
async function polled(handle: (update: Update, attempt: number) => void = () => {}) {
  const telegram = await startTelegram({ limits: false })
  const { actor } = telegram
  actor.addUser({ id: ANA, first_name: 'Ana' })
  const { token } = actor.createBot({ id: BOT, username: 'lake_bot', privacy: false })
  actor.createGroup({ id: GROUP, title: 'Grupo', creator: ANA })
  actor.addBot(GROUP, BOT, { role: 'administrator' })

  const stop = new AbortController()
  const log = recordingLog()
  const stored: string[] = []
  /** What was handed on and is no update. */
  const strange: unknown[] = []
  const pauses: number[] = []
  let attempts = 0
  let onStored = () => {}
  const heard: string[] = []
  const answers: object[] = []
  const api = new Api(token, { apiRoot: telegram.apiRoot })
  api.config.use(async (call, method, payload, signal) => {
    const response = await call(method, payload, signal)
    return method === 'getUpdates' ? ((answers.shift() ?? response) as never) : response
  })
  const done = poll(
    {
      onOutage: () => heard.push('outage'),
      onAnswer: () => heard.push('answer'),
      onConflict: (taker) => heard.push(`conflict with a ${taker}`),
      api,
      async deliver(delivered) {
        const update = delivered as Update | null
        attempts += 1
        if (!update?.update_id) {
          strange.push(delivered)
          return onStored()
        }
        handle(update, attempts)
        if (update.message?.text !== undefined) stored.push(update.message.text)
        onStored()
      },
      log,
      async sleep(milliseconds) {
        pauses.push(milliseconds)
      },
    },
    stop.signal,
  )
  onTestFinished(async () => {
    stop.abort()
    await done.catch(() => {})
    await telegram.close()
  })
  return {
    telegram,
    actor,
    log,
    /** In place of what Telegram answers to getUpdates. */
    answerNext: (answer: object) => void answers.push(answer),
    stored,
    strange,
    pauses,
    heard,
    done,
    offsets: () =>
      telegram.calls
        .filter(({ method }) => method === 'getUpdates')
        .map(({ params }) => params.offset),
    async until(isTrue: () => boolean): Promise<void> {
      while (!isTrue()) await new Promise<void>((resolve) => (onStored = resolve))
    },
  }
}

describe('poll', () => {
  it('hands on every update, in order', async () => {
    const { actor, stored, until } = await polled()
    for (const text of ['one', 'two', 'three']) actor.send(GROUP, ANA, text)
    await until(() => stored.length === 3)
    expect(stored).toEqual(['one', 'two', 'three'])
  })

  it('tries an update again until it is stored, and acknowledges nothing before', async () => {
    let failures = 3
    const { actor, telegram, stored, pauses, log, until } = await polled((update) => {
      if (update.message?.text === 'two' && failures > 0) {
        failures -= 1
        // What Telegram has been told by now: nothing beyond what was stored.
        const offset = telegram.calls.findLast(({ method }) => method === 'getUpdates')?.params
          .offset
        expect(Number(offset ?? 0)).toBeLessThanOrEqual(update.update_id)
        throw new Error('disk full')
      }
    })
    actor.send(GROUP, ANA, 'one')
    actor.send(GROUP, ANA, 'two')
    actor.send(GROUP, ANA, 'three')
    await until(() => stored.length === 3)
    expect(stored).toEqual(['one', 'two', 'three'])
    expect(pauses).toEqual([1000, 2000, 4000])
    expect(log.named('update_not_stored').map(({ reason }) => reason)).toEqual([
      'disk full',
      'disk full',
      'disk full',
    ])
  })

  it('goes on after errors of Telegram', async () => {
    const { actor, telegram, stored, heard, log, until } = await polled()
    telegram.failNext('getUpdates', { error_code: 502, description: 'Bad Gateway', times: 2 })
    telegram.dropNext('getUpdates')
    actor.send(GROUP, ANA, 'one')
    actor.send(GROUP, ANA, 'two')
    await until(() => stored.length === 2)
    actor.send(GROUP, ANA, 'three')
    await until(() => stored.length === 3)
    expect(stored).toEqual(['one', 'two', 'three'])
    expect(heard.filter((each) => each === 'outage').length).toBeGreaterThanOrEqual(2)
    expect(heard.at(-1)).toBe('answer')
    expect(log.facts).toEqual([])
  })

  it('says who else gets the updates', async () => {
    const { telegram, actor, stored, heard, until } = await polled()
    const description = "Conflict: can't use getUpdates method while webhook is active"
    telegram.failNext('getUpdates', { error_code: 409, description })
    actor.send(GROUP, ANA, 'one')
    await until(() => stored.length === 1)
    actor.send(GROUP, ANA, 'two')
    await until(() => stored.length === 2)
    expect(heard).toContain('conflict with a webhook')
    expect(heard).not.toContain('outage')
  })

  it('asks for reactions and membership too', async () => {
    const { actor, telegram, stored, until } = await polled()
    actor.send(GROUP, ANA, 'one')
    await until(() => stored.length === 1)
    const call = telegram.calls.find(({ method }) => method === 'getUpdates')
    expect(JSON.stringify(call?.params.allowed_updates)).toContain('message_reaction')
    expect(JSON.stringify(call?.params.allowed_updates)).toContain('chat_member')
  })

  it.each<[string, object]>([
    ['one 401', { ok: false, error_code: 401, description: 'Unauthorized' }],
    ['an object in place of a list', { ok: true, result: { a: 1 } }],
    ['an answer that is none', { hello: 1 }],
  ])('goes on after %s', async (_, answer) => {
    const { actor, answerNext, stored, heard, until } = await polled()
    answerNext(answer)
    actor.send(GROUP, ANA, 'one')
    await until(() => stored.length === 1)
    actor.send(GROUP, ANA, 'two')
    await until(() => stored.length === 2)
    expect(stored).toEqual(['one', 'two'])
    expect(heard).toContain('outage')
  })

  it('hands on what is no update, and goes on', async () => {
    const { actor, answerNext, stored, strange, pauses, until } = await polled()
    answerNext({ ok: true, result: [null, {}] })
    actor.send(GROUP, ANA, 'one')
    await until(() => stored.length === 1)
    expect(strange).toEqual([null, {}])
    // Nothing was acknowledged, so it might come again at once.
    expect(pauses).toEqual([1000])
  })

  it('takes the updates beside something that is none', async () => {
    const { actor, answerNext, stored, strange, until } = await polled()
    const message = { message_id: 9, chat: { id: GROUP, type: 'supergroup' }, text: 'beside' }
    answerNext({ ok: true, result: [null, { update_id: 5, message }, 'x'] })
    actor.send(GROUP, ANA, 'one')
    await until(() => stored.includes('beside') && strange.length === 2)
    expect(stored).toContain('beside')
    expect(strange).toEqual([null, 'x'])
  })

  it('waits as long as Telegram asks', async () => {
    const { actor, telegram, stored, pauses, until } = await polled()
    const parameters = { retry_after: 300 }
    telegram.failNext('getUpdates', { error_code: 429, description: 'Too Many', parameters })
    actor.send(GROUP, ANA, 'one')
    await until(() => stored.length === 1)
    actor.send(GROUP, ANA, 'two')
    await until(() => stored.length === 2)
    expect(pauses).toEqual([300_000])
  })

  it.each([
    [0, 1_000],
    [-5, 1_000],
    ['soon', 1_000],
    [null, 1_000],
    [3_000_000, 3_600_000],
  ])('waits neither for no time nor for weeks: retry_after %j', async (given, waited) => {
    const { actor, telegram, stored, pauses, until } = await polled()
    const parameters = { retry_after: given as number }
    telegram.failNext('getUpdates', { error_code: 429, description: 'Too Many', parameters })
    actor.send(GROUP, ANA, 'one')
    await until(() => stored.length === 1)
    actor.send(GROUP, ANA, 'two')
    await until(() => stored.length === 2)
    expect(pauses).toEqual([waited])
  })

  it('ends when the token is refused', async () => {
    const telegram = await startTelegram()
    onTestFinished(() => telegram.close())
    const api = new Api('1:wrong', { apiRoot: telegram.apiRoot })
    const running = poll(
      { api, deliver: async () => {}, log: recordingLog(), sleep: async () => {} },
      new AbortController().signal,
    )
    await expect(running).rejects.toMatchObject({ error_code: 401 })
  })
})
