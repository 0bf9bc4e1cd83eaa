// The lake in buckets does what the lake in folders does: the same commands, the same objects, the same rows.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { filesystemStore } from '../../../etl/lake/filesystem.ts'
import { s3Store } from '../../../etl/lake/s3.ts'
import type { ObjectStore } from '../../../etl/lake/store.ts'
import {
  athenaServer,
  BYTES_SCANNED,
  DATABASE,
  WORKGROUP,
  type AthenaServer,
} from '../../helpers/aws/athena-server.ts'
import { lake as spawnLake } from '../../helpers/cli.ts'
import { lake } from '../../helpers/cli-in-process.ts'
import { faultyProxy, s3Refusal } from '../../helpers/faulty-proxy.ts'
import { s3Server } from '../../helpers/s3-server.ts'
import { tempFolder } from '../../helpers/temp.ts'
import { CHAT_ID, messageUpdate, NOON } from '../../helpers/updates.ts'

const dir = tempFolder()
const file = join(tempFolder(), 'updates.ndjson')
const folders = {
  raw: filesystemStore(join(dir, 'raw')),
  enriched: filesystemStore(join(dir, 'enriched')),
}
let buckets: { raw: ObjectStore; enriched: ObjectStore }
let s3: Awaited<ReturnType<typeof s3Server>>
let athena: AthenaServer
let env: Record<string, string>

beforeAll(async () => {
  const updates = Array.from({ length: 40 }, (_, index) =>
    messageUpdate(index + 1, {
      date: NOON + index * 5_000,
      text: `Mensagem ${index}, açaí ☕${index % 4 === 0 ? '?' : ''}`,
    }),
  )
  writeFileSync(file, updates.map((update) => JSON.stringify(update)).join('\n'))
  s3 = await s3Server('raw', 'enriched')
  buckets = { raw: s3Store(s3.client, 'raw'), enriched: s3Store(s3.client, 'enriched') }
  athena = await athenaServer({ enrichedDir: join(dir, 'enriched') })
  env = {
    AWS_ENDPOINT_URL: s3.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_S3_BUCKET: 'raw',
    AWS_S3_ENRICHED: 'enriched',
  }
})
afterAll(async () => {
  await athena.close()
  await s3.close()
})

const withAthena = () => ({
  ...env,
  AWS_ENDPOINT_URL_ATHENA: athena.endpoint,
  ATHENA_DATABASE: DATABASE,
  ATHENA_WORKGROUP: WORKGROUP,
})

/** Key → content of all objects. */
async function objectsOf(store: ObjectStore): Promise<Record<string, string>> {
  const objects: Record<string, string> = {}
  for await (const key of store.list('')) {
    objects[key] = Buffer.from((await store.get(key)) ?? []).toString('base64')
  }
  return objects
}

const copies = tempFolder()

/** The same command in folders and in buckets. */
async function both(...args: string[]) {
  const [inFolders, inBuckets] = await Promise.all([
    lake(args, { dir }),
    // TMPDIR: where DuckDB's copies of the bucket go.
    lake(args, { dir: tempFolder(), env: { ...env, TMPDIR: copies } }),
  ])
  expect(inBuckets).toMatchObject({ code: 0, stderr: '' })
  return { inFolders, inBuckets }
}

describe('lake with AWS_ENDPOINT_URL', () => {
  it('replays to the same raw objects as in folders, and no second time', async () => {
    const { inFolders, inBuckets } = await both('replay', file, '--json')
    expect(inBuckets.stdout).toBe(inFolders.stdout)
    const objects = await objectsOf(buckets.raw)
    expect(Object.keys(objects).filter((key) => key.startsWith('telegram/'))).toHaveLength(40)
    // The salt is random, and so are the hashes made with it.
    const withoutHashes = (all: Record<string, string>) =>
      Object.entries(all).filter(([key]) => !/^state\/(people|privacy)\//.test(key))
    expect(withoutHashes(objects)).toEqual(withoutHashes(await objectsOf(folders.raw)))
    const again = await spawnLake(['replay', file, '--json'], { env })
    expect(JSON.parse(again.stdout)).toMatchObject({ stored: 0, present: 40 })
  })

  it('compacts to the same Parquet objects as in folders', async () => {
    const { inFolders, inBuckets } = await both('etl', '--since', '2026-11-01', '--json')
    const summary = (json: string) =>
      (JSON.parse(json) as { days: object[] }).days.map((day) => ({ ...day, milliseconds: 0 }))
    expect(summary(inBuckets.stdout)).toEqual(summary(inFolders.stdout))
    const objects = await objectsOf(buckets.enriched)
    expect(Object.keys(objects)).toHaveLength(3)
    expect(objects).toEqual(await objectsOf(folders.enriched))
  })

  it('is examined: both buckets, but no disk', async () => {
    const examine = () => lake(['doctor'], { env: { ...env, TMPDIR: copies } })
    const { code, stdout } = await examine()
    expect(code).toBe(0)
    expect(stdout).toContain('✓ Store: can be read and written (raw, enriched)\n')
    expect(stdout).toContain('✓ SQL: works on 40 messages\n')
    expect(stdout).not.toContain('Free space')
    s3.deny((method, bucket) => method === 'PUT' && bucket === 'enriched')
    const denied = await examine()
    s3.recover()
    expect(denied.code).toBe(1)
    expect(denied.stdout).toMatch(/^✗ Store: cannot be written \(enriched\): .*AccessDenied/m)
  })

  it('leaves no copy of the bucket behind, nor one that a killed process left', async () => {
    const left = join(copies, `telegram-lake-${hostname()}-2147483646-01234567`, 'enriched')
    mkdirSync(left, { recursive: true })
    const count = 'select count(*) from messages'
    const { stdout } = await spawnLake(['sql', count, '--csv'], { env: { ...env, TMPDIR: copies } })
    expect(stdout).toContain('40')
    const ours = readdirSync(copies).filter((name) => name.startsWith('telegram-lake-'))
    expect(ours).toEqual([])
  })

  it('is examined: a server that writes over objects although it must not', async () => {
    const proxy = await faultyProxy(s3.endpoint, { dropHeaders: ['if-none-match'] })
    const { code, stdout } = await lake(['doctor'], {
      env: { ...env, AWS_ENDPOINT_URL: proxy.url, TMPDIR: copies },
    })
    await proxy.close()
    expect(code).toBe(1)
    expect(stdout).toContain(
      '✗ Store: the server of raw ignores If-None-Match, so an update whose id comes again would replace another. Update the server, or use another\n',
    )
  })

  it('asks without Athena too, to the same rows', async () => {
    const sql = 'select context_date, count(*) as n from telegram group by 1 order by 1'
    const ask = async () => {
      const { inFolders, inBuckets } = await both('sql', sql, '--json')
      expect(inBuckets).toMatchObject({ code: 0, stderr: '' })
      expect(inBuckets.stdout).toBe(inFolders.stdout)
      return JSON.parse(inBuckets.stdout) as { rows: unknown[] }
    }
    expect((await ask()).rows).toHaveLength(3)
    const args = ['report', 'stats', '2026-11', '--chat', String(CHAT_ID), '--json']
    const { inFolders, inBuckets } = await both(...args)
    expect(JSON.parse(inBuckets.stdout)).toEqual(JSON.parse(inFolders.stdout))
  })

  it('asks Athena the same SQL, to the same rows', async () => {
    const sql =
      'select context_date, count(*) as n, max(text) as t from messages group by 1 order by 1'
    const [inFolders, inAthena] = await Promise.all([
      lake(['sql', sql, '--json'], { dir }),
      lake(['sql', sql, '--json'], { env: withAthena() }),
    ])
    expect(inAthena).toMatchObject({ code: 0, stderr: '' })
    expect(inAthena.stdout).toBe(inFolders.stdout)
    expect(athena.statements).toEqual([sql])
  })

  it('makes a report, to the same rows', async () => {
    const args = ['report', 'stats', '2026-11', '--chat', String(CHAT_ID)]
    const [inFolders, inAthena, inWords] = await Promise.all([
      lake([...args, '--json'], { dir }),
      lake([...args, '--json'], { env: withAthena() }),
      spawnLake(args, { env: withAthena() }),
    ])
    expect(inAthena).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(inAthena.stdout)).toEqual(JSON.parse(inFolders.stdout))
    expect(inWords.code).toBe(0)
    const megabytes = (BYTES_SCANNED / 1e6).toFixed(1)
    expect(inWords.stdout).toMatch(new RegExp(`(0|${megabytes}) MB$`, 'm'))
  })

  it('counts nothing as already there that the bucket only says it has', async () => {
    const proxy = await faultyProxy(s3.endpoint, {
      plan: ({ method, url }) =>
        method === 'PUT' && url.includes('/telegram/')
          ? s3Refusal(412, 'PreconditionFailed')
          : undefined,
    })
    const more = join(tempFolder(), 'more.ndjson')
    writeFileSync(more, JSON.stringify(messageUpdate(9_001)))
    const { code, stderr } = await lake(['replay', more, '--no-etl'], {
      env: { ...env, AWS_ENDPOINT_URL: proxy.url },
    })
    await proxy.close()
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /^replay: could not store update 9001 .*: store: could not write telegram\/.* in bucket raw: .*there is none\..*Stored so far: 0/m,
    )
  })

  it('says in one sentence that the bucket is not there', async () => {
    const missing = { ...env, AWS_S3_BUCKET: 'nowhere' }
    const { code, stdout, stderr } = await spawnLake(['replay', file], { env: missing })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toContain('bucket')
  })
})
