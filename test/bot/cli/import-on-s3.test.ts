// An import into buckets that fail, or whose process is killed: the next run finishes it, and the lake is the same as
// that of an import that nothing disturbed.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { beforeAll, describe, expect, it } from 'vitest'

import { filesystemStore } from '../../../etl/lake/filesystem.ts'
import { s3Store } from '../../../etl/lake/s3.ts'
import type { ObjectStore } from '../../../etl/lake/store.ts'
import { lake } from '../../helpers/cli-in-process.ts'
import { startCli } from '../../helpers/cli.ts'
import { faultyProxy, s3Refusal, type Fault } from '../../helpers/faulty-proxy.ts'
import { s3Server } from '../../helpers/s3-server.ts'
import { tempFolder } from '../../helpers/temp.ts'
import { NOON } from '../../helpers/updates.ts'

const DAYS = 8
const MESSAGES = 5 * DAYS
const file = join(tempFolder(), 'result.json')
let undisturbed: Record<string, string>

beforeAll(async () => {
  const messages = Array.from({ length: MESSAGES }, (_, index) => ({
    id: index + 1,
    type: 'message',
    date: '',
    date_unixtime: String(NOON + Math.floor(index / 5) * 86_400 + (index % 5)),
    from: 'Ana',
    from_id: 'user7',
    text: `texto ${index} 😀`,
  }))
  const group = { name: 'Grupo', type: 'private_supergroup', id: 1234567890, messages }
  writeFileSync(file, JSON.stringify(group, undefined, 1))
  const dir = tempFolder()
  expect((await lake(['import', file], { dir })).code).toBe(0)
  undisturbed = await objectsOf((name) => filesystemStore(join(dir, name)))
  expect(Object.keys(undisturbed)).toHaveLength(2 * DAYS)
})

/** Raw and enriched objects. */
async function objectsOf(open: (name: string) => ObjectStore) {
  const objects: Record<string, string> = {}
  for (const name of ['raw', 'enriched']) {
    const store = open(name)
    for await (const key of store.list('telegram/')) {
      objects[`${name}/${key}`] = Buffer.from((await store.get(key)) ?? []).toString('base64')
    }
  }
  return objects
}

/** Buckets, a server between them and `lake`, and the settings to reach them. */
async function bucketsBehindProxy() {
  const s3 = await s3Server('raw', 'enriched')
  let onPut = () => {}
  const proxy = await faultyProxy(s3.endpoint, {
    onExchange: ({ request: { method, url } }) => isOfTable(method, url) && onPut(),
  })
  return {
    proxy,
    env: {
      AWS_ENDPOINT_URL: proxy.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_S3_BUCKET: 'raw',
      AWS_S3_ENRICHED: 'enriched',
    },
    objects: () => objectsOf((name) => s3Store(s3.client, name)),
    /** After each object that was put. */
    afterPut(act: () => void) {
      onPut = act
    },
    async close() {
      await proxy.close()
      await s3.close()
    },
  }
}

const isOfTable = (method: string, url: string) => method === 'PUT' && url.includes('/telegram/')

describe('an import into buckets', () => {
  it.each<[string, Fault]>([
    ['refuses', s3Refusal(503, 'SlowDown')],
    ['breaks off', { kind: 'reset' }],
    ['loses the answer of', { kind: 'lose' }],
  ])('is finished by the next runs when S3 %s writes', { timeout: 240_000 }, async (_, fault) => {
    const { proxy, env, objects, close } = await bucketsBehindProxy()
    let runs = 0
    let code: number | null = 1
    for (; code !== 0 && runs < 10; runs += 1) {
      // The first writes of each run pass, the others fail however often they are tried.
      let left = 4 * (runs + 1)
      proxy.use(({ method, url }) => {
        if (!isOfTable(method, url)) return undefined
        left -= 1
        return left >= 0 ? undefined : fault
      })
      const result = await lake(['import', file], { env })
      code = result.code
      if (code !== 0) expect(result.stderr).not.toContain('texto')
      for (const [key, body] of Object.entries(await objects())) expect(body).toBe(undisturbed[key])
    }
    expect(code).toBe(0)
    expect(runs).toBeGreaterThan(2)
    expect(await objects()).toEqual(undisturbed)
    await close()
  })

  it('is finished by the next run when it is killed', { timeout: 240_000 }, async () => {
    const { env, afterPut, objects, close } = await bucketsBehindProxy()
    for (const puts of [1, 3, DAYS + 1]) {
      const child = startCli(['import', file], tempFolder(), env)
      const ended = new Promise<string | null>((resolve) =>
        child.once('close', (_, signal) => resolve(signal)),
      )
      let left = puts
      afterPut(() => {
        left -= 1
        if (left === 0) child.kill('SIGKILL')
      })
      expect(await ended).toBe('SIGKILL')
      expect(Object.keys(await objects()).length).toBeLessThan(2 * DAYS)
    }
    afterPut(() => {})
    const { code, stdout } = await lake(['import', file, '--json'], { env })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ messages: MESSAGES })
    expect(await objects()).toEqual(undisturbed)
    const again = await lake(['import', file, '--json'], { env })
    expect(JSON.parse(again.stdout)).toMatchObject({ present: MESSAGES, new_objects: 0 })
    await close()
  })
})
