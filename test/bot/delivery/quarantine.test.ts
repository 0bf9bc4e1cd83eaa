// What Telegram delivers is kept to the last digit, and what cannot be read holds nothing up.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

import { afterEach, describe, expect, it, onTestFinished } from 'vitest'

import { archive } from '../../../bot/archive/archive.ts'
import { createChats } from '../../../bot/archive/chats.ts'
import { setAside } from '../../../bot/archive/quarantine.ts'
import { createDeliver } from '../../../bot/delivery/deliver.ts'
import { pollingApi } from '../../../bot/delivery/polling-api.ts'
import { poll } from '../../../bot/delivery/polling.ts'
import { backfill } from '../../../etl/backfill.ts'
import { tempLake } from '../../helpers/lake.ts'
import { CHAT_ID, messageUpdate, NOON } from '../../helpers/updates.ts'
import { startWebhook } from '../../helpers/webhook.ts'

const DAY = 'telegram/context_date=2026-11-01'
const chat = `"chat":{"id":${CHAT_ID},"type":"supergroup","title":"Grupo"}`
const deep = '['.repeat(20_000) + ']'.repeat(20_000)

/** Each is a text that is no update. */
const unreadable = [
  ['no JSON', '{"update_id":1,"message":{"te'],
  ['null', 'null'],
  ['a number', '17'],
  ['a list', '[[]]'],
  ['an update without id', `{"message":{"date":${NOON},${chat}}}`],
  ['an id that is text', `{"update_id":"\\ud800","message":{"date":${NOON},${chat}}}`],
  ['an id beyond 2^53', `{"update_id":9007199254740993,"message":{"date":${NOON},${chat}}}`],
  ['an id with a fraction', `{"update_id":1.5,"message":{"date":${NOON},${chat}}}`],
  ['a negative id', `{"update_id":-1,"message":{"date":${NOON},${chat}}}`],
] as const

/** Each is an update, and unlike what `JSON.stringify` makes of it. */
const unusual = [
  ['nested 20,000 deep', `{"update_id":8,"message":{"date":${NOON},${chat},"x":${deep}}}`],
  [
    'with a lone surrogate',
    `{"update_id":8,"message":{"date":${NOON},${chat},"text":"a \\ud800 \\u0000"}}`,
  ],
  [
    'with numbers that JavaScript does not have',
    `{"update_id":8,"message":{"date":${NOON},${chat},"big":12345678901234567890,"small":0.10000000000000001,"one":1.0,"e":1e2}}`,
  ],
] as const

async function contentsOf(lake: ReturnType<typeof tempLake>, prefix: string) {
  const contents: string[] = []
  for await (const key of lake.raw.list(prefix))
    contents.push(Buffer.from((await lake.raw.get(key)) ?? []).toString())
  return contents
}

/** A Bot API that gives these texts as updates, as often as they are not acknowledged; and a poll over it. */
async function polled(updates: readonly string[], lake = tempLake()) {
  const offsets: (number | undefined)[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { offset } = JSON.parse(body) as { offset?: number }
      offsets.push(offset)
      const left = offset === undefined ? updates : []
      response.setHeader('content-type', 'application/json')
      response.end(`{"ok":true,"result":[${left.join(',')}]}`)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = new AbortController()
  const pauses: number[] = []
  const chats = createChats({ state: lake.raw, chatIds: [CHAT_ID] })
  const deps = { raw: lake.raw, zone: lake.zone, log: lake.log, chats, now: () => NOON }
  const deliver = createDeliver({
    archive: (update, received) => archive(deps, update, received),
    setAside: (received, reason) => setAside(deps, received, reason),
    bot: { handleUpdate: async () => {} },
  })
  const api = pollingApi('1:abc', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const done = poll(
    {
      api,
      deliver,
      log: lake.log,
      async sleep(milliseconds) {
        pauses.push(milliseconds)
        if (pauses.length === 3) stop.abort()
      },
      onAnswer: () => {
        if (offsets.length === 2 && pauses.length === 0) stop.abort()
      },
    },
    stop.signal,
  )
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await done
  return { lake, offsets, pauses }
}

const started: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of started.splice(0)) await server.close()
})

async function webhook(...options: Parameters<typeof startWebhook>) {
  const server = await startWebhook(...options)
  started.push(server)
  return server
}

describe('through the webhook', () => {
  it.each(unreadable)('%s is set aside as received, once, and acknowledged', async (_, body) => {
    const { deliver, keys, lake } = await webhook()
    for (let times = 0; times < 2; times += 1) expect((await deliver(body)).status).toBe(200)
    expect(await contentsOf(lake, 'quarantine/')).toEqual([body])
    expect(await keys('quarantine/')).toEqual([
      expect.stringMatching(/^quarantine\/\d{4}-\d\d-\d\d\/[0-9a-f]{16}\.json$/),
    ])
    expect(await keys()).toEqual([])
  })

  it('what says that it is from another chat is not kept, nor is nothing', async () => {
    const { deliver, keys } = await webhook()
    const foreign = `{"update_id":1.5,"message":{"date":${NOON},"chat":{"id":-5},"text":"private"}}`
    for (const body of [foreign, '', ' \n']) expect((await deliver(body)).status).toBe(200)
    expect(await keys('quarantine/')).toEqual([])
  })

  it('what cannot be set aside is answered with 503', async () => {
    const lake = tempLake()
    const putIfAbsent = () => Promise.reject(new Error('disk full'))
    const { deliver } = await webhook({ lake, raw: { ...lake.raw, putIfAbsent } })
    expect((await deliver('[[]]')).status).toBe(503)
  })

  it.each(unusual)('an update %s is stored as received, once', async (_, body) => {
    const { deliver, keys, text } = await webhook()
    for (let times = 0; times < 2; times += 1) expect((await deliver(body)).status).toBe(200)
    expect(await keys()).toEqual([`${DAY}/0000000008.json`])
    expect(await text(`${DAY}/0000000008.json`)).toBe(body)
  })

  it('updates that differ in the last digit of a large number are two', async () => {
    const { deliver, keys } = await webhook()
    const body = (digit: number) =>
      `{"update_id":8,"message":{"date":${NOON},${chat},"big":900719925474099${digit}}}`
    for (const digit of [2, 3, 2, 3]) expect((await deliver(body(digit))).status).toBe(200)
    expect(await keys()).toHaveLength(2)
  })
})

describe('through polling', () => {
  it.each(unreadable.slice(1))(
    '%s is set aside, and what comes behind is stored',
    async (_, bad) => {
      const good = JSON.stringify(messageUpdate(9))
      const { lake, offsets } = await polled([bad, good])
      expect(await contentsOf(lake, 'quarantine/')).toEqual([bad])
      expect(await contentsOf(lake, 'telegram/')).toEqual([good])
      expect(offsets).toEqual([undefined, 10])
    },
  )

  it('what has no id at all is asked for again at longer and longer intervals', async () => {
    const { lake, pauses } = await polled(['null'])
    expect(await contentsOf(lake, 'quarantine/')).toEqual(['null'])
    expect(pauses).toEqual([1_000, 2_000, 4_000])
  })

  it.each(unusual)('an update %s is stored as received, and the next one', async (_, update) => {
    const next = JSON.stringify(messageUpdate(9))
    const { lake, offsets } = await polled([update, next])
    expect(await contentsOf(lake, 'telegram/')).toEqual([update, next])
    expect(await contentsOf(lake, 'quarantine/')).toEqual([])
    expect(offsets).toEqual([undefined, 10])
  })

  it.each(unusual)('an update %s does not keep its day from being compacted', async (_, update) => {
    const { lake } = await polled([update, JSON.stringify(messageUpdate(9))])
    const [day] = await backfill(lake, {})
    expect(day).toMatchObject({ objects: 2, updates: 2 })
    expect(day?.rows).toBeGreaterThanOrEqual(1)
  })
})
