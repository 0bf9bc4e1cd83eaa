import type { Message } from 'grammy/types'
import { describe, expect, it } from 'vitest'

import { sandboxOver } from './harness.ts'

describe('the group', () => {
  it('has an owner, admins, members and a stranger, and the end of the sample as history', async () => {
    const { state } = await sandboxOver()
    const { people, messages, memberCount, chat, reactions } = await state()
    const places = people.map(({ status, isAnonymous }) => `${status}${isAnonymous ? ' *' : ''}`)
    expect(places.slice(0, 4)).toEqual(['creator', 'administrator', 'administrator *', 'member'])
    expect(places.at(-1)).toBe('left')
    // The bot and those of the sample that are bots are no people.
    expect(memberCount).toBeGreaterThan(people.length - 1)
    expect(chat.title).toBe('Ubuntu support')
    expect(messages).toHaveLength(150)
    expect(messages.filter(({ reply_to_message }) => reply_to_message).length).toBeGreaterThan(50)
    expect(reactions).toEqual({})
  })

  it('offers everyone the commands that the bot registered for them, in their language', async () => {
    const { state, admin, member, anonymous } = await sandboxOver()
    const { people } = await state()
    const menu = (id: number) => people.find(({ user }) => user.id === id)!.commands
    const names = (id: number) => menu(id).map(({ command }) => command)
    expect(names(member)).toEqual([
      'help',
      'privacy',
      'mydata',
      'optout',
      'optin',
      'forgetme',
      'forget',
    ])
    expect(names(admin)).toEqual(names(anonymous))
    expect(names(admin)).toContain('status')
    const spanish = people.find(({ user }) => user.language_code === 'es')!
    expect(spanish.commands[0]?.description).toBe('qué sé hacer')
    expect(menu(admin).find(({ command }) => command === 'help')?.description).toBe('what I can do')
  })

  it('does not send the sample to the bot again', async () => {
    const { sandbox, settled, lake } = await sandboxOver()
    await settled()
    expect(sandbox.telegram.calls.map(({ method }) => method)).not.toContain('sendMessage')
    const keys: string[] = []
    for await (const key of lake.raw.list('telegram/')) keys.push(key)
    expect(keys).toEqual([])
  })
})

describe('a report', () => {
  it('says how much of the sample is missing, until all of it is there', async () => {
    const { sandbox, say, admin } = await sandboxOver()
    sandbox.filling({ done: 40, total: 100 })
    const [early] = await say(admin, '/stats')
    expect(early?.caption?.split('\n').at(-1)).toBe(
      'The sample is still being filled in: 40 of 100 messages so far.',
    )
    sandbox.filling(undefined)
    const [late] = await say(admin, '/stats')
    expect(late?.caption).not.toContain('still being filled in')
  })
})

describe('the private chat with the bot', () => {
  it('is of the person alone, and answers administrators of the group', async () => {
    const { post, state, settled, admin, stranger } = await sandboxOver()
    const before = (await state()).messages.length
    await post('send', { user_id: admin, text: '/help', is_private: true })
    await post('send', { user_id: stranger, text: '/stats', is_private: true })
    await post('send', { user_id: admin, text: '/stats 7d', is_private: true })
    await settled()
    const { messages, privateMessages } = await state()
    expect(messages).toHaveLength(before)
    const said = (id: number) =>
      (privateMessages[id] ?? []).map((each) => each.text ?? each.caption)
    expect(said(stranger)).toEqual([
      '/stats',
      expect.stringMatching(/^I answer only administrators of the groups I archive/),
    ])
    expect(said(admin)).toHaveLength(4)
    const answer = privateMessages[admin]?.at(-1)
    expect(answer?.photo).toBeDefined()
    const press = { user_id: admin, message_id: answer?.message_id, is_private: true }
    expect((await post('press', { ...press, data: 'nothing' })).status).toBe(400)
    const keys = answer?.reply_markup?.inline_keyboard.flat() ?? []
    const [other] = keys.filter(({ text }) => text.includes('30'))
    const data = other && 'callback_data' in other ? other.callback_data : ''
    expect((await post('press', { ...press, data })).status).toBe(200)
    await settled()
    expect((await state()).privateMessages[admin]?.at(-1)?.edit_date).toBeDefined()
  })
})

describe('writing', () => {
  it('arrives in the chat and in the lake, with ids after those of the sample', async () => {
    const { post, state, settled, member, lake } = await sandboxOver()
    const { messages } = await state()
    const last = messages.at(-1)!
    const text = 'does it <b>work</b>? https://example.org'
    const answer = await post('send', {
      user_id: member,
      text,
      reply_to_message_id: last.message_id,
    })
    expect(answer.body).toEqual({ message_id: last.message_id + 1 })
    await settled()
    const written = (await state()).messages.at(-1)!
    expect(written).toMatchObject({
      from: { id: member },
      text,
      entities: [{ type: 'url' }],
      reply_to_message: { message_id: last.message_id },
    })
    const { stored, rawObjectsToday } = (await state()).lake
    expect(rawObjectsToday).toBe(1)
    const raw = JSON.parse(Buffer.from((await lake.raw.get(stored[0]!.key))!).toString()) as {
      update_id: number
      message: Message
    }
    expect(raw.message).toMatchObject({ message_id: last.message_id + 1, text })
    expect(raw.update_id).toBeGreaterThan(700_000_000 + last.message_id - 2)
  })

  it('anonymous admins write as the group', async () => {
    const { post, state, anonymous } = await sandboxOver()
    await post('send', { user_id: anonymous, text: 'who am I?' })
    const { messages, chat } = await state()
    expect(messages.at(-1)?.sender_chat?.id).toBe(chat.id)
  })

  it('is refused to who is not in the group, in words, until they join', async () => {
    const { post, state, stranger } = await sandboxOver()
    const refused = await post('send', { user_id: stranger, text: 'let me in' })
    expect(refused.status).toBe(403)
    expect(refused.body.error).toMatch(/is not in this group\.$/)
    expect((await post('join', { user_id: stranger })).status).toBe(200)
    expect((await state()).messages.at(-1)).toHaveProperty('new_chat_members')
    expect((await post('send', { user_id: stranger, text: 'thanks' })).status).toBe(200)
  })

  it('says what is wrong with a text', async () => {
    const { post, member } = await sandboxOver()
    expect((await post('send', { user_id: member, text: ' ' })).body.error).toBe(
      'Write something first.',
    )
    const long = await post('send', { user_id: member, text: 'x'.repeat(4097) })
    expect(long).toMatchObject({
      status: 400,
      body: { error: 'The message is too long: at most 4,096 characters.' },
    })
    expect((await post('send', { user_id: 4, text: 'x' })).body.error).toMatch(/nobody here/)
    expect((await post('send', { user_id: 1, text: 'as the bot' })).status).toBe(400)
  })

  it('can be edited by its writer alone', async () => {
    const { post, state, member, admin, anonymous } = await sandboxOver()
    const { body } = await post('send', { user_id: member, text: 'frist' })
    const { message_id } = body
    for (const user_id of [admin, anonymous]) {
      const refused = await post('edit', { user_id, message_id, text: 'hm' })
      expect(refused.status).toBe(403)
    }
    expect((await post('edit', { user_id: member, message_id, text: 'first' })).status).toBe(200)
    expect((await state()).messages.at(-1)).toMatchObject({
      text: 'first',
      edit_date: expect.any(Number),
    })
  })

  it('can be reacted to, and the reaction taken back', async () => {
    const { post, state, member, admin } = await sandboxOver()
    const { message_id } = (await state()).messages.at(-1)!
    await post('react', { user_id: member, message_id, emoji: ['👍'] })
    await post('react', { user_id: admin, message_id, emoji: ['👍'] })
    await post('react', { user_id: admin, message_id, emoji: [] })
    expect((await state()).reactions).toEqual({
      [message_id]: { [member]: [{ type: 'emoji', emoji: '👍' }] },
    })
  })
})

describe('the bot', () => {
  it('refuses a report to members, once, and gives it to administrators', async () => {
    const { say, member, admin, anonymous, get } = await sandboxOver()
    const [refusal, ...more] = await say(member, '/stats')
    expect(refusal?.text).toBe('Only the administrators of this group can ask for reports.')
    expect(more).toEqual([])
    expect(await say(member, '/stats')).toEqual([])

    for (const user_id of [admin, anonymous]) {
      const [report] = await say(user_id, '/stats all')
      const picture = report?.photo?.at(-1)
      expect(report?.reply_markup?.inline_keyboard.length).toBeGreaterThan(1)
      const { status, headers } = await get(`/sandbox/file?id=${picture?.file_id}`)
      expect([status, headers['content-type']]).toEqual([200, 'image/png'])
    }
  })

  it('edits a report in place when a button is pressed', async () => {
    const { sandbox, say, post, state, settled, admin, member } = await sandboxOver()
    const [report] = await say(admin, '/stats 7d')
    const { message_id } = report!
    const rows = report!.reply_markup!.inline_keyboard
    const button = rows
      .flat()
      .find((each) => 'callback_data' in each && /\|all/.test(each.callback_data as string))
    const data = (button as { callback_data: string }).callback_data
    const pressed = await post('press', { user_id: admin, message_id, data })
    expect(pressed.body.callback_query_id).toMatch(/^\d+$/)
    await settled()
    const edited = (await state()).messages.find((each) => each.message_id === message_id)!
    expect(edited.reply_markup!.inline_keyboard.flat().map(({ text }) => text)).toContain('• all')
    expect(edited.edit_date).toBeDefined()

    const { body } = await post('press', { user_id: member, message_id, data })
    await settled()
    const answer = sandbox.telegram.view.callback(String(body.callback_query_id))?.answer
    expect(answer?.text).toBe('Only the administrators of this group can ask for reports.')
    expect((await post('press', { user_id: admin, message_id, data: 'no such' })).status).toBe(400)
  })
})
