import { describe, expect, it } from 'vitest'

import { agesBy } from '../../../etl/age.ts'
import { createLimits } from '../../../bot/answers/limits.ts'
import { ANA, BETO, BOT, CARLA, DIEGO, GROUP, groupWithBot } from './harness.ts'

describe('sixty commands of a member who may not ask', () => {
  it.each(['/stats', '/status', '/reports'])(
    'cost one question to Telegram and one refusal: %s',
    async (text) => {
      const group = await groupWithBot()
      const before = group.calls.length
      for (let count = 0; count < 60; count += 1) group.actor.send(GROUP, CARLA, text)
      await group.settled()
      expect(group.calls.slice(before).map(({ method }) => method)).toEqual([
        'getChatMember',
        'sendMessage',
      ])
    },
  )

  it('in private cost as little when the bot is not in the group', async () => {
    const group = await groupWithBot({ chatIds: [GROUP, -100999] })
    const chat = group.actor.privateChat(DIEGO, BOT)
    const before = group.calls.length
    for (let count = 0; count < 60; count += 1) group.actor.send(chat, DIEGO, '/stats')
    await group.settled()
    expect(group.calls.length - before).toBeLessThanOrEqual(12)
    expect(group.said(chat)).toHaveLength(1)
  })

  it('leave room for an administrator', async () => {
    const group = await groupWithBot()
    for (let id = 100; id < 103; id += 1) {
      group.actor.addUser({ id, first_name: 'Eva' })
      group.actor.join(GROUP, id)
      for (let count = 0; count < 60; count += 1) group.actor.send(GROUP, id, '/stats')
    }
    const [, , , answer] = await group.ask(BETO, '/hours')
    expect(answer?.photo).toBeDefined()
  })
})

it('a flood of /help in private is answered for ten of them at most', async () => {
  const group = await groupWithBot()
  const chat = group.actor.privateChat(DIEGO, BOT)
  const before = group.calls.length
  for (let count = 0; count < 200; count += 1) group.actor.send(chat, DIEGO, '/help')
  await group.settled()
  expect(group.said(chat).length).toBeLessThanOrEqual(10)
  expect(group.calls.length - before).toBeLessThanOrEqual(30)
})

it('a flood of presses is answered for ten of them at most', async () => {
  const group = await groupWithBot()
  const [report] = await group.ask(BETO, '/hours')
  const presses = Array.from({ length: 60 }, () =>
    group.actor.press(GROUP, CARLA, report?.message_id as number, '7 d'),
  )
  await group.settled()
  const answers = presses.filter(({ id }) => group.view.callback(id)?.answer !== undefined)
  expect(answers).toHaveLength(10)
})

describe('createLimits', () => {
  const asked = (user_id: number, chat_id = GROUP) =>
    ({ chat_id, chat_type: 'supergroup', user_id }) as const
  const admitted = (limits: ReturnType<typeof createLimits>, user: number, times: number) =>
    Array.from({ length: times }, () => limits.admits(asked(user))).filter(Boolean).length

  it('admits ten of a person in a minute, and again in the next', () => {
    let now = 0
    const limits = createLimits(
      agesBy(
        () => now,
        () => 0,
      ),
    )
    expect(admitted(limits, CARLA, 30)).toBe(10)
    now = 59_999
    expect(admitted(limits, CARLA, 1)).toBe(0)
    now = 60_000
    expect(admitted(limits, CARLA, 30)).toBe(10)
  })

  it('admits sixty of an administrator, and does not count them for the chat', () => {
    const limits = createLimits(
      agesBy(
        () => 0,
        () => 0,
      ),
    )
    limits.trust(asked(ANA), asked(ANA))
    expect(admitted(limits, ANA, 100)).toBe(60)
    expect(admitted(limits, CARLA, 30)).toBe(10)
  })

  it('admits sixty of a chat that nobody in it is trusted for', () => {
    const limits = createLimits(
      agesBy(
        () => 0,
        () => 0,
      ),
    )
    const people = Array.from({ length: 20 }, (_, index) => 100 + index)
    expect(people.reduce((sum, person) => sum + admitted(limits, person, 10), 0)).toBe(60)
    expect(limits.admits(asked(100, -1002))).toBe(true)
  })
})

it('whoever writes as a group in a private chat has no rights', async () => {
  const group = await groupWithBot({ language: 'en' })
  const chat = group.actor.privateChat(DIEGO, BOT)
  await group.local.deliver({
    update_id: 5_000_000,
    message: {
      message_id: 77,
      date: Math.floor(Date.now() / 1000),
      chat: { id: DIEGO, type: 'private', first_name: 'Diego' },
      from: { id: DIEGO, is_bot: false, first_name: 'Diego' },
      sender_chat: { id: GROUP, type: 'supergroup', title: 'Grupo' },
      text: '/stats',
    },
  } as never)
  await group.settled()
  expect(group.texts(chat)).toEqual([
    'I answer only administrators of the groups I archive. If you are one, ask me in that group.',
  ])
})
