import { describe, expect, it } from 'vitest'

import { BETO, BOT, CARLA, DIEGO, groupWithBot, type GroupOptions } from './harness.ts'

const BASIC = -4000003

/** An archived basic group, whose announcements of a migration may get lost on their way. */
async function basicGroup(
  isLost: (update: object) => boolean = () => false,
  more: GroupOptions = {},
) {
  const group = await groupWithBot({
    language: 'en',
    type: 'group',
    groupId: BASIC,
    chatIds: [BASIC],
    ...more,
  })
  /** Becomes a supergroup; what is announced reaches the bot unless it is lost. */
  async function migrate() {
    const { telegram, token } = group
    await fetch(`${telegram.apiRoot}/bot${token}/deleteWebhook`)
    const { id } = group.actor.migrate(BASIC)
    const response = await fetch(`${telegram.apiRoot}/bot${token}/getUpdates`)
    const { result } = (await response.json()) as { result: { update_id: number }[] }
    const next = (result.at(-1)?.update_id ?? 0) + 1
    await fetch(`${telegram.apiRoot}/bot${token}/getUpdates?offset=${next}`)
    for (const update of result.filter((each) => !isLost(each))) await deliver(update)
    return id
  }
  const deliver = (update: object) => group.local.deliver(update as never)
  let nextId = 6_000_000
  /** Somebody writes in the supergroup, or wrote in the group before. */
  async function write(id: number, text: string, user = CARLA) {
    nextId += 1
    await deliver({
      update_id: nextId,
      message: {
        message_id: nextId,
        date: Math.floor(Date.now() / 1000),
        chat: { id, type: id === BASIC ? 'group' : 'supergroup', title: 'Grupo' },
        from: { id: user, is_bot: false, first_name: 'Carla' },
        text,
      },
    })
    await group.settled()
  }
  async function stored(text: string) {
    let count = 0
    for await (const key of group.lake.raw.list('telegram/')) {
      if (String(await group.lake.raw.get(key)).includes(text)) count += 1
    }
    return count
  }
  const statusIn = (id: number) =>
    group.view.members(id).find(({ user }) => user.id === BOT)?.status
  return { ...group, migrate, write, stored, statusIn }
}

const has = (field: string) => (update: object) => JSON.stringify(update).includes(`"${field}"`)

describe('a group that became a supergroup', () => {
  it.each([
    ['the old', has('migrate_to_chat_id')],
    ['the new', has('migrate_from_chat_id')],
  ])(
    'is followed, and nothing of it is lost, when what %s chat says gets lost',
    async (_, isLost) => {
      const { migrate, write, stored, statusIn, texts, settled } = await basicGroup(isLost)
      const id = await migrate()
      await write(id, 'the first word')
      await settled()
      expect(await stored('the first word')).toBe(1)
      expect(statusIn(id)).toBe('administrator')
      await write(id, '/help')
      expect(texts(id)[0]).toContain('/stats: ')
    },
  )

  it('is followed when both announcements got lost, and the bot stays', async () => {
    const both = (update: object) =>
      has('migrate_to_chat_id')(update) || has('migrate_from_chat_id')(update)
    const { migrate, write, stored, statusIn, local, said } = await basicGroup(both)
    const id = await migrate()
    await write(id, 'nobody has told it yet')
    expect(statusIn(id)).toBe('administrator')
    expect(said(id)).toEqual([])
    await write(id, 'from then on')
    expect(await stored('from then on')).toBe(1)
    expect(await local.chats.current()).toEqual([id])
  })

  it('is followed by a program that starts after it', async () => {
    const { migrate, lake, telegram, token } = await basicGroup(() => true)
    const id = await migrate()
    const { startLocal } = await import('../../../bot/local.ts')
    const restarted = await startLocal({
      stores: lake.stores,
      zone: lake.zone,
      log: lake.log,
      token,
      botInfo: { id: BOT, is_bot: true, first_name: 'Lake', username: 'lake_bot' } as never,
      apiRoot: telegram.apiRoot,
      chatIds: [BASIC],
      adminIds: [],
      secrets: ['a-secret'],
      language: 'en',
      theme: 'light',
      host: '127.0.0.1',
      port: 0,
      engine: () => Promise.reject(new Error('no engine')),
    })
    await expect.poll(() => restarted.chats.current()).toEqual([id])
    await restarted.close()
  })

  it('is followed when an answer meets the new id', async () => {
    const { migrate, write, said, local } = await basicGroup(() => true)
    const id = await migrate()
    await write(BASIC, '/hours', BETO)
    expect(said(id)).toHaveLength(1)
    expect(await local.chats.current()).toEqual([id])
  })
})

describe('a chat that says it is the successor', () => {
  const claim = (id: number) => ({
    update_id: 5_000_000,
    message: {
      message_id: 1,
      date: Math.floor(Date.now() / 1000),
      chat: { id, type: 'supergroup', title: 'Strange' },
      from: { id: 1087968824, is_bot: true, first_name: 'Group' },
      migrate_from_chat_id: BASIC,
    },
  })

  it('is not archived and its administrators are not answered while Telegram says otherwise', async () => {
    const { actor, local, settled, write, stored, said, lake } = await basicGroup()
    const strange = -1002000000002
    actor.createGroup({ id: strange, title: 'Strange', creator: DIEGO })
    await local.deliver(claim(strange) as never)
    await settled()
    await write(strange, '/stats', DIEGO)
    expect(said(strange)).toEqual([])
    expect(await stored(String(strange))).toBe(0)
    expect(await local.chats.has(strange)).toBe(false)
    expect(lake.log.named('migration_not_confirmed')).toHaveLength(1)
  })

  it('is not left while Telegram cannot be asked', async () => {
    const { actor, telegram, settled, statusIn } = await basicGroup()
    const strange = -1002000000002
    actor.createGroup({ id: strange, title: 'Strange', creator: DIEGO })
    telegram.failNext('getChat', {
      error_code: 429,
      description: 'x',
      parameters: { retry_after: 999 },
    })
    actor.addBot(strange, BOT, { by: DIEGO })
    await settled()
    expect(statusIn(strange)).toBe('member')
  })
})
