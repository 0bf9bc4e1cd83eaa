import { describe, expect, it } from 'vitest'

import { ANA, BOT, CARLA, GROUP, groupWithBot } from './harness.ts'

const contact = 'privacy@example.org'
const withContact = { deps: { privacyWords: { contact, text: undefined } } }
const isNotice = (text: string) => text.startsWith('Hello! From now on I archive')

describe('the notice that a group is archived', () => {
  it.each([
    ['pt-BR', 'Olá! A partir de agora eu guardo as mensagens deste grupo'],
    ['en', "Hello! From now on I archive this group's messages"],
    ['es', '¡Hola! Desde ahora guardo los mensajes de este grupo'],
  ] as const)(
    'is given in %s when the bot joins, with the contact',
    async (language, beginning) => {
      const group = await groupWithBot({ ...withContact, language })
      const [notice, ...others] = group.texts()
      expect(notice?.startsWith(beginning)).toBe(true)
      expect(notice).toContain(contact)
      expect(others).toEqual([])
    },
  )

  it('is given once, also when the bot is added again and by another process', async () => {
    const group = await groupWithBot({ ...withContact, language: 'en' })
    group.actor.send(GROUP, CARLA, 'hello')
    group.actor.setRole(GROUP, BOT, 'kicked', { by: ANA })
    group.actor.addBot(GROUP, BOT, { by: ANA })
    await group.settled()
    await group.local.giveNotice(GROUP)
    expect(group.texts().filter(isNotice)).toHaveLength(1)
  })

  it('is given to a group that the bot was in before it was archived, at the first message', async () => {
    const group = await groupWithBot({ ...withContact, language: 'en', chatIds: [] })
    expect(group.texts().filter(isNotice)).toEqual([])
    await group.local.chats.agree(GROUP)
    group.actor.send(GROUP, CARLA, 'hello')
    await group.settled()
    expect(group.texts().filter(isNotice)).toHaveLength(1)
  })

  it('is tried again when it could not be sent', async () => {
    const group = await groupWithBot({ ...withContact, language: 'en', chatIds: [] })
    await group.local.chats.agree(GROUP)
    const description = 'Bad Request: not enough rights to send text messages to the chat'
    group.telegram.failNext('sendMessage', { error_code: 400, description, times: 1 })
    await group.local.giveNotice(GROUP)
    expect(group.texts().filter(isNotice)).toEqual([])
    await group.local.giveNotice(GROUP)
    expect(group.texts().filter(isNotice)).toHaveLength(1)
  })

  it('says for how many days messages are kept, as /privacy does', async () => {
    const privacyWords = { contact, text: undefined, retentionDays: 90 }
    const group = await groupWithBot({ language: 'en', deps: { privacyWords } })
    const [notice] = group.texts()
    expect(notice).toContain('can read them and keeps them for 90 days.')
    const [answer] = await group.ask(CARLA, '/privacy')
    expect(answer?.text).toContain('How long\n90 days; on Amazon S3,')
  })

  it('is not given without a contact', async () => {
    const group = await groupWithBot({ language: 'en' })
    group.actor.send(GROUP, CARLA, 'hello')
    await group.settled()
    expect(group.texts()).toEqual([])
  })

  it("is the operator's own text when there is one, with the commands and the contact", async () => {
    const text = 'Our archive\nWe keep messages for a study.'
    const group = await groupWithBot({ language: 'en', deps: { privacyWords: { contact, text } } })
    const [notice] = group.texts()
    expect(notice).toMatch(
      /^Our archive\nWe keep messages for a study\.\n\nYour choice\n[^]*privacy@example\.org\.$/,
    )
    const [answer] = await group.ask(CARLA, '/privacy')
    expect(answer?.text).toBe(notice)
  })
})
