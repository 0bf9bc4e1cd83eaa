import type { MessageRow } from '../lake/schema.ts'
import { IS } from './note.ts'
import { hasQuestionMark } from './text.ts'
import { authorOf, type Author, type Chat } from './talk.ts'

/** Messages of one person that follow each other this closely, in seconds, are one burst. */
const BURST_SECONDS = 120

/** A person who asks again within this time, in seconds, still asks about the same. */
const TALK_SECONDS = 20 * 60

/** What a person asks the room after this time, in seconds, in this many words that count, is a new doubt. */
const ANEW_SECONDS = 300
const LONG_TERMS = 3

/** Who wrote within this time, in seconds, is in the room. */
const COMPANY_SECONDS = 300

/** How long, in seconds, a person counts as somebody who is being helped. */
const HELPED_SECONDS = 60 * 60

interface Asker {
  /** When they last asked, in unix seconds. */
  askedAt: number
  /** The first question of their last burst. */
  head: MessageRow
  /** Their last message. */
  wroteAt: number
  /** Whether somebody addressed them since they last asked. */
  isAnswered: boolean
  /** Who addressed them since their doubt began. */
  readonly helpers: Set<number | null>
}

/** Whom a person last addressed. */
interface Touch {
  readonly to: number
  /** Unix seconds. */
  readonly at: number
}

/** Whether two people have addressed each other lately. */
function inTouch(
  { sender_id: from, to_sender_id: to, date }: MessageRow,
  touches: ReadonlyMap<number, Touch>,
): boolean {
  if (from === null || to === null) return false
  return isLately(touches.get(from), to, date) || isLately(touches.get(to), from, date)
}

function isLately(touch: Touch | undefined, whom: number, now: number): boolean {
  return touch !== undefined && touch.to === whom && now - touch.at <= HELPED_SECONDS
}

/** Tells doubts that start from further questions, from parts of one burst, and from what helpers ask back. */
export function typeQuestions({ rows, notes, threads }: Chat): void {
  for (const thread of threads) {
    const askers = new Map<Author, Asker>()
    const touches = new Map<number, Touch>()
    const room = createRoom()
    for (const index of thread) {
      const row = rows[index] as MessageRow
      const author = authorOf(row)
      const self = askers.get(author)
      const other = row.to_sender_id === null ? undefined : askers.get(row.to_sender_id)
      if (other) {
        other.isAnswered = true
        other.helpers.add(row.sender_id)
      }
      const isInTouch = inTouch(row, touches)
      if (row.sender_id !== null && row.to_sender_id !== null) {
        touches.set(row.sender_id, { to: row.to_sender_id, at: row.date })
      }
      const note = notes[index] as number
      // "Same here" tells a problem, and is no doubt of its own.
      const mayAsk = (note & (IS.asking | IS.problem)) !== 0 && (note & IS.echo) === 0
      const isTold =
        mayAsk &&
        !self &&
        looksLikeAdvice(row, note) &&
        (row.to_sender_id === null
          ? isTheOnlyAsker(askers, room.others(author, row.date), row.date)
          : other !== undefined && row.date - other.askedAt <= HELPED_SECONDS)
      const type = mayAsk && !isTold ? typeOf(row, note, self, other, isInTouch) : undefined
      if (type) {
        row.is_question = true
        row.question_type = type
        row.question_id = type === 'part' && self ? self.head.message_id : row.message_id
        if (type !== 'counter') {
          const head = type === 'part' && self ? self.head : row
          const helpers =
            type === 'opening' ? new Set<number | null>() : (self?.helpers ?? new Set())
          askers.set(author, {
            askedAt: row.date,
            head,
            wroteAt: row.date,
            isAnswered: false,
            helpers,
          })
        }
      }
      if (self) self.wroteAt = row.date
      room.wrote(author, row.date)
    }
  }
}

/** Without a question mark, and not of oneself: said to somebody who asked, it is an answer, however it is put. */
function looksLikeAdvice({ question }: MessageRow, note: number): boolean {
  const hasMark = question !== null && hasQuestionMark(question)
  return !hasMark && (note & (IS.aboutMe | IS.toRoom)) === 0
}

/** Whether the only other person in the room has just asked and nobody has answered yet. */
function isTheOnlyAsker(
  askers: ReadonlyMap<Author, Asker>,
  company: readonly Author[],
  now: number,
): boolean {
  const [only] = company
  const asker = company.length === 1 && only !== undefined ? askers.get(only) : undefined
  return asker !== undefined && !asker.isAnswered && now - asker.askedAt <= COMPANY_SECONDS
}

/** Who wrote in the last minutes. */
function createRoom() {
  /** When each wrote last, the latest at the end. */
  const lately = new Map<Author, number>()
  return {
    wrote(author: Author, date: number): void {
      lately.delete(author)
      lately.set(author, date)
    },
    /** Two at most: more are many. */
    others(author: Author, now: number): readonly Author[] {
      const others: Author[] = []
      for (const [other, wroteAt] of lately) {
        if (now - wroteAt > COMPANY_SECONDS) lately.delete(other)
        else if (other !== author && others.push(other) === 2) break
      }
      return others
    },
  }
}

/** What a message that asks or tells a problem is; undefined when it is no question after all. */
function typeOf(
  row: MessageRow,
  note: number,
  self: Asker | undefined,
  other: Asker | undefined,
  isInTouch: boolean,
): string | undefined {
  const isAsking = (note & IS.asking) !== 0
  const isProblem = (note & IS.problem) !== 0
  const isLong = (row.question_terms?.split(' ').length ?? 0) >= LONG_TERMS
  const isAboutYou = (note & IS.aboutYou) !== 0
  const sinceAsked = self ? row.date - self.askedAt : Infinity
  const isTalking = sinceAsked <= TALK_SECONDS
  if (row.to_sender_id !== null) {
    const isNew = row.reply_to_message_id === null && !isInTouch && !self && !other
    if (isNew && !isAboutYou) return 'opening'
    if (isProblem) return undefined
    const isAsker = sinceAsked <= HELPED_SECONDS
    const isHelper = other !== undefined && row.date - other.askedAt <= HELPED_SECONDS
    if (isAsker && self?.helpers.has(row.to_sender_id)) return 'follow_up'
    if (isHelper && (!isAsker || isAboutYou)) return 'counter'
    return isAboutYou ? 'counter' : 'follow_up'
  }
  if (self && isTalking) {
    const isBurst = row.date - self.wroteAt <= BURST_SECONDS && !self.isAnswered
    if (isBurst) return 'part'
    const isNew = (note & IS.toRoom) !== 0 || (sinceAsked > ANEW_SECONDS && isLong)
    if (isNew) return 'opening'
    if (!isAsking) return undefined
    return self.isAnswered ? 'follow_up' : 'part'
  }
  return isAboutYou && isAsking ? 'counter' : 'opening'
}
