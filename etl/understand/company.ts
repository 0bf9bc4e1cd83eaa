import type { MessageRow } from '../lake/schema.ts'
import { authorOf, isDoubt, type Author } from './talk.ts'

/** Who was addressed within this time, in seconds, is likely to answer that. */
const CALL_SECONDS = 180

/** People who have addressed each other within this time, in seconds, are in touch. */
const TOUCH_SECONDS = 60 * 60

/** This many messages more, none of them a doubt, for whom a few messages tell little about. */
const FEW_MESSAGES = 3

/** Who speaks with whom in a thread. A place is an index in the thread. */
export interface Company {
  /** Where the author of the message at a place writes next, and where just before; -1 when nowhere. */
  nextOf(place: number): number
  previousOf(place: number): number
  /** Who was the last to address that author, a short while ago; undefined once the author addressed somebody since. */
  callerOf(place: number): Author | undefined
  /** About which share of an author's messages are doubts. */
  doubtsOf(author: Author): number
}

/** Looks through a thread of `rows` once. */
export function companyIn(thread: readonly number[], rows: readonly MessageRow[]): Company {
  const next = new Int32Array(thread.length).fill(-1)
  const previous = new Int32Array(thread.length).fill(-1)
  const callers: (Author | undefined)[] = []
  const written = new Map<Author, { place: number; messages: number; doubts: number }>()
  const calls = new Map<number, { readonly by: Author; readonly date: number }>()
  for (const [place, index] of thread.entries()) {
    const row = rows[index] as MessageRow
    const author = authorOf(row)
    const own = written.get(author) ?? { place: -1, messages: 0, doubts: 0 }
    if (own.place === -1) written.set(author, own)
    else next[own.place] = place
    previous[place] = own.place
    own.place = place
    own.messages += 1
    if (isDoubt(row)) own.doubts += 1
    const { sender_id: sender, to_sender_id: to, date } = row
    const call = sender === null ? undefined : calls.get(sender)
    callers.push(call && date - call.date <= CALL_SECONDS ? call.by : undefined)
    if (to === null) continue
    if (sender !== null) calls.delete(sender)
    calls.set(to, { by: author, date })
  }
  return {
    nextOf: (place) => next[place] ?? -1,
    previousOf: (place) => previous[place] ?? -1,
    callerOf: (place) => callers[place],
    doubtsOf(author) {
      const { messages = 0, doubts = 0 } = written.get(author) ?? {}
      return doubts / (messages + FEW_MESSAGES)
    },
  }
}

/** Remembers who has addressed whom. */
export function createTouches() {
  const latest = new Map<number, Map<number, number>>()
  return {
    add({ sender_id: from, to_sender_id: to, date }: MessageRow): void {
      if (from === null || to === null) return
      const known = latest.get(from)
      if (known) known.set(to, date)
      else latest.set(from, new Map([[to, date]]))
    },
    /** Whether two people addressed each other in the hour before `now`, in unix seconds. */
    has(one: number | null, other: number | null, now: number): boolean {
      if (one === null || other === null) return false
      const there = latest.get(one)?.get(other) ?? -Infinity
      const back = latest.get(other)?.get(one) ?? -Infinity
      return now - Math.max(there, back) <= TOUCH_SECONDS
    },
  }
}
