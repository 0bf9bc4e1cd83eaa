import { blank } from './placeholder.ts'
import { foldName } from './subjects.ts'
import type { Judgement } from './judgement.ts'

type Place = readonly [number, number]

/** `@name`, and links to a profile: Telegram's own form of a username. */
const USERNAME = /(?<![\w@.])@([a-z]\w{3,31})|\b(?:t|telegram)\.me\/([a-z]\w{3,31})/gi
/** An id by itself or in a link (`tg://user?id=17`). */
const ID = /(?<![\w.])\d{5,16}(?![\w])/g
const WORD = /[\p{L}\p{M}][\p{L}\p{M}\p{N}'’.-]*/gu
/** As long as people's names get. */
const MAX_WORDS = 6

/**
 * A string without usernames and ids of people who are gone. In what people wrote, which comes with `called`, also
 * without their full names and, as `called` says, whatever else those are called whom the update mentions. The same string when
 * there is nothing to blank.
 */
export function cleanText(
  text: string,
  judgement: Judgement,
  called: ReadonlySet<string> | undefined,
): string {
  const places = [
    ...usernames(text, judgement),
    ...ids(text, judgement),
    ...(called ? names(text, judgement, called) : []),
  ]
  return places.length > 0 ? blank(text, places) : text
}

function* usernames(text: string, judgement: Judgement): Generator<Place> {
  if (!text.includes('@') && !text.includes('.me/')) return
  for (const match of text.matchAll(USERNAME)) {
    const username = match[1] ?? match[2] ?? ''
    const end = match.index + match[0].length
    if (judgement.isUsername(username)) yield [end - username.length - (match[1] ? 1 : 0), end]
  }
}

function* ids(text: string, judgement: Judgement): Generator<Place> {
  if (!/\d{5}/.test(text)) return
  for (const { 0: digits, index } of text.matchAll(ID)) {
    if (judgement.isGone(Number(digits), judgement.scene.date)) yield [index, index + digits.length]
  }
}

/** Words that follow one another, up to the longest name; one word alone is a name only when `called` has it, or a bot says it. */
function* names(text: string, judgement: Judgement, called: ReadonlySet<string>): Generator<Place> {
  if (!text.includes(' ') && called.size === 0 && !judgement.isOfBot) return
  const words = [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.replace(/['’.-]+$/, '').length,
  }))
  for (const [first, { start, end: firstEnd }] of words.entries()) {
    const word = text.slice(start, firstEnd)
    // A bot that says a name means a person by it.
    if (called.has(foldName(word)) || (judgement.isOfBot && judgement.isName(word))) {
      yield [start, firstEnd]
    }
    let before = firstEnd
    const second = words[first + 1]
    if (!second || !/^\s+$/.test(text.slice(firstEnd, second.start))) continue
    const isBeginning = judgement.isBeginning(text.slice(start, second.end))
    if (!isBeginning && called.size === 0) continue
    for (const { start: next, end } of words.slice(first + 1, first + MAX_WORDS)) {
      // Only what stands together is a name.
      if (!/^\s+$/.test(text.slice(before, next))) break
      const name = text.slice(start, end)
      if (called.has(foldName(name)) || (isBeginning && judgement.isName(name))) yield [start, end]
      before = end
    }
  }
}
