import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'

import { faultRates, faultyProxy, type FaultyProxyOptions } from './faulty-proxy.ts'

const carriedOut: string[] = []
const target = createServer((request, response) => {
  carriedOut.push(`${request.method} ${request.url} ${request.headers['x-known']}`)
  response.end('x'.repeat(1_000))
})
let url: string
beforeAll(async () => {
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(target.address() as AddressInfo).port}`
})
afterAll(() => void target.close())

async function proxied(options?: FaultyProxyOptions) {
  carriedOut.length = 0
  const proxy = await faultyProxy(url, options)
  onTestFinished(proxy.close)
  /** The length of the answer's body, its status where it is not 200, or `failed`. */
  const ask = async (path = '/', init: RequestInit = {}) => {
    try {
      const response = await fetch(proxy.url + path, init)
      return response.status === 200 ? (await response.text()).length : response.status
    } catch {
      return 'failed'
    }
  }
  return { proxy, ask }
}

describe('faultyProxy', () => {
  it('passes everything on when nothing is planned', async () => {
    const { ask } = await proxied()
    const headers = { 'x-known': 'yes' }
    expect(await ask('/a?b=c', { method: 'PUT', body: 'x', headers })).toBe(1_000)
    expect(carriedOut).toEqual(['PUT /a?b=c yes'])
  })

  it.each([
    ['refuse', 503, 0],
    ['reset', 'failed', 0],
    ['lose', 'failed', 1],
    ['cut', 'failed', 1],
    ['slow', 1_000, 1],
  ] as const)('can %s the next request: %s, carried out %i times', async (kind, answer, times) => {
    const { proxy, ask } = await proxied()
    proxy.next({ kind, status: 503, milliseconds: 1 })
    expect(await ask()).toBe(answer)
    expect(carriedOut).toHaveLength(times)
    expect(await ask()).toBe(1_000)
    expect(proxy.counts).toEqual({ [kind]: 1 })
  })

  it.each(['hang', 'stall'] as const)(
    'can let a request %s until its client ends it',
    async (kind) => {
      const { proxy, ask } = await proxied()
      proxy.next({ kind })
      expect(await ask('/', { signal: AbortSignal.timeout(100) })).toBe('failed')
      expect(carriedOut).toHaveLength(kind === 'hang' ? 0 : 1)
    },
  )

  it('meets faults at the rates given, the same ones for the same seed', async () => {
    const plan = faultRates([
      [0.1, { kind: 'refuse', status: 500 }],
      [0.2, { kind: 'refuse', status: 503 }],
    ])
    const run = async (seed: number) => {
      const { ask } = await proxied({ seed, plan })
      const answers: unknown[] = []
      for (let nth = 0; nth < 300; nth += 1) answers.push(await ask())
      return answers
    }
    const first = await run(7)
    expect(await run(7)).toEqual(first)
    expect(await run(8)).not.toEqual(first)
    expect(first.filter((answer) => answer === 500).length).toBeGreaterThan(15)
    expect(first.filter((answer) => answer === 503).length).toBeGreaterThan(35)
    expect(first.filter((answer) => answer === 1_000).length).toBeGreaterThan(180)
  })

  it('keeps headers from the server, as if it did not know them', async () => {
    const { ask } = await proxied({ dropHeaders: ['x-known'] })
    await ask('/', { headers: { 'x-known': 'yes' } })
    expect(carriedOut).toEqual(['GET / undefined'])
  })
})
