import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { ERASED_PREFIX, OPTED_OUT_PREFIX } from '../../../etl/lake/keys.ts'
import type { Update } from '../../../etl/lake/update.ts'
import { hashesWith } from '../../../etl/privacy/hashes.ts'
import { redact } from '../../../etl/privacy/redact.ts'
import {
  choiceKey,
  emptyRegistry,
  registryOf,
  type Registry,
} from '../../../etl/privacy/registry.ts'
import { subjectsKnownAs } from '../../../etl/privacy/requests.ts'
import { inChat, messageSubject, userSubject } from '../../../etl/privacy/subjects.ts'

const hashOf = hashesWith('0123456789abcdef0123456789abcdef')
const GROUP = { id: -100_500, type: 'supergroup', title: 'Lojistas' }
const ANA = { id: 700_001, is_bot: false, first_name: 'Ana', last_name: 'Souza', username: 'anasz' }
const BIA = { id: 700_002, is_bot: false, first_name: 'Bia' }
const BOT = { id: 700_003, is_bot: true, first_name: 'Lake', username: 'lake_bot' }
/** Everything of Ana's up to then. */
const UNTIL = 1_000
const ofAna = [
  userSubject(ANA.id),
  ...subjectsKnownAs({ names: ['Ana Souza'], usernames: ['AnaSz'] }),
]

const erasedBy = (subjects: readonly string[]) =>
  registryOf(
    subjects.map((each) => choiceKey(ERASED_PREFIX, hashOf(each), UNTIL)),
    async () => hashOf,
  )
const optedOutBy = (subjects: readonly string[], from: number, to?: number) =>
  registryOf(
    subjects.map((each) => choiceKey(OPTED_OUT_PREFIX, hashOf(each), from, to)),
    async () => hashOf,
  )
const erased = await erasedBy(ofAna)
const optedOut = await optedOutBy(ofAna, 500)

const message = (fields: object): Update => ({
  update_id: 9,
  message: { message_id: 5, date: 900, chat: GROUP, from: BIA, ...fields },
})
const left = (update: Update, registry: Registry = erased) =>
  redact(update, registry)?.message as Record<string, unknown> | undefined

describe('redact', () => {
  it('cuts away what is nested deeper than Telegram nests, and keeps the rest', () => {
    let deep: object = { user: ANA }
    for (let depth = 0; depth < 20_000; depth += 1) deep = { deep }
    const found = left(message({ text: 'oi', deep }))
    expect(found).toMatchObject({ message_id: 5, text: 'oi', from: BIA })
    let depth = 0
    for (let each = found?.deep; each !== undefined; each = (each as { deep?: unknown }).deep)
      depth += 1
    expect(depth).toBe(1_000)
  })
})

describe('redact, when somebody was erased', () => {
  it.each([
    ['a message', message({ from: ANA, text: 'oi' })],
    [
      'an edit of it that comes later',
      {
        update_id: 9,
        edited_message: {
          message_id: 5,
          date: 900,
          edit_date: 2_000,
          chat: GROUP,
          from: ANA,
          text: 'x',
        },
      },
    ],
    [
      'a reaction',
      {
        update_id: 9,
        message_reaction: { chat: GROUP, message_id: 1, date: 900, user: ANA, new_reaction: [] },
      },
    ],
    [
      'a change of membership',
      {
        update_id: 9,
        chat_member: {
          chat: GROUP,
          date: 900,
          from: BIA,
          new_chat_member: { user: ANA, status: 'left' },
        },
      },
    ],
    [
      'a press of a button',
      {
        update_id: 9,
        callback_query: { id: '1', from: ANA, message: { message_id: 3, date: 800, chat: GROUP } },
      },
    ],
  ])('keeps nothing of %s of theirs', (_, update: Update) => {
    expect(redact(update, erased)).toBeUndefined()
  })

  it('keeps what they wrote later, as it is', () => {
    const later = message({ from: ANA, date: 1_001, text: 'voltei, @anasz' })
    expect(redact(later, erased)).toBe(later)
  })

  it.each([
    [
      'a copy in a reply, and the quote of it',
      {
        text: 'Ana, faz assim',
        reply_to_message: { message_id: 4, date: 880, chat: GROUP, from: ANA, text: 'como faço?' },
        quote: { text: 'como', position: 0 },
      },
      {
        text: '███, faz assim',
        reply_to_message: { message_id: 4, date: 880, chat: GROUP },
      },
    ],
    [
      'a mention by username, its link and a full name',
      {
        text: 'fala com @AnaSz (t.me/anasz), a Ana  Souza',
        entities: [
          { type: 'mention', offset: 9, length: 6 },
          { type: 'bold', offset: 0, length: 4 },
        ],
      },
      {
        text: 'fala com ██████ (t.me/█████), a ██████████',
        entities: [{ type: 'bold', offset: 0, length: 4 }],
      },
    ],
    [
      'a mention of who has no username',
      {
        text: 'oi 😀 Aninha',
        entities: [{ type: 'text_mention', offset: 6, length: 6, user: ANA }],
      },
      { text: 'oi 😀 ██████', entities: [] },
    ],
    [
      'an id in a link or a text',
      {
        text: 'o 700001',
        entities: [{ type: 'text_link', offset: 0, length: 1, url: 'tg://user?id=700001' }],
      },
      { text: '█ ██████', entities: [] },
    ],
    [
      'what is forwarded of theirs',
      { text: 'olha', forward_origin: { type: 'user', sender_user: ANA, date: 300 } },
      { text: '', forward_origin: { type: 'user', date: 300 } },
    ],
    [
      'what is forwarded of somebody of their name',
      {
        photo: [{ file_id: 'f' }],
        caption: 'c',
        forward_origin: { type: 'hidden_user', sender_user_name: 'Ana Souza', date: 300 },
      },
      { photo: [], forward_origin: { type: 'hidden_user', date: 300 } },
    ],
    [
      'their contact',
      { contact: { phone_number: '55', first_name: 'Ana', user_id: ANA.id } },
      { contact: {} },
    ],
    ['an invitation', { new_chat_members: [ANA, BOT] }, { new_chat_members: [BOT] }],
    [
      'a pinned message',
      { pinned_message: { message_id: 4, date: 880, chat: GROUP, from: ANA, text: 'como faço?' } },
      { pinned_message: { message_id: 4, date: 880, chat: GROUP } },
    ],
    [
      'a quote in a copy, which does not say whose words it is',
      {
        text: 'concordo',
        reply_to_message: {
          message_id: 4,
          date: 880,
          chat: GROUP,
          from: BIA,
          text: 'assim',
          quote: { text: 'como faço', position: 0 },
        },
      },
      {
        text: 'concordo',
        reply_to_message: { message_id: 4, date: 880, chat: GROUP, from: BIA, text: 'assim' },
      },
    ],
    [
      'a quote of a message that Telegram has no more',
      { text: 'assim', quote: { text: 'como faço', position: 0 } },
      { text: 'assim' },
    ],
    [
      'their story',
      { story: { id: 1, chat: { ...ANA, type: 'private' } } },
      { story: { id: 1, chat: {} } },
    ],
    [
      'an answer to their story',
      { text: 'oi', reply_to_story: { id: 1, chat: { ...ANA, type: 'private' } } },
      { text: 'oi', reply_to_story: { id: 1, chat: {} } },
    ],
  ])("takes out of another's message %s", (_, fields, expected) => {
    const { message_id, date, chat, from, ...rest } = left(message(fields)) ?? {}
    expect({ message_id, date, chat, from }).toEqual({
      message_id: 5,
      date: 900,
      chat: GROUP,
      from: BIA,
    })
    expect(rest).toEqual(expected)
  })

  it('keeps a quote of who is not gone', () => {
    const copy = { message_id: 4, date: 880, chat: GROUP, from: BIA, text: 'como faço?' }
    const update = message({ text: 'assim', reply_to_message: copy, quote: { text: 'como' } })
    expect(redact(update, erased)).toBe(update)
  })

  it('leaves people of the same first name alone', () => {
    const other = { ...BIA, first_name: 'Ana' }
    const update = message({ from: other, text: 'eu sou a Ana' })
    expect(redact(update, erased)).toBe(update)
  })

  it('knows a name of one word where a bot says it', async () => {
    const registry = await erasedBy(subjectsKnownAs({ names: ['Zuleica'], usernames: [] }))
    expect(left(message({ from: BOT, text: '1. Zuleica 12' }), registry)?.text).toBe(
      '1. ███████ 12',
    )
    expect(left(message({ from: BIA, text: '1. Zuleica 12' }), registry)?.text).toBe(
      '1. Zuleica 12',
    )
  })

  it('leaves a name of ordinary words alone, except where a field says who it was', async () => {
    const registry = await erasedBy(
      subjectsKnownAs({ names: ['Bom Dia'], usernames: [], ordinary: ['Bom Dia'] }),
    )
    const greeting = message({ text: 'Bom Dia, pessoal' })
    expect(redact(greeting, registry)).toBe(greeting)
    const forwarded = message({
      text: 'oi',
      forward_origin: { type: 'hidden_user', sender_user_name: 'Bom Dia', date: 800 },
    })
    expect(left(forwarded, registry)).toMatchObject({
      forward_origin: { type: 'hidden_user', date: 800 },
    })
    expect(JSON.stringify(left(forwarded, registry))).not.toContain('Bom Dia')
  })

  it('keeps to one chat when that was asked', async () => {
    const registry = await erasedBy([inChat(userSubject(ANA.id), GROUP.id)])
    expect(redact(message({ from: ANA, text: 'oi' }), registry)).toBeUndefined()
    const elsewhere = message({ from: ANA, text: 'oi', chat: { ...GROUP, id: -7 } })
    expect(redact(elsewhere, registry)).toBe(elsewhere)
  })

  it('erases one message, and its copies', async () => {
    const registry = await erasedBy([messageSubject(GROUP.id, 4)])
    expect(redact(message({ message_id: 4, text: 'x' }), registry)).toBeUndefined()
    const copy = { message_id: 4, date: 880, chat: GROUP, from: ANA, text: 'x' }
    expect(
      left(message({ text: 'ok', reply_to_message: copy }), registry)?.reply_to_message,
    ).toEqual({
      message_id: 4,
      date: 880,
      chat: GROUP,
    })
  })
})

describe('redact, when somebody opted out', () => {
  it.each([
    ['a text', { text: 'oi', entities: [{ type: 'bold', offset: 0, length: 2 }] }, { text: '' }],
    ['a photo', { photo: [{ file_id: 'f' }], caption: 'eu' }, { photo: [] }],
    ['a poll', { poll: { id: '1', question: 'q' } }, { poll: {} }],
    [
      'a command',
      { text: '/stats 7d', entities: [{ type: 'bot_command', offset: 0, length: 6 }] },
      { text: '', entities: [{ type: 'bot_command', offset: 0, length: 1 }] },
    ],
    [
      'a reply',
      {
        text: 'oi',
        reply_to_message: { message_id: 2, date: 10, chat: GROUP, from: BIA, text: 'e?' },
      },
      { text: '', reply_to_message: { message_id: 2, date: 10, chat: GROUP } },
    ],
    [
      'a message in a topic',
      { text: 'oi', is_topic_message: true, message_thread_id: 3 },
      {
        text: '',
        is_topic_message: true,
        message_thread_id: 3,
      },
    ],
  ])('keeps of %s that someone wrote', (_, fields, expected) => {
    expect(left(message({ from: ANA, ...fields }), optedOut)).toEqual({
      message_id: 5,
      date: 900,
      chat: GROUP,
      ...expected,
    })
  })

  it('keeps what was written before, and after opting in', async () => {
    const before = message({ from: ANA, date: 499, text: 'oi' })
    expect(redact(before, optedOut)).toBe(before)
    const ended = await optedOutBy(ofAna, 500, 800)
    const after = message({ from: ANA, text: 'oi' })
    expect(redact(after, ended)).toBe(after)
    expect(left(message({ from: ANA, date: 799, text: 'oi' }), ended)?.text).toBe('')
  })

  it('keeps no events of theirs, but the facts of the group', () => {
    expect(left(message({ from: ANA, new_chat_members: [ANA] }), optedOut)).toBeUndefined()
    expect(left(message({ from: ANA, forum_topic_created: { name: 'Notas' } }), optedOut)).toEqual({
      message_id: 5,
      date: 900,
      chat: GROUP,
      forum_topic_created: { name: 'Notas' },
    })
    expect(left(message({ from: ANA, migrate_from_group: { title: 'Antes' } }), optedOut)).toEqual({
      message_id: 5,
      date: 900,
      chat: GROUP,
      migrate_from_group: { title: 'Antes' },
    })
  })

  it("takes copies of theirs out of others' messages", () => {
    const copy = { message_id: 4, date: 100, chat: GROUP, from: ANA, text: 'como faço?' }
    expect(
      left(message({ text: 'ok', reply_to_message: copy }), optedOut)?.reply_to_message,
    ).toEqual({
      message_id: 4,
      date: 100,
      chat: GROUP,
    })
  })
})

describe('redact, of anything', () => {
  const person = fc.constantFrom(ANA, BIA, BOT)
  const text = fc
    .array(
      fc.constantFrom('Ana', 'Souza', '@anasz', 'oi', '700001', 't.me/anasz', '\n', ' ', '😀', ','),
    )
    .map((parts) => parts.join(' '))
  const plain = fc.record(
    {
      message_id: fc.integer({ min: 1, max: 9 }),
      date: fc.integer({ min: 1, max: 2_000 }),
      chat: fc.constant(GROUP),
      from: person,
      text,
      entities: fc.array(
        fc.record({
          type: fc.constantFrom('mention', 'text_mention', 'bold', 'bot_command'),
          offset: fc.nat(20),
          length: fc.nat(20),
          user: person,
        }),
        { maxLength: 3 },
      ),
      quote: fc.record({ text }),
      forward_origin: fc.record({
        type: fc.constant('user'),
        sender_user: person,
        date: fc.nat(2_000),
      }),
      new_chat_members: fc.array(person),
      left_chat_member: person,
      anything: fc.jsonValue(),
    },
    { requiredKeys: ['message_id', 'date', 'chat'] },
  )
  const updates = fc
    .tuple(plain, fc.option(plain), fc.constantFrom('message', 'edited_message', 'channel_post'))
    .map(([outer, inner, kind]) => ({
      update_id: 1,
      [kind]: { ...outer, ...(inner && { reply_to_message: inner }) },
    }))

  it('is the same object when nobody has chosen anything', () => {
    fc.assert(fc.property(updates, (update) => redact(update, emptyRegistry) === update))
  })

  it.each([
    ['erased', erased],
    ['opted out', optedOut],
  ])('changes nothing the second time (%s)', (_, registry) => {
    fc.assert(
      fc.property(updates, (update) => {
        const once = redact(update, registry)
        expect(once && redact(once, registry)).toBe(once)
      }),
      { numRuns: 1_000 },
    )
  })
})
