import type { MessageRow } from '../lake/schema.ts'
import { fold } from './text.ts'

/** Who is meant by a name, in one chat on one day. */
export interface People {
  add(row: MessageRow): void
  /**
   * Whom a text addresses by a mention anywhere or by a name at its beginning; undefined when nobody, or when the
   * name is that of several people.
   */
  addressedIn(text: string): number | undefined
}

/** A name at the beginning without a comma or colon after it counts from this many letters on. */
const CERTAIN_LETTERS = 5
const LEAST_LETTERS = 2

const FIRST_PIECE = /^\W{0,3}?(@?)([^\s,:;!?>]{1,64})([,:;>]|\s|$)/
const MENTION = /(?:^|[^\w@./])@(\w{3,32})/g

/** `common` are words that are no names unless a comma or colon follows. */
export function people(common: ReadonlySet<string>): People {
  /** The only sender with that name; null when there are several. */
  const byName = new Map<string, number | null>()
  const byUsername = new Map<string, number>()
  /** The last message of each, whose names are noted. */
  const known = new Map<number, MessageRow>()

  function note(name: string, sender: number): void {
    const key = fold(name)
    if (key.length < LEAST_LETTERS) return
    const other = byName.get(key)
    if (other === undefined) byName.set(key, sender)
    else if (other !== sender) byName.set(key, null)
  }

  return {
    add(row) {
      const { sender_id: sender, sender_name: name, user_first_name: first } = row
      const { user_username, user_id } = row
      if (sender === null) return
      const last = known.get(sender)
      if (last && hasSameNames(last, row)) return
      known.set(sender, row)
      if (sender !== user_id) {
        if (name) note(name.replace(/\s.*/, ''), sender)
        return
      }
      if (user_username) {
        byUsername.set(user_username.toLowerCase(), sender)
        note(user_username, sender)
      }
      if (first) {
        note(first.replace(/\s+/g, ''), sender)
        note(first.replace(/\s.*/, ''), sender)
      }
    },
    addressedIn(text) {
      const [, at, piece = '', after] = FIRST_PIECE.exec(text) ?? []
      const name = fold(piece)
      const sender = byName.get(name) ?? undefined
      const isCertain = at === '@' || (after !== undefined && /[,:;>]/.test(after))
      if (
        sender !== undefined &&
        (isCertain || (name.length >= CERTAIN_LETTERS && !common.has(name)))
      )
        return sender
      if (!text.includes('@')) return undefined
      for (const [, username = ''] of text.matchAll(MENTION)) {
        const mentioned = byUsername.get(username.toLowerCase())
        if (mentioned !== undefined) return mentioned
      }
      return undefined
    },
  }
}

function hasSameNames(one: MessageRow, other: MessageRow): boolean {
  return (
    one.user_username === other.user_username &&
    one.sender_name === other.sender_name &&
    one.user_first_name === other.user_first_name
  )
}
