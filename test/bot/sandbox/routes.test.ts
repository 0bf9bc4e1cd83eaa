import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { request } from 'node:http'

import { describe, expect, it } from 'vitest'

import { ask, sandboxOver } from './harness.ts'

describe('the page', () => {
  it('comes with all that it names, from this program', async () => {
    const { get } = await sandboxOver()
    const { status, text } = await get('/')
    expect(status).toBe(200)
    const named = [...text.matchAll(/"(\/[\w/.-]+)"/g)].map(([, path = '']) => path)
    const pages = readdirSync('bot/sandbox/page').map((name) => `/${name}`)
    expect(named).toContain('/main.js')
    for (const path of [...named, ...pages]) {
      const { status, headers } = await get(path)
      expect(`${path} ${status}`).toBe(`${path} 200`)
      expect(headers['x-content-type-options']).toBe('nosniff')
    }
    expect(text).not.toMatch(/https?:/)
  })

  it('may run its own scripts and styles, and nothing else', async () => {
    const { get } = await sandboxOver()
    const { text, headers } = await get('/')
    const policy = String(headers['content-security-policy'])
    const map = /<script type="importmap">([^]*?)<\/script>/.exec(text)?.[1] ?? ''
    const hash = createHash('sha256').update(map).digest('base64')
    expect(policy).toContain(`script-src 'self' 'sha256-${hash}'`)
    expect(policy).toContain(`default-src 'self'`)
    expect(policy).toContain(`frame-ancestors 'none'`)
    expect(policy).not.toMatch(/unsafe|data:|\*|https?:/)
    expect([...text.matchAll(/<script(?![^>]*(src|importmap))/g)]).toEqual([])
    expect(text).not.toMatch(/\sstyle=|\son\w+=|<style/)
  })

  it('reads no other file', async () => {
    const { get } = await sandboxOver()
    for (const path of [
      '/../package.json',
      '/..%2f..%2fpackage.json',
      '/vendor/../../../package.json',
      '/page/main.js',
      '/sandbox.ts',
      '/constructor',
    ])
      expect(`${path} ${(await get(path)).status}`).toBe(`${path} 404`)
    expect((await get('/sandbox/file?id=../../etc/passwd')).status).toBe(404)
  })
})

describe('who is answered', () => {
  it('names of this machine and its port only, so that no other name can be made to lead here', async () => {
    const { get, port } = await sandboxOver()
    for (const Host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`])
      for (const path of ['/', '/sandbox/state', '/health'])
        expect(`${path} ${(await get(path, { Host })).status}`).toBe(`${path} 200`)
    for (const Host of [
      'evil.example',
      `evil.example:${port}`,
      `127.0.0.1.evil.example:${port}`,
      `127.0.0.1:${port}@evil.example`,
      '127.0.0.1',
      'localhost:1',
    ])
      for (const path of ['/', '/main.js', '/sandbox/state', '/sandbox/events', '/health']) {
        const { status, body } = await get(path, { Host })
        expect(`${Host} ${path} ${status}`).toBe(`${Host} ${path} 403`)
        expect(body.error).toContain(`at 127.0.0.1:${port} and localhost:${port} only`)
      }
  })

  it('no socket or stream of another site, and no delivery of one', async () => {
    const { get, port, sandbox, state } = await sandboxOver()
    const before = (await state()).messages.length
    const evil = { Origin: 'https://evil.example' }
    const upgrade = { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13' }
    expect((await get('/sandbox/events', evil)).status).toBe(403)
    expect((await get('/sandbox/events', { ...evil, ...upgrade })).status).toBe(403)
    const secret = { 'X-Telegram-Bot-Api-Secret-Token': sandbox.secret }
    const update = { update_id: 1, message: {} }
    const question = { port, method: 'POST', path: '/webhook', body: JSON.stringify(update) }
    const foreign: Record<string, string>[] = [
      evil,
      { Host: `evil.example:${port}` },
      { 'Content-Type': 'text/plain' },
    ]
    for (const headers of foreign)
      expect((await ask({ ...question, headers: { ...secret, ...headers } })).status).toBe(403)
    expect((await state()).messages).toHaveLength(before)
  })

  it('the page itself, not one of another site', async () => {
    const { post, get, port, member, state } = await sandboxOver()
    const before = (await state()).messages.length
    const act = { user_id: member, text: 'hello' }
    const foreign: Record<string, string>[] = [
      { Origin: 'https://evil.example' },
      { Origin: `http://localhost:${port}` },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { 'Content-Type': 'text/plain' },
      { 'Content-Type': 'application/x-www-form-urlencoded' },
    ]
    for (const headers of foreign) expect((await post('send', act, headers)).status).toBe(403)
    expect((await get('/sandbox/state', { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
    expect((await get('/', { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(200)
    expect((await state()).messages).toHaveLength(before)

    const own = { Origin: `http://127.0.0.1:${port}`, 'Sec-Fetch-Site': 'same-origin' }
    expect((await post('send', act, own)).status).toBe(200)
  })

  it('the right method and JSON', async () => {
    const { post, get, port } = await sandboxOver()
    expect((await get('/sandbox/send')).status).toBe(405)
    expect((await post('state', {})).status).toBe(405)
    expect((await post('send', [1])).body.error).toMatch(/not a JSON object/)
    expect(port).toMatch(/^\d+$/)
  })
})

const patient = { timeout: 10_000 }

describe('events', () => {
  it('begin with the state and go on with what changes, in the chat and in the lake', async () => {
    const { port, say, admin, end } = await sandboxOver()
    const seen: string[] = []
    const ended = new Promise<void>((resolve) => {
      request({ port, host: '127.0.0.1', path: '/sandbox/events' }, (response) => {
        expect(response.headers['content-type']).toMatch(/^text\/event-stream/)
        response.setEncoding('utf8').on('data', (text: string) => seen.push(text))
        response.on('end', resolve)
      }).end()
    })
    await expect.poll(() => seen.join(''), patient).toMatch(/^retry: \d+\n\nevent: state\ndata: \{/)
    const [answer] = await say(admin, '/help')
    expect(answer?.text).toContain('/status')
    await expect
      .poll(() => seen.join(''), patient)
      .toMatch(/event: change\ndata: .*"text":"\/help"/)
    await expect.poll(() => seen.join(''), patient).toMatch(/event: lake\ndata: .*"isWaiting":true/)
    await end()
    await ended
  })
})
