import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { beforeAll, describe, expect, it } from 'vitest'

import { duckdbEngine } from '../../../bot/engine/duckdb.ts'
import { damagedDaysIn } from '../../../bot/engine/engine.ts'
import { backfill } from '../../../etl/backfill.ts'
import { enrichedKey } from '../../../etl/lake/keys.ts'
import { columns } from '../../../etl/lake/schema.ts'
import { lake } from '../../helpers/cli-in-process.ts'
import { tempLake } from '../../helpers/lake.ts'
import { duckdbValue, metadataOf } from '../../helpers/parquet.ts'
import { randomFrom } from '../../helpers/random.ts'
import { tempFolder } from '../../helpers/temp.ts'
import { messageUpdate, NOON } from '../../helpers/updates.ts'

const DAYS = ['2026-10-30', '2026-10-31', '2026-11-01']
const DAY = '2026-10-31'
/** The days are long over. */
const NOW = NOON + 40 * 86_400
const TEXTS = ['oi', 'Como exporto o informe?', 'Obrigado 🙏', 'Alguém sabe o horário da prova?']
const COMMAND = `npx lake etl --since ${DAY} --until ${DAY}`

/** Three days of sixty messages each, by five people. */
async function lakeOfDays() {
  const { dir, layUpdates, ...deps } = tempLake()
  for (let id = 1; id <= 180; id += 1) {
    const date = NOON - Math.floor((id - 1) / 60) * 86_400 + id
    const from = { id: 7 + (id % 5), is_bot: false, first_name: `Ana ${id % 5}` }
    layUpdates(messageUpdate(id, { date, from, text: TEXTS[id % TEXTS.length] }))
  }
  await backfill(deps, {})
  const file = join(dir, 'enriched', enrichedKey(DAY))
  return {
    dir,
    file,
    bytes: readFileSync(file),
    removeRaw: () => rmSync(join(dir, `raw/telegram/context_date=${DAY}`), { recursive: true }),
    run: (args: readonly string[], env = {}) => lake(args, { dir, now: NOW, env }),
  }
}

function flipped(bytes: Buffer, bit: number): Buffer {
  const damaged = Buffer.from(bytes)
  damaged[bit >> 3] = (damaged[bit >> 3] as number) ^ (1 << (bit & 7))
  return damaged
}

/** Seeded bits of every region of a file: its beginning, each column's pages, the footer, its end. */
function bitsOf(bytes: Buffer, count: number): number[] {
  const random = randomFrom(15)
  const footer = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8)
  const columns = metadataOf(bytes).row_groups.flatMap((group) => group.columns)
  const regions: (readonly [number, number])[] = [
    [0, 4],
    ...columns.map(({ meta_data }): readonly [number, number] => {
      const start = Number(meta_data?.data_page_offset)
      return [start, start + Number(meta_data?.total_compressed_size)]
    }),
    ...Array.from({ length: columns.length }, (): readonly [number, number] => [
      footer,
      bytes.length - 8,
    ]),
    [bytes.length - 8, bytes.length],
  ]
  return Array.from({ length: count }, (_, index) => {
    const [start, end] = regions[index % regions.length] as readonly [number, number]
    return 8 * start + Math.floor(random() * 8 * (end - start))
  })
}

describe('a flipped bit in a Parquet object', () => {
  it('never gives other rows in SQL: of 320 bits all over the file, every one is noticed', async () => {
    const { dir, file, bytes } = await lakeOfDays()
    const engine = await duckdbEngine(join(dir, 'enriched'))
    const list = columns.map(({ name }) => `"${name}"`).join()
    const rows = async () =>
      JSON.stringify((await engine.query(`select ${list} from telegram order by 1`)).rows)
    const whole = await rows()
    const outcomes = { refused: 0, same: 0, other: 0 }
    for (const [index, bit] of bitsOf(bytes, 320).entries()) {
      writeFileSync(file, flipped(bytes, bit))
      utimesSync(file, NOON, NOON + index)
      const outcome = await rows().then(
        (found) => (found === whole ? 'same' : 'other'),
        (error: unknown) => (damagedDaysIn(error)?.join() === DAY ? 'refused' : 'other'),
      )
      outcomes[outcome] += 1
    }
    // A bit in the name of the entry that holds the seal makes it another program's file, with the same rows.
    expect(outcomes.other).toBe(0)
    expect(outcomes.refused).toBeGreaterThan(310)
    writeFileSync(file, bytes)
    expect(await rows()).toBe(whole)
    await engine.close()
  })

  it('is made good by a report, which gives what it gave before', async () => {
    const { file, bytes, run } = await lakeOfDays()
    const report = ['report', 'stats', '2026-10-30..2026-11-01', '--json']
    const { stdout: before } = await run(report)
    for (const bit of bitsOf(bytes, 95).filter((_, index) => index % 16 === 0)) {
      writeFileSync(file, flipped(bytes, bit))
      expect(await run(report)).toEqual({ code: 0, stdout: before, stderr: '' })
      expect(readFileSync(file).equals(bytes)).toBe(true)
    }
  })

  it('fails a report over it when the raw objects are gone, naming the file and what to do', async () => {
    const { file, bytes, removeRaw, run } = await lakeOfDays()
    removeRaw()
    const damaged = flipped(bytes, 8 * 700)
    writeFileSync(file, damaged)
    const { code, stdout, stderr } = await run(['report', 'hours', DAY], { LANG: 'pt_BR.UTF-8' })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toBe(
      `Os dados de ${DAY} estão danificados (${enrichedKey(DAY)}). Refaça-os a partir dos objetos brutos: ${COMMAND}. ` +
        'Sem eles, restaure uma cópia do arquivo ou apague-o para ficar sem esse dia.\n',
    )
    expect(readFileSync(file).equals(damaged)).toBe(true)
  })

  it('refuses lake sql, and the command that the error names mends it', async () => {
    const { file, bytes, run } = await lakeOfDays()
    writeFileSync(file, flipped(bytes, 8 * 700))
    const query = ['sql', 'select count(*) as n from telegram', '--csv']
    expect(await run(query, { LANG: 'en_US.UTF-8' })).toEqual({
      code: 1,
      stdout: '',
      stderr:
        `the Parquet files of these days are damaged: ${DAY}. Make them again from their raw objects: ${COMMAND}. ` +
        'Without those, restore a copy, or delete the files to go without these days\n',
    })
    expect((await run(COMMAND.split(' ').slice(2))).code).toBe(0)
    expect((await run(query)).stdout).toBe('n\r\n180\n')
  })
})

describe('a Parquet object older than a week', () => {
  const foreign = join(tempFolder(), 'foreign.parquet')
  beforeAll(() => duckdbValue(`copy (select 1 as message_id) to '${foreign}' (format parquet)`))

  it.each([
    ['missing', (file: string) => rmSync(file)],
    ['missing with its folder', (file: string) => rmSync(join(file, '..'), { recursive: true })],
    ["another program's", (file: string) => writeFileSync(file, readFileSync(foreign))],
    ['cut off', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 2_000))],
    ['empty', (file: string) => writeFileSync(file, '')],
  ])('is made again before a report over its day when it is %s', async (_, spoil) => {
    const { file, bytes, run } = await lakeOfDays()
    const report = ['report', 'messages_per_user', '2026-10-30..2026-11-01', '--csv']
    const { stdout: before } = await run(report)
    spoil(file)
    expect(await run(report)).toEqual({ code: 0, stdout: before, stderr: '' })
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })

  it('is made again when it is all there is in the lake', async () => {
    const { dir, layUpdates, ...deps } = tempLake()
    layUpdates(messageUpdate(1, { date: NOON }))
    await backfill(deps, {})
    const report = ['report', 'messages_per_user', '2026-11-01', '--csv']
    const { stdout: before } = await lake(report, { dir, now: NOW })
    writeFileSync(join(dir, 'enriched', enrichedKey('2026-11-01')), 'half a file')
    expect(await lake(report, { dir, now: NOW })).toEqual({ code: 0, stdout: before, stderr: '' })
  })

  it("fails a report over its day when it is another program's and the raw objects are gone", async () => {
    const { file, removeRaw, run } = await lakeOfDays()
    removeRaw()
    writeFileSync(file, readFileSync(foreign))
    const { code, stderr } = await run(['report', 'stats', DAY], { LANG: 'es_ES.UTF-8' })
    expect(code).toBe(1)
    expect(stderr).toContain(
      `Los datos del ${DAY} no los escribió este programa (${enrichedKey(DAY)}).`,
    )
    expect(stderr).toContain(COMMAND)
  })
})

describe('lake doctor', () => {
  const damageIn = (stdout: string) => stdout.split('\n').filter((line) => / Damage: /.test(line))

  it('checks every day, names the damaged ones and the way out: exit code 1', async () => {
    const { file, bytes, run, removeRaw } = await lakeOfDays()
    const whole = await run(['doctor'])
    expect(damageIn(whole.stdout)).toEqual(['✓ Damage: none, 3 days checked'])
    expect(whole.code).toBe(0)
    writeFileSync(file, flipped(bytes, 8 * 700))
    const found = await run(['doctor'])
    expect(damageIn(found.stdout)).toEqual([
      `✗ Damage: 3 days checked, 1 damaged: ${DAY}. Make each again: ${COMMAND}`,
    ])
    expect(found.code).toBe(1)
    removeRaw()
    expect(damageIn((await run(['doctor'])).stdout)).toEqual([
      `✗ Damage: 3 days checked, 1 damaged: ${DAY}, and no raw objects to make them again from: ${DAY}. ` +
        'Restore copies of their files, or delete them to go without those days; then run npx lake etl',
    ])
  })
})

describe('lake etl over a raw object that cannot be read', () => {
  it('does the other days, prints them, and then fails in words: exit code 1', async () => {
    const { dir, bytes, file, run } = await lakeOfDays()
    const key = `telegram/context_date=${DAY}/0000000999.json`
    mkdirSync(join(dir, 'raw', key))
    const { code, stdout, stderr } = await run(['etl', '--since', DAYS[0] ?? ''], {
      LANG: 'es_ES.UTF-8',
    })
    expect(code).toBe(1)
    expect(stdout.split('\n').map((line) => line.slice(0, 10).trim())).toEqual([
      'fecha',
      '----------',
      '2026-10-30',
      '2026-11-01',
      'total',
      '',
    ])
    expect(stderr).toBe(
      '1 día no se compactó; los demás, sí:\n' +
        `  ${DAY}: no se puede leer ${key} (listed, but not there). Hazlo legible y ejecuta ${COMMAND}\n`,
    )
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })
})
