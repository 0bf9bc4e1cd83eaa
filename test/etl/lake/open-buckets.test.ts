import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { openBuckets } from '../../../etl/lake/open-buckets.ts'
import { s3Server } from '../../helpers/s3-server.ts'
import { bytesOf } from '../../helpers/updates.ts'

const requestHandler = { connectionTimeout: 300, socketTimeout: 300 }
const names = ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3']
const before = { ...process.env }

let server: Awaited<ReturnType<typeof s3Server>>
beforeAll(async () => {
  server = await s3Server('raw', 'enriched')
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  })
})
afterEach(() => {
  server.recover()
  for (const name of names) delete process.env[name]
})
afterAll(async () => {
  process.env = before
  await server.close()
})

function open() {
  process.env.AWS_ENDPOINT_URL = server.endpoint
  return openBuckets({ raw: 'raw', enriched: 'enriched' }, { requestHandler })
}

describe('openBuckets', () => {
  it.each(names)('uses the custom server in %s', async (name) => {
    process.env[name] = server.endpoint
    const { raw, enriched } = openBuckets({ raw: 'raw', enriched: 'enriched' })
    await raw.put('a', bytesOf(name))
    expect(Buffer.from((await raw.get('a')) ?? []).toString()).toBe(name)
    expect(await enriched.get('a')).toBeUndefined()
  })

  it.each(['refuse', 'hang'] as const)(
    'retries when the server makes two requests %s',
    async (how) => {
      const { raw } = open()
      server.fail(how, 2)
      await raw.put('b', bytesOf('b'))
      server.fail(how, 2)
      expect(await raw.putIfAbsent('b', bytesOf('c'))).toBe(false)
      expect(Buffer.from((await raw.get('b')) ?? []).toString()).toBe('b')
    },
  )

  it.each(['refuse', 'hang'] as const)(
    'fails when the server makes all requests %s',
    async (how) => {
      const { raw } = open()
      server.fail(how)
      await expect(raw.putIfAbsent('new', bytesOf('x'))).rejects.toThrow()
      server.recover()
      expect(await raw.get('new')).toBeUndefined()
    },
  )

  it('notices in seconds that a server hangs, unless told otherwise', async () => {
    process.env.AWS_ENDPOINT_URL = server.endpoint
    const { raw } = openBuckets({ raw: 'raw', enriched: 'enriched' })
    server.fail('hang')
    const started = performance.now()
    await expect(raw.get('a')).rejects.toThrow('The store cannot be reached')
    // Three times five seconds.
    expect(performance.now() - started).toBeLessThan(30_000)
  }, 60_000)
})
