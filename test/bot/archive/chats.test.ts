import { describe, expect, it } from 'vitest'

import { configuredOrAgreed, createChats } from '../../../bot/archive/chats.ts'
import { tempLake } from '../../helpers/lake.ts'
import { messageUpdate } from '../../helpers/updates.ts'

const migration = (from: number, to: number) =>
  messageUpdate(1, { chat: { id: from, type: 'group' }, migrate_to_chat_id: to })

describe('createChats', () => {
  it('knows the ids that a group had before each of its migrations, also after a restart', async () => {
    const { raw } = tempLake()
    const chats = createChats({ state: raw, chatIds: [-1] })
    await chats.isArchived(migration(-1, -1001), -1)
    await chats.isArchived(migration(-1001, -1002), -1001)
    expect(await chats.idsOf(-1002)).toEqual([-1002, -1001, -1])
    expect(await chats.idsOf(-1)).toEqual([-1])
    const restarted = createChats({ state: raw, chatIds: [-1] })
    expect(await restarted.idsOf(-1002)).toEqual([-1002, -1001, -1])
    expect(await restarted.isArchived(messageUpdate(2), -1002)).toBe(true)
    expect(await restarted.isArchived(messageUpdate(2), -1003)).toBe(false)
  })

  it('learns nothing of the migrations of strangers', async () => {
    const { raw } = tempLake()
    const chats = createChats({ state: raw, chatIds: [-1] })
    expect(await chats.isArchived(migration(-7, -1007), -7)).toBe(false)
    expect(await chats.isArchived(messageUpdate(2), -1007)).toBe(false)
    expect(await chats.idsOf(-1007)).toEqual([-1007])
  })

  it('does not take a way back for a migration', async () => {
    const { raw } = tempLake()
    const chats = createChats({ state: raw, chatIds: [-1] })
    await chats.isArchived(migration(-1, -1), -1)
    await chats.isArchived(migration(-1, -1001), -1)
    await chats.isArchived(migration(-1001, -1), -1001)
    await chats.isArchived(migration(-1001, -1001), -1001)
    expect(await chats.isArchived(messageUpdate(2), -1001)).toBe(true)
    expect(await chats.idsOf(-1)).toEqual([-1])
    expect(await chats.idsOf(-1001)).toEqual([-1001, -1])
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
    await chats.isArchived(migration(-1, -1001), -1)
    const restarted = createChats({ state: raw, chatIds: configuredOrAgreed([]) })
    expect(await restarted.has(-1)).toBe(true)
    expect(await restarted.has(-1001)).toBe(true)
    expect(await restarted.has(-2)).toBe(false)
    expect(await restarted.current()).toEqual([-1001])
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
