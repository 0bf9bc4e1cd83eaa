import type { InlineKeyboardButton, Message } from 'grammy/types'
import { describe, expect, it } from 'vitest'

import { QueryError } from '../../../bot/engine/engine.ts'
import { reports } from '../../../bot/reports/registry.ts'
import { enrichedKey } from '../../../etl/lake/keys.ts'
import {
  ANA,
  BETO,
  BOT,
  CARLA,
  DIEGO,
  GROUP,
  groupWithBot,
  sharedGroup,
  type GroupOptions,
} from './harness.ts'

/** A group with a few messages: an answered question, an open one, and a name with HTML in it. */
async function talkingGroup(options: GroupOptions = {}) {
  const group = await groupWithBot(options)
  const { actor } = group
  const chat = options.groupId ?? GROUP
  actor.addUser({ id: 14, first_name: '<b>Eva</b> & Söhne' })
  actor.join(chat, 14)
  const question = actor.send(chat, CARLA, 'Como instalo o driver da impressora?')
  actor.send(chat, BETO, 'Com o gerenciador.', { replyTo: question.message_id })
  actor.send(chat, 14, 'Alguém sabe por que o wi-fi cai?')
  actor.send(chat, 14, 'Bom dia!')
  await group.settled()
  return group
}

function buttons(message: Message | undefined): string[] {
  const rows = message?.reply_markup?.inline_keyboard ?? []
  return rows.flat().map(({ text }: InlineKeyboardButton) => text)
}

const types = (message: Message | undefined) =>
  message?.caption_entities?.map(({ type }) => type) ?? []

const details = { 'pt-BR': 'Detalhes', en: 'Details', es: 'Detalles' }
const less = { 'pt-BR': 'Menos', en: 'Less', es: 'Menos' }

describe.each(['pt-BR', 'en', 'es'] as const)('a report in %s', (language) => {
  const shared = sharedGroup((options) =>
    talkingGroup({ language, hasRealCharts: true, ...options }),
  )

  it.each(reports.map(({ name }) => name))(
    '/%s is a sentence and a picture, and its table comes on request',
    async (name) => {
      const group = shared()
      const [answer, ...more] = await group.ask(BETO, `/${name}`)
      expect(more).toEqual([])
      expect(answer?.photo?.at(-1)?.width).toBe(1080)
      const [sentence = '', ...lines] = answer?.caption?.split('\n') ?? []
      expect(sentence.length).toBeGreaterThan(10)
      // Only doubts are told in lines.
      expect(lines.length > 0).toBe(name === 'questions' || name === 'answers')
      expect(types(answer)).not.toContain('pre')
      expect(answer?.reply_to_message?.text).toBe(`/${name}`)

      // Its questions say it all.
      expect(buttons(answer).includes(details[language])).toBe(name !== 'questions')
      if (name === 'questions') return
      group.actor.press(GROUP, BETO, answer?.message_id as number, details[language])
      await group.settled()
      const detailed = group.said().at(-1)
      expect(detailed?.message_id).toBe(answer?.message_id)
      expect(types(detailed)).toContain('pre')
      expect(detailed?.caption).toContain(sentence)
      expect(buttons(detailed)).toContain(less[language])
      group.actor.press(GROUP, BETO, answer?.message_id as number, less[language])
      await group.settled()
      const short = group.said().at(-1)
      expect(short?.caption).toContain(sentence)
      expect(types(short)).not.toContain('pre')
      expect(group.lake.log.named('picture_failed')).toEqual([])
    },
  )
})

describe('a report in the chat', () => {
  it('covers messages written just before', async () => {
    const group = await talkingGroup({ language: 'en' })
    const [answer] = await group.ask(BETO, '/messages_per_user today')
    // The command itself is no message.
    expect(answer?.caption).toContain('2 of 4 messages (50%). 3 people wrote in total.')
  })

  it('covers messages written since the report before, a moment ago', async () => {
    const group = await talkingGroup({ language: 'en' })
    await group.ask(BETO, '/stats today')
    group.actor.send(GROUP, CARLA, 'obrigada!')
    await group.settled()
    const [answer] = await group.ask(BETO, '/messages_per_user today')
    expect(answer?.caption).toContain('of 5 messages')
  })

  it.each([
    [
      'en',
      'No messages in this period. There is nothing earlier: the archive of this group begins',
    ],
    ['pt-BR', 'Nenhuma mensagem neste período. Não há nada antes: o arquivo deste grupo começa'],
    ['es', 'Ningún mensaje en este período. No hay nada antes: el archivo de este grupo empieza'],
  ] as const)('does not send a new group to a longer period (%s)', async (language, words) => {
    const group = await groupWithBot({ language })
    const [answer] = await group.ask(BETO, '/stats')
    expect(answer?.caption).toContain(words)
    expect(answer?.caption).not.toContain('90d')
  })

  it('shows names with HTML in them as they are', async () => {
    const group = await talkingGroup({ language: 'en' })
    const [answer] = await group.ask(BETO, '/messages_per_user')
    expect(answer?.caption).toContain('<b>Eva</b> &')
    expect(group.lake.log.named('html_refused')).toEqual([])
  })

  it('links to messages of a supergroup', async () => {
    const group = await talkingGroup({ language: 'en' })
    const [answer] = await group.ask(BETO, '/answers')
    const urls = answer?.caption_entities?.flatMap((entity) =>
      'url' in entity ? [entity.url] : [],
    )
    expect(urls?.[0]).toMatch(/^https:\/\/t\.me\/c\/1000000001\/\d+$/)
  })

  it('does not link to messages of a basic group', async () => {
    const group = await talkingGroup({ language: 'en', type: 'group', groupId: -4000001 })
    const [answer] = await group.ask(BETO, '/answers', { chat: -4000001 })
    expect(answer?.caption).toContain('Alguém sabe')
    expect(types(answer)).not.toContain('text_link')
  })

  it('shows “typing” before the picture', async () => {
    const group = await talkingGroup()
    await group.ask(BETO, '/stats')
    const [action] = group.calls.filter(({ method }) => method === 'sendChatAction')
    const photo = group.calls.find(({ method }) => method === 'sendPhoto')
    expect(action?.params).toMatchObject({ action: 'typing' })
    expect(Number(photo?.date) - Number(action?.date)).toBeGreaterThanOrEqual(0)
  })

  it('shows no “typing” to whom it refuses', async () => {
    const group = await talkingGroup()
    const from = group.calls.length
    expect(await group.ask(CARLA, '/stats')).toHaveLength(1)
    expect(await group.ask(CARLA, '/stats')).toHaveLength(0)
    const methods = group.calls.slice(from).map(({ method }) => method)
    expect(methods).toContain('sendMessage')
    expect(methods).not.toContain('sendChatAction')
  })

  it('counts both ids of a group that became a supergroup', async () => {
    const group = await talkingGroup({ language: 'en', type: 'group', groupId: -4000002 })
    const { id } = group.actor.migrate(-4000002)
    await group.settled()
    const [answer] = await group.ask(BETO, '/messages_per_user today', { chat: id })
    expect(answer?.caption).toContain('of 4 messages')
  })
})

describe('a period', () => {
  const shared = sharedGroup(talkingGroup)
  const sharedEnglish = sharedGroup((options) => talkingGroup({ language: 'en', ...options }))

  it.each(['7d', 'hoje', 'Mês', 'semana', 'ayer', 'all', '2026-11', '2026-11-01..2026-11-15'])(
    '%s is understood',
    async (period) => {
      const [answer] = await shared().ask(BETO, `/messages_per_day ${period}`)
      expect(answer?.photo).toBeDefined()
    },
  )

  it.each([
    ['2026-13', "I don't know the period “2026-13”. Try, for example: /stats 30d"],
    ['soon', "I don't know the period “soon”. Try, for example: /stats 30d"],
    ['0d', "I don't know the period “0d”. Try, for example: /stats 30d"],
    [
      '2026-11-15..2026-11-01',
      'The period ends (2026-11-01) before it begins (2026-11-15). Try: /stats 2026-11-01..2026-11-15',
    ],
    ['<b>&\u200fx\ny', "I don't know the period “<b>&\u200fx\ny”. Try, for example: /stats 30d"],
  ])('%j gets one clear sentence in reply', async (period, sentence) => {
    const answers = await sharedEnglish().ask(BETO, `/stats ${period}`)
    expect(answers.map(({ text }) => text)).toEqual([sentence])
  })

  it.each([
    ['/hours soon', "I don't know the period “soon”. Try, for example: /hours 30d"],
    ['/reports soon', "I don't know the period “soon”. Try, for example: /reports 30d"],
  ])('%j gets an example for this very command', async (command, sentence) => {
    const answers = await sharedEnglish().ask(BETO, command)
    expect(answers.map(({ text }) => text)).toEqual([sentence])
  })

  it('of 4,000 characters gets one short sentence', async () => {
    const [answer] = await sharedEnglish().ask(BETO, `/stats ${'x'.repeat(4000)}`)
    expect(answer?.text?.length).toBeLessThan(120)
  })
})

describe('buttons', () => {
  it('switch the period in place', async () => {
    const group = await talkingGroup({ language: 'en' })
    const [answer] = await group.ask(BETO, '/stats')
    expect(buttons(answer).slice(0, 4)).toEqual(['7 d', '• 30 d', '90 d', 'all'])
    const press = group.actor.press(GROUP, BETO, answer?.message_id as number, '7 d')
    await group.settled()
    const shown = group.said().at(-1)
    expect(shown?.message_id).toBe(answer?.message_id)
    expect(buttons(shown).slice(0, 4)).toEqual(['• 7 d', '30 d', '90 d', 'all'])
    expect(group.view.callback(press.id)?.answer).toEqual({})
  })

  it('switch the report in place', async () => {
    const group = await talkingGroup({ language: 'en' })
    const [answer] = await group.ask(BETO, '/stats')
    group.actor.press(GROUP, BETO, answer?.message_id as number, 'Hours')
    await group.settled()
    expect(group.said()).toHaveLength(1)
    expect(group.texts()[0]).toContain('Peak')
    expect(buttons(group.said()[0])).toContain('• Hours')
  })

  it('are four periods, the table, and the reports in two rows', async () => {
    const group = await talkingGroup({ language: 'en' })
    const [answer] = await group.ask(BETO, '/answers')
    const rows = answer?.reply_markup?.inline_keyboard ?? []
    expect(rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['7 d', '• 30 d', '90 d', 'all'],
      ['Details', 'How do you know?'],
      ['Overview', 'Per day', 'People', 'Length'],
      ['Hours', 'Questions', '• Answers'],
    ])
  })

  it('leave the table open when the period changes', async () => {
    const group = await talkingGroup({ language: 'en' })
    const [answer] = await group.ask(BETO, '/stats')
    for (const label of ['Details', '7 d']) {
      group.actor.press(GROUP, BETO, answer?.message_id as number, label)
      await group.settled()
    }
    expect(types(group.said().at(-1))).toEqual(['pre'])
    expect(buttons(group.said().at(-1))).toContain('• 7 d')
  })

  it('refuse a member, visibly only to them', async () => {
    const group = await talkingGroup({ language: 'en' })
    const [answer] = await group.ask(BETO, '/stats')
    const press = group.actor.press(GROUP, CARLA, answer?.message_id as number, '7 d')
    await group.settled()
    expect(group.view.callback(press.id)?.answer?.text).toBe(
      'Only the administrators of this group can ask for reports.',
    )
    expect(group.texts()).toEqual([answer?.caption])
  })

  const sharedEnglish = sharedGroup((options) => talkingGroup({ language: 'en', ...options }))
  it.each([
    '',
    'v0|stats|7d',
    'v1|nothing|7d',
    'v1|stats',
    'v1|stats|7d|-100',
    'v1|stats|7d|1|2',
    '{"a":1}',
  ])('with unknown data %j are out of date', async (data) => {
    const group = sharedEnglish()
    const { token, apiRoot } = group
    const sent = await fetch(`${apiRoot}/bot${token}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        chat_id: GROUP,
        text: 'x',
        reply_markup: { inline_keyboard: [[{ text: 'press', callback_data: data || ' ' }]] },
      }),
    })
    const { result } = (await sent.json()) as { result: Message }
    const press = group.actor.press(GROUP, BETO, result.message_id, 'press')
    await group.settled()
    expect(group.view.callback(press.id)?.answer?.text).toBe(
      'This button is out of date. Ask again with /reports',
    )
  })

  it('may be pressed twice', async () => {
    const group = await talkingGroup({ language: 'en' })
    const [answer] = await group.ask(BETO, '/stats 7d')
    group.actor.press(GROUP, BETO, answer?.message_id as number, '• 7 d')
    group.actor.press(GROUP, BETO, answer?.message_id as number, '• 7 d')
    await group.settled()
    expect(group.said()).toHaveLength(1)
    expect(group.lake.log.named('answer_failed')).toEqual([])
  })

  it('of /reports replace the menu with a report', async () => {
    const group = await talkingGroup({ language: 'en' })
    const [menu] = await group.ask(BETO, '/reports')
    expect(menu?.text).toBe('Which report?')
    group.actor.press(GROUP, BETO, menu?.message_id as number, 'Hours')
    await group.settled()
    expect(group.said()).toHaveLength(1)
    expect(group.said()[0]?.photo).toBeDefined()
  })
})

describe('rights', () => {
  it('belong to administrators, including anonymous ones, and to the configured people', async () => {
    const group = await talkingGroup({ adminIds: [CARLA] })
    expect(await group.ask(ANA, '/hours')).toHaveLength(1)
    expect(await group.ask(BETO, '/hours')).toHaveLength(1)
    expect(await group.ask(CARLA, '/hours')).toHaveLength(1)
    expect(await group.ask(BETO, '/hours', { as: 'anonymous' })).toHaveLength(1)
  })

  it('do not belong to members or to channels that write as themselves', async () => {
    const group = await talkingGroup({ language: 'en' })
    const channel = group.actor.createChannel({ title: 'A channel' })
    const refused = await group.ask(CARLA, '/hours')
    const channelRefused = await group.ask(CARLA, '/hours', { as: channel.id })
    expect([...refused, ...channelRefused].map(({ text }) => text)).toEqual([
      'Only the administrators of this group can ask for reports.',
      'Only the administrators of this group can ask for reports.',
    ])
  })

  it('are cached until they change', async () => {
    const group = await talkingGroup({ language: 'en' })
    await group.ask(BETO, '/hours')
    await group.ask(BETO, '/hours')
    const asked = () =>
      group.calls.filter(
        ({ method, params }) => method === 'getChatMember' && params.user_id === BETO,
      )
    expect(asked()).toHaveLength(1)
    group.actor.setRole(GROUP, BETO, 'member', { by: ANA })
    await group.settled()
    const [answer] = await group.ask(BETO, '/hours')
    expect(answer?.text).toBe('Only the administrators of this group can ask for reports.')
  })

  it('in a private chat belong to administrators of an archived group', async () => {
    const group = await talkingGroup({ language: 'en' })
    const beto = group.actor.privateChat(BETO, BOT)
    const diego = group.actor.privateChat(DIEGO, BOT)
    const [report] = await group.ask(BETO, '/stats today', { chat: beto })
    expect(report?.caption).toContain('<b>Eva</b> & Söhne wrote the most: 2 messages.')
    const [refusal] = await group.ask(DIEGO, '/stats', { chat: diego })
    expect(refusal?.text).toContain('I answer only administrators of the groups I archive.')
    expect(await group.ask(DIEGO, '/stats', { chat: diego })).toEqual([])
    group.actor.press(beto, BETO, report?.message_id as number, 'Hours')
    await group.settled()
    expect(group.texts(beto)[0]).toContain('Peak')
  })

  it('in a private chat over several groups need a choice of group', async () => {
    const other = -1003000000003
    const group = await talkingGroup({ language: 'en', chatIds: [GROUP, other] })
    group.actor.createGroup({ id: other, title: 'Other', creator: BETO })
    group.actor.addBot(other, BOT, { role: 'administrator', by: BETO })
    await group.settled()
    const chat = group.actor.privateChat(BETO, BOT)
    const [question] = await group.ask(BETO, '/stats today', { chat })
    expect(question?.text).toBe('Which group?')
    expect(buttons(question)).toEqual(['Grupo', 'Other'])
    group.actor.press(chat, BETO, question?.message_id as number, 'Grupo')
    await group.settled()
    expect(group.texts(chat)[0]).toContain('<b>Eva</b> & Söhne wrote the most: 2 messages.')
  })
})

describe('when something goes wrong', () => {
  it('a picture that Telegram refuses becomes text', async () => {
    const group = await talkingGroup({ language: 'en' })
    group.telegram.failNext('sendPhoto', {
      error_code: 400,
      description: 'Bad Request: IMAGE_PROCESS_FAILED',
    })
    const [answer] = await group.ask(BETO, '/stats today')
    expect(answer?.text).toContain('4 messages by 3 people')
    expect(buttons(answer)).toContain('• Overview')
  })

  it('HTML that Telegram refuses is sent as plain text', async () => {
    const group = await talkingGroup({ language: 'en' })
    group.telegram.failNext('sendPhoto', {
      error_code: 400,
      description: "Bad Request: can't parse entities: Unsupported start tag",
    })
    const [answer] = await group.ask(BETO, '/stats today')
    expect(answer?.photo).toBeDefined()
    expect(answer?.caption).toContain('<b>Eva</b> & Söhne wrote the most: 2 messages.')
    expect(answer?.caption_entities).toBeUndefined()
  })

  it.each([
    [429, 'Too Many Requests: retry after 1', { retry_after: 1 }],
    [502, 'Bad Gateway', undefined],
  ])(
    'a %i from Telegram is retried',
    async (error_code, description, parameters) => {
      const group = await talkingGroup()
      group.telegram.failNext('sendPhoto', { error_code, description, parameters })
      const [answer] = await group.ask(BETO, '/hours')
      expect(answer?.photo).toBeDefined()
    },
    15_000,
  )

  it('what Telegram does not answer while a person waits is told, with a reference to the log', async () => {
    const group = await talkingGroup({ language: 'en' })
    group.telegram.failNext('getChatMember', {
      error_code: 429,
      description: 'Too Many Requests: retry after 121',
      parameters: { retry_after: 121 },
    })
    const [answer] = await group.ask(BETO, '/stats')
    const [failure] = group.lake.log.named('answer_failed')
    expect(answer?.text).toBe(
      `Something went wrong on my side. Reference for the bot's operator: ${String(failure?.reference)}`,
    )
    expect(failure?.reason).toContain('retry after 121')
  })

  it('a failing query is answered with a reference to the log', async () => {
    const group = await talkingGroup({
      language: 'en',
      engine: async () => ({
        query: () => Promise.reject(new QueryError('out of memory')),
        close: async () => {},
      }),
    })
    const [answer] = await group.ask(BETO, '/stats')
    const [failure] = group.lake.log.named('answer_failed')
    expect(answer?.text).toBe(
      `Something went wrong on my side. Reference for the bot's operator: ${String(failure?.reference)}`,
    )
    expect(failure?.reason).toBe('out of memory')
  })

  it('a day that is lost is named, with a reference to the log', async () => {
    const group = await talkingGroup({ language: 'pt-BR' })
    const day = group.lake.zone.date(Date.now() / 1000 - 12 * 86_400)
    await group.lake.enriched.put(enrichedKey(day), Buffer.from('half a file'))
    const [answer] = await group.ask(BETO, '/stats')
    const [failure] = group.lake.log.named('answer_failed')
    expect(answer?.text).toBe(
      `Os dados de ${day} estão danificados (${enrichedKey(day)}). Refaça-os a partir dos objetos brutos: ` +
        `npx lake etl --since ${day} --until ${day}. Sem eles, restaure uma cópia do arquivo ou apague-o para ficar sem esse dia.\n` +
        `Algo deu errado do meu lado. Referência para quem opera o bot: ${String(failure?.reference)}`,
    )
  })

  it('a group that removed the bot does not fail the job', async () => {
    const group = await talkingGroup()
    group.telegram.failNext('*', {
      error_code: 403,
      description: 'Forbidden: bot was kicked from the supergroup chat',
      times: 9,
    })
    await group.ask(BETO, '/stats')
    expect(group.lake.log.named('job_failed')).toEqual([])
  })

  it('requests beyond the limit are told that the bot is busy', async () => {
    const group = await talkingGroup({ language: 'en' })
    for (let index = 0; index < 7; index += 1) group.actor.send(GROUP, BETO, '/hours')
    await group.settled()
    const busy = group.texts().filter((text) => text.startsWith("I'm still working"))
    expect(busy).toHaveLength(3)
    expect(group.said().filter(({ photo }) => photo)).toHaveLength(4)
  })

  it('a job delivered twice is done once', async () => {
    const group = await talkingGroup()
    const update = {
      update_id: 5_000_000,
      message: {
        message_id: 77,
        date: Math.floor(Date.now() / 1000),
        chat: { id: GROUP, type: 'supergroup', title: 'Grupo' },
        from: { id: BETO, is_bot: false, first_name: 'Beto' },
        text: '/hours',
      },
    }
    await group.local.deliver(update as never)
    await group.local.deliver(update as never)
    await group.settled()
    expect(group.said()).toHaveLength(1)
    expect(group.lake.log.named('job_repeated')).toHaveLength(1)
  })
})

describe('a report of a bot that does not get every message', () => {
  const note = (answer: Message | undefined) => answer?.caption?.split('\n').at(-1)

  it.each([
    [
      'pt-BR',
      'Não recebo todas as mensagens deste grupo, então estes números estão baixos demais: /status diz por quê.',
    ],
    [
      'en',
      "I don't get every message of this group, so these figures are too low: /status says why.",
    ],
    [
      'es',
      'No recibo todos los mensajes de este grupo, así que estas cifras son demasiado bajas: /status dice por qué.',
    ],
  ] as const)('says so in its last line in %s', async (language, line) => {
    const group = await talkingGroup({ language, role: 'member', privacy: true })
    const [answer] = await group.ask(BETO, '/stats@lake_bot')
    expect(note(answer)).toBe(line)
    group.actor.press(GROUP, BETO, answer?.message_id as number, buttons(answer)[0] as string)
    await group.settled()
    expect(note(group.said().at(-1))).toBe(line)
  })

  it.each([
    ['an administrator', { role: 'administrator', privacy: true }],
    ['a member without privacy mode', { role: 'member', privacy: false }],
  ] as const)('says nothing of it when the bot is %s', async (_, options) => {
    const group = await talkingGroup({ language: 'en', ...options })
    const [answer] = await group.ask(BETO, '/stats@lake_bot')
    expect(answer?.caption).toContain('<b>Eva</b> & Söhne wrote the most: 2 messages.')
    expect(answer?.caption).not.toContain('/status')
  })

  it('is sent all the same when Telegram does not say', async () => {
    const group = await talkingGroup({ language: 'en', role: 'member', privacy: true })
    group.telegram.failNext('getMe', {
      error_code: 500,
      description: 'Internal Server Error',
      times: 2,
    })
    const [answer] = await group.ask(BETO, '/stats@lake_bot')
    expect(answer?.photo).toBeDefined()
    expect(answer?.caption).not.toContain('/status')
  })
})
