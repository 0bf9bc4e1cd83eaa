import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, describe, expect, it } from 'vitest'

import { duckdbEngine } from '../../../bot/engine/duckdb.ts'
import type { QueryEngine } from '../../../bot/engine/engine.ts'
import { enrichedKey } from '../../../etl/lake/keys.ts'
import { columns } from '../../../etl/lake/schema.ts'
import { tempFolder } from '../../helpers/temp.ts'

const engines: QueryEngine[] = []
afterAll(async () => {
  for (const engine of engines) await engine.close()
})

const types = { bigint: 'bigint', boolean: 'boolean', string: 'varchar', timestamp: 'timestamp' }

/** A day with one row, null except for the text; an old one lacks the columns after `caption`. */
async function putDay(folder: string, date: string, isOld: boolean): Promise<void> {
  const path = join(folder, enrichedKey(date))
  mkdirSync(dirname(path), { recursive: true })
  const of = isOld ? columns.slice(0, 11) : columns
  const list = of.map(({ name, type }) =>
    name === 'text' ? `'${date}' as text` : `cast(null as ${types[type]}) as "${name}"`,
  )
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`copy (select ${list.join()}) to '${path}' (format parquet)`)
  connection.closeSync()
  instance.closeSync()
}

async function engineOver(folder: string): Promise<QueryEngine> {
  const engine = await duckdbEngine(folder)
  engines.push(engine)
  return engine
}

const all = 'select text, sender_id from telegram order by text'

describe('files that lack newer columns', () => {
  it.each([
    ['the first', '2026-11-01', '2026-11-02'],
    ['the last', '2026-11-02', '2026-11-01'],
  ])('give null when %s one is old', async (_, old, young) => {
    const folder = tempFolder()
    await putDay(folder, old, true)
    await putDay(folder, young, false)
    const engine = await engineOver(folder)
    expect((await engine.query(all)).rows).toEqual([
      ['2026-11-01', null],
      ['2026-11-02', null],
    ])
  })

  it.each(['2026-10-31', '2026-11-02'])(
    'give null to concurrent queries when one arrives for %s',
    async (date) => {
      const folder = tempFolder()
      await putDay(folder, '2026-11-01', false)
      const engine = await engineOver(folder)
      expect((await engine.query(all)).rows.length).toBe(1)
      await putDay(folder, date, true)
      const results = await Promise.all(Array.from({ length: 8 }, () => engine.query(all)))
      for (const { rows } of results) expect(rows.length).toBe(2)
      await expect(engine.query('select nothing from telegram')).rejects.toThrow('nothing')
    },
  )
})
