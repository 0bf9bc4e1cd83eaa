import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect } from 'vitest'

import { languages } from '../../bot/config.ts'
import { duckdbEngine } from '../../bot/engine/duckdb.ts'
import { QueryError, type QueryEngine } from '../../bot/engine/engine.ts'
import { parsePeriod } from '../../bot/reports/period.ts'
import { namedPeriods, numbers } from '../../bot/reports/period-words.ts'
import { reports } from '../../bot/reports/registry.ts'
import { UserError } from '../../bot/user-error.ts'
import { backfill } from '../../etl/backfill.ts'
import { isDate } from '../../etl/lake/time-zone.ts'
import { sqlFile } from '../../sql/queries.ts'
import { BETO, GROUP } from '../bot/answers/harness.ts'
import { lake as runLake } from '../helpers/cli-in-process.ts'
import { tempLake } from '../helpers/lake.ts'
import { messageUpdate } from '../helpers/updates.ts'
import { fuzz } from './fuzz.ts'
import { hostileText, spoiltBytes } from './hostile.ts'
import { patientGroup } from './patient-group.ts'

const TODAY = '2026-11-17'

/** Periods, and what looks like one. */
const period = fc.oneof(
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...namedPeriods.keys(), ...numbers.keys()),
        fc.constantFrom('last', 'since', 'desde', 'de', 'a', '..', '-', '/', '.', ',', 'days', 'h'),
        fc.constantFrom(
          '29/2',
          '2026-11-01',
          '31/04',
          '0000',
          '9999',
          '00/00',
          '1/1/1',
          'nov',
          'º',
        ),
        fc.nat(99_999).map(String),
        hostileText.map((text) => text.slice(0, 40)),
      ),
      { maxLength: 8 },
    )
    .chain((words) => fc.constantFrom(' ', '').map((between) => words.join(between))),
  hostileText,
)

describe('a period in any words', () => {
  fuzz(
    'is one of days that a lake can have, whose name means the same, or is refused in a sentence',
    fc.tuple(period, fc.constantFrom(...languages)),
    ([text, language]) => {
      try {
        const found = parsePeriod(text, TODAY, { language })
        const { since, until, name } = found
        expect([isDate(since), isDate(until), since <= until]).toEqual([true, true, true])
        expect([since >= '2000-01-01', since <= '2027-11-17']).toEqual([true, true])
        expect(name).toMatch(/^[0-9a-z.-]{1,22}$/)
        expect(parsePeriod(name, TODAY, { language })).toEqual(found)
      } catch (error) {
        if (!(error instanceof UserError)) throw error
        expect(['period-unknown', 'period-reversed']).toContain(error.key)
        for (const value of Object.values(error.values ?? {}))
          expect(String(value).length).toBeLessThan(60)
      }
    },
    // It took minutes.
    { examples: [['x'.repeat(100_000), 'en']] },
  )

  fuzz(
    'is found or refused in no time, however long',
    fc.tuple(period, fc.constantFrom(' ', '-', '..', '/', '')),
    ([text, between]) => {
      const long = `${text.slice(0, 100)}${between}`.repeat(2_000)
      expect(() => parsePeriod(long, TODAY)).toThrow(UserError)
    },
    { cost: 30 },
  )
})

describe('a command in the group', () => {
  const group = patientGroup()

  fuzz(
    'is answered once, in a message that Telegram takes, whatever stands behind it',
    fc.tuple(
      fc.constantFrom(...reports.map(({ name }) => name), 'reports', 'status'),
      fc.constantFrom(' ', '\n', '@lake_bot '),
      fc.oneof(period, hostileText).map((text) => text.slice(0, 4_000)),
    ),
    async ([command, between, argument]) => {
      const asked = `/${command}${between}${argument}`.toWellFormed()
      const answers = await group().ask(BETO, asked, { chat: GROUP })
      expect(answers).toHaveLength(1)
      expect(answers[0]?.text ?? answers[0]?.caption).toBeTruthy()
      expect(group().lake.log.named('answer_failed')).toEqual([])
    },
    { cost: 12 },
  )
})

/** All that may steer a terminal. */
const STEERING = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/

describe('the command line', () => {
  const filled = tempLake()
  const { dir, layUpdates } = filled
  beforeAll(async () => {
    layUpdates(...[1, 2, 3].map((id) => messageUpdate(id, { text: `text ${id}` })))
    await backfill(filled, {})
  })

  const argument = hostileText.map((text) => text.slice(0, 5_000))
  const args = fc.oneof(
    fc.tuple(fc.constant('report'), fc.constantFrom('stats', 'hours', '__proto__'), period),
    fc.tuple(fc.constant('report'), argument),
    fc.tuple(fc.constantFrom('report', 'etl', 'sql', 'replay', 'start', 'x'), argument, argument),
    fc.tuple(fc.constant('etl'), fc.constantFrom('--since', '--until', '--json'), argument),
    fc.tuple(
      ...[fc.constant('report'), fc.constant('stats'), fc.constant('7d')],
      ...[fc.constantFrom('--chat', '--csv', '--json'), argument],
    ),
    fc.tuple(fc.constantFrom('connect', 'webhook', '--version', '-h', '__proto__'), argument),
    fc.tuple(fc.constant('sql'), fc.constantFrom('--max-rows', '--csv'), argument, argument),
  )

  fuzz(
    'does what it can, or says in some lines what is wrong',
    args.filter(
      ([, ...rest]) => !rest.some((each) => /^\s*(-|set|delete|info)/.test(each)) || true,
    ),
    async (given) => {
      const { code, stdout, stderr } = await runLake(given, {
        dir,
        env: { LANGUAGE: 'en', TELEGRAM_BOT_TOKEN: '' },
        terminal: { columns: 200, rows: 4_000 },
      })
      expect([0, 1, 2]).toContain(code)
      if (code !== 0) expect(stderr).not.toBe('')
      expect(stderr).not.toMatch(/\n\s+at .+:\d+:\d+|\b(TypeError|RangeError|ReferenceError)\b/)
      expect(stderr.length).toBeLessThan(12_000)
      expect((stdout + stderr).replaceAll('\r\u001b[2K', '')).not.toMatch(STEERING)
    },
    { cost: 6 },
  )
})

describe('a statement', () => {
  let engine: QueryEngine
  const lake = tempLake()
  beforeAll(async () => {
    lake.layUpdates(...[1, 2, 3].map((id) => messageUpdate(id, { text: `text ${id}` })))
    await backfill(lake, {})
    mkdirSync(join(lake.dir, 'secret'))
    writeFileSync(join(lake.dir, 'secret', 'x.txt'), 'MUST-NOT-BE-READ')
    engine = await duckdbEngine(lake.enrichedDir, { deadlineSeconds: 5 })
  })
  afterAll(() => engine.close())

  const known = reports.map(({ name }) =>
    readFileSync(sqlFile(`reports/${name}.sql`), 'utf8').replaceAll(/:\w+/g, 'null'),
  )
  const piece = fc.oneof(
    fc.constantFrom(
      ...'select from where ( ) , * ; -- /* */ as with union all order by limit'.split(' '),
    ),
    fc.constantFrom(
      'telegram',
      'messages',
      'text',
      "'",
      '"',
      '$$',
      '1',
      '::',
      '?',
      '$1',
      ':x',
      '\0',
    ),
    fc.constantFrom(
      'read_text',
      'getenv',
      "'secret/x.txt'",
      "'/etc/passwd'",
      'set',
      'copy',
      'attach',
    ),
    fc.constantFrom(
      'pivot',
      'unpivot',
      'describe',
      'summarize',
      'show',
      'values',
      'from',
      'positional',
    ),
    hostileText.map((text) => text.slice(0, 200)),
  )

  fuzz(
    'gives rows of the lake or says why not, and the next is answered',
    fc.oneof(
      fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(' ')),
      spoiltBytes(fc.constantFrom(...known, 'select text from messages')).map(String),
      hostileText,
    ),
    async (statement) => {
      try {
        const { rows } = await engine.query(statement, [], { maxRows: 100 })
        expect(JSON.stringify(rows)).not.toMatch(/MUST-NOT-BE-READ|root:/)
      } catch (error) {
        expect(error).toBeInstanceOf(QueryError)
      }
      expect((await engine.query('select count(*) from messages')).rows).toEqual([[3]])
    },
    { cost: 2 },
  )
})
