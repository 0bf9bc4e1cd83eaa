import { existsSync, readdirSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'

import { Api } from 'grammy'
import type { Message } from 'grammy/types'
import { describe, expect, it, onTestFinished } from 'vitest'

import { setWebhook } from '../../../bot/delivery/registration.ts'
import { freePort } from '../../helpers/free-port.ts'
import { startedCli } from '../../helpers/started-cli.ts'
import { ANA, BOT, GROUP, telegramGroup } from '../../helpers/telegram-group.ts'
import { tempFolder } from '../../helpers/temp.ts'

const SECRET = 'a-secret-of-some-length'
const AWAY = /^I was away when you asked /

/** Passes calls on to the Bot API; once `lose` is called, those that send carry nothing back. */
async function lossyWay(apiRoot: string) {
  let isLossy = false
  let lost = 0
  async function pass(request: IncomingMessage, response: ServerResponse) {
    const { method, url = '', headers } = request
    const { 'content-type': type = '' } = headers
    const body = method === 'POST' ? await buffer(request) : undefined
    const answer = await fetch(apiRoot + url, { method, body, headers: { 'content-type': type } })
    const isLost = isLossy && /\/send(Message|Photo)$/.test(url)
    if (isLost) lost += 1
    else response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()))
  }
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return {
    apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lose(is: boolean) {
      isLossy = is
    },
    lost: () => lost,
  }
}

/** Ana's group with the bot, which a process runs that can be killed and started again. */
async function group() {
  const { telegram, actor, token, groupEnv } = await telegramGroup()
  actor.addBot(GROUP, BOT, { role: 'administrator' })
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/webhook`
  await setWebhook(new Api(token, { apiRoot: telegram.apiRoot }), { url, secret: SECRET })
  const way = await lossyWay(telegram.apiRoot)
  const env = {
    ...groupEnv,
    TELEGRAM_API_ROOT: way.apiRoot,
    TELEGRAM_WEBHOOK_SECRET: SECRET,
    LANGUAGE: 'en',
    PORT: String(port),
  }
  const dir = tempFolder()
  const asked: { chat: number | string; message_id: number }[] = []

  function said(chat: number | string): Message[] {
    return telegram.view.history(chat).filter(({ from }) => from?.id === BOT)
  }

  /** How often each command was answered, and how often its chat heard that the bot was away. */
  const outcomes = () =>
    asked.map(({ chat, message_id }) => {
      const replies = said(chat).filter(
        ({ reply_to_message }) => reply_to_message?.message_id === message_id,
      )
      const isAway = (message: Message) => AWAY.test(message.text ?? '')
      return {
        answers: replies.filter((message) => !isAway(message)).length,
        isExcused: said(chat).some((message) => isAway(message) && message.message_id > message_id),
      }
    })

  return {
    way,
    actor,
    said,
    outcomes,
    /** Names of objects in the lake, of imports alone. */
    imported: () => filesIn(join(dir, 'raw')).filter((name) => /\/import-[^/]*ndjson$/.test(name)),
    compacted: () => filesIn(join(dir, 'enriched')).filter((name) => name.endsWith('.parquet')),
    async start() {
      const child = startedCli(env, { dir, options: ['--webhook'] })
      await child.until('receives updates')
      return child
    },
    ask(chat: number | string, user: number, text: string) {
      const { message_id } = actor.send(chat, user, text)
      asked.push({ chat, message_id })
    },
    /** Somebody who administers the group, and their private chat with the bot. */
    admin(id: number) {
      actor.addUser({ id, first_name: `Admin ${id}` })
      actor.join(GROUP, id)
      actor.promote(GROUP, id)
      return { id, chat: actor.privateChat(id, BOT) }
    },
    calls: (method: string) => telegram.calls.filter((call) => call.method === method).length,
  }
}

function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []
}

/** The history of the group: some messages on each of so many days. */
function historyOf(days: number): Buffer {
  const messages = Array.from({ length: days * 20 }, (_, index) => ({
    id: index + 1,
    type: 'message',
    date_unixtime: String(1_700_000_000 + Math.floor(index / 20) * 86_400 + index),
    from: 'Ana',
    from_id: `user${ANA}`,
    text: `message ${index}`,
  }))
  const chat = { name: 'Grupo', type: 'private_supergroup', id: -1e12 - GROUP, messages }
  return Buffer.from(JSON.stringify(chat))
}

describe('a process that is killed', { timeout: 90_000 }, () => {
  it('while a report runs leaves the command to the next, which answers it', async () => {
    const { start, ask, calls, outcomes } = await group()
    const first = await start()
    ask(GROUP, ANA, '/stats')
    await expect.poll(() => calls('sendChatAction'), { timeout: 20_000 }).toBeGreaterThan(0)
    await first.kill()
    expect(outcomes()).toEqual([{ answers: 0, isExcused: false }])
    await start()
    await expect.poll(outcomes, { timeout: 20_000 }).toEqual([{ answers: 1, isExcused: false }])
  })

  it('while it imports what an administrator sent leaves the rest to the next', async () => {
    const { start, admin, actor, said, imported, compacted } = await group()
    const days = 60
    const { id, chat } = admin(21)
    const first = await start()
    actor.send(chat, id, { document: historyOf(days), file_name: 'result.json' })
    const offered = () => said(chat).filter(({ reply_markup }) => reply_markup)
    await expect.poll(() => offered().length, { timeout: 20_000 }).toBe(1)
    actor.press(chat, id, offered()[0]!.message_id, 'Import')
    await expect.poll(() => imported().length, { timeout: 20_000, interval: 5 }).toBeGreaterThan(0)
    await first.kill()
    const second = await start()
    await expect.poll(() => compacted().length, { timeout: 40_000 }).toBeGreaterThan(5)
    await second.kill()
    expect(compacted().length).toBeLessThan(days)
    await start()
    await expect
      .poll(() => said(chat).at(-1)?.text, { timeout: 60_000 })
      .toMatch(/Imported: the reports include it\.$/)
    expect([imported().length, compacted().length]).toEqual([days, days])
    expect(offered()).toEqual([])
  })

  it('while Telegram takes the answer leaves no second one, only the sentence', async () => {
    const { start, ask, outcomes, way, actor, said } = await group()
    const first = await start()
    // The group is told that it is archived, which is no answer.
    actor.send(GROUP, ANA, 'hello')
    await expect.poll(() => said(GROUP).length, { timeout: 20_000 }).toBe(1)
    way.lose(true)
    ask(GROUP, ANA, '/help')
    await expect.poll(way.lost, { timeout: 20_000 }).toBe(1)
    await first.kill()
    way.lose(false)
    await start()
    await expect.poll(outcomes, { timeout: 20_000 }).toEqual([{ answers: 1, isExcused: true }])
  })

  it(
    'again and again, at any moment, leaves no command unanswered and answers none twice',
    { timeout: 180_000 },
    async () => {
      const { start, ask, admin, outcomes } = await group()
      const admins = [21, 22, 23, 24].map(admin)
      for (const wait of [0, 20, 80, 300]) {
        const child = await start()
        for (const { id, chat } of admins) ask(chat, id, id % 2 ? '/help' : '/stats')
        ask(GROUP, ANA, '/reports')
        await sleep(wait)
        await child.kill()
      }
      await start()
      await expect
        .poll(() => outcomes().filter(({ answers, isExcused }) => answers === 0 && !isExcused), {
          timeout: 90_000,
        })
        .toEqual([])
      await sleep(1_000)
      expect(outcomes().filter(({ answers }) => answers > 1)).toEqual([])
    },
  )
})
