import { Api } from 'grammy'
import { describe, expect, it } from 'vitest'

import { ok, wrong, type Check } from '../../../bot/checks/check.ts'
import { createChecklist } from '../../../bot/cli/checklist.ts'
import { setWebhook } from '../../../bot/delivery/registration.ts'
import { textsOf } from '../../../bot/i18n.ts'
import { timeZone } from '../../../etl/lake/time-zone.ts'
import { lake } from '../../helpers/cli.ts'
import { lake as inProcess } from '../../helpers/cli-in-process.ts'
import { startedCli } from '../../helpers/started-cli.ts'
import { BOT, GROUP, telegramGroup } from '../../helpers/telegram-group.ts'

const LISTENING = 'Press Ctrl-C to stop.\n'
const DEAF =
  '✗ Privacy mode: on, so I only get commands. @BotFather → /mybots → @lake_bot → Bot Settings → ' +
  'Group Privacy → Turn off; then remove me from the group and add me again. ' +
  'Or make me an administrator of the group'

describe('lake start with a token', () => {
  it('prints a checklist, and prints it again when something changes', async () => {
    const { actor, groupEnv, telegram } = await telegramGroup({ privacy: true })
    actor.addBot(GROUP, BOT)
    const cli = startedCli(groupEnv)
    const first = await cli.until(LISTENING)
    expect(first.split('\n').slice(0, 8)).toEqual([
      "✓ Token: I'm @lake_bot (Lake)",
      `✓ Network: Telegram answers (${new URL(telegram.apiRoot).host})`,
      '✓ Webhook: none, so I ask Telegram for updates myself',
      '✓ Group: “Grupo” (-1001000000001)',
      "✓ Member: I'm in the group",
      DEAF,
      '✓ Rights: I may send messages and pictures',
      `✓ Store: can be read and written (${cli.dir})`,
    ])
    actor.promote(GROUP, BOT)
    const second = await cli.until('✓ Store')
    expect(second).toContain('✓ Administrator: yes, so I get every message')
    expect(second).not.toContain('✗')
    actor.setRole(GROUP, BOT, 'kicked')
    expect(await cli.until('✗ Member')).toContain(
      '✗ Member: I was removed from -1001000000001. Add @lake_bot to the group again',
    )
    expect((await cli.stop()).code).toBe(0)
  })

  it('says that a webhook gets the updates', async () => {
    const { telegram, token, groupEnv } = await telegramGroup()
    const api = new Api(token, { apiRoot: telegram.apiRoot })
    await setWebhook(api, { url: 'https://other.example/webhook', secret: 'a-secret' })
    const cli = startedCli(groupEnv)
    expect(await cli.until(LISTENING)).toContain(
      '✗ Webhook: Telegram delivers my updates to other.example, so I get none here (409). Stop that with: npx lake webhook delete',
    )
  })

  it('says that another program gets the updates', async () => {
    const { telegram, token, actor, groupEnv } = await telegramGroup()
    actor.addBot(GROUP, BOT, { role: 'administrator' })
    const cli = startedCli(groupEnv)
    await cli.until(LISTENING)
    const other = new AbortController()
    const api = new Api(token, { apiRoot: telegram.apiRoot })
    // The program polls as soon as it has printed that: whoever asks later wins.
    const polling = (async () => {
      while (!other.signal.aborted) await api.getUpdates({ timeout: 1 }).catch(() => {})
    })()
    expect(await cli.until('✗ Webhook')).toContain(
      '✗ Webhook: another program is getting my updates with the same token (409). Stop it, or give each program a bot of its own',
    )
    other.abort()
    expect((await cli.stop()).stderr).toBe('')
    await telegram.close()
    await polling
  })

  it('expects a webhook when it is started with one', async () => {
    const { groupEnv } = await telegramGroup()
    const cli = startedCli(
      { ...groupEnv, TELEGRAM_WEBHOOK_SECRET: 'a-secret' },
      { options: ['--webhook'] },
    )
    expect(await cli.until(LISTENING)).toContain(
      '✗ Webhook: none, so nothing arrives here. Set it with: npx lake webhook set https://…/webhook',
    )
  })
})

it.each([
  ['en_US', 'Starting…'],
  ['pt_BR', 'Iniciando…'],
  ['es_MX', 'Iniciando…'],
])('says at once on a terminal that it starts (%s)', async (LANG, words) => {
  const env = { TELEGRAM_CHAT_ID: '-100', LANG }
  const { code, stderr } = await inProcess(['start'], { env, terminal: { columns: 80, rows: 24 } })
  expect(code).toBe(2)
  expect(stderr.startsWith(`\r\u001b[2K${words}\r\u001b[2K`)).toBe(true)
})

it('a group without a token is a mistake, not a sandbox: exit code 2', async () => {
  const { code, stdout, stderr } = await lake(['start'], { env: { TELEGRAM_CHAT_ID: '-100' } })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/TELEGRAM_CHAT_ID is set, but TELEGRAM_BOT_TOKEN is not\. Get a token/)
})

describe('the checklist', () => {
  /** Looks at one list of checks after another, and keeps what is printed and how long it waits. */
  async function watched(...lists: readonly (readonly Check[] | undefined)[]) {
    const stop = new AbortController()
    const printed: string[] = []
    const waits: number[] = []
    const left = [...lists]
    const checklist = createChecklist({
      words: { texts: textsOf('en'), zone: timeZone('America/Sao_Paulo') },
      say: (text) => void printed.push(text),
      async sleep(milliseconds) {
        waits.push(milliseconds)
        if (left.length === 0) stop.abort()
      },
      examine: async () => left.shift(),
    })
    await checklist.look()
    await checklist.watch(stop.signal)
    return { printed, waits }
  }
  const fine = [ok('check-member-ok')]
  const gone = [wrong('check-member-wrong', { bot: 'lake_bot' })]

  it('is not printed again when nothing changed', async () => {
    const { printed } = await watched(fine, fine, gone, gone, fine)
    expect(printed).toEqual([
      "✓ Member: I'm in the group",
      "\n✗ Member: I'm not in the group. Add @lake_bot to it",
      "\n✓ Member: I'm in the group",
    ])
  })

  it('stays as it is while there is nothing to see, and looks again soon', async () => {
    const { printed, waits } = await watched(fine, undefined, fine)
    expect(printed).toEqual(["✓ Member: I'm in the group"])
    expect(waits).toEqual([300_000, 15_000, 300_000])
  })

  it('looks every 15 seconds while something is wrong, else every 5 minutes', async () => {
    const { waits } = await watched(fine, gone, fine)
    expect(waits).toEqual([300_000, 15_000, 300_000])
  })
})
