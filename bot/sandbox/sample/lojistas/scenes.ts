// What happens in the group beside questions: chat, announcements, people who come and go, and one bad day.
import { photo, sticker, voice } from './media.ts'
import { helpers, newcomers, type Person } from './people.ts'
import { outage } from './outage.ts'
import * as phrases from './phrases.ts'
import { DAY, HOUR, MINUTE, type Writer } from './writer.ts'

/** The app was down on the last Friday evening that is at least a week before the end. */
const FRIDAY = 5
const WEEK = 7

const [team] = helpers as [Person, ...Person[]]

/** Lines that follow one another, each by somebody else. */
export function writeChat(writer: Writer, lines: readonly string[], at: number): void {
  const { random, say, post, react, wait, member } = writer
  let when = at
  let before = team.user
  for (const line of lines) {
    const person = member(before)
    const said = say(person, when, undefined, line)
    if (random.chance(0.15)) {
      react(said, member(person.user), random.pick(['😁', '🔥', '❤', '👏', '🎉']))
    }
    when = said.at + wait(75)
    before = person.user
  }
  if (random.chance(0.35)) {
    post(member(before).user, when, undefined, sticker(random, random.pick(phrases.stickers)))
  }
}

/** People greet when they open the shop. */
export function writeMornings(writer: Writer): void {
  const { random, say, member, first, days } = writer
  const greeting = random.deck(phrases.mornings)
  for (let day = 0; day < days; day += 1) {
    let at = first + day * DAY + random.between(7.6 * HOUR, 9 * HOUR)
    for (let each = random.between(1, 6); each > 0; each -= 1) {
      say(member(), at, undefined, greeting())
      at += random.between(40, 25 * MINUTE)
    }
  }
}

/** Pictures and voice messages. */
export function writeMedia({ random, post, say, react, moment, member }: Writer): void {
  for (let each = 0; each < 34; each += 1) {
    const person = member()
    const caption = random.pick(phrases.pictureCaptions)
    const shown = post(person.user, moment(), undefined, {
      ...photo(random),
      ...(caption && { caption }),
    })
    if (random.chance(0.5)) react(shown, member(), random.pick(['😍', '❤', '🔥', '👏']))
    if (random.chance(0.5)) {
      const text = random.pick(phrases.praise)
      say(member(person.user), shown.at + random.between(60, 900), undefined, text, shown)
    }
  }
  for (let each = 0; each < 26; each += 1) {
    post(member().user, moment(), undefined, voice(random))
  }
}

/** The team's news, with many reactions. */
export function writeAnnouncements({ random, post, react, member, first, days }: Writer): void {
  const weekdays = Array.from({ length: days }, (_, day) => first + day * DAY).filter((day) => {
    return ![0, 6].includes(new Date(day * 1000).getUTCDay())
  })
  const day = random.deck(weekdays)
  for (const text of phrases.announcements) {
    const at = day() + random.between(10 * HOUR, 14 * HOUR)
    const said = post(team.user, at, undefined, { text })
    for (let each = random.between(5, 12); each > 0; each -= 1) {
      react(said, member(), random.pick(['👍', '👍', '❤', '🔥', '🙏']))
    }
  }
}

export function writeComings(writer: Writer): void {
  const { random, post, say, helper, moment, days } = writer
  for (const { user } of newcomers) {
    const day = random.between(0, days - 4)
    const came = post(user, moment(day), undefined, { new_chat_members: [user] })
    if (random.chance(0.6)) {
      say(helper(), came.at + random.between(60, 1800), undefined, random.pick(phrases.welcomes))
    }
    if (random.chance(0.25)) {
      post(user, moment(random.between(day + 1, days - 1)), undefined, { left_chat_member: user })
    }
  }
}

export function writeOutage({ random, say, react, member, first, days }: Writer): void {
  const { asked, chat, notice, over, relief } = outage
  const weekday = new Date((first + (days - WEEK) * DAY) * 1000).getUTCDay()
  const day = days - WEEK - ((weekday - FRIDAY + WEEK) % WEEK)
  let at = first + day * DAY + 19.4 * HOUR
  const [opening, ...others] = asked
  const early = chat.slice(0, 7)
  const next = random.deck([...others, ...early])
  const lines = [opening, ...Array.from({ length: others.length + early.length }, next)]
  for (const line of lines) say(member(), (at += random.between(8, 80)), undefined, line)

  const told = say(team, at + 90, undefined, notice)
  for (let each = 0; each < 9; each += 1) react(told, member(), random.pick(['🙏', '👍', '😢']))
  for (const text of chat.slice(early.length)) {
    say(member(), told.at + random.between(60, 25 * MINUTE), undefined, text)
  }
  const ended = say(team, told.at + 31 * MINUTE, undefined, over)
  for (let each = 0; each < 12; each += 1) react(ended, member(), random.pick(['❤', '🙏', '👏']))
  for (const text of relief) say(member(), ended.at + random.between(25, 400), undefined, text)
}
