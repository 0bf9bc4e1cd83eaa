import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { lake as spawnLake } from '../../helpers/cli.ts'
import { lake } from '../../helpers/cli-in-process.ts'
import { tempLake } from '../../helpers/lake.ts'
import { messageUpdate, NOON } from '../../helpers/updates.ts'

function lakeOfFiveDays() {
  const filled = tempLake()
  for (let day = 0; day < 5; day += 1)
    filled.layUpdates(messageUpdate(day + 1, { date: NOON + day * 86_400 }))
  return filled
}

const daysOf = (dir: string) => readdirSync(join(dir, 'enriched', 'telegram'))

describe('lake etl', () => {
  it('compacts a range and prints a table of it', async () => {
    const { dir } = lakeOfFiveDays()
    const range = ['--since', '2026-11-02', '--until', '2026-11-03']
    const { code, stdout, stderr } = await lake(['etl', ...range], { dir })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout.split('\n').map((line) => line.split(/ +/).slice(0, 5))).toEqual([
      ['date', 'objects', 'updates', 'rows', 'unreadable'],
      ['----------', '-------', '-------', '----', '----------'],
      ['2026-11-02', '1', '1', '1', '0'],
      ['2026-11-03', '1', '1', '1', '0'],
      ['total', '2', '2', '2', '0'],
      [''],
    ])
    expect(daysOf(dir)).toEqual(['context_date=2026-11-02', 'context_date=2026-11-03'])
  })

  it("heads the table in the terminal's language", async () => {
    const { dir } = lakeOfFiveDays()
    const { stdout } = await spawnLake(['etl', '--since', '2026-11-04'], {
      dir,
      env: { LC_ALL: 'pt_BR.UTF-8' },
    })
    const lines = stdout.split('\n')
    expect(lines[0]?.split(/ +/).slice(0, 5)).toEqual([
      ...['data', 'objetos', 'atualizações', 'linhas', 'ilegíveis'],
    ])
  })

  it('prints the summary as JSON, alone, and the log elsewhere', async () => {
    const { dir, lay } = lakeOfFiveDays()
    lay('telegram/context_date=2026-11-04/bad.json', '{')
    const { code, stdout, stderr } = await spawnLake(['etl', '--since', '2026-11-04', '--json'], {
      dir,
    })
    expect(code).toBe(0)
    const { days } = JSON.parse(stdout) as { days: { milliseconds: number }[] }
    expect(days).toMatchObject([
      { date: '2026-11-04', objects: 2, updates: 1, rows: 1, unreadable: 1 },
      { date: '2026-11-05', objects: 1, updates: 1, rows: 1, unreadable: 0 },
    ])
    expect(JSON.parse(stderr)).toMatchObject({
      event: 'object_unreadable',
      key: 'telegram/context_date=2026-11-04/bad.json',
    })
  })

  it('says that there is nothing to do in an empty range, and compacts yesterday of an empty lake', async () => {
    const { dir } = tempLake()
    const none = await lake(['etl', '--since', '2026-11-01'], { dir })
    expect(none).toMatchObject({
      code: 0,
      stdout:
        'The lake is empty. Start the bot (npm start), or archive updates from files (npx lake replay FILE).\n',
    })
    const daily = await lake(['etl', '--json'], { dir })
    expect(JSON.parse(daily.stdout)).toMatchObject({ days: [{ objects: 0, rows: 0, bytes: 0 }] })
  })

  it('goes by the zone of the lake, not of the machine, and writes the same bytes again', async () => {
    const { dir } = lakeOfFiveDays()
    const file = join(dir, 'enriched/telegram/context_date=2026-11-01/messages.parquet')
    await lake(['etl', '--since', '2026-11-01'], { dir })
    const first = readFileSync(file)
    await spawnLake(['etl', '--since', '2026-11-01'], { dir, env: { TZ: 'Asia/Tokyo' } })
    expect(readFileSync(file).equals(first)).toBe(true)
  })
})
