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
