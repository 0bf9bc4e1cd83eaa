// What a store does when its server fails, lies or hangs: nothing is lost, and whoever reads the error knows what to do.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { openBuckets } from '../../../etl/lake/open-buckets.ts'
import { s3Store } from '../../../etl/lake/s3.ts'
import type { ObjectStore } from '../../../etl/lake/store.ts'
import { timeZone } from '../../../etl/lake/time-zone.ts'
import { runDay } from '../../../etl/run.ts'
import { rawKey } from '../../../etl/lake/keys.ts'
import { archive } from '../../../bot/archive/archive.ts'
import { createChats } from '../../../bot/archive/chats.ts'
import { createOnce } from '../../../bot/jobs/once.ts'
import {
  faultRates,
  faultyProxy,
  s3Refusal,
  type Fault,
  type ProxiedRequest,
} from '../../helpers/faulty-proxy.ts'
import { recordingLog } from '../../helpers/log.ts'
import { s3Server } from '../../helpers/s3-server.ts'
import { bytesOf, CHAT_ID, messageUpdate, NOON } from '../../helpers/updates.ts'

const KEY = 'telegram/context_date=2026-11-01/0000000001.json'
const zone = timeZone('America/Sao_Paulo')
const before = { ...process.env }

let server: Awaited<ReturnType<typeof s3Server>>
let proxy: Awaited<ReturnType<typeof faultyProxy>>
/** Behind the proxy. */
let store: ObjectStore
/** Beside it. */
let direct: ObjectStore
beforeAll(async () => {
  server = await s3Server('raw', 'enriched')
  proxy = await faultyProxy(server.endpoint)
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: proxy.url,
  })
  const requestHandler = { connectionTimeout: 300, socketTimeout: 300 }
  store = openBuckets({ raw: 'raw', enriched: 'enriched' }, { requestHandler }).raw
  direct = s3Store(server.client, 'raw')
})
beforeEach(async () => {
  proxy.heal()
  for await (const key of direct.list('')) await direct.delete(key)
})
afterAll(async () => {
  process.env = before
  await proxy.close()
  await server.close()
})

const textOf = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString()
const isGet = ({ method }: ProxiedRequest) => method === 'GET'
const isPut = ({ method }: ProxiedRequest) => method === 'PUT'
const always = (fault: Fault, isMeant: (request: ProxiedRequest) => boolean = () => true) =>
  proxy.next(fault, Infinity, isMeant)

async function keysOf(of: ObjectStore): Promise<string[]> {
  const keys: string[] = []
  for await (const key of of.list('')) keys.push(key)
  return keys
}

describe('an object that S3 says exists', () => {
  const refused = s3Refusal(412, 'PreconditionFailed')
  const deps = () => ({
    raw: store,
    zone,
    chats: createChats({ state: direct, chatIds: [CHAT_ID] }),
    log: recordingLog(),
  })
  const update = messageUpdate(1)

  it('but does not is an error, and no update counts as stored', async () => {
    always(refused, isPut)
    await expect(archive(deps(), update, JSON.stringify(update))).rejects.toThrow(
      /^store: could not write telegram\/context_date=2026-11-01\/0000000001.json in bucket raw: .*there is none/,
    )
    expect(await keysOf(direct)).toEqual([])
    proxy.heal()
    expect(await archive(deps(), update, JSON.stringify(update))).toEqual({
      key: KEY,
      stored: true,
    })
  })

  it('but does not, for a moment only, is written', async () => {
    proxy.next(refused, 2, isPut)
    expect(await store.putIfAbsent('a', bytesOf('x'))).toBe(true)
    expect(textOf(await direct.get('a'))).toBe('x')
  })

  it('and does is not written again', async () => {
    await direct.put('a', bytesOf('x'))
    expect(await store.putIfAbsent('a', bytesOf('y'))).toBe(false)
    expect(textOf(await direct.get('a'))).toBe('x')
  })

  it('but cannot be read back is no stored update', async () => {
    await direct.put(KEY, bytesOf(update))
    // As above, for the store that contradicts itself only when asked for the content.
    proxy.use(({ method }) => (method === 'GET' ? s3Refusal(404, 'NoSuchKey') : undefined))
    await expect(archive(deps(), update, JSON.stringify(update))).rejects.toThrow('there is none')
    proxy.heal()
    expect(await archive(deps(), update, JSON.stringify(update))).toEqual({
      key: KEY,
      stored: false,
    })
  })

  it('but does not is no claim of another worker', async () => {
    const once = createOnce({ state: store, zone, leaseSeconds: 60, now: () => NOON })
    proxy.next(refused, 5, isPut)
    await expect(once.job(42)).rejects.toThrow('there is none')
    expect(await once.job(42)).toBe('mine')
  })
})

describe('an object that another writer is at (409)', () => {
  const conflict = s3Refusal(409, 'ConditionalRequestConflict')
  // Who may not list, as the webhook on AWS, gets 403 for an object that is not there.
  const isLook = ({ method }: ProxiedRequest) => method === 'HEAD' || method === 'GET'

  it('is written once that is over, by one who may not look either', async () => {
    let conflicts = 2
    proxy.use((request) => {
      if (isLook(request)) return s3Refusal(403, 'AccessDenied')
      return conflicts-- > 0 ? conflict : undefined
    })
    expect(await store.putIfAbsent('a', bytesOf('x'))).toBe(true)
    expect(textOf(await direct.get('a'))).toBe('x')
  })

  it('is there when the other one has written it', async () => {
    await direct.put('a', bytesOf('x'))
    proxy.next(conflict, 2, isPut)
    expect(await store.putIfAbsent('a', bytesOf('y'))).toBe(false)
    expect(textOf(await direct.get('a'))).toBe('x')
  })

  it('is an error when that does not end, and does not count as stored', async () => {
    always(conflict, isPut)
    await expect(store.putIfAbsent('a', bytesOf('x'))).rejects.toThrow(
      /^store: could not write a in bucket raw: ConditionalRequestConflict.*try again/,
    )
    expect(await keysOf(direct)).toEqual([])
  })
})

describe('a connection that breaks in the middle of a body', () => {
  it.each(['cut', 'stall'] as const)('(%s) is made again, for each kind of read', async (kind) => {
    await direct.put('a', Buffer.alloc(100_000, 'x'))
    for (const read of [
      () => store.get('a'),
      () => store.tail('a', 50_000).then((tail) => tail && Buffer.concat([tail, tail])),
    ]) {
      proxy.next({ kind }, 2, isGet)
      expect(await read()).toHaveLength(100_000)
    }
    proxy.next({ kind }, 2, isGet)
    expect(await keysOf(store)).toEqual(['a'])
  })

  it('each time is an error with the way out, and no shorter object', async () => {
    await direct.put('a', Buffer.alloc(100_000, 'x'))
    always({ kind: 'cut' }, isGet)
    await expect(store.get('a')).rejects.toThrow(
      /^store: could not read a in bucket raw: CutOffError: the body broke off \(aborted\)\. The connection broke each time: check the network/,
    )
  })

  it('does not end a compaction, nor do other failures that pass', async () => {
    const updates = Array.from({ length: 120 }, (_, index) => messageUpdate(index + 1))
    await Promise.all(updates.map((update) => direct.put(rawKey(update, zone), bytesOf(update))))
    proxy.use(
      faultRates([
        [0.05, { kind: 'cut' }],
        [0.04, s3Refusal(503, 'SlowDown')],
        [0.03, s3Refusal(500, 'InternalError')],
        [0.03, { kind: 'reset' }],
      ]),
    )
    const patient = openBuckets({ raw: 'raw', enriched: 'enriched' })
    const day = await runDay({ ...patient, zone, log: recordingLog() }, '2026-11-01')
    expect(day).toMatchObject({ objects: 120, rows: 120, unreadable: 0 })
    expect(proxy.counts.cut).toBeGreaterThan(3)
  })
})

describe('a store that hangs', () => {
  it.each([
    ['get', () => store.get('a')],
    ['tail', () => store.tail('a', 5)],
    ['writtenAt', () => store.writtenAt('a')],
    ['put', () => store.put('a', bytesOf('x'))],
    ['putIfAbsent', () => store.putIfAbsent('a', bytesOf('x'))],
    ['delete', () => store.delete('a')],
    ['list', () => keysOf(store)],
  ])('is noticed by %s', async (_, act) => {
    always({ kind: 'hang' })
    await expect(act()).rejects.toThrow(/TimeoutError: .*The store cannot be reached: check/)
  })

  it('for a moment is asked again, however many requests hang', async () => {
    await direct.put('a', bytesOf('x'))
    proxy.next({ kind: 'hang' }, 60)
    const requestHandler = { connectionTimeout: 2_000, socketTimeout: 2_000 }
    const { raw } = openBuckets({ raw: 'raw', enriched: 'enriched' }, { requestHandler })
    const found = await Promise.all(Array.from({ length: 60 }, () => raw.get('a')))
    expect(new Set(found.map(textOf))).toEqual(new Set(['x']))
  })

  it('for two requests is asked a third time', async () => {
    await direct.put('a', bytesOf('x'))
    proxy.next({ kind: 'hang' }, 2)
    expect(textOf(await store.get('a'))).toBe('x')
  })
})

describe('an error of the store', () => {
  const inBucket = 'a in bucket raw'

  it.each([
    ['SlowDown', 503, `could not read ${inBucket}: SlowDown. The store is asked for more than`],
    ['InternalError', 500, `could not read ${inBucket}: InternalError. The store is out of order`],
    [
      'AccessDenied',
      403,
      `could not read ${inBucket}: AccessDenied. These credentials have no right to do that: allow s3:GetObject`,
    ],
    ['InvalidAccessKeyId', 403, 'check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_PROFILE'],
    ['ExpiredToken', 400, 'or log in again'],
    ['NoSuchBucket', 404, 'There is no such bucket: check AWS_S3_BUCKET, AWS_S3_ENRICHED'],
    ['AuthorizationHeaderMalformed', 400, 'The bucket is in another region: set AWS_REGION'],
    ['RequestTimeTooSkewed', 403, 'The clock of this machine is wrong'],
  ])('(%s) names the object and the way out', async (code, status, message) => {
    always(s3Refusal(status, code))
    await expect(store.get('a')).rejects.toThrow(message)
  })

  it('names what was to be done', async () => {
    always(s3Refusal(403, 'AccessDenied'))
    await expect(store.put('a', bytesOf('x'))).rejects.toThrow(/could not write a .*s3:PutObject/)
    await expect(store.delete('a')).rejects.toThrow(/could not delete a .*s3:DeleteObject/)
    await expect(keysOf(store)).rejects.toThrow(/could not list \/ .*s3:ListBucket/)
    await expect(store.writtenAt('a')).rejects.toThrow(/could not read a .*s3:GetObject/)
  })

  it('says that nobody listens at the endpoint', async () => {
    process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:1'
    const nowhere = openBuckets({ raw: 'raw', enriched: 'enriched' }).raw
    await expect(nowhere.get('a')).rejects.toThrow(
      /could not read a in bucket raw: ECONNREFUSED.*check the network, AWS_ENDPOINT_URL/,
    )
    process.env.AWS_ENDPOINT_URL = proxy.url
  })
})
