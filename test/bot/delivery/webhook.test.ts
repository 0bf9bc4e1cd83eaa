import { afterEach, describe, expect, it } from 'vitest'

import { tempLake } from '../../helpers/lake.ts'
import { CHAT_ID, messageUpdate } from '../../helpers/updates.ts'
import { SECRET, startWebhook, statusOfEndlessBody } from '../../helpers/webhook.ts'

const DAY = 'telegram/context_date=2026-11-01'

const started: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of started.splice(0)) await server.close()
})

async function webhook(...options: Parameters<typeof startWebhook>) {
  const server = await startWebhook(...options)
  started.push(server)
  return server
}

describe('a delivery', () => {
  it('with the right secret is stored as it came, and answered only then', async () => {
    const { deliver, keys, text } = await webhook()
    const body = `{"update_id":5,"message":{"message_id":1,"date":1793545200,"chat":{"id":${CHAT_ID},"type":"supergroup","title":"Gr\\u00fapo"},"text":"\\ud83d\\ude00 \\ud800 \\u0000 a\\/b","unknown":{"big":9007199254740993,"float":1.0,"x":[]}},"also_new":1e2}`
    const response = await deliver(body)
    expect(response.status).toBe(200)
    expect(await keys()).toEqual([`${DAY}/0000000005.json`])
    expect(await text(`${DAY}/0000000005.json`)).toBe(body)
  })

  it('over several lines is stored on one', async () => {
    const { deliver, keys, text } = await webhook()
    const update = messageUpdate(5, { text: 'linha 1\nlinha 2\r\nfim' })
    expect((await deliver(JSON.stringify(update, undefined, 2))).status).toBe(200)
    const stored = await text((await keys())[0] ?? '')
    expect(stored).not.toMatch(/[\r\n]/)
    expect(JSON.parse(stored)).toEqual(update)
  })

  it('of 512 KiB is stored whole', async () => {
    const { deliver, keys, text } = await webhook()
    const update = messageUpdate(5, { text: 'ç'.repeat(256 * 1024) })
    expect((await deliver(update)).status).toBe(200)
    expect(JSON.parse(await text((await keys())[0] ?? ''))).toEqual(update)
  })

  it('with a wrong or no secret is refused and not stored', async () => {
    const { deliver, keys, url, lake } = await webhook()
    for (const secret of ['wrong-secret', '', `${SECRET}x`, SECRET.slice(1), SECRET.toUpperCase()])
      expect((await deliver(messageUpdate(1), secret)).status).toBe(401)
    const response = await fetch(`${url}/webhook`, {
      method: 'POST',
      body: JSON.stringify(messageUpdate(1)),
    })
    expect(response.status).toBe(401)
    expect(await keys()).toEqual([])
    expect(lake.log.named('webhook_refused')).toHaveLength(1)
    expect(JSON.stringify(lake.log.facts)).not.toContain('wrong-secret')
  })

  it('of another chat, or of none, is answered and not kept', async () => {
    const { deliver, keys, health } = await webhook()
    for (const update of [
      messageUpdate(1, { chat: { id: -5, type: 'group' } }),
      messageUpdate(2, { chat: { id: String(CHAT_ID), type: 'supergroup' } }),
      messageUpdate(3, { chat: { id: 7, type: 'private' } }),
      { update_id: 4, poll: { id: '1' } },
      { update_id: 5, inline_query: { id: '1', from: { id: 7 }, query: '' } },
      { update_id: 6 },
      { update_id: 7, message: null },
      { update_id: 8, message: 'text' },
    ])
      expect((await deliver(update)).status).toBe(200)
    expect(await keys()).toEqual([])
    expect((await health()).body.updates).toEqual({
      archived: 0,
      ignored: 8,
      not_updates: 0,
      not_stored: 0,
      turned_away: 0,
    })
  })

  it('of any kind of our chat is kept, also of one that is not known yet', async () => {
    const { deliver, keys } = await webhook()
    const chat = { id: CHAT_ID, type: 'supergroup' }
    const date = 1_793_545_200
    for (const [index, fields] of [
      { edited_message: { chat, date, message_id: 1, edit_date: date + 9 } },
      { message_reaction: { chat, date, message_id: 1, old_reaction: [], new_reaction: [] } },
      { message_reaction_count: { chat, date, message_id: 1, reactions: [] } },
      { chat_member: { chat, date, from: { id: 1 } } },
      { my_chat_member: { chat, date, from: { id: 1 } } },
      { callback_query: { id: '1', from: { id: 1 }, message: { chat, date, message_id: 1 } } },
      { chat_boost: { chat, boost: { add_date: date } } },
      { news_of_2030: { chat, date } },
      { message: { chat, date } },
    ].entries())
      expect((await deliver({ update_id: index, ...fields })).status).toBe(200)
    expect(await keys()).toHaveLength(9)
  })

  it.each([
    ['nothing', ''],
    ['white space', '\n'],
    ['no JSON', 'update_id=1'],
    ['half an update', '{"update_id":1,"message":{"te'],
    ['a list', '[]'],
    ['null', 'null'],
    ['an update without id', '{"message":{}}'],
    ['an id that is text', '{"update_id":"1"}'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
  ])('that is %s is answered with 200, counted and logged', async (_, body) => {
    const { deliver, keys, health, lake } = await webhook()
    expect((await deliver(body)).status).toBe(200)
    expect(await keys()).toEqual([])
    expect((await health()).body.updates.not_updates).toBe(1)
    expect(lake.log.named('not_an_update')).toHaveLength(1)
  })

  it('made twice, or twenty times at once, is one object', async () => {
    const { deliver, keys, health } = await webhook()
    const update = messageUpdate(5)
    expect((await deliver(update)).status).toBe(200)
    const responses = await Promise.all(Array.from({ length: 20 }, () => deliver(update)))
    expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200))
    expect(await keys()).toEqual([`${DAY}/0000000005.json`])
    expect((await health()).body.updates.archived).toBe(1)
  })

  it('with the id of another update is a second object, once', async () => {
    const { deliver, keys, text } = await webhook()
    const [first, second] = [messageUpdate(5, { text: 'a' }), messageUpdate(5, { text: 'b' })]
    for (const update of [first, second, second, first, second])
      expect((await deliver(update)).status).toBe(200)
    const found = await keys()
    expect(found).toHaveLength(2)
    expect(found.find((key) => key.endsWith('/0000000005.json'))).toBeDefined()
    expect(await Promise.all(found.map(async (key) => JSON.parse(await text(key))))).toEqual(
      expect.arrayContaining([first, second]),
    )
  })

  it('made again with other white space or escapes is still one object', async () => {
    const { deliver, keys } = await webhook()
    const update = messageUpdate(5, { text: 'ação / 😀' })
    const escaped = JSON.stringify(update)
      .replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .replaceAll('/', '\\/')
    expect(escaped).toContain('a\\u00e7\\u00e3o \\/ \\ud83d\\ude00')
    for (const body of [escaped, JSON.stringify(update), JSON.stringify(update, undefined, 2)])
      expect((await deliver(body)).status).toBe(200)
    expect(await keys()).toEqual([`${DAY}/0000000005.json`])
  })

  it('whose key holds a damaged object is stored beside it', async () => {
    const { deliver, keys, lake } = await webhook()
    lake.lay(`${DAY}/0000000005.json`, '{"update_id":5,"mess')
    expect((await deliver(messageUpdate(5))).status).toBe(200)
    expect(await keys()).toHaveLength(2)
  })

  it('is one of hundreds at once, and all are stored', async () => {
    const { deliver, keys } = await webhook()
    const ids = Array.from({ length: 200 }, (_, index) => index)
    const responses = await Promise.all(ids.map((id) => deliver(messageUpdate(id))))
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]))
    expect(await keys()).toHaveLength(200)
  })

  it('that cannot be stored is answered with 503 and a time to wait, and succeeds later', async () => {
    const lake = tempLake()
    let isFull = true
    const putIfAbsent: typeof lake.raw.putIfAbsent = (key, body) =>
      isFull
        ? Promise.reject(new Error('ENOSPC: no space left on device'))
        : lake.raw.putIfAbsent(key, body)
    const { deliver, keys, health } = await webhook({ lake, raw: { ...lake.raw, putIfAbsent } })
    const response = await deliver(messageUpdate(5))
    expect(response.status).toBe(503)
    expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect(lake.log.named('update_not_stored')).toMatchObject([
      { update_id: 5, reason: 'ENOSPC: no space left on device' },
    ])
    expect(await keys()).toEqual([])
    isFull = false
    expect((await deliver(messageUpdate(5))).status).toBe(200)
    expect(await keys()).toEqual([`${DAY}/0000000005.json`])
    expect((await health()).body.updates).toMatchObject({ archived: 1, not_stored: 1 })
  })

  it('logs neither texts nor names', async () => {
    const { deliver, lake } = await webhook()
    await deliver(messageUpdate(5, { text: 'segredo' }))
    await deliver('{"update_id":6,"message":{"text":"segredo"')
    expect(JSON.stringify(lake.log.facts)).not.toMatch(/segredo|Ana/)
  })
})

describe('a group that becomes a supergroup', () => {
  const OLD = -500
  const NEW = -1001111111111
  const gone = messageUpdate(1, {
    chat: { id: OLD, type: 'group', title: 'G' },
    text: undefined,
    migrate_to_chat_id: NEW,
  })
  const come = messageUpdate(2, {
    chat: { id: NEW, type: 'supergroup', title: 'G' },
    text: undefined,
    migrate_from_chat_id: OLD,
  })
  const later = messageUpdate(3, { chat: { id: NEW, type: 'supergroup', title: 'G' } })
  const stranger = messageUpdate(4, {
    chat: { id: -1002222222222, type: 'supergroup', title: 'G' },
    migrate_from_chat_id: -600,
  })

  it.each([
    ['old chat first', [gone, come, later]],
    ['new chat first', [come, gone, later]],
  ])('goes on being archived: %s', async (_, updates) => {
    const { deliver, keys } = await webhook({ chatIds: [OLD] })
    for (const update of [...updates, stranger]) expect((await deliver(update)).status).toBe(200)
    expect(await keys()).toHaveLength(updates.length)
  })

  it.each([
    ['the new', [come, later], gone],
    ['the old', [gone, later], come],
  ])(
    'is held back on the word of %s chat alone, and archived once both were heard',
    async (...args) => {
      const [, updates, other] = args
      const { deliver, keys } = await webhook({ chatIds: [OLD] })
      for (const update of updates) expect((await deliver(update)).status).toBe(200)
      const isOld = (update: object) => update === gone
      expect(await keys()).toHaveLength(updates.filter(isOld).length)
      expect((await deliver(other)).status).toBe(200)
      expect(await keys()).toEqual([1, 2, 3].map((id) => `${DAY}/000000000${id}.json`))
    },
  )

  it('is archived from what one process held back, when another one hears the other side', async () => {
    const lake = tempLake()
    const one = await webhook({ chatIds: [OLD], lake })
    await one.deliver(come)
    await one.deliver(later)
    const two = await webhook({ chatIds: [OLD], lake })
    await two.deliver(gone)
    await one.deliver({ ...later, update_id: 9 })
    expect(await one.keys()).toHaveLength(4)
  })

  it('is still known after a restart, and from one process to the other', async () => {
    const lake = tempLake()
    const other = await webhook({ chatIds: [OLD], lake })
    const first = await webhook({ chatIds: [OLD], lake })
    await first.deliver(gone)
    await first.deliver(come)
    const second = await webhook({ chatIds: [OLD], lake })
    await second.deliver(later)
    expect(await second.keys()).toHaveLength(3)
    await other.deliver({ ...later, update_id: 9 })
    expect(await other.keys()).toHaveLength(4)
  })

  it('is archived from the first message, when a process asked about a stranger before', async () => {
    const lake = tempLake()
    const [one, two] = [
      await webhook({ chatIds: [OLD], lake }),
      await webhook({ chatIds: [OLD], lake }),
    ]
    await two.deliver(stranger)
    await one.deliver(gone)
    await one.deliver(come)
    await two.deliver(later)
    expect(await two.keys()).toHaveLength(3)
  })
})

describe('HTTP', () => {
  it('answers other methods and paths as is usual', async () => {
    const { url } = await webhook()
    const status = async (path: string, method: string) =>
      (await fetch(`${url}${path}`, { method })).status
    expect(await status('/webhook', 'GET')).toBe(405)
    expect(await status('/webhook', 'PUT')).toBe(405)
    expect(await status('/health', 'POST')).toBe(405)
    expect(await status('/', 'GET')).toBe(404)
    expect(await status('/webhook/x', 'POST')).toBe(404)
    expect(await status('/../../etc/passwd', 'GET')).toBe(404)
    expect((await fetch(`${url}/webhook`)).headers.get('Allow')).toBe('POST')
  })

  it('refuses a body that is longer than any update, with an answer', async () => {
    const { url, keys, deliver } = await webhook()
    expect(await statusOfEndlessBody(`${url}/webhook`, SECRET)).toBe(413)
    expect((await deliver(messageUpdate(5, { text: 'x'.repeat(5 * 2 ** 20) }))).status).toBe(413)
    expect(await keys()).toEqual([])
    expect((await deliver(messageUpdate(6))).status).toBe(200)
  })

  it('answers the deliveries in progress when it is closed', async () => {
    const lake = tempLake()
    let goOn = () => {}
    const gate = new Promise<void>((resolve) => (goOn = resolve))
    let isStoring = () => {}
    const storing = new Promise<void>((resolve) => (isStoring = resolve))
    const putIfAbsent: typeof lake.raw.putIfAbsent = async (key, body) => {
      isStoring()
      await gate
      return lake.raw.putIfAbsent(key, body)
    }
    const server = await startWebhook({ lake, raw: { ...lake.raw, putIfAbsent } })
    const response = server.deliver(messageUpdate(5))
    await storing
    const closed = server.close()
    goOn()
    expect((await response).status).toBe(200)
    await closed
    expect(await server.keys()).toHaveLength(1)
    await expect(server.deliver(messageUpdate(6))).rejects.toThrow()
  })

  it('says which port is taken, and the way out', async () => {
    const { url } = await webhook()
    const { startHttp } = await import('../../../bot/delivery/http.ts')
    const port = Number(new URL(url).port)
    await expect(
      startHttp({
        host: '127.0.0.1',
        port,
        webhook: () => Promise.resolve({ status: 200, headers: {} }),
        health: () => Promise.resolve({ isHealthy: true }),
      }),
    ).rejects.toThrow(`port ${port} is taken: choose another with PORT`)
  })
})
