import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { beforeAll, describe, expect, it } from 'vitest'

import { lake } from '../../helpers/cli-in-process.ts'
import { tempFolder } from '../../helpers/temp.ts'
import { messageUpdate, NOON } from '../../helpers/updates.ts'

const BIA = { id: 8, is_bot: false, first_name: 'Bia' }
const dir = tempFolder()
const day = '2026-11-01'

/** Rows as lists of texts. */
async function csv(...args: string[]): Promise<string[][]> {
  const { code, stdout } = await lake([...args, '--csv'], { dir, env: { LANGUAGE: 'en' } })
  expect(code).toBe(0)
  return stdout
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','))
}

/** Five messages of people who opted out, two of Ana, one of Bia. */
beforeAll(async () => {
  const nobody = { from: undefined, text: '' }
  const updates = [
    ...[1, 2, 3, 4, 5].map((id) => messageUpdate(id, { ...nobody, date: NOON + id })),
    ...[6, 7].map((id) => messageUpdate(id, { date: NOON + id })),
    messageUpdate(8, { date: NOON + 8, from: BIA }),
  ]
  const file = join(tempFolder(), 'u.ndjson')
  writeFileSync(file, updates.map((update) => JSON.stringify(update)).join('\n'))
  expect((await lake(['replay', file], { dir })).code).toBe(0)
  expect((await lake(['etl', '--since', day, '--until', day], { dir })).code).toBe(0)
})

describe('what people who opted out wrote', () => {
  it('is in messages without anybody', async () => {
    const sql =
      'select sender_name, sender_id is null, count(*) from messages group by 1, 2 order by 3, 1'
    expect((await csv('sql', sql)).slice(1)).toEqual([
      ['Bia', 'false', '1'],
      ['Ana', 'false', '2'],
      ['', 'true', '5'],
    ])
  })

  it('counts as messages of the group, and not as a person', async () => {
    const figures = (await csv('report', 'stats', day)).map(([section, , , , , name, value]) => {
      return [section, name, value]
    })
    expect(figures).toContainEqual(['messages', '', '8'])
    expect(figures).toContainEqual(['people', '', '2'])
  })

  it('is of someone in who writes how much', async () => {
    const { stdout } = await lake(['report', 'messages_per_user', day], {
      dir,
      env: { LANGUAGE: 'en' },
    })
    expect(stdout).toContain('Ana wrote the most: 2 of 8 messages (25%). 2 people wrote in total.')
    expect(stdout).toMatch(/^1\. Someone +5 +63%$/m)
  })

  it('has no place among the most active', async () => {
    const { stdout } = await lake(['report', 'stats', day], { dir, env: { LANGUAGE: 'en' } })
    expect(stdout).toMatch(/^1\. Ana +2\n2\. Bia +1\n\n/m)
  })
})
