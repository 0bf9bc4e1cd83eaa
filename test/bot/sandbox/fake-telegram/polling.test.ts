import { describe, expect, it } from 'vitest'
import { endpoint, errorOf, lakeGroup, type ApiBody } from './helpers.ts'

const ids = ({ result }: ApiBody) => result.map(({ update_id }: { update_id: number }) => update_id)

async function withMessages(count: number) {
  const group = await lakeGroup()
  for (let number = 1; number <= count; number += 1) group.actor.send(-1001, 11, `${number}`)
  return group
}

describe('getUpdates', () => {
  it('returns the same updates until an offset confirms them', async () => {
    const { call } = await withMessages(3)
    expect(ids(await call('getUpdates'))).toEqual([700000003, 700000004, 700000005])
    expect(ids(await call('getUpdates', { limit: 2 }))).toEqual([700000003, 700000004])
    expect(ids(await call('getUpdates', { offset: 700000005 }))).toEqual([700000005])
    expect(ids(await call('getUpdates'))).toEqual([700000005])
  })

  it('forgets all but the last with a negative offset', async () => {
    const { call } = await withMessages(3)
    expect(ids(await call('getUpdates', { offset: -1 }))).toEqual([700000005])
    expect(ids(await call('getUpdates'))).toEqual([700000005])
  })

  it('waits for the first update', async () => {
    const { call, actor } = await lakeGroup()
    const poll = call('getUpdates', { timeout: 30, offset: 700000003 })
    setTimeout(() => actor.send(-1001, 11, 'oi'), 50)
    expect(ids(await poll)).toEqual([700000003])
  })

  it('returns nothing when the timeout has passed', async () => {
    const { call, clock } = await lakeGroup()
    const poll = call('getUpdates', { timeout: 30, offset: 700000003 })
    const timer = setInterval(() => clock.advance(30_000), 10)
    expect(await poll).toEqual({ ok: true, result: [] })
    clearInterval(timer)
  })

  it('ends the poll before it with 409', async () => {
    const { call, actor } = await lakeGroup()
    const first = call('getUpdates', { timeout: 30, offset: 700000003 })
    await new Promise((resolve) => setTimeout(resolve, 150))
    const second = call('getUpdates', { timeout: 30 })
    expect(errorOf(await first)).toBe(
      '409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    )
    actor.send(-1001, 11, 'oi')
    expect(ids(await second)).toEqual([700000003])
  })

  it('is refused while a webhook is set, and ended by setting one', async () => {
    const { call } = await lakeGroup()
    const { url } = await endpoint()
    const poll = call('getUpdates', { timeout: 30, offset: 700000003 })
    await new Promise((resolve) => setTimeout(resolve, 150))
    await call('setWebhook', { url })
    expect(errorOf(await poll)).toBe('409 Conflict: terminated by setWebhook request')
    expect(errorOf(await call('getUpdates'))).toBe(
      "409 Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
  })

  it('loses nothing when the client hangs up', async () => {
    const { call, actor, telegram, token } = await lakeGroup()
    const hangUp = new AbortController()
    const url = `${telegram.apiRoot}/bot${token}/getUpdates?timeout=30&offset=700000003`
    const poll = fetch(url, { signal: hangUp.signal }).catch(() => 'gone')
    setTimeout(() => hangUp.abort(), 30)
    expect(await poll).toBe('gone')
    actor.send(-1001, 11, 'oi')
    expect(ids(await call('getUpdates'))).toEqual([700000003])
  })

  it('keeps an update for a day', async () => {
    const { call, clock } = await withMessages(1)
    clock.advance(24 * 60 * 60 * 1000)
    expect(ids(await call('getUpdates'))).toEqual([700000003])
    clock.advance(1000)
    expect(ids(await call('getUpdates'))).toEqual([])
  })
})

describe('allowed_updates', () => {
  it('by default leaves out reactions and membership changes of others', async () => {
    const { actor, news, call } = await lakeGroup()
    const { message_id } = actor.send(-1001, 11, 'oi')
    actor.react(-1001, 11, message_id, ['👍'])
    actor.addUser({ id: 12, first_name: 'Caio' })
    actor.join(-1001, 12)
    expect((await news()).map((update) => Object.keys(update))).toEqual([['message'], ['message']])
    await call('getUpdates', { allowed_updates: ['message_reaction', 'chat_member'] })
    actor.react(-1001, 11, message_id, [])
    actor.leave(-1001, 12)
    expect((await news()).map((update) => Object.keys(update))).toEqual([
      ['message_reaction'],
      ['chat_member'],
    ])
  })

  it('gives reactions and membership changes to administrators only, and numbers without gaps', async () => {
    const { actor, call } = await lakeGroup({ role: 'member', privacy: false })
    await call('getUpdates', { allowed_updates: ['message', 'message_reaction', 'chat_member'] })
    const { message_id } = actor.send(-1001, 11, 'oi')
    actor.react(-1001, 11, message_id, ['👍'])
    actor.setRole(-1001, 11, 'restricted')
    actor.send(-1001, 11, 'oi')
    expect(ids(await call('getUpdates'))).toEqual([700000003, 700000004])
  })
})
