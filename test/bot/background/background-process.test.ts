import { request } from 'node:http'

import { describe, expect, it, onTestFinished } from 'vitest'

import { backgroundProcess } from '../../../bot/background/background-process.ts'
import { QueryError, type Parameter } from '../../../bot/engine/engine.ts'
import { recordingLog } from '../../helpers/log.ts'
import { longestGap } from '../../helpers/longest-gap.ts'
import { tempLake } from '../../helpers/lake.ts'
import { childrenOf, isThere } from '../../helpers/processes.ts'
import { startedCli } from '../../helpers/started-cli.ts'
import { messageUpdate, NOON } from '../../helpers/updates.ts'
import { BETO, groupWithBot } from '../answers/harness.ts'
import { ask } from '../sandbox/harness.ts'

const count = 'select count(*) from messages'

/** The work on a lake in a process of its own. */
function working(lake = tempLake()) {
  const before = childrenOf(process.pid)
  const log = recordingLog()
  const location = { type: 'folders' as const, dir: lake.dir }
  const background = backgroundProcess({
    settings: { location, athena: undefined },
    zone: lake.zone,
    log,
  })
  onTestFinished(() => background.close())
  return {
    lake,
    log,
    background,
    /** The process that does the work. */
    worker: () => childrenOf(process.pid).find((pid) => !before.includes(pid)),
  }
}

/** A day of messages that takes a while to compact. */
function layDay(lake: ReturnType<typeof tempLake>, messages: number): void {
  lake.layUpdates(
    ...Array.from({ length: messages }, (_, index) =>
      messageUpdate(index + 1, {
        date: NOON + index,
        text:
          index % 3 === 0 ? `how do I mount disk ${index}?` : `try mount -a, it worked ${index}`,
        ...(index % 5 === 0 && { from: { id: 8, is_bot: false, first_name: 'Bia' } }),
      }),
    ),
  )
}

describe('the work in a process of its own', () => {
  it('compacts, queries and draws', async () => {
    const { lake, background } = working()
    layDay(lake, 3)
    expect(await background.compactDay('2026-11-01')).toMatchObject({ updates: 3, rows: 3 })
    expect((await background.engine.query(count)).rows).toEqual([[3]])
    const day: Parameter = { type: 'date', value: '2026-11-01' }
    const ofDay = `${count} where context_date = ?`
    expect((await background.engine.query(ofDay, [day])).rows).toEqual([[3]])
    expect(await background.freshness.ensure({ since: '2026-11-01', until: '2026-11-01' })).toBe(
      lake.zone.instant(Date.parse('2026-11-02T00:00:00Z') / 1000),
    )
    const card = { title: 'Messages', subtitle: '', footer: '', noData: 'none' }
    const series = [{ name: 'messages', values: [1, 2] }] as const
    const png = await background.renderChart(
      { type: 'bars', ...card, x: { values: ['a', 'b'] }, series },
      { theme: 'light', locale: 'en' },
    )
    expect(Buffer.from(png.subarray(1, 4)).toString()).toBe('PNG')
  })

  it('leaves this process free while a large day is compacted', async () => {
    const { lake, background } = working()
    layDay(lake, 12_000)
    await background.engine.query(count)
    let milliseconds = 0
    const gap = await longestGap(async () => {
      ;({ milliseconds } = await background.compactDay('2026-11-01'))
    })
    expect(gap).toBeLessThan(milliseconds / 10)
  })

  it('throws what the engine says', async () => {
    const { background } = working()
    const asked = background.engine.query('select * from nothing')
    await expect(asked).rejects.toThrow('Table with name nothing does not exist')
    await expect(asked).rejects.toBeInstanceOf(QueryError)
  })

  it('is done again when its process is killed', async () => {
    const { lake, log, background, worker } = working()
    layDay(lake, 3)
    await background.compactDay('2026-11-01')
    const asked = [count, count].map((each) => background.engine.query(each))
    process.kill(worker() ?? 0, 'SIGKILL')
    for (const each of asked) expect((await each).rows).toEqual([[3]])
    expect(log.named('process_died')).toHaveLength(1)
  })
})

describe('a bot whose work is done in another process', () => {
  it('answers a report although that process is killed in the middle, and the next too', async () => {
    let work: ReturnType<typeof working> | undefined
    const lake = tempLake()
    const { background, worker } = (work = working(lake))
    const group = await groupWithBot({
      language: 'en',
      hasRealCharts: true,
      engine: async () => background.engine,
      deps: {
        stores: lake.stores,
        zone: lake.zone,
        freshness: background.freshness,
        renderChart: background.renderChart,
      },
    })
    await group.ask(BETO, 'oi')
    await background.engine.query(count)
    const killing = setTimeout(() => process.kill(worker() ?? 0, 'SIGKILL'), 30)
    const [first] = await group.ask(BETO, '/stats 7d')
    clearTimeout(killing)
    expect(first?.caption).toContain('1 message')
    expect(first?.photo).toBeDefined()
    const [second] = await group.ask(BETO, '/messages_per_user 7d')
    expect(second?.caption).toContain('1')
    expect(work.log.named('process_died')).toHaveLength(1)
  })
})

describe('lake start', () => {
  it('ends a statement of its SQL box that nobody waits for any more, whatever it does', async () => {
    const lake = startedCli({}, { options: ['--sample', 'ubuntu'] })
    const opened = await lake.until('http://')
    const { port } = new URL(/http:\S+/.exec(opened)?.[0] ?? '')
    const headers = { 'Content-Type': 'application/json' }
    const to = { port, method: 'POST', path: '/sandbox/sql', headers }
    const before = childrenOf(lake.pid)
    const uninterruptible = `select levenshtein(a, reverse(a)) from (select repeat('lake', 200000) as a)`
    const abandoned = request({ ...to, host: '127.0.0.1' }).on('error', () => {})
    abandoned.end(JSON.stringify({ statement: uninterruptible }))
    const analyst = () => childrenOf(lake.pid).filter((pid) => !before.includes(pid))
    await expect.poll(() => analyst().length, { timeout: 20_000 }).toBe(1)
    abandoned.destroy()
    await expect.poll(analyst, { timeout: 5_000 }).toEqual([])
    const answer = await ask({ ...to, body: JSON.stringify({ statement: 'select 2 as x' }) })
    expect(answer.body).toMatchObject({ rows: [[2]], isCut: false })
  })

  it.each(['SIGKILL', 'SIGINT'] as const)('leaves no process behind: %s', async (signal) => {
    const lake = startedCli({}, { options: ['--sample', 'ubuntu'] })
    await lake.until('http://')
    const workers = childrenOf(lake.pid)
    expect(workers.length).toBeGreaterThan(0)
    process.kill(lake.pid, signal)
    await expect.poll(() => [lake.pid, ...workers].filter(isThere), { timeout: 15_000 }).toEqual([])
  })
})
