import type { MessageRow } from '../lake/schema.ts'
import { formOfQuestion, isInterrogativeText, tokensOfText } from './question.ts'
import { isTooLongToReact, reactionIn } from './reaction.ts'
import { spoken } from './spoken.ts'
import { newTokens, type Tokens } from './text.ts'
import { words as wordLists, type Words } from './words.ts'

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
  /** Speaks of the author. */
  aboutMe: 2048,
  /** Says that it is the same with the author, and does not ask: "mine stopped too". */
  echo: 4096,
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

/** Keeps all bits of `IS` in a row just made: its text was read then, and need not be read again. */
export function takeNote(row: MessageRow): void {
  const words = wordLists()
  row.note = noteOf(row, words) | (isPersons(row) ? reactionOf(row, words) : 0)
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
  if (said === null || isTooLongToReact(said)) return 0
  const { isNoAnswer, isThanks, isWorks } = reactionIn(words.read(said, tokensOfText), words)
  // A picture with an emoji below it is still a picture.
  return (
    (isNoAnswer && row.text !== null ? IS.noAnswer : 0) |
    (isThanks ? IS.thanks : 0) |
    (isWorks ? IS.works : 0)
  )
}

const tokensOfQuestion = newTokens()
const tokensOfAsked = newTokens()

function noteOfQuestion(said: string, question: string, words: Words): number {
  const all = words.read(said, tokensOfText)
  const whole = question === said ? all : words.read(question, tokensOfQuestion)
  const asked = spoken(question, []).said
  const asking = asked === question ? whole : words.read(asked, tokensOfAsked)
  const { count } = asking
  const form = formOfQuestion(asking, words)
  const { isNoAnswer } = reactionIn(whole, words)
  const isAboutMe = words.me.has(asking, 0, count)
  const isAboutYou = !isAboutMe && words.you.has(asking, 0, count)
  return (
    (form === 'problem' ? IS.problem : IS.asking) |
    (words.wh.has(asking, 0, count) ? IS.factual : 0) |
    (words.suggests.endOf(asking, 0, count) !== undefined ? IS.suggesting : 0) |
    (isAboutYou ? IS.aboutYou : 0) |
    (isAboutMe ? IS.aboutMe : 0) |
    (isNoAnswer ? IS.echo : 0) |
    (words.room.has(all, 0, wordsBefore(all, BEGIN_LETTERS)) ? IS.toRoom : 0) |
    (hasStatement(all) || !isInterrogativeText(asking, words) ? IS.stating : 0)
  )
}

/** How many words begin before a place in the text. */
function wordsBefore({ starts, count }: Tokens, place: number): number {
  let index = 0
  while (index < count && (starts[index] as number) < place) index += 1
  return index
}

function hasStatement({ sentences, sentenceCount }: Tokens): boolean {
  for (let index = 0; index < sentenceCount; index += 1) {
    const { hasQuestionMark, from, to } = sentences[index] as Tokens['sentences'][number]
    if (!hasQuestionMark && to - from >= STATEMENT_WORDS) return true
  }
  return false
}

/** A statement is shorter than this in few messages only. */
const STATEMENT_WORDS = 5
