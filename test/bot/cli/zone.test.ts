import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { listDays } from '../../../etl/listing.ts'
import { backfill } from '../../../etl/backfill.ts'
import { enrichedKey } from '../../../etl/lake/keys.ts'
import { lake } from '../../helpers/cli-in-process.ts'
import { tempLake } from '../../helpers/lake.ts'
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
      'TIME_ZONE is America/New_York, but this lake uses America/Sao_Paulo: ' +
        'set TIME_ZONE=America/Sao_Paulo, or start a new lake with another LAKE_DIR or other buckets\n',
    )
    expect((await lake(['etl'], { dir, env: { TIME_ZONE: 'America/New_York' } })).code).toBe(2)
    expect((await lake(['replay', file], { dir })).stdout).toContain('1 already there')
  })

  it('is held by reports too, which compact what they need', async () => {
    const { dir, layUpdates, ...deps } = tempLake()
    const date = Math.floor(Date.now() / 1000) - 60
    layUpdates(messageUpdate(1, { date }))
    await deps.raw.put('state/zone', Buffer.from('America/Sao_Paulo'))
    const [day = ''] = await listDays(deps.raw)
    await backfill(deps, {})
    const before = await deps.enriched.get(enrichedKey(day))
    const { code, stderr } = await lake(['report', 'stats'], {
      dir,
      env: { TIME_ZONE: 'Asia/Tokyo' },
    })
    expect(code).toBe(2)
    expect(stderr).toContain('this lake uses America/Sao_Paulo')
    expect(await deps.enriched.get(enrichedKey(day))).toEqual(before)
  })

  it.each(['', 'America/Sao_'])('is asked for when the lake says %j', async (held) => {
    const { dir, raw } = tempLake()
    await raw.put('state/zone', Buffer.from(held))
    const { code, stderr } = await lake(['etl'], { dir })
    expect([code, stderr]).toEqual([
      2,
      `state/zone in the lake is damaged: "${held}" is no time zone. Restore it, or write into it the zone that the lake has ` +
        'always had, as America/Sao_Paulo\n',
    ])
  })

  it('is not asked for by a lake that is a file', async () => {
    const dir = join(tempFolder(), 'file')
    writeFileSync(dir, '')
    const { code, stderr } = await lake(['etl', '--since', '2026-01-01'], { dir })
    expect([code, stderr]).toEqual([1, `LAKE_DIR is ${dir}, which is a file: choose a folder\n`])
  })
})
