import fc from 'fast-check'
import { describe, expect } from 'vitest'

import { archive } from '../../bot/archive/archive.ts'
import { createChats } from '../../bot/archive/chats.ts'
import { setAside } from '../../bot/archive/quarantine.ts'
import { createBot } from '../../bot/delivery/bot.ts'
import { createDeliver } from '../../bot/delivery/deliver.ts'
import type { Job } from '../../bot/jobs/job.ts'
import { parseJob } from '../../bot/jobs/parse-job.ts'
import { sampleBot } from '../../bot/sandbox/sample.ts'
import { flatten } from '../../etl/flatten.ts'
import { elementsOf, fieldOf, isSameJson } from '../../etl/lake/json.ts'
import { contextDate } from '../../etl/lake/keys.ts'
import { columns } from '../../etl/lake/schema.ts'
import { isDate, timeZone } from '../../etl/lake/time-zone.ts'
import { parseUpdate, type Update } from '../../etl/lake/update.ts'
import { recordingLog } from '../helpers/log.ts'
import { memoryStore } from '../helpers/memory-store.ts'
import { CHAT_ID, NOON } from '../helpers/updates.ts'
import { fuzz } from './fuzz.ts'
import { hostileValue, spoiltBytes, spoiltUpdate } from './hostile.ts'
import { textOf } from './json.ts'

const zone = timeZone('America/Sao_Paulo')

/** Undefined with a short reason for what is no update. */
function updateIn(text: string): Update | undefined {
  try {
    return parseUpdate(text)
  } catch (error) {
    expect((error as Error).message.length).toBeLessThan(200)
    return undefined
  }
}

describe('an update with anything in it', () => {
  fuzz('is one with a day, or is refused in a few words', spoiltUpdate, (text) => {
    const update = updateIn(text)
    if (update) expect(isDate(contextDate(update, zone))).toBe(true)
  })

  const types = { bigint: 'number', boolean: 'boolean', string: 'string', timestamp: 'number' }

  fuzz(
    'becomes a row of the right types, none, or is refused in a few words',
    spoiltUpdate,
    (text) => {
      const update = updateIn(text)
      if (!update) return
      let row: Readonly<Record<string, unknown>> | undefined
      try {
        row = flatten(update, zone) as typeof row
      } catch (error) {
        expect((error as Error).message).toMatch(/^[a-z_.]+ is .{1,60}$/s)
        return
      }
      if (!row) return
      for (const { name, type } of columns) {
        const value = row[name]
        if (value === null) continue
        expect(`${name} ${typeof value}`).toBe(`${name} ${types[type]}`)
        if (typeof value === 'number') expect(Number.isSafeInteger(value)).toBe(true)
        if (typeof value === 'string') expect(value.isWellFormed()).toBe(true)
      }
    },
  )

  fuzz(
    'is stored as received, set aside as received, or of another chat; and its job passes a queue',
    fc.oneof(
      spoiltUpdate.map((text) => Buffer.from(text)),
      spoiltBytes(spoiltUpdate),
      hostileValue.map((value) => Buffer.from(textOf(value))),
    ),
    async (bytes) => {
      const text = bytes.toString()
      const { raw, jobs, log } = await delivered(text)
      const kept = raw.map((body) => Buffer.from(body).toString())
      expect([[], [text.replace(/[\r\n]+/g, '')], [text]]).toContainEqual(kept)
      for (const job of jobs) expect(parseJob(JSON.stringify(job))).toEqual(job)
      expect(JSON.stringify(log.facts).length).toBeLessThan(2_000)
    },
    {
      examples: [
        // Its job had no chat.
        `{"update_id":1,"message":{"message_id":1,"from":{"id":7,"is_bot":false},"chat":{"type":"group"}}}`,
      ].map((text) => Buffer.from(text)),
    },
  )
})

/** What one delivery leaves. */
async function delivered(text: string) {
  const { store, objects } = memoryStore()
  const log = recordingLog()
  const chats = createChats({ state: store, chatIds: [CHAT_ID] })
  const deps = { raw: store, zone, log, chats, now: () => NOON }
  const jobs: Job[] = []
  const deliver = createDeliver({
    archive: (update, received) => archive(deps, update, received),
    setAside: (received, reason) => setAside(deps, received, reason),
    bot: createBot({
      ...sampleBot,
      apiRoot: 'http://127.0.0.1:9',
      chats,
      log,
      queue: { send: async (job) => void jobs.push(job) },
    }),
  })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    value = undefined
  }
  for (let times = 0; times < 2; times += 1) await deliver(value, text)
  const raw = [...objects].flatMap(([key, body]) => (key.startsWith('state/') ? [] : [body]))
  return { raw, jobs, log }
}

describe('JSON as text', () => {
  const value = hostileValue.map(textOf)

  fuzz('is taken apart where it was put together', fc.array(value, { maxLength: 5 }), (values) => {
    expect(elementsOf(`[${values.join(',')}]`)).toEqual(values)
    const object = values.map((each, index) => `"k${index}":${each}`).join(' , ')
    for (const [index, each] of values.entries())
      expect(fieldOf(`{ ${object} }`, `k${index}`)).toBe(each)
  })

  // What is nested very deep counts as different.
  const flat = value.filter((each) => !/(\[|\{"a":){100}/.test(each))

  fuzz('is the same as itself with blanks', flat, (each) => {
    expect(isSameJson(each, ` ${each}\n`)).toBe(true)
    expect(isSameJson(each, `[${each}]`)).toBe(false)
  })

  fuzz('is compared without end or error', fc.tuple(spoiltUpdate, spoiltUpdate), ([one, other]) => {
    expect(isSameJson(one, other)).toBe(isSameJson(other, one))
  })
})
