import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { thisProcess } from '../../../bot/jobs/this-process.ts'
import { s3Store } from '../../../etl/lake/s3.ts'
import { wholeBuckets } from '../../../etl/lake/whole-buckets.ts'
import { lake } from '../../helpers/cli-in-process.ts'
import { s3Server } from '../../helpers/s3-server.ts'
import { tempFolder } from '../../helpers/temp.ts'
import { bytesOf } from '../../helpers/updates.ts'

/** A lake of two days, 5 objects of 10 bytes, and a file beside it that is none of ours. */
function filledFolder(): string {
  const dir = tempFolder()
  const files = [
    'raw/telegram/context_date=2026-11-01/0000000001.json',
    'raw/telegram/context_date=2026-11-02/0000000002.json',
    'raw/state/zone',
    'enriched/telegram/context_date=2026-11-01/messages.parquet',
    'sandbox.json',
    'notes.txt',
  ]
  for (const file of files) {
    mkdirSync(join(dir, file, '..'), { recursive: true })
    writeFileSync(join(dir, file), '0123456789')
  }
  return dir
}

describe('lake destroy', () => {
  it('says what it removes, and removes it and nothing else', async () => {
    const dir = filledFolder()
    const { code, stdout, stderr } = await lake(['destroy', '--yes'], { dir })
    expect(code).toBe(0)
    expect(stdout + stderr).toContain(`${dir}: 5 objects, 0.0 MB, 2 days\n`)
    expect(readdirSync(dir)).toEqual(['notes.txt'])
  })

  it('removes nothing without --yes where nobody can be asked', async () => {
    const dir = filledFolder()
    const { code, stderr } = await lake(['destroy'], { dir })
    expect(code).toBe(2)
    expect(stderr).toContain('add --yes')
    expect(existsSync(join(dir, 'raw/state/zone'))).toBe(true)
  })

  it('says that there is nothing', async () => {
    const dir = join(tempFolder(), 'never')
    const { code, stdout, stderr } = await lake(['destroy', '--yes'], { dir })
    expect({ code, isThere: existsSync(dir) }).toEqual({ code: 0, isThere: false })
    expect(stdout + stderr).toContain('nothing is stored there')
  })

  it('refuses while a bot runs on the lake, and does not when it was killed', async () => {
    const dir = filledFolder()
    const { boot } = thisProcess()
    const note = (pid: number) => {
      mkdirSync(join(dir, 'raw/state/running'), { recursive: true })
      const name = JSON.stringify({ host: hostname(), boot, pid })
      writeFileSync(join(dir, 'raw/state/running/1'), name)
    }
    note(process.ppid)
    const refused = await lake(['destroy', '--yes'], { dir })
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain(`process ${process.ppid}`)
    expect(existsSync(join(dir, 'raw/state/zone'))).toBe(true)
    note(2 ** 22 + 1)
    expect((await lake(['destroy', '--yes'], { dir })).code).toBe(0)
    expect(readdirSync(dir)).toEqual(['notes.txt'])
  })
})

describe('lake destroy on S3', () => {
  let server: Awaited<ReturnType<typeof s3Server>>
  beforeAll(async () => {
    server = await s3Server('raw', 'enriched')
  })
  afterAll(() => server.close())

  it('removes all objects of both buckets', async () => {
    const stores = ['raw', 'enriched'].map((bucket) => s3Store(server.client, bucket))
    for (const [index, store] of stores.entries()) {
      for (let id = 0; id < 3 + index; id += 1) {
        await store.put(`telegram/context_date=2026-11-0${1 + id}/${id}`, bytesOf('x'))
      }
    }
    const { code, stdout, stderr } = await lake(['destroy', '--yes'], {
      env: {
        AWS_ENDPOINT_URL: server.endpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_S3_BUCKET: 'raw',
        AWS_S3_ENRICHED: 'enriched',
      },
    })
    expect({ code, said: stdout + stderr }).toEqual({
      code: 0,
      said: expect.stringContaining('s3://raw, s3://enriched: 7 objects, 0.0 MB, 4 days\n'),
    })
    for (const store of stores) {
      for await (const key of store.list('')) expect(key).toBe('nothing')
    }
  })

  // The server of these tests keeps no versions: its answers are given here.
  it('removes older versions and marks of deletion too, and counts them', async () => {
    const deleted: unknown[] = []
    const answers: Record<string, (input: { Bucket: string; Delete?: unknown }) => object> = {
      ListObjectsV2Command: ({ Bucket }) =>
        Bucket === 'raw' && deleted.length === 0 ? { Contents: [{ Key: 'a', Size: 5 }] } : {},
      ListObjectVersionsCommand: ({ Bucket }) =>
        Bucket === 'raw'
          ? {
              Versions: [
                { Key: 'a', Size: 5, VersionId: '2', IsLatest: true },
                { Key: 'a', Size: 7, VersionId: '1', IsLatest: false },
              ],
              DeleteMarkers: [{ Key: 'b', VersionId: '3' }],
            }
          : {},
      DeleteObjectsCommand({ Delete }) {
        deleted.push(Delete)
        return {}
      },
    }
    const client = {
      send: (command: { constructor: { name: string }; input: { Bucket: string } }) =>
        Promise.resolve(answers[command.constructor.name]?.(command.input)),
    }
    const whole = wholeBuckets({ raw: 'raw', enriched: 'enriched' }, client as never)
    expect(await whole.measure()).toEqual({ objects: 1, bytes: 12, days: 0, olderVersions: 2 })
    await whole.remove()
    expect(deleted).toEqual([
      {
        Quiet: true,
        Objects: [
          { Key: 'a', VersionId: '2' },
          { Key: 'a', VersionId: '1' },
          { Key: 'b', VersionId: '3' },
        ],
      },
    ])
  })
})
