import { describe, expect, it } from 'vitest'

import { privacyOf } from '../../../etl/privacy/privacy.ts'
import { erasePending } from '../../../etl/privacy/pass.ts'
import { ANA, BETO, BOT, CARLA, DIEGO, GROUP, groupWithBot } from './harness.ts'

type Group = Awaited<ReturnType<typeof groupWithBot>>

/** All that is in the raw store, as text. */
async function rawText({ lake }: Group, prefix = 'telegram/'): Promise<string> {
  const bodies: string[] = []
  for await (const key of lake.raw.list(prefix)) {
    bodies.push(`${key} ${Buffer.from((await lake.raw.get(key)) ?? []).toString()}`)
  }
  return bodies.join('\n')
}

/** The file that the bot sent last. */
function lastFile({ calls }: Group): { chat: unknown; data: Record<string, unknown> } | undefined {
  const call = calls.findLast(({ method }) => method === 'sendDocument')
  const [file] = Object.values(call?.files ?? {})
  if (!call || !file) return undefined
  const data = JSON.parse(Buffer.from(file.bytes).toString()) as Record<string, unknown>
  return { chat: Number(call.params.chat_id), data }
}

describe('/mydata', () => {
  it('sends what is stored of the person as a file, in private', async () => {
    const group = await groupWithBot({ language: 'en' })
    const { actor } = group
    actor.privateChat(CARLA, BOT)
    const { message_id } = actor.send(GROUP, ANA, 'secret of Ana')
    actor.send(GROUP, CARLA, 'Carla answers', { replyTo: message_id })
    await group.settled()
    const [answer] = await group.ask(CARLA, '/mydata')
    expect(answer?.text).toBe("I've sent it to you in private.")
    const { chat, data } = lastFile(group) ?? {}
    expect(chat).toBe(CARLA)
    expect(data).toMatchObject({ user_id: CARLA, is_opted_out: false })
    const text = JSON.stringify(data)
    expect(text).toContain('Carla answers')
    expect(text).not.toContain('secret of Ana')
  })

  it('posts nothing in the group for somebody to whom the bot cannot write', async () => {
    const group = await groupWithBot({ language: 'en' })
    group.actor.send(GROUP, CARLA, 'Carla writes')
    const [answer, ...others] = await group.ask(CARLA, '/mydata')
    expect(answer?.text).toMatch(/^I can't write to you in private yet\./)
    expect(others).toEqual([])
  })

  it('is answered in private to somebody of whom nothing is stored', async () => {
    const group = await groupWithBot({ language: 'en' })
    const chat = group.actor.privateChat(DIEGO, BOT)
    group.actor.send(chat, DIEGO, '/mydata')
    await group.settled()
    expect(lastFile(group)).toMatchObject({ chat: DIEGO, data: { updates: [], remembered: [] } })
  })
})

describe('/optout', () => {
  it('keeps text and name out from then on, until /optin', async () => {
    const group = await groupWithBot({ language: 'en' })
    const { actor } = group
    const [answer] = await group.ask(CARLA, '/optout')
    expect(answer?.text).toMatch(/^Done\. From now on/)
    actor.send(GROUP, CARLA, 'not to be kept')
    await group.settled()
    expect(await rawText(group)).not.toContain('not to be kept')
    await group.ask(CARLA, '/optin')
    // Choices count by the second.
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    actor.send(GROUP, CARLA, 'to be kept again')
    await group.settled()
    expect(await rawText(group)).toContain('to be kept again')
  })

  it('is the choice of a person, not of a chat that writes', async () => {
    const group = await groupWithBot({ language: 'en' })
    const [answer] = await group.ask(BETO, '/optout', { as: 'anonymous' })
    expect(answer?.text).toMatch(/^I can't tell who you are/)
  })
})

describe('/forgetme', () => {
  it('asks first, and erases after the person has pressed', async () => {
    const group = await groupWithBot({ language: 'en' })
    const { actor, lake } = group
    const privateChat = actor.privateChat(CARLA, BOT)
    actor.send(GROUP, CARLA, 'to be erased')
    actor.send(GROUP, ANA, 'to stay')
    const [question] = await group.ask(CARLA, '/forgetme')
    const privacy = privacyOf(lake.raw, () => Date.now() / 1000)
    expect(await privacy.pending()).toEqual([])

    // Somebody else presses.
    actor.press(GROUP, ANA, question!.message_id, 'Yes, erase it')
    await group.settled()
    expect(await privacy.pending()).toEqual([])

    actor.press(GROUP, CARLA, question!.message_id, 'Yes, erase it')
    await group.settled()
    expect(group.texts().at(-1)).toMatch(/^Done: nothing of yours is shown any more/)
    expect(await privacy.pending()).toMatchObject([
      { kind: 'user', userId: CARLA, names: ['Carla'], receipt: { chatId: CARLA } },
    ])
    expect(await privacy.isOptedOut(CARLA)).toBe(true)

    await erasePending({ ...lake, log: lake.log })
    const left = await rawText(group, '')
    expect(left).not.toContain('to be erased')
    expect(left).not.toContain('Carla')
    expect(left).toContain('to stay')
    await group.local.sendReceipts()
    await group.local.sendReceipts()
    expect(group.texts(privateChat)).toEqual([
      'As you asked, I have erased everything that I had of you.',
    ])
  })

  it('changes nothing for somebody who thinks better of it', async () => {
    const group = await groupWithBot({ language: 'en' })
    const [question] = await group.ask(CARLA, '/forgetme')
    group.actor.press(GROUP, CARLA, question!.message_id, 'No, keep it')
    await group.settled()
    expect(group.texts().at(-1)).toBe('All right, everything stays as it is.')
    const privacy = privacyOf(group.lake.raw, () => 0)
    expect(await privacy.pending()).toEqual([])
    expect(await privacy.isOptedOut(CARLA)).toBe(false)
  })
})

describe('/forget', () => {
  it.each([
    ['an administrator, of any message', BETO, 'Done: that message'],
    ['its author', CARLA, 'Done: that message'],
    ['nobody else', ANA + 90, 'You can have your own messages erased'],
  ])('as a reply is for %s', async (_, asker, answerBegins) => {
    const group = await groupWithBot({ language: 'en' })
    group.actor.addUser({ id: ANA + 90, first_name: 'Other' })
    group.actor.join(GROUP, ANA + 90)
    const { message_id } = group.actor.send(GROUP, CARLA, 'to be forgotten')
    const [answer] = await group.ask(asker, '/forget', { replyTo: message_id })
    expect(answer?.text?.startsWith(answerBegins)).toBe(true)
    const pending = await privacyOf(group.lake.raw, () => 0).pending()
    expect(pending).toMatchObject(
      answerBegins.startsWith('Done')
        ? [{ kind: 'message', chatId: GROUP, messageId: message_id }]
        : [],
    )
  })

  it('says how when it is no reply', async () => {
    const group = await groupWithBot({ language: 'en' })
    const [answer] = await group.ask(BETO, '/forget')
    expect(answer?.text).toMatch(/^Send \/forget in the group, as a reply/)
  })
})
