import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { beforeAll, describe, expect, it } from 'vitest'

import { lake as run } from '../../helpers/cli-in-process.ts'
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

describe('a lake written by an earlier version', () => {
  const dir = tempFolder()
  const env = { LAKE_DIR: dir, TELEGRAM_CHAT_ID: '-1001111111111', LANGUAGE: 'en' }

  beforeAll(() => cpSync(FIXTURE, dir, { recursive: true }))

  it.each(Object.keys(expected))('gives the same rows for %s', async (name) => {
    const { stdout } = await run(['report', name, PERIOD, '--json'], { env })
    expect(JSON.parse(stdout)).toEqual(expected[name])
  })

  it('compacts to the same bytes', async () => {
    const before = parquetIn(dir)
    const { stdout } = await run(['etl', '--since', '2000-01-01', '--json'], { env })
    expect((JSON.parse(stdout) as { days: unknown[] }).days).toHaveLength(12)
    expect(parquetIn(dir)).toEqual(before)
  })
})
