import { describe, expect, it } from 'vitest'

import { ANA, BETO, BOT, CARLA, DIEGO, GROUP, groupWithBot, png } from './harness.ts'

describe('/help', () => {
  it('is answered to anybody, as a reply, without a sound', async () => {
    const group = await groupWithBot()
    const [answer] = await group.ask(CARLA, '/help')
    expect(answer?.text).toContain('/stats: ')
    expect(answer?.text).toContain('01/11 a 15/11')
    expect(answer?.reply_to_message?.text).toBe('/help')
    const [call] = group.calls.filter(({ method }) => method === 'sendMessage')
    expect(call?.params).toMatchObject({ disable_notification: true })
  })

  it.each([
    ['pt-BR', 'Eu guardo as mensagens deste grupo'],
    ['en', "I archive this group's messages"],
    ['es', 'Guardo los mensajes de este grupo'],
  ] as const)('speaks %s', async (language, beginning) => {
    const group = await groupWithBot({ language })
    const [answer] = await group.ask(CARLA, '/help')
    expect(answer?.text?.startsWith(beginning)).toBe(true)
  })
})

describe('commands', () => {
  it.each([
    '/help',
    '/HELP',
    '/Help',
    '/help@lake_bot',
    '/help@LAKE_BOT',
    '/help now',
    '/unknown@lake_bot',
  ])('%s is understood', async (text) => {
    const group = await groupWithBot()
    expect(await group.ask(CARLA, text)).toHaveLength(1)
  })

  it.each(['/help@other_bot', 'help', 'see /help', '/unknown', '/help-me', '/', '//help'])(
    '%s is not for this bot in a group',
    async (text) => {
      const group = await groupWithBot()
      expect(await group.ask(CARLA, text)).toHaveLength(0)
    },
  )

  it('are understood in captions', async () => {
    const group = await groupWithBot()
    group.actor.send(GROUP, CARLA, { photo: png, caption: '/help' })
    await group.settled()
    expect(group.texts()).toHaveLength(1)
  })

  it('are not taken from edits', async () => {
    const group = await groupWithBot()
    const { message_id } = group.actor.send(GROUP, CARLA, 'hello')
    group.actor.edit(GROUP, CARLA, message_id, '/help')
    await group.settled()
    expect(group.texts()).toEqual([])
  })

  it('are not taken from forwards, other bots and posts of the linked channel', async () => {
    const group = await groupWithBot()
    const { actor } = group
    const channel = actor.createChannel({ title: 'News', linkedTo: GROUP })
    actor.post(channel.id, '/help')
    const { message_id } = actor.send(GROUP, CARLA, 'a /help')
    actor.forward(GROUP, message_id, GROUP, CARLA)
    await group.settled()
    expect(group.texts()).toEqual([])
  })

  it('are answered in the topic in which they were asked', async () => {
    const group = await groupWithBot({ isForum: true })
    const topic = group.actor.createTopic(GROUP, ANA, 'Support')
    const topicId = typeof topic === 'number' ? topic : topic.message_thread_id
    const [answer] = await group.ask(CARLA, '/help', { topic: topicId as number })
    expect(answer?.message_thread_id).toBe(topicId)
  })

  it('are offered by scope and language', async () => {
    const group = await groupWithBot()
    const names = (user: number) =>
      group.view.commands(GROUP, user, BOT).map((each) => each.command)
    expect(names(CARLA)).toEqual([
      ...['help', 'privacy', 'mydata', 'optout', 'optin', 'forgetme', 'forget'],
    ])
    expect(names(BETO)).toEqual([
      'stats',
      'messages_per_day',
      'messages_per_user',
      'message_length',
      'hours',
      'questions',
      'answers',
      'reports',
      'status',
      'help',
      'privacy',
      ...['mydata', 'optout', 'optin', 'forgetme', 'forget'],
    ])
    const calls = group.calls.filter(({ method }) => method === 'setMyCommands')
    expect(calls.map(({ params }) => params.language_code ?? '')).toEqual([
      ...['', 'pt', 'en', 'es'],
      ...['', 'pt', 'en', 'es'],
      ...['', 'pt', 'en', 'es'],
    ])
  })
})

describe('/privacy', () => {
  it.each([
    ['pt-BR', 'O que eu guardo'],
    ['en', 'What I store'],
    ['es', 'Qué guardo'],
  ] as const)('says in %s what is stored', async (language, beginning) => {
    const group = await groupWithBot({ language })
    const [answer] = await group.ask(CARLA, '/privacy')
    expect(answer?.text?.startsWith(`${beginning}\n`)).toBe(true)
  })

  it('has headings in bold', async () => {
    const group = await groupWithBot({ language: 'en' })
    const [answer] = await group.ask(CARLA, '/privacy')
    const headings = (answer?.entities ?? [])
      .filter(({ type }) => type === 'bold')
      .map(({ offset, length }) => answer?.text?.slice(offset, offset + length))
    expect(headings).toEqual([
      'What I store',
      'Why',
      'Who sees it',
      'Where',
      'How long',
      'Your choice',
      'Questions',
    ])
  })
})

describe('/start', () => {
  it('tells in private how to add the bot', async () => {
    const group = await groupWithBot({ language: 'en' })
    const chat = group.actor.privateChat(DIEGO, BOT)
    const [answer] = await group.ask(DIEGO, '/start', { chat })
    expect(answer?.text).toContain('@lake_bot → Bot Settings → Group Privacy → Turn off')
    expect(answer?.text).toContain('TELEGRAM_CHAT_ID')
  })

  it('stores nothing of a private chat', async () => {
    const group = await groupWithBot()
    const chat = group.actor.privateChat(DIEGO, BOT)
    await group.ask(DIEGO, '/start', { chat })
    const keys: string[] = []
    for await (const key of group.lake.raw.list('telegram/')) keys.push(key)
    const bodies = await Promise.all(keys.map((key) => group.lake.raw.get(key)))
    expect(bodies.map(String).filter((body) => body.includes('"private"'))).toEqual([])
  })
})

describe('/status', () => {
  it('tells an administrator how the archive and deliveries are', async () => {
    const group = await groupWithBot({ language: 'en' })
    group.actor.send(GROUP, CARLA, 'hello')
    const [answer] = await group.ask(BETO, '/status')
    const [archive, ...rest] = answer?.text?.split('\n') ?? []
    expect(archive).toMatch(/^✓ Archive: the last message is from [A-Z][a-z]{2} \d+, \d{4}, /)
    expect(rest).toEqual([
      '✓ Compaction: nothing compacted yet',
      '✓ Administrator: yes, so I get every message, reactions, and who joins and leaves',
      '✓ Rights: I may send messages and pictures',
      expect.stringMatching(
        /^✓ Size: \d+ raw objects, \d+ compacted days, \d+ objects of my own state$/,
      ),
      '✓ Deliveries: Telegram reports none that failed',
    ])
  })

  it('says that the bot is deaf, and what to press', async () => {
    const group = await groupWithBot({ language: 'en', role: 'member', privacy: true })
    const [answer] = await group.ask(BETO, '/status@lake_bot')
    expect(answer?.text).toContain(
      '✗ Privacy mode: on, so I only get commands. @BotFather → /mybots → @lake_bot → ' +
        'Bot Settings → Group Privacy → Turn off;',
    )
  })

  it('says what a member without privacy mode misses', async () => {
    const group = await groupWithBot({ language: 'en', role: 'member', privacy: false })
    const [answer] = await group.ask(BETO, '/status')
    expect(answer?.text).toContain('✓ Privacy mode: off, so I get every message.')
    expect(answer?.text).toContain(
      "! Administrator: no, so I don't get reactions, or who joins and leaves",
    )
  })

  it('counts what waits and names the delivery that failed', async () => {
    const group = await groupWithBot({ language: 'en' })
    const info = { pending_update_count: 2, last_error_message: 'Connection refused' }
    group.local.api.config.use(async (call, method, payload, signal) => {
      const response = await call(method, payload, signal)
      if (method !== 'getWebhookInfo' || !response.ok) return response
      const last_error_date = Math.floor(Date.now() / 1000) - 60
      return { ok: true, result: { url: '', ...info, last_error_date } } as never
    })
    const [answer] = await group.ask(BETO, '/status')
    expect(answer?.text).toMatch(
      /! Deliveries: the last one that failed was at .+ \(Connection refused\)\n! Deliveries: 2 updates are waiting at Telegram$/,
    )
  })

  it('counts what was set aside', async () => {
    const group = await groupWithBot({ language: 'en' })
    await group.local.deliver({ update_id: 1.5 })
    const [answer] = await group.ask(BETO, '/status')
    expect(answer?.text).toMatch(
      /^! Quarantine: 1 update could not be read and was set aside \(raw\/quarantine\/[\d-]+\/[0-9a-f]{16}\.json\)/m,
    )
  })

  it('is refused to members once, then met with silence', async () => {
    const group = await groupWithBot({ language: 'en' })
    const first = await group.ask(CARLA, '/status')
    expect(first.map(({ text }) => text)).toEqual([
      'Only the administrators of this group can ask for reports.',
    ])
    expect(await group.ask(CARLA, '/status')).toEqual([])
    expect(await group.ask(CARLA, '/stats')).toEqual([])
  })
})

describe('a group that is not archived', () => {
  const STRANGE = -1002000000002

  it('is left, and the person who added the bot gets the id in private', async () => {
    const group = await groupWithBot({ language: 'en' })
    const { actor } = group
    const chat = actor.privateChat(CARLA, BOT)
    await group.ask(CARLA, '/start', { chat })
    actor.createGroup({ id: STRANGE, title: 'Strange', creator: CARLA })
    actor.addBot(STRANGE, BOT, { by: CARLA })
    await group.settled()
    expect(group.texts(chat).at(-1)).toMatch(
      /^I'm not set up for the group “Strange”\. Its id is -1002000000002: put it in TELEGRAM_CHAT_ID/,
    )
    expect(group.texts(STRANGE)).toEqual([])
    expect(group.view.members(STRANGE).find(({ user }) => user.id === BOT)?.status).toBe('left')
  })

  it('is waited in, and told so once, while no group is archived yet', async () => {
    const group = await groupWithBot({ language: 'en', chatIds: [] })
    const { actor } = group
    const status = () => group.view.members(STRANGE).find(({ user }) => user.id === BOT)?.status
    actor.createGroup({ id: STRANGE, title: 'Strange', creator: DIEGO, members: [CARLA] })
    actor.addBot(STRANGE, BOT, { by: DIEGO })
    await group.settled()
    for (const text of ['one', 'two', 'three']) actor.send(STRANGE, CARLA, text)
    await group.settled()
    expect(group.texts(STRANGE)).toEqual([
      "I don't archive the group “Strange” yet. Its id is -1002000000002: start the program with " +
        "TELEGRAM_CHAT_ID=-1002000000002. I'll wait here; until then I store nothing.",
    ])
    expect(status()).toBe('member')
    expect(group.lake.log.named('chat_not_archived').length).toBeLessThanOrEqual(3)
    await group.local.chats.agree(GROUP)
    actor.addBot(STRANGE, BOT, { by: DIEGO, role: 'administrator' })
    await group.settled()
    expect(status()).toBe('left')
  })

  it('is told once itself when the person never talked to the bot', async () => {
    const group = await groupWithBot({ language: 'en' })
    const { actor } = group
    actor.createGroup({ id: STRANGE, title: 'Strange', creator: DIEGO })
    actor.addBot(STRANGE, BOT, { by: DIEGO })
    await group.settled()
    actor.addBot(STRANGE, BOT, { by: DIEGO })
    await group.settled()
    expect(group.texts(STRANGE)).toHaveLength(1)
    expect(group.texts(STRANGE)[0]).toContain('-1002000000002')
    expect(group.view.members(STRANGE).find(({ user }) => user.id === BOT)?.status).toBe('left')
  })

  it('is left even when nobody can be told', async () => {
    const group = await groupWithBot({ language: 'en' })
    const { actor } = group
    actor.createGroup({ id: STRANGE, title: 'Strange', creator: DIEGO })
    const description = 'Forbidden: no rights to send messages'
    group.telegram.failNext('sendMessage', { error_code: 403, description, times: 2 })
    actor.addBot(STRANGE, BOT, { by: DIEGO })
    await group.settled()
    expect(group.view.members(STRANGE).find(({ user }) => user.id === BOT)?.status).toBe('left')
    expect(group.lake.log.named('strange_chat_failed')).toHaveLength(1)
  })

  it('is told to each person who adds the bot', async () => {
    const group = await groupWithBot({ language: 'en' })
    const { actor } = group
    actor.createGroup({ id: STRANGE, title: 'Strange', creator: DIEGO, members: [CARLA] })
    for (const person of [DIEGO, CARLA]) {
      const chat = actor.privateChat(person, BOT)
      await group.ask(person, '/start', { chat })
      actor.addBot(STRANGE, BOT, { by: person })
      await group.settled()
      expect(group.texts(chat).at(-1)).toContain('-1002000000002')
    }
  })

  it('is left when it is a channel, without a word in it', async () => {
    const group = await groupWithBot({ language: 'en' })
    const channel = group.actor.createChannel({ title: 'News' })
    group.actor.setRole(channel.id, BOT, 'administrator', { by: DIEGO })
    await group.settled()
    expect(group.texts(channel.id)).toEqual([])
    const left = group.view.members(channel.id).find(({ user }) => user.id === BOT)
    expect(left?.status).toBe('left')
  })

  it('leaves no trace in the lake', async () => {
    const group = await groupWithBot()
    group.actor.createGroup({ id: STRANGE, title: 'Strange', creator: DIEGO })
    group.actor.addBot(STRANGE, BOT, { by: DIEGO })
    await group.settled()
    const keys: string[] = []
    for await (const key of group.lake.raw.list('telegram/')) keys.push(key)
    const bodies = await Promise.all(keys.map((key) => group.lake.raw.get(key)))
    expect(bodies.map(String).filter((body) => body.includes(String(STRANGE)))).toEqual([])
  })
})

describe('own messages', () => {
  it('are archived, marked as a bot', async () => {
    const group = await groupWithBot({ language: 'en' })
    await group.ask(CARLA, '/help')
    const keys: string[] = []
    for await (const key of group.lake.raw.list('telegram/'))
      if (key.includes('/bot-')) keys.push(key)
    expect(keys).toHaveLength(1)
    const stored = JSON.parse(String(await group.lake.raw.get(keys[0] as string))) as never
    expect(stored).toMatchObject({
      update_id: 0,
      message: { from: { id: BOT, is_bot: true }, chat: { id: GROUP } },
    })
  })
})
