import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { beforeAll, describe, expect, it } from 'vitest'

import { lake as run } from '../../helpers/cli-in-process.ts'
import { metadataOf } from '../../helpers/parquet.ts'
import { tempFolder } from '../../helpers/temp.ts'

const FIXTURE = new URL('../../fixtures/earlier-lake', import.meta.url).pathname
const PERIOD = '2026-12-28..2027-01-06'
const expected = JSON.parse(readFileSync(join(FIXTURE, 'reports.json'), 'utf8')) as Record<
  string,
  unknown
>

/** Path → bytes of every Parquet object. */
function parquetIn(dir: string): Map<string, Buffer> {
  const enriched = join(dir, 'enriched')
  const files = readdirSync(enriched, { recursive: true, encoding: 'utf8' })
  return new Map(
    files
      .filter((file) => file.endsWith('.parquet'))
      .sort()
      .map((file) => [file, readFileSync(join(enriched, file))]),
  )
}

/** What the earlier version counted differently: questions by itself, and commands as messages. */
const CHANGED = ['stats', 'questions', 'answers']
const DAYS = 12
const DAYS_OF_PERIOD = 8

describe('a lake written by an earlier version', () => {
  const dir = tempFolder()
  const env = { LAKE_DIR: dir, TELEGRAM_CHAT_ID: '-1001111111111', LANGUAGE: 'en' }
  const report = async (name: string) => {
    const { stdout } = await run(['report', name, PERIOD, '--json'], { env })
    return JSON.parse(stdout) as Printed
  }
  const inWords = async (name: string) => (await run(['report', name, PERIOD], { env })).stdout

  beforeAll(() => cpSync(FIXTURE, dir, { recursive: true }))

  describe('before it is compacted again', () => {
    it.each(Object.keys(expected).filter((name) => !CHANGED.includes(name)))(
      'gives the same rows for %s',
      async (name) => {
        expect(await report(name)).toEqual(expected[name])
      },
    )

    it('gives the same messages and people for stats', async () => {
      const figures = ({ rows }: Printed, ...sections: readonly string[]) =>
        rows.filter(([section]) => sections.includes(String(section)))
      const known = ['messages', 'people', 'most_active', 'day']
      expect(figures(await report('stats'), ...known)).toEqual(
        figures(expected.stats as Printed, ...known),
      )
    })

    it.each(CHANGED)('says in %s how many days are of an earlier form', async (name) => {
      expect(earlierDays(await report(name))).toBe(DAYS_OF_PERIOD)
      expect(await inWords(name)).toContain(
        `I don't know the questions of ${DAYS_OF_PERIOD} days yet: they will be compacted again tonight.`,
      )
    })
  })

  describe('once it is compacted', () => {
    let said = ''
    let first: Map<string, Buffer>
    beforeAll(async () => {
      const { stdout, stderr } = await run(['etl', '--json'], { env })
      said = stderr
      first = parquetIn(dir)
      expect((JSON.parse(stdout) as { days: unknown[] }).days.length).toBeGreaterThanOrEqual(DAYS)
    })

    it('was told how many days are compacted again', () => {
      expect(said).toContain(`${DAYS} days are of an earlier form and will be compacted again\n`)
    })

    it.each(CHANGED)('knows every day in %s', async (name) => {
      expect(earlierDays(await report(name))).toBe(0)
      expect(await inWords(name)).not.toContain('compacted again')
    })

    it('knows the questions and their answers', async () => {
      const { rows } = await report('stats')
      const value = (name: string) => rows.find(([section]) => section === name)?.at(-2)
      expect([value('questions'), value('by_reply')]).toEqual([12, 6])
      const topics = await report('questions')
      expect(topics.rows.map(([label, , times, people]) => [label, times, people])).toEqual([
        ['exporto informe', 2, 2],
        ['horário prova', 2, 2],
        ['reset password', 2, 2],
        ['prova', 2, 2],
      ])
    })

    it('is of the same bytes when it is compacted a second time', async () => {
      const again = await run(['etl', '--json'], { env })
      expect(again.stderr).not.toContain('earlier form')
      await run(['etl', '--since', '2000-01-01', '--json'], { env })
      expect(parquetIn(dir)).toEqual(first)
    })
  })
})

describe('a lake whose files say that sent_at is in UTC', () => {
  const dir = tempFolder()
  beforeAll(() => {
    cpSync(new URL('../../fixtures/utc-lake', import.meta.url).pathname, dir, { recursive: true })
  })
  const day = 'telegram/context_date=2026-11-01/messages.parquet'
  const saysUtc = () =>
    metadataOf(readFileSync(join(dir, 'enriched', day)))
      .schema.filter(({ name }) => name === 'sent_at')
      .map(({ logical_type: type }) => type?.type !== 'TIMESTAMP' || type.isAdjustedToUTC)
  const sentAt = async () => {
    const { stdout } = await run(['sql', 'select sent_at from telegram', '--json'], { dir })
    return (JSON.parse(stdout) as Printed).rows
  }

  it('is compacted again, and then says that it is wall-clock time', async () => {
    expect([await sentAt(), saysUtc()]).toEqual([[['2026-11-01 12:00:00']], [true]])
    const { stderr } = await run(['etl'], { dir })
    expect(stderr).toContain('1 day is of an earlier form and will be compacted again\n')
    expect([await sentAt(), saysUtc()]).toEqual([[['2026-11-01 12:00:00']], [false]])
    expect((await run(['etl'], { dir })).stderr).toBe('')
  })
})

interface Printed {
  readonly columns: readonly { readonly name: string }[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

/** As the figure of a section or as a column. */
function earlierDays({ columns, rows }: Printed): unknown {
  const place = columns.findIndex(({ name }) => name === 'earlier_days')
  const section = rows.find(([name]) => name === 'earlier_days')
  return section ? section.at(-2) : rows[0]?.[place]
}
