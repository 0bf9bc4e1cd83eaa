import { GrammyError } from 'grammy'
import { describe, expect, it } from 'vitest'

import { createWays } from '../../../bot/answers/ways.ts'
import { languages } from '../../../bot/config.ts'
import { asHtml } from '../../../bot/html.ts'
import { textsOf } from '../../../bot/i18n.ts'
import { recordingLog } from '../../helpers/log.ts'
import { ANA, BETO, BOT, CARLA, GROUP, groupWithBot, type GroupOptions } from './harness.ts'

const IN_PRIVATE = "This answer is for a group in which I can't write:"

/** A group in which the bot is a plain member that gets everything, and Beto's private chat with it. */
async function groupWithMember(options: GroupOptions = {}) {
  const group = await groupWithBot({ language: 'en', role: 'member', ...options })
  const beto = group.actor.privateChat(BETO, BOT)
  return { group, beto }
}

async function forum(options: GroupOptions = {}) {
  const { group, beto } = await groupWithMember({ isForum: true, ...options })
  const { message_id: topic } = group.actor.createTopic(GROUP, ANA, 'Support')
  await group.settled()
  return { group, beto, topic }
}

const statusOf = async ({ ask }: Awaited<ReturnType<typeof groupWithBot>>, chat: string) =>
  (await ask(BETO, '/status', { chat }))[0]?.text ?? ''

describe('an answer for a topic that is closed', () => {
  it('goes beside the topics, once', async () => {
    const { group, topic } = await forum()
    group.actor.send(GROUP, BETO, '/hours', { topic })
    group.actor.closeTopic(GROUP, ANA, topic)
    await group.settled()
    const [answer, ...more] = group.said()
    expect(more).toEqual([])
    expect(answer?.photo).toBeDefined()
    expect(answer?.is_topic_message).toBeUndefined()
    expect(group.lake.log.named('answer_undelivered')).toEqual([])
  })

  it('goes to the asker in private when no topic is open', async () => {
    const { group, beto, topic } = await forum()
    group.actor.send(GROUP, BETO, '/hours', { topic })
    group.actor.closeTopic(GROUP, ANA, topic)
    group.actor.closeTopic(GROUP, ANA, 0)
    await group.settled()
    expect(group.said()).toEqual([])
    const [answer] = group.said(beto)
    expect(answer?.photo).toBeDefined()
    expect(answer?.caption?.split('\n\n')[0]).toBe(IN_PRIVATE)
    expect(answer?.reply_markup).toBeUndefined()
  })

  it('becomes a line in /status when the asker never talked to the bot', async () => {
    const { group, topic } = await forum()
    group.actor.send(GROUP, ANA, '/hours', { topic })
    group.actor.closeTopic(GROUP, ANA, topic)
    group.actor.closeTopic(GROUP, ANA, 0)
    await group.settled()
    const beto = group.actor.privateChat(BETO, BOT)
    expect(await statusOf(group, beto)).toMatch(
      /! Answers: the last one that I could not send was at .+ \(Bad Request: TOPIC_CLOSED\)/,
    )
    expect(group.lake.log.named('answer_undelivered')).toEqual([
      { event: 'answer_undelivered', chat_id: GROUP, reason: 'Bad Request: TOPIC_CLOSED' },
    ])
    expect(group.lake.log.named('answer_failed')).toEqual([])
  })
})

it('an answer for a topic that is deleted goes beside the topics', async () => {
  const { group, topic } = await forum()
  group.actor.send(GROUP, CARLA, '/help', { topic })
  group.actor.deleteTopic(GROUP, topic)
  await group.settled()
  expect(group.texts()[0]).toContain('/stats: ')
})

describe('in a group in which the bot may not send', () => {
  it('pictures, a report is text', async () => {
    const { group } = await groupWithMember()
    group.actor.setPermissions(GROUP, { can_send_photos: false })
    const [answer, ...more] = await group.ask(BETO, '/hours')
    expect(answer?.text).toContain('No messages in this period')
    expect(more).toEqual([])
  })

  it('anything, the asker gets it in private', async () => {
    const { group, beto } = await groupWithMember()
    group.actor.setPermissions(GROUP, { can_send_messages: false })
    await group.ask(BETO, '/hours')
    expect(group.said()).toEqual([])
    expect(group.texts(beto)[0]?.split('\n\n')[0]).toBe(IN_PRIVATE)
  })

  it.each([
    [400, 'Bad Request: CHAT_WRITE_FORBIDDEN'],
    [400, 'Bad Request: have no rights to send a message'],
    [403, 'Forbidden: not enough rights to send text messages to the chat'],
  ])('(%i %s), an anonymous administrator finds it in /status', async (error_code, description) => {
    const { group, beto } = await groupWithMember()
    group.telegram.failNext('sendPhoto', { error_code, description })
    expect(await group.ask(BETO, '/hours', { as: 'anonymous' })).toEqual([])
    expect(await statusOf(group, beto)).toContain(`(${description})`)
  })
})

it('a slow mode is waited for', async () => {
  const { group } = await groupWithMember()
  group.actor.setPermissions(GROUP, { slow_mode_delay: 2 })
  await group.ask(CARLA, '/help')
  const [answer] = await group.ask(CARLA, '/privacy')
  expect(answer?.text).toMatch(/^What I store/)
}, 15_000)

it('an answer to a message that is deleted comes all the same', async () => {
  const { group } = await groupWithMember()
  const { message_id } = group.actor.send(GROUP, BETO, '/hours')
  group.actor.delete(GROUP, message_id)
  await group.settled()
  expect(group.said()).toHaveLength(1)
  expect(group.said()[0]?.reply_to_message).toBeUndefined()
})

it('a group that removed the bot is left alone, and named in the log once', async () => {
  const { group, beto } = await groupWithMember()
  const description = 'Forbidden: bot was kicked from the supergroup chat'
  for (let round = 0; round < 3; round += 1) {
    group.telegram.failNext('sendPhoto', { error_code: 403, description })
    await group.ask(BETO, '/hours')
  }
  expect(group.said()).toEqual([])
  expect(group.said(beto)).toEqual([])
  expect(group.calls.filter(({ method }) => method === 'sendMessage')).toEqual([])
  expect(group.lake.log.named('answer_undelivered')).toEqual([
    { event: 'answer_undelivered', chat_id: GROUP, reason: description },
  ])
})

it('what leads nowhere is logged once, and again after something arrived', async () => {
  const log = recordingLog()
  const send = createWays({ texts: textsOf('en'), log, noteUndelivered: async () => {} })
  const kicked = { ok: false, error_code: 403, description: 'Forbidden: bot was kicked' } as const
  const failing = () => Promise.reject(new GrammyError('x', kicked, 'sendMessage', {}))
  const to = { chat_id: GROUP, chat_type: 'supergroup' } as const
  const outcomeOf = (act: () => Promise<unknown>) =>
    send(to, { text: asHtml('x') }, act).catch((error: Error) => error.name)
  for (const act of [failing, failing, async () => 'sent', failing]) await outcomeOf(act)
  expect(log.named('answer_undelivered')).toHaveLength(2)
})

it('a person who never talked to the bot is no warning in the log', async () => {
  const log = recordingLog()
  const send = createWays({ texts: textsOf('en'), log, noteUndelivered: async () => {} })
  const description = "Forbidden: bot can't initiate conversation with a user"
  const never = { ok: false, error_code: 403, description } as const
  const failing = () => Promise.reject(new GrammyError('x', never, 'sendMessage', {}))
  const to = { chat_id: BETO, chat_type: 'private' } as const
  await expect(send(to, { text: asHtml('x') }, failing)).rejects.toThrow(description)
  expect(log.facts).toEqual([])
})

describe('an answer that is too long', () => {
  it.each(languages)('is cut, and says so in %s', async (language) => {
    const group = await groupWithBot({ language })
    group.telegram.failNext('sendMessage', {
      error_code: 400,
      description: 'Bad Request: message is too long',
    })
    const [answer] = await group.ask(CARLA, '/privacy')
    expect(answer?.text?.split('\n').at(-1)).toBe(textsOf(language).text('answer-cut'))
  })
})

describe('an answer that Telegram may have taken', () => {
  it('is neither repeated nor followed by an apology', async () => {
    const group = await groupWithBot({ language: 'en' })
    group.telegram.dropNext('sendPhoto')
    expect(await group.ask(BETO, '/hours')).toEqual([])
    expect(group.calls.filter(({ method }) => method === 'sendPhoto')).toHaveLength(1)
    expect(group.calls.filter(({ method }) => method === 'sendMessage')).toEqual([])
    expect(group.lake.log.named('answer_uncertain')).toHaveLength(1)
    expect(group.lake.log.named('answer_failed')).toEqual([])
  })

  it('is repeated when it only changes what is there', async () => {
    const group = await groupWithBot({ language: 'en' })
    const [report] = await group.ask(BETO, '/hours')
    group.telegram.dropNext('editMessageMedia')
    group.telegram.dropNext('answerCallbackQuery')
    const press = group.actor.press(GROUP, BETO, report?.message_id as number, '7 d')
    await group.settled()
    expect(group.view.callback(press.id)?.answer).toEqual({})
    expect(group.said()[0]?.edit_date).toBeDefined()
  })
})

it('a picture that is too large for Telegram becomes text', async () => {
  const group = await groupWithBot({ language: 'en' })
  const description = 'Request Entity Too Large'
  group.telegram.failNext('sendPhoto', { error_code: 413, description })
  const [answer] = await group.ask(BETO, '/hours')
  expect(answer?.text).toContain('No messages in this period')
})

it('rights that Telegram does not tell at first are asked for again', async () => {
  const group = await groupWithBot({ language: 'en' })
  group.telegram.dropNext('getChatMember', 2)
  const [answer] = await group.ask(BETO, '/reports')
  expect(answer?.text).toBe('Which report?')
}, 15_000)
