import { AGREED_PREFIX, MIGRATIONS_PREFIX } from '../../etl/lake/keys.ts'
import type { ObjectStore } from '../../etl/lake/store.ts'
import { fields, integer, type Update } from '../../etl/lake/update.ts'

/**
 * An unknown chat is looked up on first sight and again after this long: another process may have seen a
 * migration. The number of chats remembered is bounded, since anyone can add the bot to a chat.
 */
const RELOAD_MILLISECONDS = 60_000
const MAX_REMEMBERED = 1_000

/** Which chats are archived: the configured or agreed groups, and the supergroups that they became. */
export interface Chats {
  /** Whether the update's chat is archived. Also learns of migrations from the two messages that announce each. */
  isArchived(update: Update, chatId: number): Promise<boolean>
  /** Whether the chat is archived. */
  has(chatId: number): Promise<boolean>
  /** The archived groups by their current ids. */
  current(): Promise<number[]>
  /** All ids of this chat in the lake: its own and those it had before migrations. */
  idsOf(chatId: number): Promise<number[]>
  /** The operator agrees to archive this group: from now on, as long as no ids are configured. */
  agree(chatId: number): Promise<void>
}

export interface ChatsDeps {
  readonly state: ObjectStore
  /** The configured ids; `agreed` archives those that the operator has agreed to, `all` every chat. */
  readonly chatIds: readonly number[] | 'agreed' | 'all'
}

/** The configured ids always win over what was agreed to. */
export function configuredOrAgreed(chatIds: readonly number[]): ChatsDeps['chatIds'] {
  return chatIds.length > 0 ? chatIds : 'agreed'
}

export function createChats({ state, chatIds }: ChatsDeps): Chats {
  /** New id → old id. */
  const migrations = new Map<number, number>()
  const agreed = new Set<number>()
  /** Chat → when it was last looked up. */
  const lookedUp = new Map<number, number>()

  /** On behalf of one unknown chat, or of all chats (0). */
  async function load(chatId = 0): Promise<void> {
    const now = performance.now()
    if (now - (lookedUp.get(chatId) ?? -Infinity) < RELOAD_MILLISECONDS) return
    for await (const key of state.list(MIGRATIONS_PREFIX)) {
      const [to, from] = key.slice(MIGRATIONS_PREFIX.length).split('-from-').map(Number)
      if (to !== undefined && from !== undefined) migrations.set(to, from)
    }
    if (chatIds === 'agreed') {
      for await (const key of state.list(AGREED_PREFIX)) {
        agreed.add(Number(key.slice(AGREED_PREFIX.length)))
      }
    }
    if (lookedUp.size >= MAX_REMEMBERED) lookedUp.clear()
    lookedUp.set(chatId, now)
  }

  function isChosen(chatId: number): boolean {
    if (chatIds === 'all') return true
    return chatIds === 'agreed' ? agreed.has(chatId) : chatIds.includes(chatId)
  }

  async function isKnown(chatId: number): Promise<boolean> {
    if (isChosen(chatId)) return true
    const old = migrations.get(chatId)
    if (old !== undefined) return isKnown(old)
    await load(chatId)
    if (isChosen(chatId)) return true
    const loaded = migrations.get(chatId)
    return loaded !== undefined && isKnown(loaded)
  }

  async function lineage(chatId: number): Promise<number[]> {
    await load(chatId)
    const ids = [chatId]
    for (let old = migrations.get(chatId); old !== undefined; old = migrations.get(old)) {
      if (ids.includes(old)) break
      ids.push(old)
    }
    return ids
  }

  async function learn(from: number, to: number): Promise<void> {
    // A chat cannot migrate to an id that it had before.
    if (migrations.get(to) === from || (await lineage(from)).includes(to)) return
    await state.put(`${MIGRATIONS_PREFIX}${to}-from-${from}`, new Uint8Array())
    migrations.set(to, from)
  }

  return {
    async isArchived(update, chatId) {
      const migration = migrationOf(update, chatId)
      if (!migration) return isKnown(chatId)
      if (!(await isKnown(migration.from))) return isKnown(chatId)
      await learn(migration.from, migration.to)
      return true
    },

    has: isKnown,

    async current() {
      if (chatIds === 'agreed') await load()
      const chosen = typeof chatIds === 'object' ? chatIds : [...agreed]
      for (const chatId of chosen) await load(chatId)
      const next = new Map([...migrations].map(([to, from]) => [from, to]))
      return chosen.map((chatId) => {
        let id = chatId
        for (let hops = 0; hops < next.size && next.has(id); hops += 1) id = next.get(id) ?? id
        return id
      })
    },

    idsOf: lineage,

    async agree(chatId) {
      await state.put(`${AGREED_PREFIX}${chatId}`, new Uint8Array())
      agreed.add(chatId)
    },
  }
}

/** Telegram announces a migration twice: in the old chat with the new id, in the new chat with the old one. */
function migrationOf(update: Update, chatId: number): { from: number; to: number } | undefined {
  const message = fields(update.message)
  const to = integer(message?.migrate_to_chat_id)
  if (to !== undefined) return { from: chatId, to }
  const from = integer(message?.migrate_from_chat_id)
  return from === undefined ? undefined : { from, to: chatId }
}
