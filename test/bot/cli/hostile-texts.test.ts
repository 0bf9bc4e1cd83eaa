import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'

import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'

import { prompt } from '../../../bot/cli/progress.ts'
import { createQuestions } from '../../../bot/cli/questions.ts'
import { jsonLog } from '../../../bot/log.ts'
import { reports } from '../../../bot/reports/registry.ts'
import { backfill } from '../../../etl/backfill.ts'
import { lake } from '../../helpers/cli-in-process.ts'
import { tempLake } from '../../helpers/lake.ts'
import { BOT, GROUP, telegramGroup } from '../../helpers/telegram-group.ts'
import { tempFolder } from '../../helpers/temp.ts'
import { CHAT_ID, messageUpdate, NOON } from '../../helpers/updates.ts'

/** Clears the screen, writes to the clipboard, rings, colours, goes back, deletes, turns round, breaks lines. */
const EVIL =
  'x\u001b[2J\u001b]52;c;aGk=\u0007\u001b]8;;https://evil.example\u001b\\y\u009b31m\u009d0;t\u009c\u007f\b\r\u202e\u2066\u061c\u2028\u2029z'

/** All that may steer a terminal, or what it shows; line feeds and tabs may be there. */

const STEERING = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/

/** What our own progress line begins with, on a terminal. */
const CLEAR_LINE = '\r\u001b[2K'

const SCREEN = { columns: 400, rows: 4_000 }

describe('whatever people write into names, titles, texts, paths and arguments', () => {
  const { dir, layUpdates, lay, ...deps } = tempLake()
  const env = { TELEGRAM_BOT_TOKEN: '', LANGUAGE: 'en' }

  beforeAll(async () => {
    const person = (id: number) => ({
      id,
      is_bot: false,
      first_name: `${EVIL}${id}`,
      last_name: EVIL,
      username: EVIL,
      language_code: EVIL,
    })
    const chat = { id: CHAT_ID, type: 'supergroup', title: EVIL, username: EVIL }
    const message = (id: number, text: string) =>
      messageUpdate(id, {
        from: person(id % 3),
        chat,
        text,
        date: NOON + id,
        author_signature: EVIL,
      })
    for (let id = 1; id <= 60; id += 1) {
      layUpdates(
        message(id, id % 2 ? `How do I export ${EVIL} the report?` : `${EVIL} thanks ${EVIL}`),
      )
    }
    lay('telegram/context_date=2026-11-01/0000000099.json', `{"update_id":99,"${EVIL}`)
    await backfill({ ...deps }, {})
  })

  /** Both outputs, on a terminal and, unless the result is for machines, to another program. */
  async function printed(args: readonly string[], options: Parameters<typeof lake>[1] = {}) {
    const run = (more: Parameters<typeof lake>[1]) =>
      lake(args, { dir, ...options, ...more, env: { ...env, ...options?.env } })
    const onTerminal = await run({ terminal: SCREEN })
    const piped = await run({})
    const isForMachines = args.includes('--json') || args.includes('--csv')
    return [
      onTerminal.stdout.replaceAll(CLEAR_LINE, ''),
      onTerminal.stderr.replaceAll(CLEAR_LINE, ''),
      piped.stderr,
      ...(isForMachines ? [] : [piped.stdout]),
    ]
  }

  const period = '2026-11-01'
  it.each([
    ...reports.map(({ name }) => ['report', name, period]),
    ['report', 'stats', period, '--json'],
    ['report', 'messages_per_user', period, '--csv'],
    ['report', EVIL],
    ['report', 'stats', EVIL],
    ['report', 'stats', '--chat', EVIL],
    ['report', 'stats', '--chat', '-5'],
    ['report', 'hours', period, '--png', `no/${EVIL}/such/folder.png`],
    ['sql', 'select * from telegram'],
    ['sql', 'select * from telegram', '--vertical'],
    ['sql', 'select * from telegram', '--json'],
    ['sql', 'select * from telegram', '--csv'],
    ['sql', `select 1 as "${EVIL}"`],
    ['sql', `select 1 as "${EVIL}"`, '--vertical'],
    ['sql', `select ${EVIL} from telegram`],
    ['sql', `select cast('${EVIL}' as bigint)`],
    ['etl', '--since', '2026-11-01', '--until', '2026-11-01'],
    ['etl', '--since', EVIL],
    ['replay', `no/such/${EVIL}.json`],
    ['doctor'],
    ['connect', EVIL],
    ['webhook', 'set', EVIL],
    ['start', '--sample', EVIL],
    [EVIL],
    [`--${EVIL}`],
    ['sql'],
    ['report', 'stats', `--${EVIL}`],
  ])('does not steer the terminal of lake %j %j %j %j', async (...args) => {
    const outputs = await printed(args)
    expect(outputs.join('').length).toBeGreaterThan(10)
    for (const output of outputs) expect(STEERING.exec(output)).toBeNull()
  })

  it('does not from a file that is replayed, its name and its log', async () => {
    const folder = tempFolder()
    const file = join(folder, 'x\u001b[2J\u009b\u202e.ndjson')
    writeFileSync(file, `{"update_id":"${EVIL}"}\n${EVIL}\n`)
    const outputs = await printed(['replay', file, '--no-etl'], { dir: tempFolder() })
    expect(outputs.join('')).toContain('\\u001b[2J')
    for (const output of outputs) expect(STEERING.exec(output)).toBeNull()
  })

  it.each(['LAKE_DIR', 'TIME_ZONE', 'TELEGRAM_CHAT_ID', 'TELEGRAM_API_ROOT', 'PORT', 'LANG'])(
    'does not from the setting %s, nor in a stack',
    async (name) => {
      const value = `/dev/null/${EVIL}`
      const outputs = await printed(['etl'], { env: { [name]: value, LOG_LEVEL: 'debug' } })
      for (const output of outputs) expect(STEERING.exec(output)).toBeNull()
    },
  )

  it('does not from an object that cannot be read, named in an error', async () => {
    const { dir, lay } = tempLake()
    mkdirSync(join(dir, 'raw/telegram/context_date=2026-11-01/x\u001b[2J\u009b\u202e.json'), {
      recursive: true,
    })
    lay('telegram/context_date=2026-11-01/0000000001.json', JSON.stringify(messageUpdate(1)))
    const outputs = await printed(['etl'], { dir })
    expect(outputs.join('')).toContain('x\\u001b[2J\\u009b\\u202e.json')
    for (const output of outputs) expect(STEERING.exec(output)).toBeNull()
  })

  it('does not from the title of a group in lake doctor', async () => {
    const { actor, groupEnv } = await telegramGroup({ title: EVIL })
    actor.addBot(GROUP, BOT, { role: 'administrator' })
    const outputs = await printed(['doctor'], { dir: tempFolder(), env: groupEnv })
    expect(outputs[0]).toContain('evil.example')
    for (const output of outputs) expect(STEERING.exec(output)).toBeNull()
  })

  it('does not in a question', () => {
    const { write } = process.stdout
    let shown = ''
    process.stdout.write = (text: string | Uint8Array) => {
      shown += Buffer.from(text as string).toString()
      return true
    }
    onTestFinished(() => void (process.stdout.write = write))
    const questions = createQuestions({
      input: new PassThrough(),
      show: prompt,
      say: () => {},
      hint: '',
    })
    void questions.ask(`Archive “${EVIL}”? `)
    questions.close()
    process.stdout.write = write
    expect(shown).toContain('Archive')
    expect(STEERING.exec(shown)).toBeNull()
  })

  it('does not in a log, whose lines stay JSON', () => {
    const lines: string[] = []
    jsonLog('info', (line) => lines.push(line)).warn({ event: 'odd', key: EVIL })
    expect(STEERING.exec(lines.join('\n'))).toBeNull()
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ event: 'odd', key: EVIL })
  })
})
