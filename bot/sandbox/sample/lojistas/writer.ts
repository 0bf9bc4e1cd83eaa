// Puts down who writes what when; `updatesOf` (talk.ts) makes updates of it.
import type { User } from 'grammy/types'

import { helpers, members, type Person } from './people.ts'
import type { TopicKey } from './problems.ts'
import type { Random } from './random.ts'
import { typed } from './style.ts'
import type { Content, Draft, Emoji } from './talk.ts'

export const DAY = 86_400
export const HOUR = 3600
export const MINUTE = 60

/** How busy each weekday is, Sunday first, and each hour: shops prepare in the morning and sell in the evening. */
const WEEKDAYS = [0.55, 1.1, 1, 1, 1.1, 1.45, 0.8]
const HOURS = [2, 0, 0, 0, 0, 0, 0, 2, 5, 8, 9, 7, 5, 4, 5, 6, 8, 11, 16, 20, 16, 11, 7, 4]

/** How often each helper is the one who answers. */
const HELPING = [10, 7, 6, 4, 3, 2]

export interface Writer {
  readonly random: Random
  readonly drafts: readonly Draft[]
  /** Wall clock in seconds, as if UTC: the first day's midnight. */
  readonly first: number
  readonly days: number
  /** A text as this person types it. Times at night become those of the next morning. */
  say(from: Person, at: number, topic: TopicKey, text: string, replyTo?: Draft): Draft
  post(from: User, at: number, topic: TopicKey, content: Content, replyTo?: Draft): Draft
  /** Each person reacts once to a message, and not to their own. */
  react(draft: Draft, from: Person, emoji: Emoji): void
  /** A time when the group is awake; on any day unless one is given, from 0. */
  moment(day?: number): number
  /** Seconds that mostly are about the median and now and then many more. */
  wait(median: number): number
  member(...not: readonly User[]): Person
  /** Mostly one of the helpers. */
  helper(...not: readonly User[]): Person
}

export function createWriter(random: Random, first: number, days: number): Writer {
  const drafts: Draft[] = []
  const dayWeights = Array.from({ length: days }, (_, day) => {
    return WEEKDAYS[new Date((first + day * DAY) * 1000).getUTCDay()] ?? 1
  })

  function awake(at: number): number {
    const second = at % DAY
    const isNight = second >= HOUR / 2 && second < 7 * HOUR
    return isNight ? at - second + random.between(7.5 * HOUR, 9.5 * HOUR) : at
  }

  function post(from: User, at: number, topic: TopicKey, content: Content, replyTo?: Draft): Draft {
    const reply = replyTo && { replyTo }
    const draft: Draft = {
      at: awake(Math.round(at)),
      from,
      topic,
      content,
      ...reply,
      reactions: [],
    }
    drafts.push(draft)
    return draft
  }

  function oneOf(people: readonly Person[], weights: readonly number[], not: readonly User[]) {
    const isOther = ({ user }: Person) => !not.some(({ id }) => id === user.id)
    return people[
      random.weighed(people.map((each, at) => (isOther(each) ? (weights[at] ?? 1) : 0)))
    ]!
  }

  const member: Writer['member'] = (...not) => oneOf(members, activity, not)

  return {
    random,
    drafts,
    first,
    days,
    post,
    member,
    helper: (...not) => (random.chance(0.2) ? member(...not) : oneOf(helpers, HELPING, not)),
    say(from, at, topic, text, replyTo) {
      return post(from.user, at, topic, { text: typed(text, from.style, random) }, replyTo)
    },
    react(draft, { user }, emoji) {
      const isKnown = draft.reactions.some(({ from }) => from.id === user.id)
      if (isKnown || draft.from.id === user.id) return
      draft.reactions.push({ at: draft.at + random.between(15, 40 * MINUTE), from: user, emoji })
    },
    moment(day = random.weighed(dayWeights)) {
      return first + day * DAY + random.weighed(HOURS) * HOUR + random.between(0, HOUR - 1)
    },
    wait(median) {
      const spread = (random.next() + random.next() + random.next() - 1.5) * 2.2
      return Math.max(20, Math.round(median * Math.exp(spread)))
    },
  }
}

/** Some write much more than others. */
const activity = members.map((_, index) => 1 / (1 + (index % 29) / 4))
