import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { describe, expect, it, onTestFinished } from 'vitest'

import { lake, outcome, startCli } from '../../helpers/cli.ts'
import { BOT, GROUP, telegramGroup } from '../../helpers/telegram-group.ts'
import { tempFolder } from '../../helpers/temp.ts'

const TOKEN = '123456:ABC-def'

/** A Bot API of one bot; `answer` is what it says to getMe. */
async function botApi(said: { status: number; body: object }, port = 0) {
  let answer = said
  let onCall = () => {}
  const called = new Promise<void>((resolve) => (onCall = resolve))
  const server: Server = createServer((request, response) => {
    const isGetMe = request.url?.endsWith('/getMe')
    if (isGetMe) onCall()
    // getUpdates is held, as Telegram does.
    if (request.url?.endsWith('/getUpdates')) return
    const { status, body } = isGetMe ? answer : { status: 200, body: { ok: true, result: true } }
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  onTestFinished(close)
  const { port: actual } = server.address() as AddressInfo
  const root = `http://127.0.0.1:${actual}`
  return { root, port: actual, close, called, answer: (next: typeof said) => void (answer = next) }
}

/** What answers, or does not, at the address of a Bot API. */
async function serverThat(answers: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_, response) => answers(response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const me = {
  status: 200,
  body: {
    ok: true,
    result: { id: 123456, is_bot: true, first_name: 'Lake', username: 'lake_bot' },
  },
}
const refusal = (error_code: number, description: string) => ({
  status: error_code,
  body: { ok: false, error_code, description },
})

const settings = (root: string) => ({
  TELEGRAM_BOT_TOKEN: TOKEN,
  TELEGRAM_API_ROOT: root,
  TELEGRAM_CHAT_ID: '-1009',
  PRIVACY_CONTACT: 'privacy@example.org',
  PORT: '0',
})

describe('lake start', () => {
  it('says that Telegram cannot be reached, and goes on once it can', async () => {
    const before = await botApi(me)
    await before.close()
    const child = startCli(['start'], tempFolder(), settings(before.root))
    const ended = outcome(child)
    const shows = (stream: 'stdout' | 'stderr', text: string) =>
      new Promise<void>((resolve, reject) => {
        let seen = ''
        child[stream].on('data', (part: string) => {
          seen += part
          if (seen.includes(text)) resolve()
        })
        void ended.then((result) => reject(new Error(JSON.stringify(result))))
      })
    const polls = shows('stdout', '@lake_bot is polling Telegram')
    await shows('stderr', 'Telegram cannot be reached')
    await botApi(me, before.port)
    await polls
    child.kill('SIGINT')
    const { code, stderr } = await ended
    expect(code).toBe(0)
    expect(stderr).toBe(
      'Telegram cannot be reached (ECONNREFUSED). Trying until it answers; Ctrl-C stops.\n' +
        'Telegram answers again.\n',
    )
  })

  it('says once that Telegram is out of order while it runs, and once that it answers again', async () => {
    const { telegram, actor, groupEnv } = await telegramGroup()
    actor.addBot(GROUP, BOT, { role: 'administrator' })
    telegram.failNext('getUpdates', { error_code: 502, description: 'Bad Gateway', times: 2 })
    const env = { ...groupEnv, PORT: '0', LANG: 'es_ES.UTF-8' }
    const child = startCli(['start'], tempFolder(), env)
    let seen = ''
    child.stderr.on('data', (part: string) => {
      seen += part
      if (seen.includes('volvió')) child.kill('SIGINT')
    })
    const { code, stderr } = await outcome(child)
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        'No se puede llegar a Telegram (502 Bad Gateway). Lo intentaré hasta que responda; Ctrl-C lo detiene.\n' +
        'Telegram volvió a responder.\n',
    })
  })

  it.each([
    ['en_US', 'Waiting for Telegram (HOST). If this takes long, check the network.\n'],
    ['pt_BR', 'Esperando o Telegram responder (HOST). Se demorar muito, verifique a rede.\n'],
    ['es_MX', 'Esperando la respuesta de Telegram (HOST). Si tarda mucho, revisa la red.\n'],
  ])('says in three seconds what it waits for when nothing answers (%s)', async (LANG, words) => {
    const root = await serverThat(() => {})
    const child = startCli(['start'], tempFolder(), { ...settings(root), LANG })
    child.stderr.once('data', () => child.kill('SIGINT'))
    expect(await outcome(child)).toEqual({
      code: 0,
      stdout: '',
      stderr: words.replace('HOST', new URL(root).host),
    })
  })

  it('says that something else answers in place of Telegram', async () => {
    const root = await serverThat((response) => response.end('<html>Log in</html>'))
    const child = startCli(['start'], tempFolder(), settings(root))
    child.stderr.once('data', () => child.kill('SIGINT'))
    expect((await outcome(child)).stderr).toBe(
      'Telegram cannot be reached (something else answers in its place: a proxy, or a network that wants you to log in first). ' +
        'Trying until it answers; Ctrl-C stops.\n',
    )
  })

  it('ends when it is told to while Telegram cannot be reached', async () => {
    const gone = await botApi(me)
    await gone.close()
    const child = startCli(['start'], tempFolder(), settings(gone.root))
    child.stderr.once('data', () => child.kill('SIGINT'))
    expect(await outcome(child)).toMatchObject({ code: 0, stdout: '' })
  })

  it.each([
    [
      401,
      'Unauthorized',
      '✗ Token: o Telegram não aceita o TELEGRAM_BOT_TOKEN. Copie de novo: @BotFather → /mybots → seu bot → API Token\n',
    ],
    [404, 'Not Found', 'O Telegram recusou: 404 Not Found. TELEGRAM_API_ROOT está certo?\n'],
  ])('ends when Telegram answers %i, and only for 401 speaks of the token', async (...args) => {
    const [status, description, stderr] = args
    const { root } = await botApi(refusal(status, description))
    const env = { ...settings(root), LANG: 'pt_BR.UTF-8' }
    expect(await lake(['start'], { env })).toEqual({ code: 1, stdout: '', stderr })
  })

  it('ends when the token is revoked while it runs: exit code 1', async () => {
    const { telegram, groupEnv } = await telegramGroup()
    telegram.failNext('getUpdates', { error_code: 401, description: 'Unauthorized' })
    const ended = lake(['start'], { env: { ...groupEnv, PORT: '0' } })
    const polls = () => telegram.calls.filter(({ method }) => method === 'getUpdates')
    await expect.poll(polls, { timeout: 40_000 }).toHaveLength(1)
    telegram.failNext('getMe', { error_code: 401, description: 'Unauthorized', times: 99 })
    const { code, stderr } = await ended
    expect({ code, stderr: stderr.split('\n').filter((line) => line.includes('Token')) }).toEqual({
      code: 1,
      stderr: [
        "✗ Token: Telegram doesn't accept TELEGRAM_BOT_TOKEN. Copy it again: @BotFather → /mybots → your bot → API Token",
      ],
    })
  }, 60_000)

  it.each<[string, { status: number; body: object }]>([
    ['one 401', refusal(401, 'Unauthorized')],
    ['an answer that is none', { status: 200, body: { ok: true, result: true } }],
  ])('goes on after %s to the first call', async (_, first) => {
    const api = await botApi(first)
    const child = startCli(['start'], tempFolder(), settings(api.root))
    await api.called
    api.answer(me)
    let seen = ''
    child.stdout.on('data', (part: string) => {
      seen += part
      if (seen.includes('@lake_bot is polling Telegram')) child.kill('SIGINT')
    })
    expect((await outcome(child)).code).toBe(0)
    expect(seen).toContain('@lake_bot is polling Telegram')
  })

  it('waits for a Telegram that is out of order', async () => {
    const { root } = await botApi(refusal(502, 'Bad Gateway'))
    const child = startCli(['start'], tempFolder(), settings(root))
    child.stderr.once('data', () => child.kill('SIGINT'))
    const { code, stderr } = await outcome(child)
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        'Telegram cannot be reached (502 Bad Gateway). Trying until it answers; Ctrl-C stops.\n',
    })
  })
})

describe('lake webhook info', () => {
  it.each([
    [
      401,
      'Unauthorized',
      "✗ Token: Telegram doesn't accept TELEGRAM_BOT_TOKEN. Copy it again: @BotFather → /mybots → your bot → API Token\n",
    ],
    [403, 'Forbidden', 'Telegram refused: 403 Forbidden. Is TELEGRAM_API_ROOT right?\n'],
    [404, 'Not Found', 'Telegram refused: 404 Not Found. Is TELEGRAM_API_ROOT right?\n'],
    [500, 'Oops', 'Telegram refused: 500 Oops. Is TELEGRAM_API_ROOT right?\n'],
  ])('speaks of the token after 401 only: %i', async (status, description, stderr) => {
    const { telegram, env } = await telegramGroup()
    telegram.failNext('getWebhookInfo', { error_code: status, description, times: 9 })
    expect(await lake(['webhook', 'info'], { env })).toEqual({ code: 1, stdout: '', stderr })
  })

  it('says that Telegram cannot be reached', async () => {
    const gone = await botApi(me)
    await gone.close()
    expect(await lake(['webhook', 'info'], { env: settings(gone.root) })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Telegram cannot be reached: check the network\n',
    })
  })
})
