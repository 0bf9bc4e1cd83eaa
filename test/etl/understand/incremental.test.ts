import { describe, expect, it } from 'vitest'

import { enrichedKey } from '../../../etl/lake/keys.ts'
import type { Update } from '../../../etl/lake/update.ts'
import { runDay } from '../../../etl/run.ts'
import { tempLake } from '../../helpers/lake.ts'
import { readWithHyparquet } from '../../helpers/parquet.ts'
import { randomFrom, shuffled } from '../../helpers/random.ts'
import { CHAT_ID, editUpdate, messageUpdate, NOON } from '../../helpers/updates.ts'
import type { Person } from './talk.ts'

const DATE = '2026-11-01'
const sinceLast = { isIncremental: true }

type Lake = ReturnType<typeof tempLake>
type Fields = Record<string, unknown>

const group = { id: CHAT_ID, type: 'supergroup', title: 'Grupo' }
const bia = { id: 31, is_bot: false, first_name: 'Bianca', username: 'bianca_x' }
const caio = { id: 32, is_bot: false, first_name: 'Caio' }

async function rowsIn({ enriched }: Lake) {
  const file = await enriched.get(enrichedKey(DATE))
  return readWithHyparquet(file as Uint8Array)
}

/** An incremental run reads no more than the batch and gives what a run from scratch gives, to the byte. */
async function expectSameAsFromScratch(lake: Lake, batch: readonly Update[]) {
  lake.layUpdates(...batch)
  expect(await runDay(lake, DATE, sinceLast)).toMatchObject({ objects: batch.length })
  const other = tempLake()
  await runDay({ ...other, raw: lake.raw }, DATE)
  // Says more than the bytes when they differ.
  expect(await rowsIn(lake)).toEqual(await rowsIn(other))
  const key = enrichedKey(DATE)
  expect(await lake.enriched.get(key)).toEqual(await other.enriched.get(key))
}

interface Options {
  /** Whether some replies go to messages of the day before. */
  readonly hasEarlier?: boolean
  readonly hasTopics?: boolean
}

/** The updates of a day of talk: one for each message, then one for each edit. */
function dayOfTalk(random: () => number, { hasEarlier, hasTopics }: Options): Update[] {
  const below = (limit: number) => Math.floor(random() * limit)
  const oneOf = <T>(items: readonly T[]) => items[below(items.length)] as T
  const people: Person[] = [
    bia,
    caio,
    { id: 33, is_bot: false, first_name: 'Dorothea', username: 'dorothea' },
    { id: 34, is_bot: false, first_name: 'Enzo' },
    { id: 35, is_bot: false, first_name: oneOf(['Bianca', 'Flor']), username: 'other_one' },
    { id: 39, is_bot: true, first_name: 'Helper', username: 'help_bot' },
  ]
  const texts = {
    question: [
      'Como limpo o filtro do aquário?',
      'does anyone know how to stop the house alarm',
      '¿Qué tinta usa la impresora?',
      'my printer does not work anymore',
      'não consigo abrir o arquivo da nota',
      'oi gente, bom dia! alguém tem o manual do projetor?',
    ],
    further: ['and where do I buy that?', 'e onde compro isso?', 'which one?', '¿y después?'],
    counter: [
      'which model do you have?',
      'já tentou desligar?',
      'have you tried another cable?',
      '¿qué versión tienes?',
      'did you restart your printer?',
      'nettop?',
    ],
    answer: [
      'turn it left with a wrench',
      'com água morna, sem sabão',
      'la negra, de pigmento. ¿la tienes?',
      'the manual says B4',
    ],
    thanks: ['obrigada!', 'thanks', 'it works now', 'gracias, pero sigue igual', 'deu certo'],
    nothing: ['+1', 'me too', 'alguém?', 'kkkk', '👀', 'ni idea', '?', 'meio \ud83d', 'a\r\nb'],
  }
  const kinds = Object.keys(texts) as (keyof typeof texts)[]
  const topics = [40, 50]

  function said(): Fields {
    const text = oneOf(texts[oneOf(kinds)])
    const other = oneOf(people)
    switch (below(8)) {
      case 0:
        return { text: `${other.first_name}${oneOf([',', ':', ''])} ${text}` }
      case 1:
        return { text: `${text} @${other.username ?? 'nobody'}` }
      case 2: {
        const [offset, length] = [text.length + 1, other.first_name.length]
        const entities = [{ type: 'text_mention', offset, length, user: other }]
        return { text: `${text} ${other.first_name}`, entities }
      }
      case 3:
        return oneOf<Fields>([
          { text: undefined, sticker: { file_id: 's' } },
          { text: undefined, photo: [{ file_id: 'p' }], caption: text, media_group_id: 'g' },
          { text: undefined, photo: [{ file_id: 'p' }], media_group_id: 'g' },
          { text: '/help me' },
          { text, forward_origin: { type: 'hidden_user', date: NOON } },
        ])
      default:
        return { text }
    }
  }

  function topicEvent(): Fields {
    const name = oneOf(['Ink', 'Paper', 'Zinc'])
    return {
      text: undefined,
      ...oneOf<Fields>([
        { forum_topic_created: { name, icon_color: 7322096 } },
        { forum_topic_edited: { name } },
        { forum_topic_edited: { icon_custom_emoji_id: '5' } },
        { forum_topic_closed: {} },
      ]),
    }
  }

  const messages: Fields[] = []
  let date = NOON
  for (let id = 101; id <= 130; id += 1) {
    date += oneOf([0, 5, 20, 60, 200, 900])
    const message: Fields = { message_id: id, from: oneOf(people), chat: group, date, ...said() }
    if (below(12) === 0) {
      message.from = { id: 1087968824, is_bot: true, first_name: 'Group' }
      message.sender_chat = group
      message.author_signature = oneOf(['Portaria', 'Síndico'])
    }
    if (hasTopics && below(3) > 0) {
      message.message_thread_id = oneOf(topics)
      message.is_topic_message = true
      if (below(4) === 0) Object.assign(message, { entities: undefined }, topicEvent())
    }
    const before = oneOf(messages.length > 0 ? messages : [message])
    if (before !== message && below(3) === 0) {
      message.reply_to_message = { ...before, reply_to_message: undefined }
    } else if (hasEarlier && below(3) === 0) {
      const earlier = { message_id: 1 + below(9), chat: group, from: oneOf(people) }
      message.reply_to_message = { ...earlier, date: NOON - 86_400, text: 'before' }
    }
    messages.push(message)
  }
  const edits = Array.from({ length: 8 }, () => {
    const message = oneOf(messages)
    const isText = typeof message.text === 'string'
    const edited = isText ? { text: oneOf(texts[oneOf(kinds)]) } : {}
    return {
      ...message,
      ...edited,
      entities: undefined,
      edit_date: (message.date as number) + 1 + below(600),
    }
  })
  return [
    ...messages.map((message, index) =>
      messageUpdate(1000 + index, { text: undefined, ...message }),
    ),
    ...edits.map((message, index) => editUpdate(2000 + index, { text: undefined, ...message })),
  ]
}

/** Days of talk that arrive in several batches, in the order of updates or in any. */
async function expectSameForDays(seed: number, days: number, options: Options) {
  const random = randomFrom(seed)
  for (let day = 0; day < days; day += 1) {
    const lake = tempLake()
    const updates = dayOfTalk(random, options)
    let rest = day % 3 === 0 ? updates : shuffled(updates, random)
    while (rest.length > 0) {
      const size = 1 + Math.floor(random() * 20)
      await expectSameAsFromScratch(lake, rest.slice(0, size))
      rest = rest.slice(size)
    }
  }
}

describe('an incremental run understands a day of talk as a run from scratch does', () => {
  it('in any batches, in any order', async () => {
    await expectSameForDays(11, 8, {})
  })

  it('with replies to earlier days', async () => {
    await expectSameForDays(12, 8, { hasEarlier: true })
  })

  it('with forum topics', async () => {
    await expectSameForDays(13, 8, { hasTopics: true })
  })

  it('when an answer to a question arrives before it', async () => {
    const lake = tempLake()
    await expectSameAsFromScratch(lake, [
      messageUpdate(2, { from: bia, date: NOON + 60, text: 'turn it left' }),
    ])
    await expectSameAsFromScratch(lake, [
      messageUpdate(1, { from: caio, text: 'How do I stop the house alarm?' }),
    ])
    expect(await rowsIn(lake)).toMatchObject([
      { question_type: 'opening', answers_message_id: null },
      { answers_message_id: 1, answer_rule: 'next', answer_seconds: 60 },
    ])
  })

  it('when an edit takes the question away', async () => {
    const lake = tempLake()
    const question = { message_id: 1, from: caio }
    await expectSameAsFromScratch(lake, [
      messageUpdate(1, { ...question, text: 'How do I stop the house alarm?' }),
      messageUpdate(2, { from: bia, date: NOON + 60, text: 'turn it left' }),
    ])
    await expectSameAsFromScratch(lake, [
      editUpdate(3, { ...question, text: 'found a house', edit_date: NOON + 90 }),
    ])
    expect(await rowsIn(lake)).toMatchObject([
      { is_question: false, question: null },
      { answers_message_id: null, answer_rule: null, answer_seconds: null },
    ])
  })

  it('when a person is mentioned without a username', async () => {
    const lake = tempLake()
    const entities = [{ type: 'text_mention', offset: 5, length: 4, user: caio }]
    await expectSameAsFromScratch(lake, [
      messageUpdate(2, { from: bia, date: NOON + 900, text: 'well Caio turn it left', entities }),
    ])
    await expectSameAsFromScratch(lake, [
      messageUpdate(1, { from: caio, text: 'How do I stop the house alarm?' }),
    ])
    expect((await rowsIn(lake))[1]).toMatchObject({ to_sender_id: 32, answer_rule: 'name' })
  })

  it('when a counter-question to an earlier day turns out to be a further question', async () => {
    const lake = tempLake()
    const before = { message_id: 1, from: caio, chat: group, date: NOON - 86_400, text: 'B4' }
    await expectSameAsFromScratch(lake, [
      messageUpdate(12, {
        from: bia,
        date: NOON + 120,
        text: 'which model do you have?',
        reply_to_message: before,
      }),
    ])
    await expectSameAsFromScratch(lake, [
      messageUpdate(10, { from: bia, text: 'How do I stop the house alarm?' }),
      messageUpdate(11, { from: caio, date: NOON + 60, text: 'Bianca, turn it left' }),
    ])
    expect((await rowsIn(lake))[2]).toMatchObject({ message_id: 12, question_type: 'follow_up' })
  })

  it('when a topic gets another icon and later another name', async () => {
    const lake = tempLake()
    const topic = { message_thread_id: 1, is_topic_message: true, text: undefined }
    await expectSameAsFromScratch(lake, [
      messageUpdate(1, { ...topic, forum_topic_created: { name: 'Ink' } }),
      messageUpdate(2, { ...topic, forum_topic_edited: { icon_custom_emoji_id: '5' } }),
    ])
    await expectSameAsFromScratch(lake, [
      messageUpdate(3, { ...topic, date: NOON + 60, forum_topic_edited: { name: 'Paper' } }),
    ])
    expect((await rowsIn(lake)).at(-1)).toMatchObject({ topic_name: 'Paper' })
  })
})
