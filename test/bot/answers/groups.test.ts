import type { InlineKeyboardButton, Message } from 'grammy/types'
import { describe, expect, it } from 'vitest'

import { BETO, BOT, GROUP, groupWithBot } from './harness.ts'

const OTHER = -1003000000003
const BASIC = -4000002

function buttonData(message: Message | undefined): string[] {
  const rows = message?.reply_markup?.inline_keyboard ?? []
  return rows
    .flat()
    .map((button: InlineKeyboardButton) => ('callback_data' in button ? button.callback_data : ''))
}

async function twoGroups(options: Parameters<typeof groupWithBot>[0] = {}) {
  const group = await groupWithBot({ language: 'en', chatIds: [GROUP, OTHER], ...options })
  group.actor.createGroup({ id: OTHER, title: 'Other', creator: BETO })
  group.actor.addBot(OTHER, BOT, { role: 'administrator', by: BETO })
  await group.settled()
  return { group, chat: group.actor.privateChat(BETO, BOT) }
}

describe('a configured group that the bot is not in', () => {
  it.each(['never was', 'was thrown out'])('is left out in private when it %s', async (how) => {
    const { group, chat } = await twoGroups(
      how === 'never was' ? { chatIds: [GROUP, -100999] } : {},
    )
    if (how === 'was thrown out') group.actor.setRole(OTHER, BOT, 'kicked', { by: BETO })
    await group.settled()
    const [report] = await group.ask(BETO, '/hours', { chat })
    expect(report?.photo ?? report?.text).toBeDefined()
    const [menu] = await group.ask(BETO, '/reports', { chat })
    expect(menu?.text).toMatch(/^Which report .*Grupo/)
    expect(group.lake.log.named('answer_failed')).toEqual([])
  })

  it('is left out for the configured people too', async () => {
    const { group, chat } = await twoGroups({ adminIds: [BETO], chatIds: [GROUP, OTHER, -100999] })
    const [question] = await group.ask(BETO, '/hours', { chat })
    expect(question?.text).toBe('Which group?')
    expect(buttonData(question)).toHaveLength(2)
    expect(await group.ask(BETO, '/reports', { chat })).toHaveLength(2)
    expect(group.lake.log.named('answer_failed')).toEqual([])
  })
})

describe('/status in private', () => {
  it('has a block for each group, under its title', async () => {
    const { group, chat } = await twoGroups()
    const [answer] = await group.ask(BETO, '/status', { chat })
    const blocks = (answer?.text ?? '').split('\n\n')
    expect(blocks.map((block) => block.split('\n')[0])).toEqual(['Grupo', 'Other'])
  })

  it('is several messages when there are too many groups for one', async () => {
    const titleOf = (index: number) => `Other ${index} ${'x'.repeat(100)}`
    const group = await groupWithBot({
      language: 'en',
      privacy: true,
      chatIds: [GROUP, ...Array.from({ length: 9 }, (_, index) => OTHER - index)],
    })
    for (let index = 0; index < 9; index += 1) {
      group.actor.createGroup({ id: OTHER - index, title: titleOf(index), creator: BETO })
      group.actor.addBot(OTHER - index, BOT, { by: BETO })
    }
    await group.settled()
    const chat = group.actor.privateChat(BETO, BOT)
    const answers = await group.ask(BETO, '/status', { chat })
    expect(answers).toHaveLength(2)
    const titles = answers
      .flatMap(({ text }) => text?.split('\n\n') ?? [])
      .map((block) => block.split('\n')[0])
    expect(titles).toEqual(['Grupo', ...Array.from({ length: 9 }, (_, nth) => titleOf(nth))])
  })

  it('has no title when there is one group', async () => {
    const group = await groupWithBot({ language: 'en' })
    const chat = group.actor.privateChat(BETO, BOT)
    const [answer] = await group.ask(BETO, '/status', { chat })
    expect(answer?.text).not.toContain('Grupo')
  })
})

describe('a group that becomes a supergroup', () => {
  it('is answered where it went, when the command comes from where it was', async () => {
    const group = await groupWithBot({ language: 'en', type: 'group', groupId: BASIC })
    const { id } = group.actor.migrate(BASIC)
    await group.settled()
    await group.local.deliver({
      update_id: 6_000_000,
      message: {
        message_id: 77,
        date: Math.floor(Date.now() / 1000),
        chat: { id: BASIC, type: 'group', title: 'Grupo' },
        from: { id: BETO, is_bot: false, first_name: 'Beto' },
        text: '/hours',
      },
    } as never)
    await group.settled()
    expect(group.said(id)).toHaveLength(1)
    expect(group.texts(id)[0]).not.toContain('Only the administrators')
    expect(group.lake.log.named('answer_failed')).toEqual([])
  })

  it('keeps the buttons that were sent in private before', async () => {
    const group = await groupWithBot({ language: 'en', type: 'group', groupId: BASIC })
    const chat = group.actor.privateChat(BETO, BOT)
    const [report] = await group.ask(BETO, '/stats', { chat })
    expect(buttonData(report)[0]).toBe(`v1|stats|7d|${BASIC}`)
    const { id } = group.actor.migrate(BASIC)
    await group.settled()
    const press = group.actor.press(chat, BETO, report?.message_id as number, '7 d')
    await group.settled()
    expect(group.view.callback(press.id)?.answer).toEqual({})
    expect(buttonData(group.said(chat).at(-1))[0]).toBe(`v1|stats|7d|${id}`)
  })
})
