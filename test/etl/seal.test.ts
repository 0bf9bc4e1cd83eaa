import { describe, expect, it } from 'vitest'

import { enrichedKey } from '../../etl/lake/keys.ts'
import { runDay } from '../../etl/run.ts'
import { checkSeal, sealState } from '../../etl/seal.ts'
import { TAIL_BYTES } from '../../etl/source.ts'
import { tempLake } from '../helpers/lake.ts'
import { messageUpdate } from '../helpers/updates.ts'

const DATE = '2026-11-01'

/** The Parquet object of a day of some messages. */
async function writtenFile(count = 40): Promise<Buffer> {
  const lake = tempLake()
  const texts = ['oi', 'como exporto o informe?', 'obrigado 🙏', 'alguém sabe o horário?']
  for (let id = 1; id <= count; id += 1) {
    lake.layUpdates(messageUpdate(id, { text: texts[id % texts.length] }))
  }
  await runDay(lake, DATE)
  return Buffer.from((await lake.enriched.get(enrichedKey(DATE))) as Uint8Array)
}

describe('the seal of a Parquet object', () => {
  it('is whole when the object was just written, and read from its last bytes', async () => {
    const file = await writtenFile()
    expect(checkSeal(file)).toBe('sealed')
    expect(sealState(file.subarray(-TAIL_BYTES))).toBe('sealed')
  })

  it('breaks with any flipped bit: in data, footer and the seal itself', async () => {
    const file = await writtenFile()
    const unnoticed: number[] = []
    for (let at = 0; at < file.length; at += 5) {
      const damaged = Buffer.from(file)
      damaged[at] = (damaged[at] as number) ^ (1 << (at % 8))
      if (!['damaged', 'foreign'].includes(checkSeal(damaged))) unnoticed.push(at)
    }
    expect(unnoticed).toEqual([])
    expect(file.length).toBeGreaterThan(2_000)
  })

  it('breaks when the object is cut off, extended, or partly of zeros', async () => {
    const file = await writtenFile()
    const zeros = Buffer.from(file)
    zeros.fill(0, 600, 900)
    const others = [file.subarray(0, -1), Buffer.concat([file, Buffer.of(0)]), zeros, Buffer.of()]
    expect(others.map(checkSeal)).toEqual(['damaged', 'damaged', 'damaged', 'damaged'])
  })
})
