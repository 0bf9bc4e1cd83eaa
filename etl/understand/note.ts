import type { MessageRow } from '../lake/schema.ts'
import { formOfSentences, isInterrogativeBody } from './question.ts'
import { reactionIn } from './reaction.ts'
import { spoken } from './spoken.ts'
import { sentencesOf } from './text.ts'
import type { Words } from './words.ts'

/** What a message is by itself, as bits: a day may have a million. */
export const IS = {
  /** Written by a person, to the group: no service message, command or message of a bot. */
  person: 1,
  /** Asks with a question mark or with words that only questions begin with. */
  asking: 2,
  /** Tells a problem and does not ask. */
  problem: 4,
  /** Looks like a question and is advice. */
  suggesting: 8,
  /** Speaks of "you" and not of "me". */
  aboutYou: 16,
  noAnswer: 32,
  thanks: 64,
  works: 128,
  /** States something beside what it asks, or asks without the words of a question: "nettop?". */
  stating: 512,
  /** Asks for a fact, not for yes or no. */
  factual: 1024,
  /** Speaks to the whole room. */
  toRoom: 256,
} as const

/** Kinds of content that answer nothing by themselves. */
const SILENT = new Set(['sticker', 'dice', 'game'])

/** Where a message says to whom it speaks. */
const BEGIN_LETTERS = 100

/** Whether people wrote it, so that it takes part in the talk. */
export function isPersons(row: MessageRow): boolean {
  return (
    row.service_type === null &&
    !row.is_automatic_forward &&
    row.message_type !== 'command' &&
    !isBots(row)
  )
}

/** Whether a bot wrote it as itself. Anonymous administrators and channels write through a bot account of Telegram's. */
export function isBots({ user_is_bot, sender_id, user_id }: MessageRow): boolean {
  return user_is_bot === true && sender_id === user_id
}

/** The bits of `IS` that hold for a message, from what is kept in its row, without those of `reactionOf`. */
export function noteOf(row: MessageRow, words: Words): number {
  if (!isPersons(row)) return SILENT.has(row.message_type) ? IS.noAnswer : 0
  const said = row.text ?? row.caption
  let bits: number = IS.person
  if (said === null) return SILENT.has(row.message_type) ? bits | IS.noAnswer : bits
  if (row.question !== null) bits |= noteOfQuestion(said, row.question, words)
  return bits
}

/** What a message says about another one, as bits of `IS`: apart from the rest, since few messages are asked for it. */
export function reactionOf(row: MessageRow, words: Words): number {
  const said = row.text ?? row.caption
  if (said === null) return 0
  const { isNoAnswer, isThanks, isWorks } = reactionIn(said, words)
  // A picture with an emoji below it is still a picture.
  return (
    (isNoAnswer && row.text !== null ? IS.noAnswer : 0) |
    (isThanks ? IS.thanks : 0) |
    (isWorks ? IS.works : 0)
  )
}

function noteOfQuestion(said: string, question: string, words: Words): number {
  const asking = sentencesOf(spoken(question, []).said)
  const form = formOfSentences(asking, question, words)
  const body = asking.flatMap((sentence) => sentence.words)
  const all = body.map(({ folded }) => folded)
  const sentences = sentencesOf(said)
  const begin = sentences
    .flatMap((sentence) => sentence.words)
    .filter(({ start }) => start < BEGIN_LETTERS)
    .map(({ folded }) => folded)
  const hasStatement = sentences.some(
    ({ hasQuestionMark, words: stated }) => !hasQuestionMark && stated.length >= STATEMENT_WORDS,
  )
  const isAboutYou = words.you.find(all) !== undefined && words.me.find(all) === undefined
  return (
    (form === 'problem' ? IS.problem : IS.asking) |
    (all.some((_, index) => words.wh.endOf(all, index) !== undefined) ? IS.factual : 0) |
    (words.suggests.endOf(all, 0) !== undefined ? IS.suggesting : 0) |
    (isAboutYou ? IS.aboutYou : 0) |
    (words.room.find(begin) ? IS.toRoom : 0) |
    (hasStatement || !isInterrogativeBody(body, words) ? IS.stating : 0)
  )
}

/** A statement is shorter than this in few messages only. */
const STATEMENT_WORDS = 5
