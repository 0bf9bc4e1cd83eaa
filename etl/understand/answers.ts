import type { MessageRow } from '../lake/schema.ts'
import { isBots, IS } from './note.ts'
import { isAnswerTo, isResponse } from './replies.ts'
import { authorOf, isDoubt, type Chat } from './talk.ts'

/** How far an answer without reply is looked for. */
const NEXT_MESSAGES = 15

/** One that names the asker is looked for further on within this time, in seconds: others talk in between. */
const NAMING_SECONDS = 240
const NAMING_MESSAGES = 40

const DAY_SECONDS = 24 * 60 * 60

/** With whom the asker talked in this time before, in seconds, is a partner. */
const PARTNER_SECONDS = 300
const PARTNER_MESSAGES = 30

/** In a quiet room, the next message within `NEXT_SECONDS` answers. */
const NEXT_SECONDS = 300
const QUIET_SECONDS = 60

/** The rules in order of how often they are right. */
const RULES = ['asked', 'name', 'partner', 'named', 'next'] as const
type Rule = (typeof RULES)[number]

interface Asked {
  readonly row: MessageRow
  readonly place: number
  readonly partner: number | undefined
  /** Whom the asker addresses next, and where. */
  readonly named: { readonly id: number; readonly place: number } | undefined
  readonly isQuiet: boolean
  /** Whether nobody else has written since. */
  isFirst: boolean
}

/** Finds an answer to each question that has none by reply. */
export function infer({ rows, threads, noteWithReaction }: Chat): void {
  const replied = new Set<number>()
  for (const row of rows) {
    const { answers_message_id: id, answer_rule: rule } = row
    // What bots say is counted apart.
    if (id !== null && rule === 'reply' && !isBots(row)) replied.add(id)
  }

  for (const thread of threads) {
    let open: Asked[] = []
    for (const [place, index] of thread.entries()) {
      const row = rows[index] as MessageRow
      if (open.some((asked) => isOver(asked, row, place))) {
        open = open.filter((asked) => !isOver(asked, row, place))
      }
      const best = bestOf(open, row, place, () => noteWithReaction(index))
      if (best) {
        row.answers_message_id = best.asked.row.message_id
        row.answer_rule = best.rule
        row.answer_seconds = Math.max(0, row.date - best.asked.row.date)
        open = open.filter((asked) => asked !== best.asked)
      }
      // A sticker or "+1" leaves the turn to the next.
      if (open.length > 0 && (noteWithReaction(index) & IS.noAnswer) === 0) {
        for (const asked of open) if (authorOf(asked.row) !== authorOf(row)) asked.isFirst = false
      }
      if (isDoubt(row) && row.question_type !== 'part' && !replied.has(row.message_id)) {
        open.push(askedAt(row, place, thread))
      }
    }
  }

  function askedAt(row: MessageRow, place: number, thread: readonly number[]): Asked {
    const author = authorOf(row)
    const self = row.sender_id
    let partner: number | undefined
    let isQuiet = true
    for (let at = place - 1; at >= Math.max(0, place - PARTNER_MESSAGES); at -= 1) {
      const other = rows[thread[at] as number] as MessageRow
      if (row.date - other.date > PARTNER_SECONDS) break
      const isOwn = authorOf(other) === author
      if (!isOwn && row.date - other.date <= QUIET_SECONDS) isQuiet = false
      if (isOwn && other.to_sender_id !== null) partner ??= other.to_sender_id
      if (!isOwn && other.to_sender_id === self) partner ??= other.sender_id ?? undefined
    }
    for (let at = place + 1; at <= Math.min(thread.length - 1, place + NEXT_MESSAGES); at += 1) {
      const other = rows[thread[at] as number] as MessageRow
      if (authorOf(other) !== author || other.to_sender_id === null) continue
      return {
        row,
        place,
        partner,
        isQuiet,
        isFirst: true,
        named: { id: other.to_sender_id, place: at },
      }
    }
    return { row, place, partner, isQuiet, isFirst: true, named: undefined }
  }
}

function isOver(asked: Asked, row: MessageRow, place: number): boolean {
  const seconds = row.date - asked.row.date
  const most = seconds <= NAMING_SECONDS ? NAMING_MESSAGES : NEXT_MESSAGES
  return place - asked.place > most || seconds > DAY_SECONDS
}

function bestOf(
  open: readonly Asked[],
  row: MessageRow,
  place: number,
  note: () => number,
): { readonly asked: Asked; readonly rule: Rule } | undefined {
  if (row.reply_to_message_id !== null) return undefined
  let best: { readonly asked: Asked; readonly rule: Rule } | undefined
  for (const asked of open) {
    const rule = ruleOf(asked, row, place)
    if (!rule || (best && RULES.indexOf(rule) > RULES.indexOf(best.rule))) continue
    if (!isResponse(row, note())) return undefined
    if (isAnswerTo(row, note(), asked.row)) best = { asked, rule }
  }
  return best
}

function ruleOf(asked: Asked, row: MessageRow, place: number): Rule | undefined {
  const { row: question, partner, named, isQuiet, isFirst } = asked
  if (authorOf(question) === authorOf(row)) return undefined
  const to = row.to_sender_id
  if (to !== question.sender_id && place - asked.place > NEXT_MESSAGES) return undefined
  // Who asks the room answers nobody.
  if (isDoubt(row) && to !== question.sender_id) return undefined
  if (question.to_sender_id !== null) {
    const isMeant =
      row.sender_id === question.to_sender_id && (to === null || to === question.sender_id)
    return isMeant ? 'asked' : undefined
  }
  if (to === question.sender_id) return 'name'
  if (to !== null) return undefined
  if (row.sender_id === partner) return 'partner'
  if (named && row.sender_id === named.id && place < named.place) return 'named'
  const isSoon = row.date - question.date <= NEXT_SECONDS
  return isQuiet && isFirst && isSoon ? 'next' : undefined
}

/** The asker says within this time, in seconds, that it helped. */
const CONFIRM_SECONDS = 30 * 60

interface Waiting {
  readonly question: MessageRow
  /** The last answer; undefined when nobody has answered yet. */
  readonly answer: MessageRow | undefined
  /** Who has answered. */
  readonly answerers: ReadonlySet<number | null>
}

/** Finds the messages with which askers say that their doubt is solved. */
export function confirm({ rows, threads, noteWithReaction }: Chat): void {
  const ofBots = new Map<number, MessageRow>()
  for (const row of rows) {
    if (row.answers_message_id !== null && isBots(row)) ofBots.set(row.answers_message_id, row)
  }
  for (const thread of threads) {
    const waiting = new Map<number | string, Waiting>()
    const byQuestion = new Map<number, number | string>()
    for (const index of thread) {
      const row = rows[index] as MessageRow
      const author = authorOf(row)
      const own = waiting.get(author)
      const answer = own?.answer ?? (own && ofBots.get(own.question.message_id))
      const since = own ? row.date - (answer ?? own.question).date : Infinity
      const note = since <= CONFIRM_SECONDS && !isDoubt(row) ? noteWithReaction(index) : 0
      if (own && (note & (IS.thanks | IS.works)) !== 0) {
        const isToThem = row.to_sender_id === null || own.answerers.has(row.to_sender_id)
        const isSaid = (note & IS.works) !== 0 || answer !== undefined
        if (isToThem && isSaid) {
          row.confirms_message_id = own.question.question_id
          waiting.delete(author)
          continue
        }
      }
      if (isDoubt(row)) {
        const isNew = !own || row.question_type === 'opening'
        if (isNew) waiting.set(author, { question: row, answer: undefined, answerers: new Set() })
        byQuestion.set(row.message_id, author)
      }
      const answered =
        row.answers_message_id === null ? undefined : byQuestion.get(row.answers_message_id)
      const asker = answered === undefined ? undefined : waiting.get(answered)
      if (asker && answered !== undefined) {
        const answerers = new Set([...asker.answerers, row.sender_id])
        waiting.set(answered, { ...asker, answer: row, answerers })
      }
    }
  }
}
