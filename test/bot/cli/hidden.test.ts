// Between a request to be erased and the night: what SQL and reports show.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { beforeAll, describe, expect, it } from 'vitest'

import { reports } from '../../../bot/reports/registry.ts'
import { filesystemStore } from '../../../etl/lake/filesystem.ts'
import { knownAs } from '../../../etl/privacy/known-as.ts'
import { privacyOf } from '../../../etl/privacy/privacy.ts'
import { lake } from '../../helpers/cli-in-process.ts'
import { tempFolder } from '../../helpers/temp.ts'
import { CHAT_ID, messageUpdate, NOON } from '../../helpers/updates.ts'

const XILA = {
  id: 70_000_050,
  is_bot: false,
  first_name: 'Xilofonia',
  last_name: 'D’Água 🎵 (Marimbas)',
  username: 'xilo_user',
}
const BIA = { id: 70_000_051, is_bot: false, first_name: 'Bia', username: 'bia' }
const TRACES = ['70000050', 'xilo', 'marimba']
const isTrace = (text: string) => TRACES.some((trace) => text.toLowerCase().includes(trace))

const chat = { id: CHAT_ID, type: 'supergroup', title: 'Grupo' }
const asked = {
  message_id: 1,
  date: NOON,
  chat,
  from: XILA,
  text: 'como ligo o xilofone na caixa?',
}
const updates = [
  messageUpdate(1, asked),
  messageUpdate(2, { from: BIA, date: NOON + 60, text: 'com um cabo', reply_to_message: asked }),
  messageUpdate(3, { from: BIA, date: NOON + 120, text: 'onde compro um cabo, @Xilo_User?' }),
  messageUpdate(4, { from: XILA, date: NOON + 180, text: 'na xiloteca' }),
  messageUpdate(5, {
    from: BIA,
    date: NOON + 240,
    text: 'a Xilofonia D’Água 🎵 (Marimbas) sabe tudo',
  }),
  messageUpdate(6, {
    from: BIA,
    date: NOON + 300,
    text: 'veja t.me/xilo_user',
    reply_to_message: { ...asked, message_id: 4, text: 'na xiloteca' },
  }),
  messageUpdate(7, { from: BIA, date: NOON + 360, text: 'banana limão com Ana Li' }),
  messageUpdate(8, {
    from: BIA,
    date: NOON + 420,
    text: 'joao conceicao, JOÃO CONCEIÇÃO, Joa\u0303o\u00a0Conceição e João Conceiçãozinho',
  }),
]

const dir = tempFolder()
const env = { LANGUAGE: 'en' }
const run = async (...args: string[]) => {
  const { code, stdout, stderr } = await lake(args, { dir, env })
  expect([code, stderr]).toEqual([0, ''])
  return stdout
}

const statements = [
  ...['telegram', 'visible', 'messages', 'questions'].map((view) => `select * from ${view}`),
  'select text, question, question_terms, to_sender_id from (from telegram)',
]

describe('a person who has asked to be erased', () => {
  const before = new Map<string, string>()
  const views = statements.map((sql) => ['sql', sql, '--csv', '--max-rows', '100'])
  const tables = reports.map(({ name }) => ['report', name, '2026-11-01', '--csv'])
  const commands = [...views, ...tables]

  beforeAll(async () => {
    const file = join(tempFolder(), 'u.ndjson')
    writeFileSync(file, updates.map((update) => JSON.stringify(update)).join('\n'))
    await lake(['replay', file], { dir })
    for (const args of commands) before.set(args.join(' '), await run(...args))
    const stores = ['raw', 'enriched'].map((name) => filesystemStore(join(dir, name)))
    const [raw, enriched] = stores as [(typeof stores)[0], (typeof stores)[0]]
    const { names, usernames } = await knownAs(enriched, { userId: XILA.id })
    const askedAt = NOON + 1_000
    const request = { kind: 'user', userId: XILA.id, names, usernames, askedAt } as const
    await privacyOf(raw, () => askedAt).requestErasure(request)
    const ana = { ...request, userId: 70_000_052, names: ['Ana Li'], usernames: [] }
    const joao = { ...request, userId: 70_000_053, names: ['João Conceição'], usernames: [] }
    await privacyOf(raw, () => askedAt).requestErasure(joao)
    await privacyOf(raw, () => askedAt).requestErasure(ana)
  })

  it('was seen in all views and three reports before', () => {
    const seen = [...before].filter(([, output]) => isTrace(output)).map(([name]) => name)
    expect(seen).toEqual(expect.arrayContaining(views.map((args) => args.join(' '))))
    expect(seen.filter((name) => name.startsWith('report')).length).toBeGreaterThanOrEqual(3)
  })

  it.each(commands)('is not seen by lake %s %s', async (...args) => {
    const output = await run(...args)
    expect(output.split('\n').filter(isTrace)).toEqual([])
  })

  it.each(['$DAY/messages.parquet', '$DAY/*.parquet', '$DAY/messages"."parquet'])(
    'is not seen in the file either: from "%s"',
    async (name) => {
      const day = join(dir, 'enriched/telegram/context_date=2026-11-01')
      const table = name.replace('$DAY', day)
      for (const sql of [`select * from "${table}"`, `summarize "${table}"`]) {
        const { code, stdout, stderr } = await lake(['sql', sql], { dir, env })
        expect([code, stdout]).toEqual([1, ''])
        expect(stderr).toContain('is a file: query telegram, messages or questions')
      }
    },
  )

  it('leaves what others wrote, without the name', async () => {
    const texts = await run('sql', 'select text from telegram order by message_id', '--csv')
    expect(texts.replaceAll('\r', '').trim().split('\n')).toEqual([
      'text',
      'com um cabo',
      '"onde compro um cabo, ███?"',
      'a ███ sabe tudo',
      'veja ███',
      // Not within words.
      'banana limão com ███',
      // With accents, in whatever form, or without.
      '"███, ███, ███ e João Conceiçãozinho"',
    ])
  })
})
