import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { duckdbEngine } from '../../bot/engine/duckdb.ts'
import type { QueryEngine } from '../../bot/engine/engine.ts'
import { backfill } from '../../etl/backfill.ts'
import { enrichedKey } from '../../etl/lake/keys.ts'
import { columns } from '../../etl/lake/schema.ts'
import type { Update } from '../../etl/lake/update.ts'
import { tempLake } from '../helpers/lake.ts'
import { duckdbValue } from '../helpers/parquet.ts'
import { messageUpdate, NOON } from '../helpers/updates.ts'

const DAY = 86_400

const ana = { id: 21, is_bot: false, first_name: 'Ana', last_name: 'Sá' }
const otto = { id: 22, is_bot: false, first_name: 'Otto' }
const bia = { id: 23, is_bot: false, first_name: 'Bia' }
const robot = { id: 29, is_bot: true, first_name: 'Robô' }
const group = { id: 1087968824, is_bot: true, first_name: 'Group' }

/** Seconds after noon of 2026-11-01, who writes it, its text, and the number of the message it replies to. */
type Line = readonly [seconds: number, who: typeof otto, text: string, replyTo?: number]

const updates: Update[] = []
let chats = 0
let engine: QueryEngine
let dir: string

/** Puts a talk into a chat of its own; messages are numbered from 1. Call it outside tests. */
function chatOf(...lines: readonly Line[]): number {
  const chat = { id: -1001000000000 - chats, type: 'supergroup', title: 'Grupo' }
  const fieldsOf = (number: number) => {
    const [seconds, from, text] = lines[number - 1] as Line
    const sender = from === group && { sender_chat: chat }
    return { message_id: number, from, chat, date: NOON + seconds, text, ...sender }
  }
  for (const [index, [, , , replyTo]] of lines.entries()) {
    const reply = replyTo !== undefined && { reply_to_message: fieldsOf(replyTo) }
    updates.push(messageUpdate(100 * chats + index + 1, { ...fieldsOf(index + 1), ...reply }))
  }
  chats += 1
  return chat.id
}

const ask = (columnNames: string, chat: number, more = 'true') =>
  engine
    .query(
      `select ${columnNames} from questions where chat_id = ${chat} and ${more} order by asked_at`,
    )
    .then(({ rows }) => rows)

beforeAll(async () => {
  const lake = tempLake()
  dir = lake.enrichedDir
  lake.layUpdates(...updates)
  await backfill(lake, {})
  engine = await duckdbEngine(dir)
})
afterAll(() => engine.close())

describe('a row of the view questions', () => {
  const chat = chatOf(
    [0, ana, 'Oi pessoal! Como instalo a impressora no Linux?'],
    [50, otto, 'baixa o driver do site da marca', 1],
    [60, bia, 'no meu foi só ligar o cabo', 1],
    [90, ana, 'funcionou, obrigada!'],
  )

  it('is a doubt with its first answer and whether it was solved', async () => {
    const { columns: found, rows } = await engine.query(
      `select * from questions where chat_id = ${chat}`,
    )
    const names = found.map(({ name }) => name)
    expect(rows.map((row) => Object.fromEntries(row.map((cell, at) => [names[at], cell])))).toEqual(
      [
        {
          context_date: '2026-11-01',
          chat_id: chat,
          message_thread_id: null,
          question_id: 1,
          sender_id: 21,
          sender_name: 'Ana Sá',
          asked_at: '2026-11-01 12:00:00',
          question: 'Como instalo a impressora no Linux?',
          question_terms: 'impressor linux',
          answer_message_id: 2,
          answer_rule: 'reply',
          answer_seconds: 50,
          answer_sender_id: 22,
          answer_sender_name: 'Otto',
          is_answered_by_reply: true,
          is_likely_answered: false,
          is_confirmed: true,
          bot_answer_message_id: null,
          bot_answer_seconds: null,
        },
      ],
    )
  })

  const burst = chatOf(
    [0, ana, 'Como instalo a impressora no Linux?'],
    [20, ana, 'Qual driver devo baixar para ela?'],
    [40, ana, 'E onde fica a fila de impressão?'],
    [300, otto, 'o driver está no site da marca', 2],
  )

  it('is a whole burst, answered when any message of it is', async () => {
    expect(await ask('question_id, question, answer_message_id, answer_seconds', burst)).toEqual([
      [1, 'Como instalo a impressora no Linux?', 4, 280],
    ])
  })

  const talk = chatOf(
    [0, ana, 'Como instalo a impressora no Linux?'],
    [60, otto, 'Qual versão você usa?', 1],
    [100, ana, 'A mais nova. Isso muda o driver?', 2],
  )

  it('is neither what the asker asks on nor what a helper asks back', async () => {
    const types = await engine.query(
      `select message_id, question_type from telegram where chat_id = ${talk} order by message_id`,
    )
    expect(types.rows).toEqual([
      [1, 'opening'],
      [2, 'counter'],
      [3, 'follow_up'],
    ])
    expect(await ask('question_id, answer_message_id', talk)).toEqual([[1, null]])
  })

  const quiet = chatOf([0, ana, 'bom dia'], [60, otto, 'isso é tudo'], [90, bia, 'tudo bem?'])

  it('is not there when nobody asks', async () => {
    expect(await ask('question_id', quiet)).toEqual([])
  })

  const topic = chatOf([0, ana, 'Como instalo a impressora no Linux?'])
  const sameIds = chatOf([0, ana, 'bom dia'], [20, otto, 'bom dia a todos', 1])

  it('has no answers of another chat with the same message ids', async () => {
    expect(await ask('question_id, is_answered_by_reply', topic)).toEqual([[1, false]])
    expect(await ask('question_id', sameIds)).toEqual([])
  })
})

const answered = 'is_answered_by_reply, is_likely_answered, is_confirmed'

describe('a doubt of the view questions', () => {
  const question = 'Como instalo a impressora no Linux?'
  const alone = chatOf([0, ana, question], [4000, ana, 'instalei o driver do site', 1])

  it('is open when only its asker goes on', async () => {
    expect(await ask(`answer_message_id, ${answered}`, alone)).toEqual([
      [null, false, false, false],
    ])
  })

  const likely = chatOf([0, ana, question], [40, otto, 'o driver vem com o sistema'])

  it('is likely answered when the answer is inferred', async () => {
    expect(await ask(`answer_message_id, answer_rule, ${answered}`, likely)).toEqual([
      [2, 'next', false, true, false],
    ])
  })

  const chain = chatOf(
    [0, ana, question],
    [30, ana, 'o modelo é o 2050'],
    [90, otto, 'o driver vem com o sistema', 2],
  )

  it('is answered by a reply to what its asker added', async () => {
    expect(await ask(`answer_message_id, answer_rule, answer_seconds, ${answered}`, chain)).toEqual(
      [[3, 'chain', 90, true, false, false]],
    )
  })

  const both = chatOf(
    [0, ana, question],
    [40, otto, 'o driver vem com o sistema'],
    [DAY, bia, 'baixa o driver do site da marca', 1],
  )

  it('is not likely answered when there is a reply too, though the inferred answer came first', async () => {
    expect(await ask(`answer_message_id, answer_rule, ${answered}`, both)).toEqual([
      [2, 'next', true, false, false],
    ])
  })

  const solved = chatOf([0, ana, question], [600, ana, 'consegui, funcionou'])

  it('is confirmed when its asker says that it works, answered or not', async () => {
    expect(await ask(answered, solved)).toEqual([[false, false, true]])
  })

  const byBot = chatOf(
    [0, ana, question],
    [5, robot, 'veja as perguntas frequentes', 1],
    [9, robot, 'ou pergunte a um administrador', 1],
  )
  const byBotFirst = chatOf(
    [0, ana, question],
    [5, robot, 'veja as perguntas frequentes', 1],
    [50, otto, 'baixa o driver do site da marca', 1],
  )

  it('has answers by bots in columns of their own', async () => {
    const bots = 'answer_message_id, answer_seconds, bot_answer_message_id, bot_answer_seconds'
    expect(await ask(`${bots}, ${answered}`, byBot)).toEqual([
      [null, null, 2, 5, false, false, false],
    ])
    expect(await ask(`${bots}, ${answered}`, byBotFirst)).toEqual([
      [3, 50, 2, 5, true, false, false],
    ])
  })

  const byAdmin = chatOf([0, ana, question], [30, group, 'baixa o driver do site da marca', 1])

  it('is answered by an anonymous administrator as by a person', async () => {
    expect(await ask(`answer_sender_id, answer_sender_name, ${answered}`, byAdmin)).toEqual([
      [byAdmin, 'Grupo', true, false, false],
    ])
  })

  const inTime = chatOf([0, ana, question], [7 * DAY, otto, 'baixa o driver do site', 1])
  const late = chatOf([0, ana, question], [7 * DAY + 1, otto, 'baixa o driver do site', 1])
  const lateBot = chatOf([0, ana, question], [7 * DAY + 1, robot, 'veja as perguntas', 1])

  it('is answered by a reply within seven days, and not a second later', async () => {
    expect(await ask(`answer_seconds, ${answered}`, inTime)).toEqual([
      [7 * DAY, true, false, false],
    ])
    expect(await ask(`answer_message_id, ${answered}`, late)).toEqual([[null, false, false, false]])
    expect(await ask('bot_answer_message_id, bot_answer_seconds', lateBot)).toEqual([[null, null]])
  })

  it('keeps its answer of a later day when the day of asking is chosen', async () => {
    const chosen = "context_date = date '2026-11-01'"
    expect(await ask('context_date, answer_seconds', inTime, chosen)).toEqual([
      ['2026-11-01', 7 * DAY],
    ])
    const later = "context_date > date '2026-11-01'"
    expect(await ask('question_id', inTime, later)).toEqual([])
  })
})

describe('a day compacted before questions were columns', () => {
  const chat = chatOf(
    [60 * DAY, ana, 'Como instalo a impressora no Linux?'],
    [60 * DAY + 50, otto, 'baixa o driver do site da marca', 1],
  )

  it('has its messages, and none of them in questions', async () => {
    expect(await ask('question_id', chat)).toEqual([[1]])
    const day = (folder: string) => join(folder, enrichedKey('2026-12-31'))
    const folder = tempLake().enrichedDir
    mkdirSync(dirname(day(folder)), { recursive: true })
    const names = columns.map(({ name }) => name)
    const earlier = names.slice(0, names.indexOf('author_signature')).map((name) => `"${name}"`)
    await duckdbValue(
      `copy (select ${earlier.join()} from '${day(dir)}') to '${day(folder)}' (format parquet)`,
    )

    const old = await duckdbEngine(folder)
    const counts = await old.query(
      'select (select count(*) from messages) as messages, (select count(*) from questions) as questions',
    )
    await old.close()
    expect(counts.rows).toEqual([[2, 0]])
  })
})

const asking = [
  'é possível entregar depois',
  'i need help with the login',
  'Como instalo o Python?',
  'alguém sabe o horário',
  'ALGUEM SABE o horário',
  'Oi pessoal, alguém sabe o horário',
  'bom dia! como faço pra entrar',
  'como configurar o proxy no trabalho',
  '@ana qual o link da aula',
  'Gente, onde fica a sala 3',
  'não funciona, por quê？',
  'por que não funciona',
  '¿Alguien sabe la hora',
  'hola, alguien sabe la hora',
  'qué hora es',
  'que es un proxy',
  'Cuál es el enlace',
  'se puede usar en windows',
  'como se usa isso aqui',
  'how do i install python',
  'Hi all, does anyone know the time',
  "what's the link",
  'What’s the link',
  "why can't i log in",
  'nick: is there a manual',
  'هل هناك امتحان؟',
  'já leram https://example.com/a?',
  'ok, mas... funciona?',
]

const notAsking = [
  'https://example.com/search?q=como',
  'veja www.example.com/?x=1&y=2 e t.me/bot?start=1',
  'vai em example.com/busca?q=python que tem',
  '/stats',
  '/stats@telegram_lake_bot 7d?',
  '/help how do i use this?',
  'como sempre, chegou atrasado',
  'Como eu disse ontem',
  'que legal',
  'porque sim',
  'alguém me disse que não',
  'qualquer um serve',
  'cuando llegue te digo',
  'what a mess',
  'when i boot it works',
  'the how and why of it',
  'isto é tudo',
  'howdy',
  // Social, or not yet about anything.
  'tudo bem?',
  'ninguém?',
  'tenho uma dúvida sobre a prova',
  // What a helper asks back.
  'você leu https://example.com/a?',
  'o link https://example.com/?a=1 abre pra você?',
  'como se fosse fácil',
  'como lo dije ayer',
  'quando eu chegar eu vejo',
]

describe('the view questions', () => {
  const chatOfText = new Map(
    [...asking, ...notAsking].map((text) => [text, chatOf([0, ana, text])]),
  )
  const isIn = async (text: string) => (await ask('question_id', chatOfText.get(text)!)).length > 0

  it.each(asking)('includes %s', async (text) => {
    expect(await isIn(text)).toBe(true)
  })

  it.each(notAsking)('excludes %s', async (text) => {
    expect(await isIn(text)).toBe(false)
  })
})
