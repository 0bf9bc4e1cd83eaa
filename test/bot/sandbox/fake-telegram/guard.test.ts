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
    expect(await status(telegram.apiRoot, path, { Origin: 'https://example.org' })).toBe(404)
    expect(await status(telegram.apiRoot, path, { 'Sec-Fetch-Site': 'cross-site' })).toBe(404)
  })

  it('survives an address that is none', async () => {
    const telegram = await startTelegram()
    onTestFinished(() => telegram.close())
    expect(await status(telegram.apiRoot, '//')).toBe(404)
    expect(await status(telegram.apiRoot, '/')).toBe(404)
  })
})
