import { AGREED_PREFIX, CLAIMS_PREFIX, MIGRATIONS_PREFIX } from '../../etl/lake/keys.ts'
import type { ObjectStore } from '../../etl/lake/store.ts'
import type { Update } from '../../etl/lake/update.ts'
import type { Admission, Archived } from './archive.ts'
import { claimOf, isBasicGroup, isPossible, type Claim } from './claim.ts'
import { createHeld } from './held.ts'

/**
 * An unknown chat is looked up on first sight and again after this long: another process may have seen a
 * migration, which is sooner to be expected while there is a group that can still migrate. The number of chats
 * remembered is bounded, since anyone can add the bot to a chat.
 */
const RELOAD_MILLISECONDS = 60_000
const SOON_MILLISECONDS = 5_000
const MAX_REMEMBERED = 1_000

/** Which chats are archived: the configured or agreed groups, and the supergroups that they became. */
export interface Chats extends Admission {
  /**
   * Whether the update's chat is archived; `perhaps` when one side alone says that it is the successor of an archived
   * group. Learns of a migration from the two messages that announce it, once both were seen.
   */
  isArchived(update: Update, chatId: number): Promise<boolean | 'perhaps'>
  /** Keeps an update of such a chat, under the key that it gets in the lake once the chat is known to be archived. */
  hold(chatId: number, key: string, body: Uint8Array): Promise<Archived>
  /** Telegram itself says that this group became that supergroup. */
  follow(from: number, to: number): Promise<void>
  /** Whether one side alone says that the chat is the successor of an archived group. */
  isClaimed(chatId: number): Promise<boolean>
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
  /** The same, as one side alone says. */
  const claims = new Map<number, number>()
  const held = createHeld(state)
  /** Successors of which nothing is held any more. */
  const released = new Set<number>()
  const agreed = new Set<number>()
  /** Chat → when it was last looked up. */
  const lookedUp = new Map<number, number>()

  /** On behalf of one unknown chat, or of all chats (0). */
  async function load(chatId = 0): Promise<void> {
    const now = performance.now()
    const reload = isAnyMovable() ? SOON_MILLISECONDS : RELOAD_MILLISECONDS
    if (now - (lookedUp.get(chatId) ?? -Infinity) < reload) return
    for await (const key of state.list(MIGRATIONS_PREFIX)) {
      const isClaim = key.startsWith(CLAIMS_PREFIX)
      const [to, from] = idsIn(key.slice((isClaim ? CLAIMS_PREFIX : MIGRATIONS_PREFIX).length))
      if (to !== undefined && from !== undefined) (isClaim ? claims : migrations).set(to, from)
    }
    if (chatIds === 'agreed') {
      for await (const key of state.list(AGREED_PREFIX)) {
        agreed.add(Number(key.slice(AGREED_PREFIX.length)))
      }
    }
    if (lookedUp.size >= MAX_REMEMBERED) lookedUp.clear()
    lookedUp.set(chatId, now)
  }

  /** Whether an archived group may still become a supergroup. */
  function isAnyMovable(): boolean {
    const chosen = typeof chatIds === 'object' ? chatIds : [...agreed]
    const gone = new Set(migrations.values())
    return chosen.some((id) => isBasicGroup(id) && !gone.has(id))
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

  async function isClaimedChat(chatId: number): Promise<boolean> {
    const from = claims.get(chatId)
    return from !== undefined && migrations.get(chatId) === undefined && isKnown(from)
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
    const isNew = migrations.get(to) !== from
    if (isNew) await state.put(migrationKey({ from, to }), new Uint8Array())
    migrations.set(to, from)
    await releaseOnce(to)
  }

  /** Also what a process that ended meanwhile has left. */
  async function releaseOnce(to: number): Promise<void> {
    if (released.has(to)) return
    await held.release(to)
    released.add(to)
  }

  /** Each side leaves its word in the store before it looks for the other's, so one of them finds both. */
  async function witness({ from, to, side }: Claim): Promise<void> {
    if (migrations.get(to) === from || [...migrations.values()].includes(from)) return
    const prefix = `${CLAIMS_PREFIX}${to}-from-${from}/`
    await state.put(`${prefix}${side}`, new Uint8Array())
    claims.set(to, from)
    const sides: string[] = []
    for await (const key of state.list(prefix)) sides.push(key.slice(prefix.length))
    if (sides.includes('old') && sides.includes('new')) await learn(from, to)
  }

  return {
    async isArchived(update, chatId) {
      const claim = claimOf(update)
      if (claim && (await isKnown(claim.from))) await witness(claim)
      if (!(await isKnown(chatId))) return (await isClaimedChat(chatId)) ? 'perhaps' : false
      if (migrations.has(chatId)) await releaseOnce(chatId)
      return true
    },

    async hold(chatId, key, body) {
      await held.keep(chatId, key, body)
      const from = claims.get(chatId)
      if (from === undefined) return { key, stored: false, isHeld: true }
      // Another process may have learned of it and moved what was held, just before.
      for await (const found of state.list(migrationKey({ from, to: chatId }))) {
        if (found !== migrationKey({ from, to: chatId })) continue
        released.delete(chatId)
        await learn(from, chatId)
        return { key, stored: true }
      }
      return { key, stored: false, isHeld: true }
    },

    async follow(from, to) {
      if (isPossible({ from, to }) && (await isKnown(from))) await learn(from, to)
    },

    isClaimed: isClaimedChat,

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

function migrationKey({ from, to }: Pick<Claim, 'from' | 'to'>): string {
  return `${MIGRATIONS_PREFIX}${to}-from-${from}`
}

/** `-1001-from--1` or `-1001-from--1/old`. */
function idsIn(name: string): (number | undefined)[] {
  return (name.split('/')[0] ?? '')
    .split('-from-')
    .map(Number)
    .map((id) => (Number.isSafeInteger(id) ? id : undefined))
}
