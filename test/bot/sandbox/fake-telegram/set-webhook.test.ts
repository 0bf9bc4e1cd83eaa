import { describe, expect, it } from 'vitest'
import { endpoint, errorOf, hooked, lakeGroup } from './helpers.ts'

describe('setWebhook', () => {
  it('says what it did', async () => {
    const { call } = await lakeGroup()
    const { url } = await endpoint()
    expect(await call('setWebhook', { url })).toEqual({
      ok: true,
      result: true,
      description: 'Webhook was set',
    })
    expect((await call('setWebhook', { url })).description).toBe('Webhook is already set')
    expect((await call('deleteWebhook')).description).toBe('Webhook was deleted')
    expect((await call('deleteWebhook')).description).toBe('Webhook is already deleted')
    expect(errorOf(await call('setWebhook', { url: 'nowhere' }))).toBe(
      '400 Bad Request: bad webhook: invalid webhook URL specified',
    )
    expect(errorOf(await call('setWebhook', { url, secret_token: 'a b' }))).toBe(
      '400 Bad Request: secret token contains unallowed characters',
    )
  })

  it('without a secret or a number of connections resets them, without allowed_updates keeps the list', async () => {
    const { call, hook, telegram, write } = await hooked()
    const full = {
      url: hook.url,
      secret_token: 'x',
      max_connections: 7,
      allowed_updates: ['message', 'nonsense'],
    }
    await call('setWebhook', full)
    expect((await call('getWebhookInfo')).result).toMatchObject({
      max_connections: 7,
      allowed_updates: ['message'],
    })
    await call('setWebhook', { url: hook.url })
    expect((await call('getWebhookInfo')).result).toMatchObject({
      max_connections: 40,
      allowed_updates: ['message'],
    })
    write('oi')
    await telegram.settled()
    expect(hook.delivered[0]?.headers['x-telegram-bot-api-secret-token']).toBeUndefined()
    await call('setWebhook', { url: hook.url, allowed_updates: [] })
    expect((await call('getWebhookInfo')).result.allowed_updates).toBeUndefined()
  })

  it('delivers what has waited, or drops it when told to', async () => {
    const { call, telegram, actor } = await lakeGroup()
    const hook = await endpoint()
    actor.send(-1001, 11, 'antes')
    await call('setWebhook', { url: hook.url })
    await telegram.settled()
    expect(hook.ids()).toEqual([700000003])
    await call('deleteWebhook')
    actor.send(-1001, 11, 'no meio')
    expect((await call('getWebhookInfo')).result).toEqual({
      url: '',
      has_custom_certificate: false,
      pending_update_count: 1,
    })
    await call('setWebhook', { url: hook.url, drop_pending_updates: true })
    await telegram.settled()
    expect(hook.ids()).toEqual([700000003])
  })
})
