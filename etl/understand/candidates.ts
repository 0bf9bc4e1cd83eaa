import type { MessageRow } from '../lake/schema.ts'
import { companyIn, createTouches } from './company.ts'
import { IS } from './note.ts'
import { authorOf, isDoubt, type Author, type Chat } from './talk.ts'

/** How far an answer without reply is looked for. */
const NEXT_MESSAGES = 15

/** One that names the asker is looked for further on within this time, in seconds: others talk in between. */
const NAMING_SECONDS = 240
const NAMING_MESSAGES = 40

const DAY_SECONDS = 24 * 60 * 60

/** With whom the asker talked in this time before, in seconds, is a partner. */
const PARTNER_SECONDS = 300
const PARTNER_MESSAGES = 30

/** In a quiet room, the next message within `NEXT_SECONDS` may answer. */
const NEXT_SECONDS = 300
const QUIET_SECONDS = 60

/** Nobody reads a question and types an answer within this time, in seconds. */
const TYPING_SECONDS = 4

/** Within these times, in seconds, the asker goes on because of what was said. */
const SOON_SECONDS = 180
const AT_ONCE_SECONDS = 60

/** Waiting longer than this, in seconds, says no more; nor do more messages than these. */
const LONG_SECONDS = 120
const MANY_MESSAGES = 3

/** How a message that may answer is found. */
export type Rule = 'asked' | 'name' | 'partner' | 'named' | 'next'

/**
 * What speaks for or against a message being the answer. *Steps* is the logarithm to the base of 2 of what is counted
 * and one more; what begins with is or has is 1 or 0.
 */
export interface Clues {
  /** Seconds since the question, or since the last message of its burst, in steps. */
  readonly wait: number
  /** Whether the question is a burst of several messages. */
  readonly isBurst: number
  /** Whether there was no time to read the question and type. */
  readonly isInstant: number
  /** Messages of others since the question, but for those that answer nothing, in steps; 0 for one that names. */
  readonly others: number
  /** Messages that its author has written since, and whether one of them names the asker. */
  readonly before: number
  readonly hasNamedBefore: number
  /** Messages since that name the asker. */
  readonly namings: number
  /** Messages of the asker since in steps, whether they are more than the burst, and whether they ask anew. */
  readonly own: number
  readonly hasGoneOn: number
  readonly hasAskedAnew: number
  /** Whether the asker has addressed its author since. */
  readonly isSpokenTo: number
  /** Whether the asker, or somebody else, addressed its author just before. */
  readonly isCalled: number
  readonly isCalledByOther: number
  /** Whether the two were in touch before, and whether the asker was talking with somebody else. */
  readonly isInTouch: number
  readonly hasOtherPartner: number
  /** Whether it names the asker, and whether the question was for somebody else. */
  readonly isNaming: number
  readonly isForOther: number
  /** Whether its author is whom the asker addresses next. */
  readonly isNamedNext: number
  /** Whether the asker goes on soon after it, at once to the room, and to its author. */
  readonly isFollowed: number
  readonly isFollowedAtOnce: number
  readonly isFollowedByName: number
  /** People who wrote in the minutes before the question, in steps. */
  readonly people: number
  /** The share of its author's messages that are doubts. */
  readonly askerShare: number
}

/** A message that may answer a question. */
export interface Candidate {
  readonly question: MessageRow
  readonly row: MessageRow
  /** Where `row` is among those of the chat. */
  readonly index: number
  readonly rule: Rule
  readonly clues: Clues
}

/** Visits the messages without reply that may answer a doubt, for each doubt that `isOpen`, in order. */
export function eachCandidate(
  chat: Chat,
  isOpen: (question: MessageRow) => boolean,
  visit: (candidate: Candidate) => void,
): void {
  for (const thread of chat.threads) {
    const touches = createTouches()
    const company = companyIn(thread, chat.rows)
    for (const [place, index] of thread.entries()) {
      const row = chat.rows[index] as MessageRow
      if (isDoubt(row) && row.question_type !== 'part' && isOpen(row)) {
        follow({ chat, thread, company, touches }, place, visit)
      }
      touches.add(row)
    }
  }
}

interface Room {
  readonly chat: Chat
  readonly thread: readonly number[]
  readonly company: ReturnType<typeof companyIn>
  readonly touches: ReturnType<typeof createTouches>
}

function rowAt({ chat, thread }: Room, place: number): MessageRow {
  return chat.rows[thread[place] as number] as MessageRow
}

/** What is known of a question while the messages after it are looked at. */
interface Search {
  readonly room: Room
  readonly place: number
  readonly question: MessageRow
  readonly asker: Author
  readonly partner: number | undefined
  readonly isQuiet: boolean
  namedNext: number | undefined
  /** Messages of others, up to the place `counted`. */
  others: number
  counted: number
}

/** Visits what may answer the question at a place. */
function follow(room: Room, place: number, visit: (candidate: Candidate) => void): void {
  const { thread, company, touches } = room
  const question = rowAt(room, place)
  const asker = authorOf(question)
  const { sender_id: self, to_sender_id: asked } = question
  const { partner, people, isQuiet } = before(room, place)
  const namedNext = addressedNext(room, place)
  const search: Search = {
    ...{ room, place, question, asker, partner, isQuiet, namedNext },
    others: 0,
    counted: place,
  }
  const spokenTo = new Set<number>()
  let [own, namings, end] = [0, 0, question.date]
  let [isBurst, hasGoneOn, hasAskedAnew] = [false, false, false]
  let ownNext = company.nextOf(place)
  const last = Math.min(thread.length - 1, place + NAMING_MESSAGES)
  for (let there = place + 1; there <= last; there += 1) {
    const row = rowAt(room, there)
    const seconds = row.date - question.date
    const isNear = there - place <= NEXT_MESSAGES
    if (seconds > (isNear ? DAY_SECONDS : NAMING_SECONDS)) return
    const { sender_id: sender, to_sender_id: to } = row
    const author = authorOf(row)
    if (author === asker) {
      own += 1
      ownNext = company.nextOf(there)
      hasGoneOn = row.question_id !== question.message_id
      if (!hasGoneOn) [isBurst, end] = [true, row.date]
      hasAskedAnew ||= isDoubt(row) && row.question_type !== 'part'
      if (to !== null) {
        spokenTo.add(to)
        search.namedNext = undefined
      }
      continue
    }
    const isNaming = to === self
    const rule = isNear || isNaming ? ruleOf(search, row, there) : undefined
    if (rule) {
      const after = ownNext === -1 ? undefined : rowAt(room, ownNext)
      const afterSeconds = after ? after.date - row.date : Infinity
      const caller = company.callerOf(there)
      const clues = {
        wait: steps(Math.min(row.date - end, LONG_SECONDS)),
        isBurst: Number(isBurst),
        isInstant: Number(seconds < TYPING_SECONDS),
        others: rule === 'name' ? 0 : steps(othersUntil(search, there)),
        ...earlierOf(search, there),
        namings: Math.min(namings, MANY_MESSAGES),
        own: steps(own),
        hasGoneOn: Number(hasGoneOn),
        hasAskedAnew: Number(hasAskedAnew),
        isSpokenTo: Number(sender !== null && spokenTo.has(sender)),
        isCalled: Number(caller === asker),
        isCalledByOther: Number(caller !== undefined && caller !== asker),
        isInTouch: Number(touches.has(self, sender, question.date)),
        hasOtherPartner: Number(partner !== undefined && partner !== sender),
        isNaming: Number(isNaming),
        isForOther: Number(asked !== null && asked !== sender),
        isNamedNext: Number(sender === search.namedNext),
        isFollowed: Number(afterSeconds <= SOON_SECONDS),
        isFollowedAtOnce: Number(afterSeconds <= AT_ONCE_SECONDS && after?.to_sender_id === null),
        isFollowedByName: Number(sender !== null && after?.to_sender_id === sender),
        people: steps(people),
        askerShare: company.doubtsOf(author),
      }
      visit({ question, row, index: thread[there] as number, rule, clues })
    }
    if (isNaming) namings += 1
  }
}

/** Few candidates need it, and telling what answers nothing takes long. */
function othersUntil(search: Search, there: number): number {
  const { room, asker } = search
  while (search.counted + 1 < there) {
    search.counted += 1
    if (authorOf(rowAt(room, search.counted)) === asker) continue
    // A sticker or "+1" leaves the turn to the next.
    const note = room.chat.noteWithReaction(room.thread[search.counted] as number)
    if ((note & IS.noAnswer) === 0) search.others += 1
  }
  return search.others
}

function earlierOf({ room, place, question }: Search, there: number) {
  const { company } = room
  let [count, hasNamedBefore] = [0, 0]
  for (let at = company.previousOf(there); at > place; at = company.previousOf(at)) {
    count += 1
    if (rowAt(room, at).to_sender_id === question.sender_id) hasNamedBefore = 1
  }
  return { before: Math.min(count, MANY_MESSAGES), hasNamedBefore }
}

function ruleOf(search: Search, row: MessageRow, there: number): Rule | undefined {
  const { question, partner, namedNext, isQuiet, room } = search
  const { sender_id: self, to_sender_id: asked } = question
  const { sender_id: sender, to_sender_id: to } = row
  const isNaming = to === self
  if (row.reply_to_message_id !== null || (to !== null && !isNaming)) return undefined
  // Who asks the room answers nobody.
  if (isDoubt(row) && !isNaming) return undefined
  if (sender === asked) return 'asked'
  if (isNaming) return 'name'
  if (asked !== null) return undefined
  if (sender === partner || room.touches.has(self, sender, question.date)) return 'partner'
  if (sender === namedNext) return 'named'
  const isSoon = row.date - question.date <= NEXT_SECONDS
  return isQuiet && isSoon && othersUntil(search, there) === 0 ? 'next' : undefined
}

/** Who was there in the minutes before the question at a place. */
function before(room: Room, place: number) {
  const question = rowAt(room, place)
  const { sender_id: self, date } = question
  const asker = authorOf(question)
  const people = new Set<Author>()
  let partner: number | undefined
  let isQuiet = true
  for (let at = place - 1; at >= Math.max(0, place - PARTNER_MESSAGES); at -= 1) {
    const row = rowAt(room, at)
    if (date - row.date > PARTNER_SECONDS) break
    if (authorOf(row) === asker) {
      partner ??= row.to_sender_id ?? undefined
      continue
    }
    people.add(authorOf(row))
    if (date - row.date <= QUIET_SECONDS) isQuiet = false
    if (row.to_sender_id === self) partner ??= row.sender_id ?? undefined
  }
  return { partner, people: people.size, isQuiet }
}

/** Whom the author at a place addresses next, among the messages in which an answer is looked for. */
function addressedNext(room: Room, place: number): number | undefined {
  let next = room.company.nextOf(place)
  while (next !== -1 && next - place <= NEXT_MESSAGES) {
    const { to_sender_id: to } = rowAt(room, next)
    if (to !== null) return to
    next = room.company.nextOf(next)
  }
  return undefined
}

function steps(count: number): number {
  return Math.log2(1 + Math.max(0, count))
}
