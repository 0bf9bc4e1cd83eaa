import { describe, expect, it } from 'vitest'

import { listDay } from '../../etl/listing.ts'
import { readObjects, type RawObject } from '../../etl/read.ts'
import { tempLake } from '../helpers/lake.ts'

const DAY = 'telegram/context_date=2026-11-01'

async function readAll(bodies: Record<string, string | Uint8Array>): Promise<RawObject[]> {
  const { raw, lay } = tempLake()
  for (const [name, body] of Object.entries(bodies)) lay(`${DAY}/${name}`, body)
  const result: RawObject[] = []
  for await (const object of readObjects(raw, await listDay(raw, '2026-11-01'))) result.push(object)
  return result
}

const one = async (body: string | Uint8Array) => (await readAll({ 'a.json': body }))[0]

describe('readObjects', () => {
  it('reads one update, even across several lines', async () => {
    expect((await one('{"update_id":5}'))?.updates).toEqual([{ update_id: 5 }])
    expect((await one('{\n  "update_id": 5\n}\n'))?.updates).toEqual([{ update_id: 5 }])
  })

  it('reads many updates, one per line, and names the lines that are not updates', async () => {
    const body = '{"update_id":1}\n\nnot json\r\n{"update_id":2}\r\n[3]\n{"update_id":"4"}\n{"upd'
    expect(await one(body)).toMatchObject({
      updates: [{ update_id: 1 }, { update_id: 2 }],
      problems: [
        expect.stringMatching(/^line 3: not JSON/),
        'line 5: not a JSON object',
        'line 6: update_id is a text, not a whole number',
        expect.stringMatching(/^line 7: not JSON/),
      ],
    })
  })

  it.each([
    ['an empty object', '', 'is empty'],
    ['whitespace', ' \n\n', 'is empty'],
    ['a truncated update', '{"update_id":5,"message":{"te', 'not JSON'],
    ['another format', 'PAR1\u0000\u0001', 'not JSON'],
    ['JSON that is not an update', '{"ok":true}', 'update_id is undefined'],
    ['a list', '[{"update_id":1}]', 'not a JSON object'],
    ['lines without any update', 'a\nb\nc', 'not JSON'],
  ])('names the problem with %s once', async (_, body, problem) => {
    const object = await one(body)
    expect(object?.updates).toEqual([])
    expect(object?.problems).toEqual([expect.stringContaining(problem)])
  })

  it('reports invalid UTF-8 as unreadable, or reads it as U+FFFD within text', async () => {
    expect((await one(Buffer.from([0xff, 0xfe, 0x00])))?.problems).toHaveLength(1)
    const body = Buffer.concat([
      Buffer.from('{"update_id":1,"x":"'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from('"}'),
    ])
    expect((await one(body))?.updates).toEqual([{ update_id: 1, x: '\ufffd(' }])
  })

  it('keeps the order of the keys, however long each read takes', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `${1000 + index}.json`)
    const objects = await readAll(
      Object.fromEntries(names.map((name, index) => [name, `{"update_id":${index}}`])),
    )
    expect(objects.map(({ key }) => key)).toEqual(names.map((name) => `${DAY}/${name}`))
    expect(objects.map(({ updates }) => updates[0]?.update_id)).toEqual([...names.keys()])
  })

  it('reads a very large object among small ones', async () => {
    const text = 'x'.repeat(70 * 2 ** 20)
    const objects = await readAll({
      '1.json': '{"update_id":1}',
      '2.json': `{"update_id":2,"x":"${text}"}`,
      '3.json': '{"update_id":3}',
    })
    expect(objects.map(({ updates }) => updates[0]?.update_id)).toEqual([1, 2, 3])
  })

  it('reads only a few objects with many updates concurrently, and many of the others', async () => {
    const { raw, lay } = tempLake()
    const names = Array.from({ length: 200 }, (_, index) =>
      index < 100 ? `${1000 + index}.json` : `import-${1000 + index}.ndjson`,
    )
    for (const name of names) lay(`${DAY}/${name}`, '{"update_id":1}')
    const asked: string[] = []
    const counting: typeof raw = {
      ...raw,
      get(key) {
        asked.push(key)
        return raw.get(key)
      },
    }
    let [most, mostOfMany, read] = [0, 0, 0]
    for await (const { key } of readObjects(counting, await listDay(raw, '2026-11-01'))) {
      const held = asked.slice(read)
      most = Math.max(most, held.length)
      mostOfMany = Math.max(mostOfMany, held.filter((each) => each.endsWith('.ndjson')).length)
      expect(key).toBe(asked[read])
      read += 1
    }
    expect([most, mostOfMany, read]).toEqual([64, 2, 200])
  })

  it('skips an object deleted since it was listed', async () => {
    const { raw, lay } = tempLake()
    lay(`${DAY}/1.json`, '{"update_id":1}')
    lay(`${DAY}/2.json`, '{"update_id":2}')
    const listed = await listDay(raw, '2026-11-01')
    await raw.delete(`${DAY}/1.json`)
    const read: string[] = []
    for await (const { key } of readObjects(raw, listed)) read.push(key)
    expect(read).toEqual([`${DAY}/2.json`])
  })

  it('stops when the store fails, and names the object', async () => {
    const { raw } = tempLake()
    const failing = { ...raw, get: () => Promise.reject(new Error('disk on fire')) }
    const read = async () => {
      for await (const object of readObjects(failing, ['telegram/x.json']))
        expect(object).toBeUndefined()
    }
    await expect(read()).rejects.toThrow('etl: could not read telegram/x.json: disk on fire')
  })
})
