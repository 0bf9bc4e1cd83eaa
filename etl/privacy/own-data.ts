import { ONCE_PREFIX } from '../lake/keys.ts'
import { fields, type Fields, type Update } from '../lake/update.ts'
import { listDay, listDays } from '../listing.ts'
import { isDayStale, type PlanDeps } from '../plan.ts'
import { readObjects } from '../read.ts'
import { hashesOf } from './hashes.ts'
import { readPeople } from './people.ts'
import { currentRegistry } from './privacy.ts'
import { redact } from './redact.ts'
import { userSubject } from './subjects.ts'

export interface OwnData {
  /** What came from the person or is about them, as stored, in order of days; what others wrote is left out. */
  readonly updates: readonly Update[]
  /** What the programs remember of them. */
  readonly remembered: readonly string[]
  /** The first day that was looked through, when there was no time or room for those before it. */
  readonly since: string | undefined
}

export interface OwnDataOptions {
  /** Asked before each day. */
  hasTime(): boolean
  /** How many bytes of updates there is room for. */
  readonly maxBytes: number
}

/** A day's index is looked through without asking whether it is current, except for the last ones. */
const RECENT_DAYS = 9

/**
 * What is stored of a person, the latest days first when not all of it can be had.
 * @throws Error when a store fails.
 */
export async function ownData(
  deps: PlanDeps,
  userId: number,
  { hasTime, maxBytes }: OwnDataOptions,
): Promise<OwnData> {
  const { raw } = deps
  const hash = (await hashesOf(raw))(userSubject(userId))
  const days = (await listDays(raw)).reverse()
  const found: Update[][] = []
  let since: string | undefined
  let bytes = 0
  for (const [number, date] of days.entries()) {
    if (!hasTime() || bytes > maxBytes) {
      since = days[number - 1] ?? date
      break
    }
    const index = await readPeople(raw, date)
    const isIndexed = index && (number >= RECENT_DAYS || !(await isDayStale(deps, date)))
    if (isIndexed && !index.people.some((each) => each.hash === hash)) continue
    const own = await ownOfDay(deps, date, userId)
    bytes += own.reduce((sum, update) => sum + JSON.stringify(update).length, 0)
    found.push(own)
  }
  const remembered: string[] = []
  for await (const key of raw.list(ONCE_PREFIX)) {
    if (key.split('/').at(-1) === String(userId)) remembered.push(key)
  }
  return { updates: found.reverse().flat(), remembered, since }
}

async function ownOfDay({ raw }: PlanDeps, date: string, userId: number): Promise<Update[]> {
  const registry = await currentRegistry(raw)
  const own: Update[] = []
  for await (const { updates } of readObjects(raw, await listDay(raw, date))) {
    for (const update of updates) {
      // Others may have asked to be erased, and are not yet.
      const kept = isOf(update, userId) ? redact(update, registry) : undefined
      if (kept && isOf(kept, userId)) own.push(withoutOthers(kept, userId))
    }
  }
  return own
}

/** Whether the person wrote it, did it, or is who it happened to. */
function isOf(update: Update, userId: number): boolean {
  return Object.values(update).some((value) => {
    const event = fields(value)
    if (!event) return false
    const { from, user, new_chat_member, left_chat_member, new_chat_members } = event
    const people = [from, user, left_chat_member, fields(new_chat_member)?.user]
    const joined = Array.isArray(new_chat_members) ? (new_chat_members as unknown[]) : []
    return [...people, ...joined].some((each) => fields(each)?.id === userId)
  })
}

/** Copies of messages inside a message. */
const COPIES = ['reply_to_message', 'external_reply', 'quote', 'pinned_message', 'message']

/** The update without what others wrote: of a copied message of theirs only its id remains. */
function withoutOthers(update: Update, userId: number): Update {
  const kept = Object.entries(update).map(([kind, value]) => {
    const event = fields(value)
    return [kind, event ? ownPart(event, userId) : value] as const
  })
  return Object.fromEntries(kept) as Update
}

function ownPart(event: Fields, userId: number): Fields {
  const isMine = (copy: Fields) => fields(copy.from)?.id === userId
  const kept = Object.entries(event).map(([name, value]) => {
    const copy = COPIES.includes(name) ? fields(value) : undefined
    if (!copy || isMine(copy)) return [name, value] as const
    return [name, { message_id: copy.message_id }] as const
  })
  return Object.fromEntries(kept)
}
