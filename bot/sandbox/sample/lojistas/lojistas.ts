// Begin here. Writes the Portuguese sample: dialogues of a made-up support group, put together by chance that is
// always the same.
import { addDays, midnight, type TimeZone } from '../../../../etl/lake/time-zone.ts'
import { writeDialogue } from './dialogue.ts'
import { helpers, members } from './people.ts'
import { problems, type TopicKey } from './problems.ts'
import { seeded } from './random.ts'
import * as scenes from './scenes.ts'
import { chats } from './chats.ts'
import { rareQuestions } from './rare-questions.ts'
import { updatesOf, type Draft } from './talk.ts'
import { createWriter, HOUR, type Writer } from './writer.ts'

const DAYS = 30
const SEED = 20_261_101
const TITLE = 'Lojistas do Balcão (grupo inventado)'
const FIRST_UPDATE_ID = 800_000_000

export interface LojistasOptions {
  readonly zone: TimeZone
  /** The day after the last, in the lake's zone. */
  readonly today: string
  readonly chatId: number
}

/**
 * Some 1,500 messages of the 30 days before `today`, with reactions and edits: the JSON of updates in the order of
 * time. The same for the same day and zone.
 */
export function writeLojistas({ zone, today, chatId }: LojistasOptions): string[] {
  const random = seeded(SEED)
  const writer = createWriter(random, midnight(addDays(today, -DAYS)), DAYS)
  const { moment } = writer
  const asker = random.deck(members)

  const topics = openTopics(writer)
  for (const problem of problems) {
    const wording = random.deck(problem.asked)
    for (let each = 0; each < problem.people; each += 1) {
      const [text, answer] = wording()
      // Now and then somebody does not see that there is a topic for it.
      const topic = random.chance(0.25) ? undefined : problem.topic
      writeDialogue(writer, { person: asker(), at: moment(), topic, text, answer, problem })
    }
  }
  for (const [topic, text, answer] of rareQuestions) {
    writeDialogue(writer, { person: asker(), at: moment(), topic, text, answer })
  }
  for (const lines of chats) scenes.writeChat(writer, lines, moment())
  scenes.writeMornings(writer)
  scenes.writeMedia(writer)
  scenes.writeAnnouncements(writer)
  scenes.writeComings(writer)
  scenes.writeOutage(writer)

  return updatesOf(writer.drafts, midnight(today), {
    chat: { id: chatId, title: TITLE, is_forum: true, type: 'supergroup' },
    zone,
    topics,
    firstUpdateId: FIRST_UPDATE_ID,
  })
}

const topicNames: readonly (readonly [TopicKey, string, 7322096 | 16766590 | 13338331])[] = [
  ['orders', 'Pedidos e entregas', 7322096],
  ['money', 'Pagamentos e repasses', 16766590],
  ['menu', 'Cardápio e fotos', 13338331],
]

function openTopics({ post, first }: Writer): ReadonlyMap<TopicKey, Draft> {
  const [team] = helpers
  return new Map(
    topicNames.map(([topic, name, icon_color], index) => {
      const content = { forum_topic_created: { name, icon_color } }
      return [topic, post(team!.user, first + 7 * HOUR + index * 20, topic, content)]
    }),
  )
}
