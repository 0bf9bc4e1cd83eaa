// `lake erase` on buckets that keep earlier versions.
import { afterAll, beforeAll, expect, it } from 'vitest'

import { s3Store } from '../../../etl/lake/s3.ts'
import { readRows } from '../../../etl/parquet-read.ts'
import type { Stores } from '../../../etl/lake/store.ts'
import { ANA, BIA, filledWithImport, textsOf, TRACES } from '../../etl/privacy/forgotten.ts'
import { lake } from '../../helpers/cli-in-process.ts'
import { s3Server } from '../../helpers/s3-server.ts'
import { tracesIn } from '../../helpers/traces.ts'

let s3: Awaited<ReturnType<typeof s3Server>>
let stores: Stores
let env: Record<string, string>
const ERASE = ['erase', '--user', String(ANA.id), '--yes']

beforeAll(async () => {
  s3 = await s3Server('raw', 'enriched')
  stores = { raw: s3Store(s3.client, 'raw'), enriched: s3Store(s3.client, 'enriched') }
  env = {
    AWS_ENDPOINT_URL: s3.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_S3_BUCKET: 'raw',
    AWS_S3_ENRICHED: 'enriched',
    LANGUAGE: 'en',
  }
  await filledWithImport(stores)
})
afterAll(() => s3.close())

/** The versions of objects, deleted ones too, that hold something of Ana, in rows as well. */
async function versionsWithTraces(): Promise<string[]> {
  const found: string[] = []
  for (const [path, body] of s3.versions()) {
    const seen = [path, body?.toString('latin1')]
    if (body && path.endsWith('.parquet')) {
      for await (const row of readRows(body)) seen.push(JSON.stringify(row))
    }
    const text = seen.join(' ').toLowerCase()
    if (TRACES.some((trace) => text.includes(trace))) found.push(path)
  }
  return found
}

it('deletes the earlier versions of all that it changes, and says who does the rest by when', async () => {
  const earlier = (await versionsWithTraces()).length
  expect(earlier).toBeGreaterThan(15)
  const before = await textsOf(stores)
  const { code, stdout } = await lake(ERASE, { env, now: 1_796_000_000 })
  expect(code).toBe(0)
  const [, versions, ...elsewhere] = stdout.trimEnd().split('\n')
  const [, deleted] =
    /^Earlier versions in the buckets: (\d+) deleted\.$/.exec(versions ?? '') ?? []
  expect(Number(deleted)).toBeGreaterThanOrEqual(earlier)
  expect(elsewhere).toEqual([
    'On AWS, results of earlier queries go within 7 days (rule "results"), commands that failed within 14 days (dead letters).',
  ])
  expect(await tracesIn(stores, TRACES)).toEqual([])
  expect(await versionsWithTraces()).toEqual([])
  const others = before.filter((text) => !/segredo|Ana|anasiq/.test(text))
  expect(await textsOf(stores)).toEqual(expect.arrayContaining(others))
})

it('says which rule deletes them by when, where it may not', async () => {
  s3.allow(({ url }) => !url.includes('versionId='))
  const args = ['erase', '--user', String(BIA.id), '--yes']
  const { code, stdout } = await lake(args, { env, now: 1_796_000_000 })
  s3.allow(() => true)
  expect(code).toBe(0)
  expect(stdout.split('\n')[1]).toBe(
    'Earlier versions in the buckets were left, since these credentials may not delete them: ' +
      'the buckets\' rule "old-versions" does within 30 days, by 2026-12-29.',
  )
  expect(await tracesIn(stores, ['bom dia', 'fora disso'])).toEqual([])
})
