// Who occurs in a day's raw objects, so that an erasure knows which days to rewrite.
import { PEOPLE_PREFIX } from '../lake/keys.ts'
import type { ObjectStore } from '../lake/store.ts'
import { integer, occasionOf, unixDate, type Fields, type Update } from '../lake/update.ts'
import { hashesOf } from './hashes.ts'
import type { Registry } from './registry.ts'
import { inChat, userSubject } from './subjects.ts'

/** Between which moments, in unix seconds, something of a person is dated. */
interface Span {
  first: number
  last: number
}

/** The people in the updates of a day: who wrote, reacted, was mentioned, quoted or forwarded. */
export interface People {
  add(update: Update): void
  /** Chat → user → when. */
  readonly found: ReadonlyMap<number, ReadonlyMap<number, Span>>
}

/** Objects without people, of which there are many. */
const NOBODY = new Set([
  'chat',
  'photo',
  'video',
  'animation',
  'thumbnail',
  'new_reaction',
  'old_reaction',
])

/** That of a story, of which the publisher may be a person. Groups have ids below 0. */
function isPersonsChat(name: string, value: object): boolean {
  return name === 'chat' && (integer((value as Fields).id) ?? 0) > 0
}

export function peopleIn(): People {
  const found = new Map<number, Map<number, Span>>()

  function note(users: Map<number, Span>, userId: number, { first, last }: Span): void {
    const span = users.get(userId)
    if (!span) users.set(userId, { first, last })
    else {
      if (first < span.first) span.first = first
      if (last > span.last) span.last = last
    }
  }

  /**
   * What is repeated of earlier days is as old as it was. Not recursive: an update may be nested as deep as it likes.
   */
  function search(event: Fields, users: Map<number, Span>, dates: Span): void {
    const open = [{ object: event, ...dates }]
    for (let next = open.pop(); next; next = open.pop()) {
      const { object, first, last } = next
      for (const name in object) {
        const value = object[name]
        if (typeof value === 'number') {
          const isUser = (name === 'id' || name === 'user_id') && integer(value) !== undefined
          if (isUser) note(users, value, { first, last })
        } else if (typeof value === 'object' && value !== null) {
          if (NOBODY.has(name) && !isPersonsChat(name, value)) continue
          const within = value as Fields
          open.push({
            object: within,
            first: Math.min(first, unixDate(within.date) ?? first),
            last,
          })
        }
      }
    }
  }

  return {
    found,
    add(update) {
      const { kind, chatId = 0, date = 0 } = occasionOf(update)
      if (kind === undefined) return
      let users = found.get(chatId)
      if (!users) found.set(chatId, (users = new Map()))
      const event = update[kind] as Fields
      const edited = unixDate(event.edit_date) ?? date
      search(event, users, { first: date, last: Math.max(date, edited) })
    },
  }
}

export interface Occurrence extends Span {
  readonly hash: string
}

/** The stored form: what the raw objects were (see `Source`), and when who occurs in them. */
export interface PeopleIndex {
  readonly of: string
  readonly people: readonly Occurrence[]
}

const keyOf = (date: string) => `${PEOPLE_PREFIX}${date}`

/** Stores who occurs in a day; `base` is the index of what was read before. */
export async function putPeople(
  raw: ObjectStore,
  date: string,
  { of, found, base }: { of: string; found: People['found']; base?: PeopleIndex },
): Promise<void> {
  const hashOf = await hashesOf(raw)
  const spans = new Map<string, Span>()
  const add = (hash: string, { first, last }: Span) => {
    const known = spans.get(hash)
    const merged = {
      first: Math.min(first, known?.first ?? first),
      last: Math.max(last, known?.last ?? last),
    }
    spans.set(hash, merged)
  }
  for (const each of base?.people ?? []) add(each.hash, each)
  for (const [chatId, users] of found) {
    for (const [userId, span] of users) {
      const subject = userSubject(userId)
      add(hashOf(subject), span)
      add(hashOf(inChat(subject, chatId)), span)
    }
  }
  const lines = [...spans].map(([hash, { first, last }]) => `${hash} ${first} ${last}`).sort()
  await raw.put(keyOf(date), Buffer.from([of, ...lines, ''].join('\n')))
}

/** Undefined when the day has none, or one that is damaged. */
export async function readPeople(raw: ObjectStore, date: string): Promise<PeopleIndex | undefined> {
  const body = await raw.get(keyOf(date))
  if (!body) return undefined
  const [of = '', ...lines] = Buffer.from(body).toString().split('\n')
  if (lines.pop() !== '') return undefined
  const people = lines.map((line) => {
    const [hash = '', first, last] = line.split(' ')
    return { hash, first: Number(first), last: Number(last) }
  })
  return people.some(({ first, last }) => Number.isNaN(first + last)) ? undefined : { of, people }
}

export async function deletePeople(raw: ObjectStore, date: string): Promise<void> {
  await raw.delete(keyOf(date))
}

/** Whether somebody occurs who must not. */
export function isConcerned({ people }: PeopleIndex, registry: Registry): boolean {
  return people.some(({ hash, first, last }) => registry.concerns(hash, first, last))
}
