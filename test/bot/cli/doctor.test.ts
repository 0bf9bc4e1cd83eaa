import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { Api } from 'grammy'
import { describe, expect, it } from 'vitest'

import { setWebhook } from '../../../bot/delivery/registration.ts'
import { lake } from '../../helpers/cli-in-process.ts'
import { tempLake } from '../../helpers/lake.ts'
import { BOT, GROUP, telegramGroup } from '../../helpers/telegram-group.ts'
import { tempFolder } from '../../helpers/temp.ts'
import { messageUpdate, NOON } from '../../helpers/updates.ts'

/** Every line of `lake doctor` without the machine's own facts, and the exit code. */
async function examine(env: Record<string, string>, options: { dir?: string; now?: number } = {}) {
  const { code, stdout, stderr } = await lake(['doctor'], { env, ...options })
  expect(stderr).toBe('')
  return { code, lines: stdout.trim().split('\n') }
}

const starting = (lines: readonly string[], beginning: string) =>
  lines.filter((line) => line.slice(2).startsWith(beginning))

describe('lake doctor', () => {
  it('finds nothing wrong where everything is set up', async () => {
    const { actor, groupEnv, telegram } = await telegramGroup()
    actor.addBot(GROUP, BOT, { role: 'administrator' })
    const { dir, layUpdates } = tempLake()
    layUpdates(messageUpdate(1, { chat: { id: GROUP, type: 'supergroup' }, date: NOON }))
    await lake(['etl', '--since', '2026-11-01', '--until', '2026-11-01'], { dir })
    const { code, lines } = await examine(groupEnv, { dir })
    const host = new URL(telegram.apiRoot).host
    expect(lines.filter((line) => !line.includes('Free space'))).toEqual([
      "✓ Token: I'm @lake_bot (Lake)",
      `✓ Network: Telegram answers (${host})`,
      '✓ Webhook: none, so I ask Telegram for updates myself',
      '✓ Group: “Grupo” (-1001000000001)',
      "✓ Member: I'm in the group",
      '✓ Administrator: yes, so I get every message, reactions, and who joins and leaves',
      '✓ Rights: I may send messages and pictures',
      '✓ Privacy contact: privacy@example.org',
      '✓ Secret: none, and without a webhook none is needed',
      "✓ Clock: agrees with Telegram's",
      `✓ Store: can be read and written (${dir})`,
      "✓ Readers: only the owner of the lake's files",
      '✓ Time zone: America/Sao_Paulo',
      '✓ Archive: the last message is from Nov 1, 2026, 12:00',
      '✓ Update ids: none missing in the last 7 days',
      '✓ Quarantine: empty, all updates could be read',
      '✓ Compaction: done up to and including Nov 1, 2026',
      '✓ Damage: none, 1 day checked',
      '✓ Size: 1 raw objects, 1 compacted days, 3 objects of my own state',
      '✓ SQL: works on 1 message',
    ])
    expect(code).toBe(0)
  })

  it('says what to press when privacy mode keeps the bot deaf: exit code 1', async () => {
    const { actor, groupEnv } = await telegramGroup({ privacy: true })
    actor.addBot(GROUP, BOT)
    const { code, lines } = await examine(groupEnv)
    expect(code).toBe(1)
    expect(starting(lines, 'Privacy mode')).toEqual([
      '✗ Privacy mode: on, so I only get commands. @BotFather → /mybots → @lake_bot → Bot Settings → ' +
        'Group Privacy → Turn off; then remove me from the group and add me again. ' +
        'Or make me an administrator of the group',
    ])
  })

  it('says that nothing is archived without a privacy contact: exit code 1', async () => {
    const { actor, groupEnv } = await telegramGroup()
    actor.addBot(GROUP, BOT, { role: 'administrator' })
    const env = { ...groupEnv, PRIVACY_CONTACT: '' }
    const { code, lines } = await examine(env)
    expect(code).toBe(1)
    expect(starting(lines, 'Privacy contact')).toEqual([
      '✗ Privacy contact: PRIVACY_CONTACT is not set, so npm start archives no group. ' +
        'Set it to an address or @username that people can write to about their data',
    ])
  })

  it('does not mind privacy mode in a group where the bot is an administrator', async () => {
    const { actor, groupEnv } = await telegramGroup({ privacy: true })
    actor.addBot(GROUP, BOT, { role: 'administrator' })
    const { code, lines } = await examine(groupEnv)
    expect({ code, privacy: starting(lines, 'Privacy mode') }).toEqual({ code: 0, privacy: [] })
  })

  it('names what a member without rights misses, without failing', async () => {
    const { actor, groupEnv } = await telegramGroup()
    actor.addBot(GROUP, BOT)
    const { code, lines } = await examine(groupEnv)
    expect(code).toBe(0)
    expect(starting(lines, 'Administrator')).toEqual([
      "! Administrator: no, so I don't get reactions, or who joins and leaves",
    ])
  })

  it('speaks of the token after a 401', async () => {
    const { groupEnv } = await telegramGroup()
    const { code, lines } = await examine({ ...groupEnv, TELEGRAM_BOT_TOKEN: '900:another' })
    expect(code).toBe(1)
    expect(starting(lines, 'Token')).toEqual([
      "✗ Token: Telegram doesn't accept TELEGRAM_BOT_TOKEN. Copy it again: @BotFather → /mybots → your bot → API Token",
    ])
    expect(starting(lines, 'Network')[0]).toMatch(/^✓/)
  })

  it('speaks of the network, not of the token, when Telegram cannot be reached', async () => {
    const { telegram, groupEnv } = await telegramGroup()
    await telegram.close()
    const { code, lines } = await examine(groupEnv)
    expect(code).toBe(1)
    const host = new URL(telegram.apiRoot).host
    expect(lines[0]).toBe(`✗ Network: Telegram cannot be reached (${host}: ECONNREFUSED)`)
    expect(starting(lines, 'Token')).toEqual([])
    expect(lines.join('\n')).not.toContain(groupEnv.TELEGRAM_BOT_TOKEN)
  })

  it('names the other place that a webhook delivers to', async () => {
    const { telegram, token, actor, groupEnv } = await telegramGroup()
    actor.addBot(GROUP, BOT, { role: 'administrator' })
    const api = new Api(token, { apiRoot: telegram.apiRoot })
    await setWebhook(api, { url: 'https://other.example/webhook', secret: 'a-secret' })
    const { code, lines } = await examine(groupEnv)
    expect(code).toBe(1)
    expect(starting(lines, 'Webhook')).toEqual([
      '✗ Webhook: Telegram delivers my updates to other.example, so I get none here (409). Stop that with: npx lake webhook delete',
    ])
  })

  it("expects a webhook where a webhook's secret is set", async () => {
    const { actor, groupEnv } = await telegramGroup()
    actor.addBot(GROUP, BOT, { role: 'administrator' })
    const { code, lines } = await examine({
      ...groupEnv,
      TELEGRAM_WEBHOOK_SECRET: 'sixteen-characters',
    })
    expect({ code, webhook: starting(lines, 'Webhook') }).toEqual({
      code: 0,
      webhook: [
        '! Webhook: none, although TELEGRAM_WEBHOOK_SECRET is set. npm start works without one; ' +
          'npm start -- --webhook gets nothing until you set one: npx lake webhook set https://…/webhook',
      ],
    })
  })

  it.each<[number, string, readonly string[]]>([
    [
      401,
      'Unauthorized',
      [
        '✓ Network: Telegram answers (HOST)',
        "✗ Token: Telegram doesn't accept TELEGRAM_BOT_TOKEN. Copy it again: @BotFather → /mybots → your bot → API Token",
      ],
    ],
    ...(
      [
        [403, 'Forbidden'],
        [404, 'Not Found'],
        [409, 'Conflict'],
        [502, 'Bad Gateway'],
      ] as const
    ).map(([code, words]): [number, string, readonly string[]] => [
      code,
      words,
      [`! Network: Telegram answers with an error (HOST: ${code} ${words})`],
    ]),
  ])('speaks of the token after 401 only: %i', async (error_code, description, found) => {
    const { telegram, groupEnv } = await telegramGroup()
    telegram.failNext('getMe', { error_code, description, times: 9 })
    const { lines } = await examine(groupEnv)
    const { host } = new URL(telegram.apiRoot)
    expect([...starting(lines, 'Network'), ...starting(lines, 'Token')]).toEqual(
      found.map((line) => line.replace('HOST', host)),
    )
  })

  it.each([
    [
      'never was',
      "✗ Group: I don't know -1001000000777. Add @lake_bot to the group, or correct TELEGRAM_CHAT_ID",
    ],
    [
      'was removed from',
      '✗ Member: I was removed from -1001000000001. Add @lake_bot to the group again',
    ],
  ])('says so of a group that the bot %s', async (how, line) => {
    const { actor, groupEnv } = await telegramGroup()
    if (how === 'was removed from') {
      actor.addBot(GROUP, BOT)
      actor.setRole(GROUP, BOT, 'kicked')
    }
    const id = how === 'never was' ? '-1001000000777' : String(GROUP)
    const { code, lines } = await examine({ ...groupEnv, TELEGRAM_CHAT_ID: id })
    expect(code).toBe(1)
    expect(lines).toContain(line)
  })

  it('says what the id of a group may lack', async () => {
    const { groupEnv } = await telegramGroup()
    const { lines } = await examine({ ...groupEnv, TELEGRAM_CHAT_ID: '-1000000002' })
    expect(lines).toContain(
      "✗ Group: I don't know -1000000002. Add @lake_bot to the group, or correct TELEGRAM_CHAT_ID: " +
        "a supergroup's id begins with -100, perhaps -1001000000002",
    )
  })

  it('asks for a group where none is known', async () => {
    const { env } = await telegramGroup()
    const { code, lines } = await examine(env)
    expect(code).toBe(1)
    expect(lines).toContain(
      '✗ Group: none yet. Keep npm start running and add @lake_bot to your group',
    )
  })

  it('wants a token where a group is configured', async () => {
    const configured = await examine({ TELEGRAM_CHAT_ID: String(GROUP) })
    expect(configured.code).toBe(1)
    expect(configured.lines[0]).toMatch(
      /^✗ Token: TELEGRAM_CHAT_ID is set, but TELEGRAM_BOT_TOKEN is not\./,
    )
    const sandbox = await examine({})
    expect(sandbox.code).toBe(0)
    expect(sandbox.lines[0]).toMatch(
      /^! Token: TELEGRAM_BOT_TOKEN is not set, so npm start opens the sandbox\./,
    )
  })

  it('names the days that are not compacted, and not one with reactions only', async () => {
    const { dir, layUpdates } = tempLake()
    layUpdates(
      messageUpdate(1, { date: NOON }),
      messageUpdate(2, { date: NOON + 86_400 }),
      {
        update_id: 3,
        message_reaction: {
          chat: { id: -1001234567890, type: 'supergroup' },
          date: NOON + 2 * 86_400,
          message_id: 2,
        },
      },
      messageUpdate(4, { date: NOON + 3 * 86_400 }),
    )
    const { code, lines } = await examine({}, { dir, now: NOON + 4 * 86_400 })
    expect(code).toBe(1)
    expect(starting(lines, 'Compaction')).toEqual([
      '✗ Compaction: 3 days are missing (from 2026-11-01 to 2026-11-04). Run npx lake etl --since 2026-11-01 --until 2026-11-04',
    ])
  })

  it.each([
    ['none', [1, 2, 3], '✓ Update ids: none missing in the last 7 days'],
    [
      'a few at a time',
      [1, 3, 6],
      '✓ Update ids: 3 missing in the last 7 days, a few at a time, as private chats with me leave them',
    ],
    [
      'many in a row',
      [1, 2, 43, 44],
      '! Update ids: 40 in a row are missing after 2, in the last 7 days. Messages were lost: Telegram keeps them for a day only, and for one program only',
    ],
    ['a new count', [700_000_001, 5, 6], '✓ Update ids: none missing in the last 7 days'],
  ])('tells whether update ids are missing: %s', async (_, ids, line) => {
    const { dir, layUpdates } = tempLake()
    layUpdates(...ids.map((id) => messageUpdate(id)))
    const { lines } = await examine({}, { dir, now: NOON })
    expect(lines).toContain(line)
  })

  it('looks for missing update ids among the edits of older messages too', async () => {
    const { dir, layUpdates } = tempLake()
    const edits = Array.from({ length: 20 }, (_, index) =>
      messageUpdate(index + 2, { date: NOON - 9 * 86_400 }),
    )
    layUpdates(messageUpdate(1), ...edits, messageUpdate(22))
    const { lines } = await examine({}, { dir, now: NOON })
    expect(lines).toContain('✓ Update ids: none missing in the last 7 days')
  })

  it('names a lake that other users of the machine may read, and the command that closes it', async () => {
    const { dir, lay } = tempLake()
    lay('state/zone', 'America/Sao_Paulo')
    for (const folder of ['raw', '.']) chmodSync(join(dir, folder), 0o755)
    const readers = async (env = {}) => starting((await examine(env, { dir })).lines, 'Readers')
    expect(await readers()).toEqual([
      `! Readers: ${dir}/raw is open to more users of this machine than LAKE_MODE=private says. Run chmod -R go-rwx ${dir}`,
    ])
    expect(await readers({ LAKE_MODE: 'group' })).toEqual([
      `! Readers: ${dir}/raw is open to more users of this machine than LAKE_MODE=group says. Run chmod -R g-w,o-rwx ${dir}`,
    ])
    expect(await readers({ LAKE_MODE: 'all' })).toEqual(['✓ Readers: everybody on this machine'])
    chmodSync(dir, 0o700)
    expect(await readers()).toEqual(["✓ Readers: only the owner of the lake's files"])
  })

  it('counts what was set aside, and says what to do with it', async () => {
    const { dir, lay } = tempLake()
    lay('quarantine/2026-11-01/0123456789abcdef.json', 'null')
    lay('quarantine/2026-11-02/0123456789abcdef.json', 'null')
    const { code, lines } = await examine({}, { dir })
    expect(code).toBe(0)
    expect(starting(lines, 'Quarantine')).toEqual([
      `! Quarantine: 2 updates could not be read and were set aside (the first: ${dir}/raw/quarantine/2026-11-01/0123456789abcdef.json). ` +
        'After an update of this program, npx lake replay takes such a file in; then delete it',
    ])
  })

  it('names the store that cannot be written, and why', async () => {
    const dir = tempFolder()
    mkdirSync(join(dir, 'raw'))
    writeFileSync(join(dir, 'raw', 'state'), 'a file in the way')
    const { code, lines } = await examine({}, { dir })
    expect(code).toBe(1)
    expect(starting(lines, 'Store')[0]).toMatch(/^✗ Store: cannot be written \(.+\): \S/)
  })

  it('leaves no folders behind', async () => {
    const dir = join(tempFolder(), 'not', 'there')
    const { lines } = await examine({}, { dir })
    expect(starting(lines, 'Store')).toEqual([`✓ Store: can be read and written (${dir})`])
    expect(existsSync(join(dir, '..'))).toBe(false)
  })

  it('says so when the lake uses another zone', async () => {
    const { dir, lay } = tempLake()
    lay('state/zone', 'Europe/Lisbon')
    const { code, lines } = await examine({}, { dir })
    expect(code).toBe(1)
    expect(lines).toContain(
      '✗ Time zone: TIME_ZONE is America/Sao_Paulo, but this lake uses Europe/Lisbon. Set TIME_ZONE=Europe/Lisbon',
    )
  })

  it('says so when SQL does not work, as with a damaged day', async () => {
    const { dir } = tempLake()
    const folder = join(dir, 'enriched', 'telegram', 'context_date=2026-11-01')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'messages.parquet'), 'not Parquet')
    const { code, lines } = await examine({}, { dir })
    expect(code).toBe(1)
    expect(starting(lines, 'SQL')[0]).toMatch(/^✗ SQL: does not work: damaged: .*messages\.parquet/)
  })

  it.each([
    [
      'pt_BR.UTF-8',
      '! Token: falta o TELEGRAM_BOT_TOKEN, então npm start abre o sandbox. Para usar o seu grupo, peça um token ao @BotFather',
    ],
    [
      'es_AR.UTF-8',
      '! Token: falta TELEGRAM_BOT_TOKEN, así que npm start abre el sandbox. Para usar tu grupo, pídele un token a @BotFather',
    ],
    [
      'fr_FR.UTF-8',
      '! Token: TELEGRAM_BOT_TOKEN is not set, so npm start opens the sandbox. For your own group, get a token from @BotFather',
    ],
  ])("speaks the language of the terminal's locale: %s", async (LANG, line) => {
    const { lines } = await examine({ LANG })
    expect(lines[0]).toBe(line)
  })
})
