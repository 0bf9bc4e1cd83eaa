import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

import { S3Client } from '@aws-sdk/client-s3'
import { describe, expect, it, onTestFinished } from 'vitest'

import { createOnce } from '../../../bot/jobs/once.ts'
import { s3Store } from '../../../etl/lake/s3.ts'
import { timeZone } from '../../../etl/lake/time-zone.ts'
import { clientConfig } from '../../helpers/aws/json-server.ts'
import { NOON } from '../../helpers/updates.ts'

const JOB = 42
const FIRST = '/lake/state/jobs/2026-11-01/42'
const SECOND = '/lake/state/jobs/2026-11-01/42-2'

/** A bucket over HTTP all of whose objects were written at noon, and a worker with a lease whose SDK tries thrice. */
async function setUp() {
  const objects = new Map<string, string>()
  const puts: string[] = []
  let cut: ((body: string) => string) | undefined

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const { method, headers } = request
    const path = request.url?.split('?')[0] ?? ''
    const body = await text(request)
    const found = objects.get(path)
    const refuse = (status: number, code: string) =>
      response
        .writeHead(status, { 'content-type': 'application/xml' })
        .end(`<Error><Code>${code}</Code></Error>`)

    if (method !== 'PUT') {
      if (found === undefined) return refuse(404, 'NoSuchKey')
      response.setHeader('last-modified', new Date(NOON * 1000).toUTCString())
      return response.end(found)
    }
    puts.push(path)
    if (found !== undefined && headers['if-none-match'] === '*') {
      return refuse(412, 'PreconditionFailed')
    }
    objects.set(path, cut ? cut(body) : body)
    if (!cut) return response.end()
    cut = undefined
    return request.socket.destroy()
  }

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const config = { ...clientConfig({ endpoint }), forcePathStyle: true, maxAttempts: 3 }
  const client = new S3Client(config)
  onTestFinished(() => {
    client.destroy()
    server.close()
  })

  return {
    objects,
    puts,
    /** The next put that meets no object gets no answer: the connection is cut, and the object then says `what`. */
    cutNext(what: (body: string) => string) {
      cut = what
    },
    start: (now = NOON) =>
      createOnce({
        state: s3Store(client, 'lake'),
        zone: timeZone('America/Sao_Paulo'),
        now: () => now,
        leaseSeconds: 150,
      }),
  }
}

describe('a claim whose put was carried out and its answer lost', () => {
  const carriedOut = (body: string) => body

  it('belongs to the worker that made it only', async () => {
    const { objects, puts, cutNext, start } = await setUp()
    const once = start()
    cutNext(carriedOut)
    expect(await once.job(JOB)).toBe('mine')
    expect(puts).toEqual([FIRST, FIRST])
    expect(await once.job(JOB)).toBe('taken')
    expect(await start().job(JOB)).toBe('taken')
    await once.done(JOB)
    expect(Object.fromEntries(objects)).toEqual({ [FIRST]: 'done' })
    expect(await start().job(JOB)).toBe('over')
  })

  it('may also take over the job of one that died', async () => {
    const { objects, puts, cutNext, start } = await setUp()
    objects.set(FIRST, 'one that died')
    const once = start(NOON + 151)
    cutNext(carriedOut)
    expect(await once.job(JOB)).toBe('mine')
    expect(puts).toEqual([FIRST, SECOND, SECOND])
    await once.done(JOB)
    expect(Object.fromEntries(objects)).toEqual({ [FIRST]: 'one that died', [SECOND]: 'done' })
  })

  it('is the first call of its name', async () => {
    const { puts, cutNext, start } = await setUp()
    const once = start()
    cutNext(carriedOut)
    expect(await once.ever('refused/-1/7')).toBe(true)
    const mark = '/lake/state/once/2026-11/refused/-1/7'
    expect(puts).toEqual([mark, mark])
    expect(await once.ever('refused/-1/7')).toBe(false)
  })
})

describe('a claim whose put was lost on the way', () => {
  it.each([
    ['taken', 'somebody else'],
    ['over', 'done'],
  ])('finds the job %s when another was faster, whose mark says %j', async (state, mark) => {
    const { puts, cutNext, start } = await setUp()
    cutNext(() => mark)
    expect(await start().job(JOB)).toBe(state)
    expect(puts).toEqual([FIRST, FIRST])
  })
})
