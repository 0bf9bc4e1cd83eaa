import { describe, expect, it } from 'vitest'
import { endpoint, lakeGroup, png } from './helpers.ts'

describe('a snapshot', () => {
  it('brings back chats, files, pending updates and the webhook in a new Telegram', async () => {
    const before = await lakeGroup()
    const hook = await endpoint()
    const photo = before.actor.send(-1001, 11, { photo: png(20, 10), caption: 'guarde' })
    before.actor.react(-1001, 10, photo.message_id, ['👍'])
    const saved = JSON.stringify(before.telegram.snapshot())
    await before.telegram.close()

    const { telegram, call, actor } = await lakeGroup()
    telegram.restore(JSON.parse(saved) as ReturnType<typeof telegram.snapshot>)
    expect(telegram.view.history(-1001).at(-1)).toEqual(photo)
    expect(telegram.view.reactions(-1001, photo.message_id)).toEqual({
      10: [{ type: 'emoji', emoji: '👍' }],
    })
    const file_id = photo.photo?.[0]?.file_id ?? ''
    expect(telegram.view.file(file_id)?.bytes).toEqual(new Uint8Array(png(20, 10)))
    await call('setWebhook', { url: hook.url })
    await telegram.settled()
    expect(hook.ids()).toEqual([700000003])
    expect(actor.send(-1001, 11, 'depois').message_id).toBe(photo.message_id + 1)

    telegram.restore(telegram.snapshot())
    await telegram.settled()
    expect(hook.ids()).toContain(700000004)
    expect((await call('getWebhookInfo')).result.url).toBe(hook.url)
  })

  it('does not change with what happens later', async () => {
    const { telegram, actor } = await lakeGroup()
    const saved = telegram.snapshot()
    actor.send(-1001, 11, 'depois')
    telegram.restore(saved)
    expect(telegram.view.history(-1001)).toHaveLength(2)
  })
})
