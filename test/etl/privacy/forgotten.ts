// A lake in which Ana has left something in every place there is.
import { archive } from '../../../bot/archive/archive.ts'
import { createHeld } from '../../../bot/archive/held.ts'
import { setAside } from '../../../bot/archive/quarantine.ts'
import {
  dayPrefix,
  enrichedKey,
  importKey,
  ownKey,
  SALT_KEY,
  takenRawKey,
} from '../../../etl/lake/keys.ts'
import type { ObjectStore, Stores } from '../../../etl/lake/store.ts'
import { timeZone } from '../../../etl/lake/time-zone.ts'
import type { Update } from '../../../etl/lake/update.ts'
import { listDays } from '../../../etl/listing.ts'
import { readRows } from '../../../etl/parquet-read.ts'
import type { ErasureRequest } from '../../../etl/privacy/privacy.ts'
import { runDay } from '../../../etl/run.ts'
import { recordingLog } from '../../helpers/log.ts'
import { CHAT_ID, messageUpdate, NOON } from '../../helpers/updates.ts'

export const ANA = {
  id: 70_010_001,
  is_bot: false,
  first_name: 'Ana',
  last_name: 'Siqueira',
  username: 'anasiq',
}
export const BIA = { id: 70_010_002, is_bot: false, first_name: 'Bia', username: 'bia' }
export const DAY = 86_400
export const zone = timeZone('America/Sao_Paulo')
export const log = recordingLog()
export const TRACES = ['70010001', 'siqueira', 'anasiq', 'segredo']
const chats = {
  has: async () => true,
  isArchived: async () => true as const,
  hold: async () => undefined,
}

/** Ana writes, is answered, mentioned, forwarded and pinned, on four days; the last has nothing but her. */
export const updates: Update[] = [
  messageUpdate(1, { from: ANA, text: 'como conto um segredo?' }),
  messageUpdate(2, { from: BIA, text: 'bom dia' }),
  messageUpdate(3, {
    from: BIA,
    text: 'Ana, assim',
    reply_to_message: {
      message_id: 1,
      date: NOON,
      chat: { id: CHAT_ID, type: 'supergroup' },
      from: ANA,
      text: 'como conto um segredo?',
    },
    quote: { text: 'segredo', position: 13 },
  }),
  messageUpdate(4, { from: BIA, date: NOON + DAY, text: 'pergunta a @anasiq' }),
  messageUpdate(5, { from: BIA, date: NOON + DAY, text: 'a Ana Siqueira sabe' }),
  messageUpdate(6, { from: BIA, date: NOON + DAY, text: 'nada' }),
  messageUpdate(7, {
    from: BIA,
    date: NOON + 2 * DAY,
    text: 'segredo da Ana',
    forward_origin: { type: 'user', date: NOON, sender_user: ANA },
  }),
  {
    update_id: 8,
    message_reaction: {
      chat: { id: CHAT_ID, type: 'supergroup' },
      message_id: 2,
      date: NOON + 2 * DAY,
      user: ANA,
      old_reaction: [],
      new_reaction: [{ type: 'emoji', emoji: '👍' }],
    },
  },
  messageUpdate(9, { from: ANA, date: NOON + 3 * DAY, text: 'último segredo' }),
  messageUpdate(10, { from: BIA, date: NOON + 4 * DAY, text: 'fora disso' }),
]
export const dates = ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05']
export const ASKED = NOON + 5 * DAY

export const request: ErasureRequest & { kind: 'user' } = {
  kind: 'user',
  userId: ANA.id,
  names: ['Ana Siqueira'],
  usernames: ['anasiq'],
  askedAt: ASKED,
}

export async function deliver({ raw }: Stores, ...some: readonly Update[]): Promise<void> {
  for (const each of some) await archive({ raw, zone, chats, log }, each, JSON.stringify(each))
}

export async function compact(stores: Stores): Promise<void> {
  for (const date of await listDays(stores.raw)) await runDay({ ...stores, zone, log }, date)
}

export async function filled(stores: Stores): Promise<void> {
  await deliver(stores, ...updates)
  const { raw } = stores
  await setAside({ raw, zone, chats, log, now: () => NOON }, '{"from":{"id":70010001}}', 'no id')
  await setAside({ raw, zone, chats, log, now: () => NOON }, '{"cut":"@anasiq seg', 'not JSON')
  const held = createHeld(raw)
  await held.keep(
    -5,
    `${dayPrefix('2026-11-01')}0000000099.json`,
    bytes(messageUpdate(99, { from: ANA })),
  )
  const own = {
    message_id: 50,
    chat: { id: CHAT_ID, type: 'supergroup' },
    from: { id: 1, is_bot: true, first_name: 'Lake' },
    date: NOON,
    text: '1. Ana Siqueira 12',
  }
  await raw.put(ownKey({ ...own, chat_id: CHAT_ID }, zone), bytes({ update_id: 0, message: own }))
  await raw.put('state/offers/-8', bytes({ chat_id: -8, title: 'x', added_by: ANA.id }))
  await raw.put(`state/once/2026-11/refused/${CHAT_ID}/${ANA.id}`, bytes('x'))
  await raw.put(
    'state/open-jobs/77',
    bytes({ job: { user_id: ANA.id, argument: '@anasiq' }, at: 1 }),
  )
  await compact(stores)
}

export const bytes = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))

export async function contents(store: ObjectStore, prefix: string): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for await (const key of store.list(prefix)) {
    found.set(key, Buffer.from((await store.get(key)) ?? []).toString('base64'))
  }
  return found
}

export async function textsOf({ enriched }: Stores): Promise<string[]> {
  const texts: string[] = []
  for (const date of await listDays(enriched)) {
    const file = await enriched.get(enrichedKey(date))
    if (file) for await (const row of readRows(file)) texts.push(`${row.message_id} ${row.text}`)
  }
  return texts
}

/** As `filled`, with imported history, an object that shares its update's id, and the same hashes each time. */
export async function filledWithImport(stores: Stores): Promise<void> {
  const { raw } = stores
  await raw.put(SALT_KEY, bytes({ salt: '0123456789abcdef'.repeat(4) }))
  for (const [index, date] of dates.slice(1, 4).entries()) {
    const written = { date: NOON + (index + 1) * DAY, update_id: 0 }
    const lines = [ANA, BIA, ANA, BIA].map((from, line) => {
      const id = 100 + 10 * index + line
      const text = from === ANA ? `segredo ${id}` : `importada ${id}`
      return JSON.stringify({
        ...messageUpdate(0, { message_id: id, from, date: written.date + line, text }),
        is_imported: true,
      })
    })
    const body = bytes(lines.join('\n'))
    await raw.put(importKey(date, CHAT_ID, body), body)
  }
  const taken = bytes(
    messageUpdate(6, { message_id: 66, from: BIA, date: NOON + DAY, text: 'oi @anasiq' }),
  )
  await raw.put(takenRawKey(`${dayPrefix('2026-11-02')}0000000006.json`, taken), taken)
  // On this day, only the raw object says whose words Bia passes on.
  await deliver(
    stores,
    messageUpdate(201, {
      from: BIA,
      date: NOON - DAY,
      text: 'segredo passado adiante',
      forward_origin: { type: 'user', date: NOON - DAY, sender_user: ANA },
    }),
    messageUpdate(202, { from: BIA, date: NOON - DAY, text: 'véspera' }),
  )
  await filled(stores)
}
