import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { describe, expect, it } from 'vitest'

import { lake as spawnLake } from '../../helpers/cli.ts'
import { lake } from '../../helpers/cli-in-process.ts'
import { tempFolder } from '../../helpers/temp.ts'
import { messageUpdate, NOON } from '../../helpers/updates.ts'

const DAY = 'telegram/context_date=2026-11-01'
const updates = [1, 2, 3].map((id) => messageUpdate(id, { text: `texto ${id} 😀\u2028` }))
const ndjson = updates.map((update) => JSON.stringify(update)).join('\n')
const utf16le = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')

function fileOf(name: string, body: string | Uint8Array): string {
  const path = join(tempFolder(), name)
  writeFileSync(path, body)
  return path
}

/** The raw objects of the lake: name → content, and when each was last written. */
function rawOf(dir: string) {
  const folder = join(dir, 'raw', DAY)
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => {
        const path = join(folder, name)
        const { mtimeMs, ino } = statSync(path)
        return [name, { update: JSON.parse(readFileSync(path, 'utf8')) as unknown, mtimeMs, ino }]
      }),
  )
}

describe('a group that became a supergroup', () => {
  const chat = (id: number, type: string) => ({ id, type, title: 'Grupo' })
  const moved = [
    messageUpdate(1, { chat: chat(-700, 'group') }),
    messageUpdate(2, {
      chat: chat(-700, 'group'),
      text: undefined,
      migrate_to_chat_id: -1000000000007,
    }),
    messageUpdate(3, {
      message_id: 1,
      chat: chat(-1000000000007, 'supergroup'),
      text: undefined,
      migrate_from_chat_id: -700,
    }),
    ...[4, 5, 6].map((id) =>
      messageUpdate(id, { message_id: id, chat: chat(-1000000000007, 'supergroup') }),
    ),
  ]

  it('is replayed whole, and reported by either id', async () => {
    const dir = tempFolder()
    const env = { TELEGRAM_CHAT_ID: '-700' }
    const file = fileOf('u.ndjson', moved.map((update) => JSON.stringify(update)).join('\n'))
    const replayed = await lake(['replay', file], { dir, env })
    expect(replayed.stdout).toContain('6 updates read: 6 stored')
    for (const args of [[], ['--chat', '-700'], ['--chat', '-1000000000007']]) {
      const { stdout } = await lake(['report', 'stats', '2026-11-01', ...args], { dir, env })
      expect(stdout).toContain('4 messages by 1 person')
    }
  })

  it('is replayed whole when the new side comes first', async () => {
    const env = { TELEGRAM_CHAT_ID: '-700' }
    const [first, gone, come, ...later] = moved
    const lines = [come, ...later, gone, first].map((update) => JSON.stringify(update))
    const { stdout } = await lake(['replay', fileOf('u.ndjson', lines.join('\n'))], { env })
    expect(stdout).toContain('6 updates read: 6 stored')
  })

  it.each([
    ['old', 2, '2 stored'],
    ['new', 1, '1 stored'],
  ])('is not believed on the word of the %s side alone', async (_, left, stored) => {
    const env = { TELEGRAM_CHAT_ID: '-700' }
    const lines = moved.filter((_, index) => index !== left).map((update) => JSON.stringify(update))
    const { stdout } = await lake(['replay', fileOf('u.ndjson', lines.join('\n'))], { env })
    expect(stdout).toContain(`5 updates read: ${stored}`)
  })
})

describe('lake replay', () => {
  it.each([
    ['lines', 'u.ndjson', ndjson],
    ['lines with an end', 'u.ndjson', `${ndjson}\n`],
    ['lines of Windows', 'u.ndjson', ndjson.replaceAll('\n', '\r\n')],
    ['packed lines', 'u.ndjson.gz', gzipSync(ndjson)],
    [
      'lines packed in parts',
      'u.ndjson.gz',
      Buffer.concat(ndjson.split(/(?<=\n)/).map((line) => gzipSync(line))),
    ],
    ['a list', 'u.json', JSON.stringify(updates)],
    ['a list over many lines', 'u.json', JSON.stringify(updates, undefined, 2)],
    ['an answer to getUpdates', 'u.json', JSON.stringify({ ok: true, result: updates })],
    ['a packed list', 'u.json.gz', gzipSync(JSON.stringify(updates))],
    ['lines that are named .json', 'u.json', ndjson],
    ['lines after a byte-order mark', 'u.ndjson', `\ufeff${ndjson}`],
    ['lines that PowerShell wrote', 'u.ndjson', utf16le(ndjson.replaceAll('\n', '\r\n'))],
    ['lines in UTF-16, big end first', 'u.ndjson', utf16le(ndjson).swap16()],
    ['packed lines in UTF-16', 'u.ndjson.gz', gzipSync(utf16le(ndjson))],
    [
      'an answer to getUpdates that PowerShell wrote',
      'u.json',
      utf16le(JSON.stringify({ ok: true, result: updates }, undefined, 2)),
    ],
  ])('archives the updates of %s', async (_, name, body) => {
    const dir = tempFolder()
    const { code, stdout, stderr } = await lake(['replay', fileOf(name, body), '--json'], { dir })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual({
      read: 3,
      stored: 3,
      present: 0,
      ignored: 0,
      withheld: 0,
      unreadable: 0,
      days: ['2026-11-01'],
      compacted: true,
    })
    expect(Object.values(rawOf(dir)).map(({ update }) => update)).toEqual(updates)
    expect(Object.keys(rawOf(dir))[0]).toBe('0000000001.json')
  })

  it('archives one update, and what comes on standard input', async () => {
    const dir = tempFolder()
    const one = fileOf('u.json', JSON.stringify(updates[0], undefined, 2))
    expect((await lake(['replay', one], { dir })).stdout).toBe(
      '1 update read: 1 stored, 0 already there, 0 from other chats, 0 unreadable\n' +
        'compacted 1 day: 2026-11-01\n',
    )
    expect((await spawnLake(['replay', '-', '--json'], { dir, input: ndjson })).stdout).toBe(
      '{"read":3,"stored":2,"present":1,"ignored":0,"withheld":0,"unreadable":0,"days":["2026-11-01"],"compacted":true}\n',
    )
    expect(Object.keys(rawOf(dir))).toHaveLength(3)
  })

  it('changes no file the second time', async () => {
    const dir = tempFolder()
    const file = fileOf('u.ndjson', ndjson)
    await lake(['replay', file, file], { dir })
    const before = rawOf(dir)
    const { stdout } = await lake(['replay', file, '--json'], { dir })
    expect(JSON.parse(stdout)).toMatchObject({ read: 3, stored: 0, present: 3 })
    expect(rawOf(dir)).toEqual(before)
  })

  it.each([
    ['u.ndjson', (update: string) => update],
    ['u.json', (update: string) => update],
    ['list.json', (update: string) => `[\n  ${update}\n]`],
    ['answer.json', (update: string) => `{"ok":true,"result":[${update}]}`],
  ])('keeps each digit, and what is nested 20,000 deep: %s', async (name, document) => {
    const dir = tempFolder()
    const deep = '['.repeat(20_000) + ']'.repeat(20_000)
    const update = JSON.stringify(messageUpdate(1)).replace(
      /}$/,
      `,"big":12345678901234567890,"one":1.0,"deep":${deep}}`,
    )
    const file = fileOf(name, document(update))
    expect((await lake(['replay', file, '--no-etl'], { dir })).stdout).toContain('1 stored')
    expect(readFileSync(join(dir, 'raw', DAY, '0000000001.json'), 'utf8')).toBe(update)
    expect((await lake(['replay', file, '--no-etl'], { dir })).stdout).toContain('1 already there')
  })

  it('names ten lines of a file that is something else, and counts them all', async () => {
    const file = fileOf('u.ndjson', 'something else\n'.repeat(50))
    const { stdout, stderr } = await lake(['replay', file], { dir: tempFolder() })
    expect(stdout).toContain('50 updates read: 0 stored, 0 already there, 0 from other chats, 50')
    expect(stderr.match(/not_an_update/g)).toHaveLength(10)
  })

  it('counts and names the lines that are no update, and archives the rest', async () => {
    const dir = tempFolder()
    const file = fileOf(
      'u.ndjson',
      `nonsense\n\n${ndjson}\n{"update_id":"9"}\n{"update_id":9,"mess`,
    )
    const { code, stdout, stderr } = await lake(['replay', file, '--json'], { dir })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ read: 6, stored: 3, unreadable: 3 })
    const facts = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { line: number })
    expect(facts).toMatchObject([
      { level: 'warn', event: 'not_an_update', file, line: 1 },
      { line: 6, reason: 'update_id is a text, not a whole number' },
      { line: 7 },
    ])
  })

  it.each([
    ['is empty', ''],
    ['holds blank lines', '\n\r\n'],
    ['holds something else', 'name;text\nAna;olá\n'],
    ['holds an answer without updates', '{"ok":true,"result":[]}'],
    ['is an export', '{"name":"Grupo","type":"private_supergroup","id":1,"messages":[]}'],
  ])('fails when a file %s, after it has archived the others', async (_, body) => {
    const dir = tempFolder()
    const barren = fileOf('other.json', body)
    const args = ['replay', barren, fileOf('u.ndjson', ndjson), '--json']
    const { code, stdout, stderr } = await lake(args, { dir })
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ stored: 3 })
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(
      `replay: nothing in ${barren} is an update of Telegram. An export of Telegram Desktop is for npx lake import`,
    )
  })

  it('archives only the chats that are configured, when any is', async () => {
    const dir = tempFolder()
    const mixed = [updates[0], messageUpdate(9, { chat: { id: -9, type: 'group' } })]
    const file = fileOf('u.json', JSON.stringify(mixed))
    const { stdout } = await lake(['replay', file, '--json'], {
      dir,
      env: { TELEGRAM_CHAT_ID: '-9' },
    })
    expect(JSON.parse(stdout)).toMatchObject({ read: 2, stored: 1, ignored: 1 })
    expect(Object.keys(rawOf(dir))).toEqual(['0000000009.json'])
  })

  it('says when a packed file is truncated, keeps what it had read, and fails', async () => {
    const dir = tempFolder()
    const many = Array.from({ length: 3_000 }, (_, id) =>
      JSON.stringify(messageUpdate(id, { text: `${id * 7919}` })),
    )
    const packed = gzipSync(many.join('\n'))
    const file = fileOf('u.ndjson.gz', packed.subarray(0, packed.length - 2_000))
    const { code, stdout, stderr } = await spawnLake(['replay', file], { dir })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toBe(`replay: could not read ${file}: unexpected end of file\n`)
  })

  it('fails for a truncated file also when all that it had is stored before that is noticed', async () => {
    const few = Array.from({ length: 5 }, (_, id) => JSON.stringify(messageUpdate(id)))
    const packed = gzipSync(few.join('\n'))
    const file = fileOf('few.ndjson.gz', packed.subarray(0, packed.length - 8))
    const dir = tempFolder()
    for (let run = 0; run < 3; run += 1) {
      expect((await lake(['replay', file], { dir })).code).toBe(1)
    }
  })

  it.each([
    ['missing', 'FILE does not exist'],
    ['not-packed.ndjson.gz', 'replay: could not read FILE: incorrect header check'],
    ['folder', 'FILE is a folder, not a file'],
  ])('says that a file is %s, and fails', async (name, sentence) => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'folder'))
    writeFileSync(join(folder, 'not-packed.ndjson.gz'), ndjson)
    const { code, stdout, stderr } = await lake(['replay', join(folder, name)])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toBe(`${sentence.replace('FILE', join(folder, name))}\n`)
  })

  it('says when the lake cannot be written, and fails', async () => {
    const dir = fileOf('a-file', 'in the way')
    const { code, stderr } = await lake(['replay', fileOf('u.ndjson', ndjson)], { dir })
    expect(code).toBe(1)
    expect(stderr).toContain(`${dir}, which is a file: choose a folder`)
    expect(stderr).not.toContain('    at ')
  })

  describe('of days long past', () => {
    const NOW = NOON + 300 * 86_400
    const old = [0, 1, 2, 40].map((day) =>
      JSON.stringify(messageUpdate(day + 1, { date: NOON + day * 86_400 })),
    )
    async function messages(dir: string) {
      const count = ['sql', 'select count(*) as n from messages', '--json']
      const { rows } = JSON.parse((await lake(count, { dir, now: NOW })).stdout) as Printed
      return rows[0]?.[0]
    }

    it('names the days and compacts them, so that reports know them at once', async () => {
      const dir = tempFolder()
      const file = fileOf('old.ndjson', old.join('\n'))
      const { code, stdout } = await lake(['replay', file], { dir, now: NOW })
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout:
          '4 updates read: 4 stored, 0 already there, 0 from other chats, 0 unreadable\n' +
          'compacted 4 days: 2026-11-01..2026-11-03, 2026-12-11\n',
      })
      const report = await lake(['report', 'stats', 'all', '--json'], { dir, now: NOW })
      const { rows } = JSON.parse(report.stdout) as Printed
      expect(rows.find(([section]) => section === 'messages')).toContain(4)
      expect(await messages(dir)).toBe(4)
    })

    it('leaves the days with --no-etl to lake etl, which takes changed days however old', async () => {
      const dir = tempFolder()
      const file = fileOf('old.ndjson', old.join('\n'))
      const { stdout } = await lake(['replay', file, '--no-etl'], { dir, now: NOW })
      expect(stdout).toContain(
        'left for lake etl to compact: 4 days: 2026-11-01..2026-11-03, 2026-12-11\n',
      )
      expect(await messages(dir)).toBe(0)
      const etl = await lake(['etl', '--json'], { dir, now: NOW })
      const { days } = JSON.parse(etl.stdout) as { days: { date: string }[] }
      expect(days.map(({ date }) => date)).toEqual([
        '2026-11-01',
        '2026-11-02',
        '2026-11-03',
        '2026-12-11',
        '2027-08-27',
      ])
      expect(await messages(dir)).toBe(4)
    })

    it('leaves to lake etl, of days that were compacted, those that have changed since', async () => {
      const dir = tempFolder()
      await lake(['replay', fileOf('old.ndjson', old.join('\n'))], { dir, now: NOW })
      const late = JSON.stringify(messageUpdate(9, { date: NOON + 86_400 }))
      await lake(['replay', fileOf('late.ndjson', late), '--no-etl'], { dir, now: NOW })
      const etl = await lake(['etl', '--json'], { dir, now: NOW })
      const { days } = JSON.parse(etl.stdout) as { days: { date: string }[] }
      expect(days.map(({ date }) => date)).toEqual(['2026-11-02', '2027-08-27'])
      expect(await messages(dir)).toBe(5)
    })

    it('compacts what an earlier run stored and left, and no day twice', async () => {
      const dir = tempFolder()
      const file = fileOf('old.ndjson', old.join('\n'))
      await lake(['replay', file, '--no-etl'], { dir, now: NOW })
      const again = JSON.parse((await lake(['replay', file, '--json'], { dir, now: NOW })).stdout)
      expect(again).toMatchObject({
        stored: 0,
        days: ['2026-11-01', '2026-11-02', '2026-11-03', '2026-12-11'],
        compacted: true,
      })
      const third = await lake(['replay', file, '--json'], { dir, now: NOW })
      expect(JSON.parse(third.stdout)).toMatchObject({ stored: 0, present: 4, days: [] })
    })
  })
})

interface Printed {
  readonly rows: readonly (readonly unknown[])[]
}
