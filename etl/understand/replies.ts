import type { MessageRow } from '../lake/schema.ts'
import { isBots, IS } from './note.ts'
import { authorOf, indexOf, isDoubt, type Author, type Chat } from './talk.ts'

/** A reply to what the asker adds within this time, in seconds, answers the question. */
const CHAIN_SECONDS = 120

/** This many words that count and that the question does not have are a hint. */
const NEW_TERMS = 1

/** Fills in what each reply responds to: the message, or the question that it belongs to. */
export function respond(chat: Chat): void {
  const { rows, ids, notes } = chat
  const albums = albumsOf(rows)
  const askedBefore = questionsBefore(chat)
  for (const [index, row] of rows.entries()) {
    const secondsOfReply = row.answer_seconds
    row.answer_seconds = null
    if (row.reply_to_message_id === null || !isResponse(row, chat.noteWithReaction(index))) continue
    const replied = indexOf(ids, row.reply_to_message_id)
    if (replied === undefined) {
      if (row.reply_to_sender_id === row.sender_id) continue
      if (!isAnswerTo(row, notes[index] as number, undefined)) continue
      row.answers_message_id = row.reply_to_message_id
      row.answer_rule = 'reply'
      row.answer_seconds = secondsOfReply
      continue
    }
    const target = albums.get((rows[replied] as MessageRow).media_group_id ?? '') ?? replied
    const message = rows[target] as MessageRow
    if (authorOf(message) === authorOf(row)) continue
    const before = isDoubt(message) ? undefined : askedBefore.get(target)
    const isTheirs = before?.askedBackBy === undefined || before.askedBackBy === row.sender_id
    const asked = isTheirs ? before?.question : undefined
    const answered = asked ?? message
    if (!isAnswerTo(row, notes[index] as number, answered)) continue
    row.answers_message_id = answered.message_id
    row.answer_rule = asked ? 'chain' : 'reply'
    row.answer_seconds = Math.max(0, row.date - answered.date)
  }
}

/** Whether a message can be the answer to something. */
export function isResponse(row: MessageRow, note: number): boolean {
  if (row.service_type !== null || row.message_type === 'command') return false
  // A doubt that starts responds to nothing, though it may be a comment on a post.
  if (row.question_type === 'opening') return false
  return (note & (IS.noAnswer | IS.thanks)) === 0
}

/**
 * Whether a helper's message says something to a question. One that asks back does when it also states or suggests
 * something, or when a yes-or-no question brings up enough that is new: "which version?" and "b1??" do not.
 */
export function isAnswerTo(row: MessageRow, note: number, asked: MessageRow | undefined): boolean {
  // Of a message of another day, only the row itself tells: what else happened that day may still change.
  const isAskingBack = asked ? row.question_type === 'counter' : (note & IS.aboutYou) !== 0
  if (!isAskingBack || isBots(row)) return true
  if ((note & IS.suggesting) !== 0) return true
  const known = new Set(asked?.question_terms?.split(' '))
  const news = row.question_terms?.split(' ').filter((term) => !known.has(term)).length ?? 0
  if ((note & IS.stating) !== 0) return news > 0
  return (note & IS.factual) === 0 && news >= NEW_TERMS
}

/** An album is one post: by its id, the picture whose caption asks, or else the first. */
function albumsOf(rows: readonly MessageRow[]): ReadonlyMap<string, number> {
  const albums = new Map<string, number>()
  for (const [index, row] of rows.entries()) {
    if (row.media_group_id === null) continue
    if (!albums.has(row.media_group_id) || row.is_question) albums.set(row.media_group_id, index)
  }
  return albums
}

function isReaction(note: number): boolean {
  return (note & (IS.noAnswer | IS.thanks | IS.works)) !== 0
}

interface Before {
  readonly question: MessageRow
  /** Who has addressed the asker since. */
  askedBackBy: number | undefined
}

/** A picture or a forward that the question is about: words alone would say something of their own. */
function isShown(row: MessageRow): boolean {
  return row.message_type !== 'text' || row.forward_origin_type !== null
}

/** By the index of a message that is no question, the doubt that its author told shortly before, or about it after. */
function questionsBefore({ rows, threads, noteWithReaction }: Chat): ReadonlyMap<number, Before> {
  const before = new Map<number, Before>()
  const dateOf = (index: number) => rows[index]?.date ?? 0
  for (const thread of threads) {
    const last = new Map<Author, Before>()
    /** What each has just shown, by index. */
    const shown = new Map<Author, number>()
    for (const index of thread) {
      const row = rows[index] as MessageRow
      const author = authorOf(row)
      const to = row.to_sender_id === null ? undefined : last.get(row.to_sender_id)
      if (to && row.question_type === 'counter') to.askedBackBy ??= row.sender_id ?? undefined
      else if (to && row.to_sender_id !== null) last.delete(row.to_sender_id)
      const known = last.get(author)
      if (isDoubt(row)) {
        last.set(author, { question: row, askedBackBy: undefined })
        const picture = shown.get(author)
        const isSoon = picture !== undefined && row.date - dateOf(picture) <= CHAIN_SECONDS
        if (isSoon) before.set(picture, { question: row, askedBackBy: undefined })
        shown.delete(author)
      } else if (known && row.to_sender_id === null) {
        const isSoon = row.date - known.question.date <= CHAIN_SECONDS
        if (isSoon && !isReaction(noteWithReaction(index))) before.set(index, { ...known })
      }
      if (!isDoubt(row) && row.to_sender_id === null && isShown(row)) shown.set(author, index)
    }
  }
  return before
}
