import { describe, expect, it } from 'vitest'

import { configuredOrAgreed, createChats } from '../../../bot/archive/chats.ts'
import { tempLake } from '../../helpers/lake.ts'
import { messageUpdate } from '../../helpers/updates.ts'

const OLD = -1
const NEW = -1001000000001
const STRANGER = -1001000000009

/** What the old chat says of a migration, and what the new one says. */
const gone = (from: number, to: number, type = 'group') =>
  messageUpdate(1, { chat: { id: from, type }, migrate_to_chat_id: to })
const come = (from: number, to: number, type = 'supergroup') =>
  messageUpdate(2, { chat: { id: to, type }, migrate_from_chat_id: from })

type Chats = ReturnType<typeof createChats>

async function migrate(chats: Chats, from = OLD, to = NEW): Promise<void> {
  await chats.isArchived(gone(from, to), from)
  await chats.isArchived(come(from, to), to)
}

describe('createChats', () => {
  it('knows the id that a group had before its migration, also after a restart', async () => {
    const { raw } = tempLake()
    const chats = createChats({ state: raw, chatIds: [OLD] })
    await migrate(chats)
    expect(await chats.idsOf(NEW)).toEqual([NEW, OLD])
    expect(await chats.idsOf(OLD)).toEqual([OLD])
    const restarted = createChats({ state: raw, chatIds: [OLD] })
    expect(await restarted.idsOf(NEW)).toEqual([NEW, OLD])
    expect(await restarted.isArchived(messageUpdate(2), NEW)).toBe(true)
    expect(await restarted.isArchived(messageUpdate(2), STRANGER)).toBe(false)
  })

  it.each([
    ['old', gone(OLD, NEW), OLD],
    ['new', come(OLD, NEW), NEW],
  ])('does not take the word of the %s side alone', async (_, update, chatId) => {
    const { raw } = tempLake()
    const chats = createChats({ state: raw, chatIds: [OLD] })
    for (let count = 0; count < 2; count += 1) await chats.isArchived(update, chatId)
    for (const each of [chats, createChats({ state: raw, chatIds: [OLD] })]) {
      expect(await each.isArchived(messageUpdate(3), NEW)).toBe('perhaps')
      expect(await each.has(NEW)).toBe(false)
      expect(await each.idsOf(NEW)).toEqual([NEW])
      expect(await each.current()).toEqual([OLD])
    }
  })

  it('takes the word of both sides, each seen by another process', async () => {
    const { raw } = tempLake()
    const one = createChats({ state: raw, chatIds: [OLD] })
    const other = createChats({ state: raw, chatIds: [OLD] })
    await one.isArchived(gone(OLD, NEW), OLD)
    expect(await other.isArchived(come(OLD, NEW), NEW)).toBe(true)
    expect(await other.current()).toEqual([NEW])
  })

  it("takes Telegram's word", async () => {
    const { raw } = tempLake()
    const chats = createChats({ state: raw, chatIds: [OLD] })
    await chats.follow(OLD, NEW)
    expect(await chats.has(NEW)).toBe(true)
    expect(await createChats({ state: raw, chatIds: [OLD] }).current()).toEqual([NEW])
  })

  it('learns nothing of the migrations of strangers', async () => {
    const { raw } = tempLake()
    const chats = createChats({ state: raw, chatIds: [OLD] })
    await migrate(chats, -7, STRANGER)
    await chats.follow(-7, STRANGER)
    expect(await chats.isArchived(messageUpdate(2), STRANGER)).toBe(false)
    expect(await chats.idsOf(STRANGER)).toEqual([STRANGER])
    const keys: string[] = []
    for await (const key of raw.list('')) keys.push(key)
    expect(keys).toEqual([])
  })

  it.each([
    ['from a supergroup', NEW, STRANGER],
    ['to a basic group', OLD, -2],
    ['to a person', OLD, 7],
    ['to itself', OLD, OLD],
  ])('does not believe in one %s, whoever says so', async (_, from, to) => {
    const { raw } = tempLake()
    const chats = createChats({ state: raw, chatIds: [from] })
    await migrate(chats, from, to)
    await chats.follow(from, to)
    expect(await chats.current()).toEqual([from])
    expect(await chats.idsOf(to)).toEqual([to])
  })

  it('does not believe in one between chats of other types', async () => {
    const { raw } = tempLake()
    const chats = createChats({ state: raw, chatIds: [OLD] })
    await chats.isArchived(gone(OLD, NEW, 'supergroup'), OLD)
    await chats.isArchived(come(OLD, NEW, 'channel'), NEW)
    expect(await chats.isArchived(messageUpdate(2), NEW)).toBe(false)
  })

  it('believes in one successor', async () => {
    const { raw } = tempLake()
    const chats = createChats({ state: raw, chatIds: [OLD] })
    await migrate(chats)
    await migrate(chats, OLD, STRANGER)
    expect(await chats.current()).toEqual([NEW])
    expect(await chats.has(STRANGER)).toBe(false)
  })

  it('archives every chat when it is told to', async () => {
    const chats = createChats({ state: tempLake().raw, chatIds: 'all' })
    expect(await chats.isArchived(messageUpdate(2), -42)).toBe(true)
  })

  it('archives what was agreed to, also after a restart and in the supergroup it becomes', async () => {
    const { raw } = tempLake()
    const chats = createChats({ state: raw, chatIds: configuredOrAgreed([]) })
    expect(await chats.current()).toEqual([])
    expect(await chats.has(-1)).toBe(false)
    await chats.agree(-1)
    expect(await chats.has(-1)).toBe(true)
    await migrate(chats)
    const restarted = createChats({ state: raw, chatIds: configuredOrAgreed([]) })
    expect(await restarted.has(-1)).toBe(true)
    expect(await restarted.has(NEW)).toBe(true)
    expect(await restarted.has(-2)).toBe(false)
    expect(await restarted.current()).toEqual([NEW])
  })

  it('archives only the configured ids, whatever was agreed to', async () => {
    const { raw } = tempLake()
    await createChats({ state: raw, chatIds: 'agreed' }).agree(-1)
    const chats = createChats({ state: raw, chatIds: configuredOrAgreed([-2]) })
    expect(await chats.has(-1)).toBe(false)
    expect(await chats.current()).toEqual([-2])
  })

  it('asks the store about one stranger once, however often it writes', async () => {
    const { raw } = tempLake()
    let lists = 0
    const state: typeof raw = {
      ...raw,
      list(prefix) {
        lists += 1
        return raw.list(prefix)
      },
    }
    const chats = createChats({ state, chatIds: [-1] })
    for (let count = 0; count < 50; count += 1) await chats.isArchived(messageUpdate(2), -9)
    for (let count = 0; count < 50; count += 1) await chats.isArchived(messageUpdate(2), -1)
    expect(lists).toBe(1)
  })
})
