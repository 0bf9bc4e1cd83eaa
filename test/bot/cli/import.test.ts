import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { filesystemStore } from '../../../etl/lake/filesystem.ts'
import { privacyOf } from '../../../etl/privacy/privacy.ts'
import { lake } from '../../helpers/cli-in-process.ts'
import { tempFolder } from '../../helpers/temp.ts'
import { messageUpdate, NOON } from '../../helpers/updates.ts'
import { zipOf } from '../../helpers/zip.ts'

const ID = 1234567890
const CHAT = -1001234567890

function message(id: number, fields: object = {}) {
  const date = NOON + id
  return {
    id,
    type: 'message',
    date: new Date((date - 3 * 3600) * 1000).toISOString().slice(0, 19),
    date_unixtime: String(date),
    from: 'Ana',
    from_id: 'user7',
    text: `texto ${id} 😀`,
    ...fields,
  }
}

const chatOf = (id: number, name: string, ...messages: object[]) => ({
  name,
  type: 'private_supergroup',
  id,
  messages,
})
const group = chatOf(ID, 'Grupo', message(1), message(2), message(3))
const json = JSON.stringify(group, undefined, 1)

function fileOf(name: string, body: string | Uint8Array): string {
  const path = join(tempFolder(), name)
  writeFileSync(path, body)
  return path
}

function folderOf(files: Record<string, string>): string {
  const folder = tempFolder()
  for (const [name, body] of Object.entries(files)) writeFileSync(join(folder, name), body)
  return folder
}

interface Printed {
  readonly rows: readonly (readonly unknown[])[]
}

async function rowsOf(dir: string, sql: string) {
  const { stdout } = await lake(['sql', sql, '--json'], { dir })
  return (JSON.parse(stdout) as Printed).rows
}

const texts = (dir: string) => rowsOf(dir, 'select message_id, text from telegram order by 1')

/** Every raw object of the lake, by key. */
function rawOf(dir: string): Record<string, string> {
  const folder = join(dir, 'raw', 'telegram')
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return Object.fromEntries(
    names
      .filter((name) => /json$/.test(name))
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )
}

describe('lake import', () => {
  it.each([
    ['a file', () => fileOf('result.json', json)],
    ['a byte-order mark', () => fileOf('result.json', `\ufeff${json}`)],
    ['UTF-16 of PowerShell', () => fileOf('r.json', Buffer.from(`\ufeff${json}`, 'utf16le'))],
    [
      'a zip',
      () =>
        fileOf('e.zip', zipOf({ 'ChatExport/photos/x.jpg': 'x', 'ChatExport/result.json': json })),
    ],
    ['a zip of a renamed file', () => fileOf('e.zip', zipOf({ 'grupo.json': json }))],
    ['a folder', () => folderOf({ 'result.json': json, 'other.txt': '' })],
  ])('imports %s, and its days are in the reports at once', async (_, file) => {
    const dir = tempFolder()
    const { code, stdout, stderr } = await lake(['import', file()], { dir })
    expect({ code, stderr, stdout }).toEqual({
      code: 0,
      stderr: '',
      stdout:
        `Grupo (${CHAT})\n3 messages by 1 person\non 1 day: 2026-11-01\n` +
        'compacted 1 day: 2026-11-01\n',
    })
    expect(await texts(dir)).toEqual([
      [1, 'texto 1 😀'],
      [2, 'texto 2 😀'],
      [3, 'texto 3 😀'],
    ])
  })

  it.each([
    ['private_group', 2, '2021-03-18'],
    ['public_supergroup', 4, '2021-03-22'],
    ['supergroup_with_topics', 7, '2024-01-11'],
    ['users_test', 9, '2021-03-22'],
  ])('imports the real export %s', async (name, messages, last) => {
    const dir = tempFolder()
    const file = `test/fixtures/exports/${name}.json`
    const { stdout } = await lake(['import', file, '--json'], { dir })
    const summary = JSON.parse(stdout) as { messages: number; days: string[] }
    expect([summary.messages, summary.days.at(-1)]).toEqual([messages, last])
    expect(await rowsOf(dir, 'select count(*) from telegram')).toEqual([[messages]])
  })

  it('imports what tdl exports', async () => {
    const dir = tempFolder()
    const file = 'test/fixtures/exports/tdl.json'
    const { stdout } = await lake(['import', file, '--json'], { dir })
    expect(JSON.parse(stdout)).toMatchObject({ chat_id: CHAT, messages: 4, people: 2, skipped: {} })
    const sql = `
      select message_id, date, edit_date, message_type, coalesce(text, caption), sender_id, reply_to_message_id
      from telegram order by 1`
    expect(await rowsOf(dir, sql)).toEqual([
      [1, 1793545200, null, 'text', 'sem raw', null, null],
      [2, 1793545230, null, 'text', 'do canal', -1000000000777, null],
      [3, 1793545260, 1793545290, 'text', 'boa tarde 😀', 8, 2],
      [4, 1793545320, null, 'document', 'o plano', 8, null],
    ])
  })

  const lines = {
    'telegram-stats-bot': [
      { message_id: 1, date: '2026-11-01 12:00:01+00:00', from_user: 7, text: 'bom', type: 'text' },
      {
        message_id: 2,
        date: '2026-11-01 12:00:02+00:00',
        from_user: 8,
        caption: 'eis',
        type: 'photo',
      },
      {
        message_id: 3,
        date: '2026-11-01 12:00:03+00:00',
        from_user: 8,
        forward_from: 9,
        text: 'sim',
        reply_to_message: 1,
        type: 'text',
      },
      { message_id: 4, date: '2026-11-01 12:00:04+00:00', from_user: 7, type: 'new_chat_members' },
    ],
    Telethon: [
      {
        _: 'Message',
        id: 1,
        date: '2026-11-01T12:00:01+00:00',
        from_id: { _: 'PeerUser', user_id: 7 },
        message: 'bom',
      },
      {
        _: 'Message',
        id: 2,
        date: '2026-11-01T12:00:02+00:00',
        from_id: { _: 'PeerUser', user_id: 8 },
        message: 'eis',
        media: { _: 'MessageMediaPhoto' },
      },
      {
        _: 'Message',
        id: 3,
        date: '2026-11-01T12:00:03+00:00',
        from_id: { _: 'PeerUser', user_id: 8 },
        message: 'sim',
        fwd_from: { from_id: { _: 'PeerUser', user_id: 9 } },
        reply_to: { _: 'MessageReplyHeader', reply_to_msg_id: 1 },
      },
      {
        _: 'MessageService',
        id: 4,
        date: '2026-11-01T12:00:04+00:00',
        from_id: { _: 'PeerUser', user_id: 7 },
        action: { _: 'MessageActionChatAddUser', users: [10] },
      },
    ],
  }

  describe.each(Object.entries(lines))('of %s, a message a line', (_, messages) => {
    const file = () =>
      fileOf('messages.json', messages.map((each) => `${JSON.stringify(each)}\n`).join(''))

    it('knows when, who, what, and to what', async () => {
      const dir = tempFolder()
      const { code, stderr } = await lake(['import', file(), '--chat', String(CHAT)], { dir })
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      const sql = `
        select chat_id, message_id, date - ${NOON}, user_id, message_type, coalesce(text, caption),
          reply_to_sender_id, forward_origin_type, service_type
        from telegram order by message_id`
      const noon = Date.UTC(2026, 10, 1, 12) / 1000 - NOON
      expect(await rowsOf(dir, sql)).toEqual([
        [CHAT, 1, noon + 1, 7, 'text', 'bom', null, null, null],
        [CHAT, 2, noon + 2, 8, 'photo', 'eis', null, null, null],
        [CHAT, 3, noon + 3, 8, 'text', 'sim', 7, 'user', null],
        [CHAT, 4, noon + 4, 7, 'service', null, null, null, 'new_chat_members'],
      ])
    })

    it('asks which group it is of', async () => {
      const path = file()
      const { code, stderr } = await lake(['import', path], {})
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: `${path} doesn't say which group it is of: import it with npx lake import, and name the group with --chat and its id\n`,
      })
    })
  })

  it('tells topics by the replies to what opened them', async () => {
    const dir = tempFolder()
    await lake(['import', 'test/fixtures/exports/supergroup_with_topics.json'], { dir })
    const sql = 'select message_id, message_thread_id, topic_name from telegram order by 1'
    expect(await rowsOf(dir, sql)).toEqual([
      [1, null, null],
      [2, 2, 'General'],
      [3, 2, 'General'],
      [4, 4, 'Finances'],
      [5, 4, 'Finances'],
      [6, 4, 'Finances'],
      [7, null, null],
    ])
  })

  it('changes nothing the second time', async () => {
    const dir = tempFolder()
    const file = fileOf('result.json', json)
    await lake(['import', file], { dir })
    const before = rawOf(dir)
    const { stdout } = await lake(['import', file, '--json'], { dir })
    expect(JSON.parse(stdout)).toMatchObject({ messages: 3, present: 3, new_objects: 0 })
    expect(rawOf(dir)).toEqual(before)
    expect(Object.keys(before)).toEqual([
      expect.stringMatching(/^context_date=2026-11-01\/import--1001234567890-[\da-f]{16}\.ndjson$/),
    ])
  })

  it('says with --dry-run what would happen, and stores nothing', async () => {
    const dir = tempFolder()
    const live = fileOf('u.ndjson', JSON.stringify(messageUpdate(2, { text: 'ao vivo' })))
    await lake(['replay', live], { dir })
    const before = rawOf(dir)
    const odd = { ...group, messages: [...group.messages, { id: 4, type: 'unsupported' }] }
    const file = fileOf('result.json', JSON.stringify(odd))
    const { code, stdout } = await lake(['import', file, '--dry-run'], { dir })
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout:
        `Grupo (${CHAT})\n3 messages by 1 person\non 1 day: 2026-11-01\n1 message was there already\n` +
        'not understood: 1 of the kind unsupported\n' +
        'nothing is stored: run it again without --dry-run\n',
    })
    expect(rawOf(dir)).toEqual(before)
  })

  it.each(['before', 'after'])('lets what the bot saw win, when that came %s', async (when) => {
    const dir = tempFolder()
    const live = fileOf('u.ndjson', JSON.stringify(messageUpdate(2, { text: 'ao vivo' })))
    const file = fileOf('result.json', json)
    const steps = [
      ['replay', live],
      ['import', file],
    ]
    for (const step of when === 'before' ? steps : steps.reverse()) await lake(step, { dir })
    expect(await texts(dir)).toEqual([
      [1, 'texto 1 😀'],
      [2, 'ao vivo'],
      [3, 'texto 3 😀'],
    ])
  })

  it('takes times without a zone for those of --zone', async () => {
    const dir = tempFolder()
    const old = message(1, { date_unixtime: undefined, date: '2020-03-01T23:30:00' })
    const file = fileOf('result.json', JSON.stringify(chatOf(ID, 'Grupo', old)))
    const { stdout } = await lake(['import', file, '--zone', 'Asia/Tokyo', '--json'], { dir })
    expect(JSON.parse(stdout)).toMatchObject({ days: ['2020-03-01'] })
    expect(await rowsOf(dir, 'select date from telegram')).toEqual([
      [Date.parse('2020-03-01T23:30:00+09:00') / 1000],
    ])
    expect((await lake(['import', file, '--zone', 'Tokyo'], { dir })).code).toBe(2)
  })

  it('puts the messages of the group before into that group, when the lake knows it', async () => {
    const dir = tempFolder()
    const old = { id: -77, type: 'group', title: 'Grupo' }
    const live = [
      messageUpdate(1, { message_id: 10, chat: old, text: 'ao vivo' }),
      messageUpdate(2, { message_id: 11, chat: old, text: undefined, migrate_to_chat_id: CHAT }),
      messageUpdate(3, { message_id: 1, text: undefined, migrate_from_chat_id: -77 }),
    ]
    const env = { TELEGRAM_CHAT_ID: '-77' }
    const lines = live.map((update) => JSON.stringify(update)).join('\n')
    await lake(['replay', fileOf('u.ndjson', lines)], { dir, env })
    const messages = [{ ...message(9), id: 9 - 1e9 }, { ...message(10), id: 10 - 1e9 }, message(2)]
    const file = fileOf('result.json', JSON.stringify(chatOf(ID, 'Grupo', ...messages)))
    const { code } = await lake(['import', file], { dir, env })
    expect(code).toBe(0)
    const sql = `select chat_id, message_id, text from telegram where text is not null order by 1, 2`
    expect(await rowsOf(dir, sql)).toEqual([
      [CHAT, 2, 'texto 2 😀'],
      [-77, 9, 'texto 9 😀'],
      [-77, 10, 'ao vivo'],
    ])
  })

  it('does not bring back what was erased', async () => {
    const dir = tempFolder()
    const privacy = privacyOf(filesystemStore(join(dir, 'raw')), () => NOON + 100)
    await privacy.requestErasure({
      kind: 'user',
      userId: 7,
      names: ['Ana'],
      usernames: [],
      askedAt: NOON + 2,
    })
    const bia = message(4, { from: 'Bia', from_id: 'user8', reply_to_message_id: 1 })
    const file = fileOf('r.json', JSON.stringify(chatOf(ID, 'Grupo', ...group.messages, bia)))
    const { stdout } = await lake(['import', file, '--json'], { dir })
    expect(JSON.parse(stdout)).toMatchObject({ messages: 4, withheld: 2 })
    const raw = Object.values(rawOf(dir)).join('')
    expect(raw).not.toContain('texto 1 ')
    expect(raw).not.toContain('texto 2 ')
    expect(raw).toContain('texto 4 ')
  })

  it('leaves out what RETENTION_DAYS does not keep, and says so', async () => {
    const dir = tempFolder()
    const old = [message(-2 * 86_400), message(1 - 86_400)].map((each, id) => ({
      ...each,
      id: 11 + id,
    }))
    const file = fileOf('r.json', JSON.stringify(chatOf(ID, 'Grupo', ...old, message(3))))
    const options = { dir, env: { RETENTION_DAYS: '1' }, now: NOON + 60 }
    const found =
      `Grupo (${CHAT})\n3 messages by 1 person\non 2 days between 2026-10-31 and 2026-11-01\n` +
      '1 message is left out: it is older than what is kept\n'
    const dry = await lake(['import', file, '--dry-run'], options)
    expect(dry.stdout).toBe(`${found}nothing is stored: run it again without --dry-run\n`)
    const { stdout } = await lake(['import', file], options)
    expect(stdout).toBe(`${found}compacted 2 days: 2026-10-31..2026-11-01\n`)
    expect(Object.keys(rawOf(dir)).map((key) => key.slice(0, 23))).toEqual([
      'context_date=2026-10-31',
      'context_date=2026-11-01',
    ])
    const again = await lake(['import', file, '--json'], options)
    expect(JSON.parse(again.stdout)).toMatchObject({ messages: 3, too_old: 1, present: 2 })
    await lake(['etl'], options)
    expect((await texts(dir)).map(([id]) => id)).toEqual([3, 12])
  })

  describe('from the export of an account', () => {
    const other = chatOf(99, 'Outro', message(8))
    const person = { name: 'Bia', type: 'personal_chat', id: 8, messages: [message(9)] }
    const account = (...list: unknown[]) =>
      fileOf(
        'result.json',
        JSON.stringify({
          about: 'x',
          personal_information: { user_id: 7, first_name: 'Ana' },
          contacts: { about: 'x', list: [{ user_id: 8, first_name: 'Bia' }] },
          chats: { about: 'x', list },
          left_chats: { about: 'x', list: [chatOf(55, 'Deixado', message(7))] },
        }),
      )

    it.each([
      ['by its id', ['--chat', String(CHAT)]],
      ['by its id without prefix', ['--chat', String(ID)]],
      ['by its name', ['--chat', 'grupo']],
    ])('takes the chat chosen %s', async (_, choice) => {
      const dir = tempFolder()
      await lake(['import', account(person, group, other), ...choice], { dir })
      expect((await texts(dir)).map(([id]) => id)).toEqual([1, 2, 3])
    })

    it('takes the one that is archived', async () => {
      const dir = tempFolder()
      const env = { TELEGRAM_CHAT_ID: String(CHAT) }
      expect((await lake(['import', account(person, group, other)], { dir, env })).code).toBe(0)
      expect((await texts(dir)).map(([id]) => id)).toEqual([1, 2, 3])
    })

    it('passes over what it does not know', async () => {
      const dir = tempFolder()
      const odd = { name: 'X', type: 'private_group', id: 5, list: [group], messages: { a: [1] } }
      const file = account(1, [group], 'x', null, odd, group)
      expect((await lake(['import', file, '--chat', 'Grupo'], { dir })).code).toBe(0)
      expect((await texts(dir)).map(([id]) => id)).toEqual([1, 2, 3])
    })

    it('says which there are to choose from', async () => {
      const file = account(person, group, other)
      const { code, stderr } = await lake(['import', file])
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: `${file} holds several chats: name one with --chat. It has: ${CHAT} (Grupo), -1000000000099 (Outro), -1000000000055 (Deixado)\n`,
      })
      const missing = await lake(['import', file, '--chat', '5'])
      expect(missing.stderr).toContain('has no chat 5. It has: 8 (Bia)')
    })
  })

  it.each([
    [
      'an HTML file',
      () => fileOf('messages.html', '<!DOCTYPE html>\n<html>'),
      'FILE is an HTML export. In Telegram Desktop, export again and choose “Machine-readable JSON” as the format',
    ],
    [
      'a folder of HTML',
      () => folderOf({ 'messages.html': '<html>' }),
      'FILE is an HTML export. In',
    ],
    [
      'a zip of HTML',
      () => fileOf('e.zip', zipOf({ 'x/messages.html': '<html>' })),
      'FILE is an HTML export. In',
    ],
    [
      'a folder of something else',
      () => folderOf({ 'a.txt': '' }),
      'FILE holds no result.json. In',
    ],
    [
      'a zip of several files',
      () => fileOf('e.zip', zipOf({ 'a.json': '1', 'b.json': '2' })),
      'FILE holds several JSON files (a.json, b.json)',
    ],
    [
      'a broken zip',
      () => fileOf('e.zip', 'PK\x03\x04 and so on, but no zip'),
      'FILE cannot be unpacked: ',
    ],
    ['something else', () => fileOf('r.json', 'name;text\n'), 'FILE is not JSON from byte 0 on'],
    ['other JSON', () => fileOf('r.json', '{"a":[1]}'), 'FILE holds no chat. In Telegram Desktop'],
    ['an empty file', () => fileOf('r.json', ''), 'FILE holds no chat. In Telegram Desktop'],
    ['no file', () => join(tempFolder(), 'none.json'), 'FILE does not exist'],
  ])('says of %s what to do', async (_, make, sentence) => {
    const file = make()
    const { code, stdout, stderr } = await lake(['import', file])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr.startsWith(sentence.replace('FILE', file))).toBe(true)
  })

  it('keeps what is before the place where a file breaks off, and fails', async () => {
    const dir = tempFolder()
    const file = fileOf('result.json', json.slice(0, json.indexOf('texto 3')))
    const { code, stderr } = await lake(['import', file], { dir })
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `${file} ends in the middle, after 2 messages: export again, or copy the whole file\n`,
    })
    expect(await texts(dir)).toHaveLength(2)
  })

  it('keeps what is before the place where a file is damaged, and fails', async () => {
    const dir = tempFolder()
    const damaged = json.replace('texto 3', 'texto "3')
    const file = fileOf('result.json', damaged)
    const { code, stderr } = await lake(['import', file], { dir })
    const position = Buffer.from(damaged.slice(0, damaged.indexOf('"texto "3'))).length
    expect(code).toBe(1)
    const [, byte] = /is not JSON from byte (\d+) on/.exec(stderr) ?? []
    expect(Number(byte)).toBeGreaterThan(position - 300)
    expect(Number(byte)).toBeLessThan(position + 100)
    expect(stderr).not.toContain('texto')
    expect(await texts(dir)).toHaveLength(2)
  })

  it('refuses the history of a group that is not archived', async () => {
    const file = fileOf('result.json', json)
    const { code, stderr } = await lake(['import', file], { env: { TELEGRAM_CHAT_ID: '-9' } })
    expect(code).toBe(1)
    expect(stderr).toContain(
      `is the history of Grupo (${CHAT}), which is not archived: add ${CHAT}`,
    )
  })

  it('leaves the days with --no-etl', async () => {
    const dir = tempFolder()
    mkdirSync(dir, { recursive: true })
    const { stdout } = await lake(['import', fileOf('r.json', json), '--no-etl'], { dir })
    expect(stdout).toContain('left for lake etl to compact: 1 day: 2026-11-01\n')
  })
})
