import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { describe, expect, it, onTestFinished } from 'vitest'

import { RefusedQuery } from '../../../bot/engine/engine.ts'
import { childProcess, ProcessDied } from '../../../bot/processes/child-process.ts'
import { tempFolder } from '../../helpers/temp.ts'
import { recordingLog } from '../../helpers/log.ts'
import { isThere } from '../../helpers/processes.ts'
import type { Calls } from './served.ts'

function started(
  argument: object = {},
  options: { startMilliseconds?: number; beatMilliseconds?: number } = {},
) {
  const log = recordingLog()
  const child = childProcess<Calls>({
    name: 'child',
    module: new URL('./served.ts', import.meta.url),
    argument,
    errors: [RefusedQuery],
    log,
    ...options,
  })
  onTestFinished(() => child.close())
  return { child, log }
}

describe('a child process', () => {
  it('answers calls, several at a time, with any plain data', async () => {
    const { child, log } = started()
    const answers = [1, 2, 3].map((each) => child.call('double', [each]))
    expect(await Promise.all(answers)).toEqual([2, 4, 6])
    const value = { bytes: new Uint8Array([1, 2]), nothing: undefined, many: [1n, null, Infinity] }
    expect(await child.call('echo', [value])).toEqual(value)
    expect(log.facts.map(({ event }) => event)).toEqual(['opened'])
  })

  it('throws what the call threw, with its class, fields and causes', async () => {
    const { child } = started()
    const refused = await child.call('refuse', []).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(RefusedQuery)
    expect(refused).toMatchObject({ key: 'sql-several', values: { count: 2 } })
    expect(await child.call('notFound', []).catch((error: unknown) => error)).toMatchObject({
      message: 'not read',
      cause: { code: 'ENOENT', path: '/x' },
    })
  })

  it('says at each call why it could not be opened', async () => {
    const { child } = started({ fails: 'no such lake' })
    await expect(child.call('pid', [])).rejects.toThrow('no such lake')
    await expect(child.call('pid', [])).rejects.toThrow('no such lake')
  })

  it('is told when nobody waits for a call any more', async () => {
    const { child } = started()
    const stop = new AbortController()
    const call = child.call('forever', [], { signal: stop.signal })
    setTimeout(() => stop.abort(), 100)
    await expect(call).rejects.toThrow('This operation was aborted')
  })

  it('waits until each part of a result is taken', async () => {
    const { child } = started()
    let [open, most, sum] = [0, 0, 0]
    const onPart = async (part: number) => {
      most = Math.max(most, (open += 1))
      await sleep(2)
      open -= 1
      sum += part
    }
    expect(await child.call('count', [20], { onPart })).toBe('counted')
    expect({ most, sum }).toEqual({ most: 1, sum: 210 })
  })

  it('fails a call whose parts cannot be taken, and answers the next', async () => {
    const { child } = started()
    const onPart = () => {
      throw new Error('disk full')
    }
    await expect(child.call('count', [2], { onPart })).rejects.toThrow('disk full')
    expect(await child.call('double', [4])).toBe(8)
  })
})

describe('a child process that ends', () => {
  it('is started again, and what it was doing is done again', async () => {
    const { child, log } = started()
    const first = await child.call('pid', [])
    process.kill(first, 'SIGKILL')
    const second = await child.call('pid', [])
    expect(second).not.toBe(first)
    expect(log.facts).toContainEqual(
      expect.objectContaining({ event: 'process_died', process: 'child', how: 'SIGKILL' }),
    )
  })

  it('fails a call that ends its process twice, and answers the others', async () => {
    const { child } = started()
    await child.call('pid', [])
    const [died, answered] = await Promise.allSettled([
      child.call('die', []),
      child.call('pid', []),
    ])
    expect(died).toMatchObject({ status: 'rejected', reason: expect.any(ProcessDied) })
    expect(answered.status).toBe('fulfilled')
  })

  it('does not repeat a call that has given part of its result', async () => {
    const { child } = started()
    const parts: number[] = []
    const call = child.call('sendAndDie', [], { onPart: (part: number) => void parts.push(part) })
    await expect(call).rejects.toThrow(ProcessDied)
    expect(parts).toEqual([1])
  })

  it('is killed at the deadline of a call, whatever it does', async () => {
    const { child } = started()
    const pid = await child.call('pid', [])
    let ticks = 0
    const ticking = setInterval(() => (ticks += 1), 10)
    const deadline = { milliseconds: 300, error: () => new Error('too late') }
    const other = child.call('forever', []).catch((error: unknown) => error)
    await expect(child.call('spin', [], { deadline })).rejects.toThrow('too late')
    clearInterval(ticking)
    expect(ticks).toBeGreaterThan(10)
    expect(await child.call('double', [1])).toBe(2)
    expect(isThere(pid)).toBe(false)
    await child.close()
    expect(await other).toBeInstanceOf(ProcessDied)
  })

  it('is killed when it is frozen, and what it was doing is done by another', async () => {
    const { child, log } = started({}, { beatMilliseconds: 200 })
    const first = await child.call('pid', [])
    process.kill(first, 'SIGSTOP')
    onTestFinished(() => {
      if (isThere(first)) process.kill(first, 'SIGKILL')
    })
    expect(await child.call('pid', [])).not.toBe(first)
    expect(isThere(first)).toBe(false)
    expect(log.named('process_silent')).toEqual([{ event: 'process_silent', process: 'child' }])
  })

  it('is killed when it spins, and the call fails where its second one does too', async () => {
    const { child, log } = started({}, { beatMilliseconds: 200 })
    await expect(child.call('spin', [])).rejects.toThrow(ProcessDied)
    expect(log.named('process_silent')).toHaveLength(2)
    expect(await child.call('double', [4])).toBe(8)
  })

  it('is left alone while it says that it runs', async () => {
    const { child } = started({}, { beatMilliseconds: 200 })
    const first = await child.call('pid', [])
    await sleep(2_500)
    expect(await child.call('pid', [])).toBe(first)
  })

  it('is not left behind when it is closed in the middle of something', async () => {
    const { child } = started()
    const pid = await child.call('pid', [])
    const call = child.call('spin', []).catch((error: unknown) => error)
    await child.close()
    expect(await call).toBeInstanceOf(ProcessDied)
    expect(isThere(pid)).toBe(false)
    await expect(child.call('pid', [])).rejects.toThrow('child is closed')
  })

  it('is killed and started again when it does not start in time', async () => {
    const hangsUnless = join(tempFolder(), 'tried')
    const { child, log } = started({ hangsUnless }, { startMilliseconds: 8_000 })
    expect(await child.call('double', [4], { isRepeatable: false })).toBe(8)
    expect(log.facts).toMatchObject([
      { event: 'process_not_started', process: 'child', reason: 'it did not start in time' },
      { event: 'opened' },
    ])
  })

  it('is started again after a pause when there are no handles, and fails the calls if there are none for long', () => {
    const program = 'node --import tsx test/bot/processes/without-handles.ts'
    const printed = execFileSync('sh', ['-c', `ulimit -n 200; exec ${program}`], {
      timeout: 25_000,
    })
    const reason = `spawn ${process.execPath} EMFILE`
    expect(JSON.parse(printed.toString())).toEqual({
      refused: `ProcessNotStarted: child could not be started: ${reason}`,
      stopped: 'Error: nobody waits',
      answered: 6,
      killed: 'Error: killed',
      events: [...Array<string>(5).fill('process_not_started'), 'opened', 'process_not_started'],
    })
  })

  it.each(['SIGKILL', 'SIGTERM'] as const)('ends with its parent: %s', async (signal) => {
    const parent = spawn(process.execPath, ['--import', 'tsx', 'test/bot/processes/parent.ts'])
    const [printed] = (await once(parent.stdout, 'data')) as [Buffer]
    const pid = Number(printed)
    expect(isThere(pid)).toBe(true)
    parent.kill(signal)
    await expect.poll(() => isThere(pid), { timeout: 5_000 }).toBe(false)
  })
})
