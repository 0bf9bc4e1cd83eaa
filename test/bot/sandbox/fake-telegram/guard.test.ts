import { get } from 'node:http'

import { describe, expect, it, onTestFinished } from 'vitest'

import { startTelegram } from '../../../../bot/sandbox/fake-telegram/fake-telegram.ts'

/** The status of a GET with any path and headers: fetch would not send some of them. */
function status(root: string, path: string, headers: Record<string, string> = {}): Promise<number> {
  const { hostname, port } = new URL(root)
  return new Promise((resolve, reject) => {
    get({ hostname, port, path, headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    }).on('error', reject)
  })
}

describe('the port of the stand-in', () => {
  it('is not for web pages', async () => {
    const telegram = await startTelegram()
    onTestFinished(() => telegram.close())
    const { token } = telegram.actor.createBot({ username: 'lake_bot' })
    const path = `/bot${token}/getMe`
    expect(await status(telegram.apiRoot, path)).toBe(200)
    const { host, port } = new URL(telegram.apiRoot)
    for (const Host of [host, `localhost:${port}`])
      expect(await status(telegram.apiRoot, path, { Host })).toBe(200)
    const foreign: Record<string, string>[] = [
      { Origin: 'https://example.org' },
      { Origin: `http://${host}` },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { Host: 'evil.example' },
      { Host: `evil.example:${port}` },
      { Host: '127.0.0.1' },
    ]
    for (const headers of foreign) expect(await status(telegram.apiRoot, path, headers)).toBe(403)
    expect(telegram.calls).toHaveLength(2 + 1)
  })

  it('does nothing for a simple request of a page, and says why', async () => {
    const telegram = await startTelegram()
    onTestFinished(() => telegram.close())
    const { token } = telegram.actor.createBot({ username: 'lake_bot' })
    const response = await fetch(`${telegram.apiRoot}/bot${token}/setWebhook`, {
      method: 'POST',
      headers: { Origin: 'https://evil.example' },
      body: new URLSearchParams({ url: 'https://evil.example/' }),
    })
    expect(await response.json()).toEqual({
      ok: false,
      error_code: 403,
      description: 'Forbidden: this port is for bots on this machine, not for web pages',
    })
    expect(telegram.calls).toEqual([])
  })

  it('takes names that every object has for what they are', async () => {
    const telegram = await startTelegram()
    onTestFinished(() => telegram.close())
    const { token } = telegram.actor.createBot({ username: 'lake_bot' })
    for (const name of ['constructor', '__proto__', 'toString']) {
      const answer = async (method: string, values: Record<string, string>) => {
        const body = JSON.stringify(values)
        const headers = { 'Content-Type': 'application/json' }
        const url = `${telegram.apiRoot}/bot${token}/${method}`
        return (await fetch(url, { method: 'POST', headers, body })).status
      }
      expect(await answer('sendMessage', { chat_id: name, text: 'x' })).toBe(400)
      expect(await answer('answerCallbackQuery', { callback_query_id: name })).toBe(400)
      expect(await answer('getFile', { file_id: name })).toBe(400)
      expect(await answer(name, {})).toBe(404)
    }
    const form = '{"__proto__":{"chat_id":"1"},"text":"x"}'
    const response = await fetch(`${telegram.apiRoot}/bot${token}/sendMessage`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: form,
    })
    expect(await response.json()).toMatchObject({ description: 'Bad Request: chat_id is empty' })
  })

  it('survives an address that is none', async () => {
    const telegram = await startTelegram()
    onTestFinished(() => telegram.close())
    expect(await status(telegram.apiRoot, '//')).toBe(404)
    expect(await status(telegram.apiRoot, '/')).toBe(404)
  })
})
