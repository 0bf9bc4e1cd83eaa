import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Bot, GrammyError, HttpError, webhookCallback } from 'grammy'
import { describe, expect, it, onTestFinished } from 'vitest'
import { lakeGroup } from './helpers.ts'

async function answeringBot() {
  const group = await lakeGroup()
  const bot = new Bot(group.token, { client: { apiRoot: group.telegram.apiRoot } })
  bot.command('stats', (ctx) => ctx.reply(`7 mensagens ${ctx.match}`))
  bot.on('callback_query:data', (ctx) => ctx.answerCallbackQuery(ctx.callbackQuery.data))
  const texts = () => group.telegram.view.history(-1001).map(({ text }) => text)
  return { ...group, bot, texts }
}

describe('a grammY bot', () => {
  it('polls, answers and stops', async () => {
    const { bot, actor, texts, telegram } = await answeringBot()
    const running = bot.start()
    actor.send(-1001, 11, '/stats@lake_bot 7d')
    await expect.poll(() => texts().at(-1)).toBe('7 mensagens 7d')
    await bot.stop()
    await running
    expect(telegram.calls.map(({ method }) => method)).toContain('deleteWebhook')
  })

  it('answers through a webhook with a secret', async () => {
    const { bot, actor, texts, telegram } = await answeringBot()
    const server = createServer((request, response) => {
      void webhookCallback(bot, 'http', { secretToken: 's3cret' })(request, response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    await bot.api.setWebhook(url, { secret_token: 's3cret' })
    actor.send(-1001, 11, '/stats')
    await telegram.settled()
    expect(texts().at(-1)).toBe('7 mensagens')
    const markup = { inline_keyboard: [[{ text: 'Horas', callback_data: 'hours' }]] }
    const { message_id } = await bot.api.sendMessage(-1001, 'x', { reply_markup: markup })
    const { id } = actor.press(-1001, 11, message_id, 'Horas')
    await telegram.settled()
    expect(telegram.view.callback(id)?.answer).toEqual({ text: 'hours' })
    server.closeAllConnections()
  })

  it('sees errors and lost connections as with Telegram', async () => {
    const { bot, telegram } = await answeringBot()
    const error = await bot.api.sendMessage(-1001, '').catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(GrammyError)
    expect(error).toMatchObject({
      error_code: 400,
      description: 'Bad Request: message text is empty',
    })
    telegram.dropNext('sendMessage')
    await expect(bot.api.sendMessage(-1001, 'x')).rejects.toBeInstanceOf(HttpError)
  })
})

describe('close', () => {
  it('ends a waiting poll and leaves nothing open', async () => {
    const { telegram, call } = await answeringBot()
    const poll = call('getUpdates', { timeout: 50, offset: 700000003 }).catch(() => 'closed')
    await new Promise((resolve) => setTimeout(resolve, 30))
    await telegram.close()
    expect(await poll).toEqual('closed')
    await expect(fetch(telegram.apiRoot)).rejects.toThrow('fetch failed')
  })
})
