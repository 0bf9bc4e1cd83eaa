import { totalmem } from 'node:os'

import { expect, it, onTestFinished } from 'vitest'

import { duckdbEngine } from '../../../bot/engine/duckdb.ts'
import { tempLake } from '../../helpers/lake.ts'

it('stops an endless statement, and others still run', async () => {
  const engine = await duckdbEngine(tempLake().enrichedDir, { deadlineSeconds: 1 })
  onTestFinished(() => engine.close())
  const endless = 'select count(*) from range(100000000000) as a(x), range(1000) as b(y)'
  await Promise.all([
    expect(engine.query(endless)).rejects.toThrow('stopped after 1 s: ask for fewer days'),
    expect(engine.query(endless)).rejects.toThrow('stopped after 1 s'),
  ])
  expect((await engine.query('select 1 as x')).rows).toEqual([[1]])
})

it('stops a statement whose caller goes away, also one that has not begun', async () => {
  const engine = await duckdbEngine(tempLake().enrichedDir)
  onTestFinished(() => engine.close())
  const endless = 'select count(*) from range(100000000000) as a(x), range(1000) as b(y)'
  const caller = new AbortController()
  const asked = [1, 2, 3].map(() => engine.query(endless, [], { signal: caller.signal }))
  const stopped = asked.map((each) => expect(each).rejects.toThrow('the statement was stopped'))
  setTimeout(() => caller.abort(), 200)
  await Promise.all(stopped)
  expect((await engine.query('select 1 as x')).rows).toEqual([[1]])
})

it('leaves more than half of the memory to the rest of the machine', async () => {
  const engine = await duckdbEngine(tempLake().enrichedDir)
  onTestFinished(() => engine.close())
  const [[limit]] = (await engine.query(`select current_setting('memory_limit')`)).rows as [
    [string],
  ]
  const [, number, unit = ''] = /^([\d.]+) ([KMG])iB$/.exec(limit) ?? []
  const bytes = Number(number) * 1024 ** (1 + 'KMG'.indexOf(unit))
  const memory = Math.min(process.constrainedMemory() || Infinity, totalmem())
  expect(bytes / memory).toBeGreaterThan(0.39)
  expect(bytes / memory).toBeLessThan(0.41)
})
