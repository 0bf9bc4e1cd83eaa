import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { lake } from '../../helpers/cli.ts'
import { tempFolder } from '../../helpers/temp.ts'
import { messageUpdate } from '../../helpers/updates.ts'

describe('the zone of a lake', () => {
  it('is held: another would lay what is stored already into other days', async () => {
    const dir = tempFolder()
    const file = join(tempFolder(), 'u.json')
    writeFileSync(file, JSON.stringify(messageUpdate(1)))
    expect((await lake(['replay', file], { dir })).code).toBe(0)
    const other = await lake(['replay', file], { dir, env: { TIME_ZONE: 'America/New_York' } })
    expect(other.code).toBe(2)
    expect(other.stderr).toBe(
      'TIME_ZONE is America/New_York, but the days of this lake are those of America/Sao_Paulo: ' +
        'set TIME_ZONE=America/Sao_Paulo, or begin another lake with another LAKE_DIR or other buckets\n',
    )
    expect((await lake(['etl'], { dir, env: { TIME_ZONE: 'America/New_York' } })).code).toBe(2)
    expect((await lake(['replay', file], { dir })).stdout).toContain('1 there already')
  })

  it('is not asked for by a lake that is a file', async () => {
    const dir = join(tempFolder(), 'file')
    writeFileSync(dir, '')
    const { code, stderr } = await lake(['etl', '--since', '2026-01-01'], { dir })
    expect([code, stderr]).toEqual([1, `LAKE_DIR is ${dir}, which is a file: choose a folder\n`])
  })
})
