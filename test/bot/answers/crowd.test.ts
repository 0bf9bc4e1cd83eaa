import { setTimeout as sleep } from 'node:timers/promises'

import { describe, expect, it } from 'vitest'

import { BETO, BOT, CARLA, GROUP, groupWithBot } from './harness.ts'

describe('in a group', () => {
  it('/help of a member who repeats it is answered once, and keeps no administrator waiting', async () => {
    const group = await groupWithBot({ language: 'en' })
    for (let index = 0; index < 25; index += 1) group.actor.send(GROUP, CARLA, '/help')
    group.actor.send(GROUP, BETO, '/hours')
    await group.settled()
    expect(group.said()).toHaveLength(2)
    expect(group.texts().filter((text) => text.startsWith("I'm still working"))).toEqual([])
  })

  it('reports that a member may not have keep no administrator waiting', async () => {
    const group = await groupWithBot({ language: 'en' })
    for (let index = 0; index < 25; index += 1) group.actor.send(GROUP, CARLA, '/stats')
    group.actor.send(GROUP, BETO, '/hours')
    await group.settled()
    expect(group.texts()).toHaveLength(2)
    expect(group.texts().filter((text) => text.startsWith("I'm still working"))).toEqual([])
  })

  it.each(['/help', '/privacy', '/start'])('%s is answered again after a minute', async (text) => {
    let now = Math.floor(Date.now() / 1000)
    const group = await groupWithBot({ deps: { now: () => now } })
    expect(await group.ask(CARLA, text)).toHaveLength(1)
    expect(await group.ask(BETO, text)).toHaveLength(0)
    now += 60
    expect(await group.ask(CARLA, text)).toHaveLength(1)
  })

  it('each of them has its own minute, and a private chat has none', async () => {
    const group = await groupWithBot()
    expect(await group.ask(CARLA, '/help')).toHaveLength(1)
    expect(await group.ask(CARLA, '/privacy')).toHaveLength(1)
    const chat = group.actor.privateChat(CARLA, BOT)
    expect(await group.ask(CARLA, '/help', { chat })).toHaveLength(1)
    expect(await group.ask(CARLA, '/help', { chat })).toHaveLength(1)
  })
})

describe('two commands of a chat', () => {
  it('are answered in their order, and the chat sees before that something happens', async () => {
    const group = await groupWithBot({ language: 'en' })
    const methods: string[] = []
    group.local.api.config.use(async (call, method, payload, signal) => {
      methods.push(method)
      if (method === 'getChatMember') await sleep(300)
      return call(method, payload, signal)
    })
    group.actor.send(GROUP, BETO, '/reports')
    group.actor.send(GROUP, CARLA, '/privacy')
    await group.settled()
    expect(methods).toContain('sendChatAction')
    expect(methods.indexOf('sendChatAction')).toBeLessThan(methods.indexOf('sendMessage'))
    expect(group.texts()[0]).toBe('Which report?')
    expect(group.texts()[1]).toMatch(/^What I store/)
  })
})
