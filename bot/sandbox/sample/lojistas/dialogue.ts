// One question and what comes of it.
import type { Person } from './people.ts'
import type { Problem, TopicKey } from './problems.ts'
import * as phrases from './phrases.ts'
import { typed } from './style.ts'
import type { Draft } from './talk.ts'
import { photo } from './media.ts'
import { DAY, HOUR, MINUTE, type Writer } from './writer.ts'

export interface Question {
  readonly person: Person
  /** Wall clock in seconds, as if UTC. */
  readonly at: number
  readonly topic: TopicKey
  readonly text: string
  /** Undefined when nobody knows. */
  readonly answer: string | undefined
  /** When it is one of those that come again and again. */
  readonly problem?: Problem
}

/** The question, and mostly an answer, thanks and what else people write about it. */
export function writeDialogue(writer: Writer, question: Question): void {
  const { random, say, react, wait, member, helper } = writer
  const { person, topic, answer, problem } = question
  const asked = ask(writer, question)

  if (random.chance(0.2)) {
    const text = random.pick(phrases.details)
    say(person, asked.at + random.between(15, 70), topic, text)
  }
  if (random.chance(0.26)) {
    const other = member(person.user)
    const replyTo = random.chance(0.6) ? asked : undefined
    say(other, asked.at + wait(4 * MINUTE), topic, random.pick(phrases.meToo), replyTo)
  }
  if (answer === undefined || random.chance(0.12)) return
  const given = answered(answer)
  if (random.chance(0.3)) react(given, person, random.pick(['👍', '❤', '🙏', '👏']))
  if (random.chance(0.25)) react(given, member(person.user), random.pick(['👍', '🔥', '💯']))
  if (random.chance(0.04))
    given.edit = { at: given.at + random.between(20, 120), content: corrected(given) }
  close(given)

  function answered(text: string): Draft {
    const by = helper(person.user)
    const at = asked.at + wait(5 * MINUTE)
    if (problem && random.chance(0.36)) {
      const [back, told] = random.pick(problem.counters)
      const counter = say(by, at, topic, back, asked)
      const toThat = random.chance(0.7) ? counter : undefined
      const reply = say(person, counter.at + wait(2 * MINUTE), topic, told, toThat)
      return say(by, reply.at + wait(2 * MINUTE), topic, text, random.chance(0.6) ? reply : asked)
    }
    const way = random.weighed([64, 18, 18])
    if (way === 0) return say(by, at, topic, text, asked)
    if (way === 1) return say(by, at, topic, `${person.user.first_name}, ${lowerFirst(text)}`)
    return say(by, asked.at + random.between(25, 200), topic, text)
  }

  function close(answer: Draft): void {
    let last = answer
    if (random.chance(0.24)) {
      const [asking, told] = random.pick(phrases.further)
      const more = say(person, last.at + wait(2 * MINUTE), topic, asking, answer)
      last = writer.post(answer.from, more.at + wait(2 * MINUTE), topic, { text: told }, more)
    }
    if (problem && random.chance(0.55)) {
      const by = member(person.user, answer.from)
      const replyTo = random.chance(0.5) ? answer : undefined
      last = say(by, last.at + wait(4 * MINUTE), topic, random.pick(problem.more), replyTo)
    }
    if (random.chance(0.1)) {
      const still = say(
        person,
        last.at + wait(5 * MINUTE),
        topic,
        random.pick(phrases.notYet),
        answer,
      )
      last = say(
        helper(person.user),
        still.at + wait(3 * MINUTE),
        topic,
        random.pick(phrases.passedOn),
        still,
      )
    }
    if (!random.chance(0.62)) return
    const text = random.pick(random.chance(0.5) ? phrases.thanks : phrases.worked)
    const replyTo = random.chance(0.55) ? last : undefined
    const thanks = say(person, last.at + wait(3 * MINUTE), topic, text, replyTo)
    if (!random.chance(0.2)) return
    const welcome = random.pick(phrases.youAreWelcome)
    writer.post(last.from, thanks.at + wait(MINUTE), topic, { text: welcome })
  }
}

function ask({ random, say, post }: Writer, { person, at, topic, text }: Question): Draft {
  const opener = random.pick(phrases.openers).replace('{greeting}', greetingAt(at))
  const question = opener + (opener ? lowerFirst(text) : text) + random.pick(phrases.closers)
  if (!random.chance(0.05)) return say(person, at, topic, question)
  const caption = typed(question, person.style, random)
  return post(person.user, at, topic, { ...photo(random), caption })
}

/** Without the capital at the beginning, unless it is of "QR" or the like. */
function lowerFirst(text: string): string {
  return text.replace(/^\p{Lu}(?=\p{Ll}|\s)/u, (letter) => letter.toLowerCase())
}

function corrected({ content }: Draft): { text: string } {
  return { text: `${content.text ?? ''} (corrigindo: na versão nova do app)` }
}

/** What one says at that hour. */
function greetingAt(at: number): string {
  const hour = (at % DAY) / HOUR
  return hour < 12 ? 'Bom dia' : hour < 18 ? 'Boa tarde' : 'Boa noite'
}
