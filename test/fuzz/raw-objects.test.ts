import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import fc from 'fast-check'
import { beforeAll, describe, expect } from 'vitest'

import { enrichedKey } from '../../etl/lake/keys.ts'
import { timeZone } from '../../etl/lake/time-zone.ts'
import { runDay } from '../../etl/run.ts'
import { recordingLog } from '../helpers/log.ts'
import { lake as runLake } from '../helpers/cli-in-process.ts'
import { memoryStore } from '../helpers/memory-store.ts'
import { readWithHyparquet } from '../helpers/parquet.ts'
import { tempFolder } from '../helpers/temp.ts'
import { messageUpdate, NOON } from '../helpers/updates.ts'
import { fuzz } from './fuzz.ts'
import { hostileText, spoiltBytes, spoiltUpdate } from './hostile.ts'

const DATE = '2026-11-01'
const DAY = `telegram/context_date=${DATE}/`
const zone = timeZone('America/Sao_Paulo')

/** A group that no sample names. */
const chat = { id: -1009999999999, type: 'supergroup', title: 'Vizinhos' }

const texts = [
  'how do I export the report to excel?',
  'open it and press export',
  'thanks, that worked!',
  'does anybody know when the store opens?',
  'at nine',
  'oi',
]
const neighbours = texts.map((text, index) =>
  messageUpdate(900_001 + index, {
    chat,
    text,
    date: NOON + 60 * index,
    from: { id: 70 + (index % 2), is_bot: false, first_name: 'Ana' },
    ...(index === 1 ? { reply_to_message: { message_id: 900_001, chat, date: NOON } } : {}),
  }),
)

/** The neighbours' rows of a day that holds these objects beside them. */
async function rowsBeside(objects: readonly (readonly [name: string, body: Uint8Array])[]) {
  const { store: raw } = memoryStore()
  const { store: enriched } = memoryStore()
  const log = recordingLog()
  for (const update of neighbours) {
    const key = `${DAY}0000${update.update_id}.json`
    await raw.put(key, Buffer.from(JSON.stringify(update)))
  }
  for (const [name, body] of objects) await raw.put(`${DAY}${name}`, body)
  await runDay({ raw, enriched, zone, log }, DATE)
  const file = await enriched.get(enrichedKey(DATE))
  const rows = file ? await readWithHyparquet(file) : []
  return { rows: rows.filter(({ chat_id }) => chat_id === chat.id), log }
}

let alone: unknown
beforeAll(async () => {
  const { rows } = await rowsBeside([])
  expect(rows.map(({ text }) => text)).toEqual(texts)
  expect(rows.filter(({ is_question }) => is_question)).toHaveLength(2)
  alone = rows
})

const body = fc.oneof(
  spoiltUpdate.map((text) => Buffer.from(text)),
  spoiltBytes(spoiltUpdate),
  fc.array(spoiltUpdate, { maxLength: 5 }).map((lines) => Buffer.from(lines.join('\n'))),
  hostileText.map((text) => Buffer.from(text)),
)
const name = fc.oneof(
  fc.nat(9_999_999_999).map((id) => `${String(id).padStart(10, '0')}.json`),
  fc.nat(99).map((id) => `part-${id}.ndjson`),
  fc.nat(99).map((id) => `bot--1001234567890-${id}.json`),
  fc.constantFrom(
    '0000900001-0123456789abcdef.json',
    '.json',
    'x',
    'messages.parquet',
    '__proto__',
  ),
)

describe('a day with spoilt objects', () => {
  fuzz(
    'has every row of the others, as if they were alone',
    fc.array(fc.tuple(name, body), { minLength: 1, maxLength: 20 }),
    async (objects) => {
      const { rows, log } = await rowsBeside(objects)
      expect(rows).toEqual(alone)
      for (const fact of log.facts) expect(JSON.stringify(fact).length).toBeLessThan(2_000)
    },
    { cost: 3, count: (objects) => objects.length },
  )
})

describe('a file of updates with spoilt lines', () => {
  const line = fc.oneof(
    spoiltUpdate,
    hostileText.map((text) => text.replaceAll('\n', ' ')),
    fc.constantFrom('{', '[', '"', '{"result":[', '\ufeff', '\0'),
  )

  fuzz(
    'gives every good one, and says how many lines are none',
    fc.record({
      before: fc.array(line, { maxLength: 10 }),
      after: fc.array(line, { maxLength: 10 }),
      name: fc.constantFrom('a.ndjson', 'a.json', 'a.ndjson.gz', 'a'),
    }),
    async ({ before, after, name: file }) => {
      const dir = tempFolder()
      const good = neighbours.map((update) => JSON.stringify(update))
      // The first two bytes tell the encoding.
      const text = Buffer.from(['\n', ...before, ...good, ...after].join('\n'))
      writeFileSync(join(dir, file), file.endsWith('.gz') ? gzipSync(text) : text)
      const env = { TELEGRAM_CHAT_ID: String(chat.id), TIME_ZONE: 'America/Sao_Paulo' }
      const args = ['replay', join(dir, file), '--no-etl', '--json']
      const { code, stdout, stderr } = await runLake(args, { dir, env })
      expect({ code, stderr: stderr.length < 20_000 }).toEqual({ code: 0, stderr: true })
      const { read, stored, unreadable } = JSON.parse(stdout) as Record<string, number>
      expect(stored).toBeGreaterThanOrEqual(good.length)
      expect(read).toBeGreaterThanOrEqual(good.length + (unreadable ?? 0))
      for (const [index, update] of neighbours.entries()) {
        const path = join(dir, 'raw', `${DAY}0000${update.update_id}.json`)
        expect(readFileSync(path, 'utf8')).toBe(good[index])
      }
    },
    { cost: 12, count: ({ before, after }) => before.length + after.length },
  )
})
