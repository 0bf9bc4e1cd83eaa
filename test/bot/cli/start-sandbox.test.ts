import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'

import { describe, expect, it, onTestFinished, vi } from 'vitest'

import { fillWithSample } from '../../../bot/cli/fill-sample.ts'
import { loadConfig } from '../../../bot/config.ts'
import { duckdbEngine } from '../../../bot/engine/duckdb.ts'
import { loadSample } from '../../../bot/sandbox/sample.ts'
import { lake } from '../../helpers/cli.ts'
import { tempLake } from '../../helpers/lake.ts'
import { tempFolder } from '../../helpers/temp.ts'
import { sandboxOver } from '../sandbox/harness.ts'

describe('lake start without a token', () => {
  it('is for this machine only', async () => {
    const { code, stderr } = await lake(['start'], { env: { HOST: '0.0.0.0' } })
    expect(code).toBe(2)
    expect(stderr).toMatch(/^the sandbox is for this machine only: unset HOST/)
  })

  it('ends with the way out when its port is taken', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    const { code, stdout, stderr } = await lake(['start'], { env: { PORT: String(port) } })
    other.close()
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/port \d+ is taken: choose another with PORT/)
  })
})

describe('fillWithSample', () => {
  it('stops when it is told to, and the next start goes on with the same days', async () => {
    const { lake, sandbox, state } = await sandboxOver()
    const { raw, stores, zone, log } = lake
    const engine = await duckdbEngine(lake.enrichedDir)
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    onTestFinished(() => void vi.restoreAllMocks())
    const environment = { stores, log, config: { ...loadConfig({}), zone } }
    const keysIn = async () => {
      const keys: string[] = []
      for await (const key of raw.list('telegram/')) keys.push(key)
      return keys
    }
    const fillUntil = async (count: number) => {
      const stop = new AbortController()
      await fillWithSample(environment, {
        ...sandbox,
        sample: 'ubuntu',
        engine,
        signal: stop.signal,
        filling(progress) {
          sandbox.filling(progress)
          if (progress?.done === count) stop.abort()
        },
      })
    }

    await fillUntil(100)
    const first = await keysIn()
    expect(first.length).toBeGreaterThanOrEqual(100)
    expect(first.length).toBeLessThan(200)
    expect((await state()).lake.filling).toMatchObject({ total: expect.any(Number) })

    await fillUntil(300)
    const second = await keysIn()
    expect(second).toEqual(expect.arrayContaining(first))
    expect(second.length).toBeGreaterThanOrEqual(300)
    expect(second.filter((key) => /-[0-9a-f]{16}\.json$/.test(key))).toEqual([])
    await engine.close()
  })

  it('delivers again what a broken connection lost', async () => {
    const { stores, zone, log } = tempLake()
    const engine = await duckdbEngine(tempFolder())
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    onTestFinished(() => void vi.restoreAllMocks())
    const received = new Set<number>()
    let requests = 0
    const server = createHttpServer((incoming, outgoing) => {
      let body = ''
      incoming.setEncoding('utf8').on('data', (part: string) => (body += part))
      incoming.on('end', () => {
        requests += 1
        // Every tenth connection ends without an answer, every fifteenth delivery cannot be stored.
        if (requests % 10 === 0) return void incoming.socket.resetAndDestroy()
        if (requests % 15 === 0) return void outgoing.writeHead(503).end()
        received.add((JSON.parse(body) as { update_id: number }).update_id)
        outgoing.writeHead(200).end()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const environment = { stores, log, config: { ...loadConfig({}), zone } }
    await fillWithSample(environment, {
      sample: 'lojistas',
      url: `http://127.0.0.1:${port}`,
      secret: 'secret',
      engine,
    })
    server.close()
    await engine.close()
    expect(received.size).toBe(loadSample(zone, zone.date(Date.now() / 1000), 'lojistas').length)
  })
})
