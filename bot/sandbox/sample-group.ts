// The sample group as the stand-in of Telegram holds it before anybody has done anything in it.
import type { Message, Update, User } from 'grammy/types'

import type { TimeZone } from '../../etl/lake/time-zone.ts'
import type { Language } from '../config.ts'
import { loadSample, SAMPLE_CHAT_ID, sampleBot, type SampleName } from './sample.ts'
import { takeSnapshot, type Snapshot } from './fake-telegram/group/snapshot.ts'
import {
  createState,
  type ChatRecord,
  type Content,
  type MemberRecord,
  type MessageRecord,
} from './fake-telegram/group/state.ts'

/** How much of the sample the page shows; the lake holds all of it. */
const HISTORY = 150

type Part = Pick<MemberRecord, 'status' | 'is_anonymous' | 'custom_title'> & {
  /** Else the language of the bot. */
  readonly language_code?: string
}

/** The parts of those who wrote most in what is shown; everybody else is a member. */
const parts: readonly Part[] = [
  { status: 'administrator' },
  { status: 'member' },
  { status: 'creator' },
  { status: 'member', language_code: 'es' },
  { status: 'administrator', is_anonymous: true, custom_title: 'admin' },
]

export interface SampleGroupOptions {
  readonly sample: SampleName
  readonly zone: TimeZone
  /** The day after the sample's last, in the lake's zone. */
  readonly today: string
  readonly language: Language
  /** Ids that the lake has seen beyond those of the sample: new ones follow. */
  readonly last?: { readonly message_id: number; readonly update_id: number }
}

/** The group with its members, its bot as administrator, and the last of what was said. */
export function sampleGroup({ sample, zone, today, language, last }: SampleGroupOptions): Snapshot {
  const updates = loadSample(zone, today, sample).map((json) => JSON.parse(json) as Update)
  const messages = updates.flatMap(({ message }) => message ?? [])
  const recent = messages.slice(-HISTORY)
  // Without them, nobody could write in a topic.
  const topics = messages.slice(0, -HISTORY).filter((message) => message.forum_topic_created)
  const shown = [...topics, ...recent]
  const records = recordsOf(shown, updates)
  const end = recent.at(-1)
  const state = createState()

  const gone = new Set(recent.flatMap(({ left_chat_member: user }) => user?.id ?? []))
  const writers = byActivity(shown)
  const reactors = reactorsIn(updates, records)
  const seen = new Set([...writers, ...reactors].map(({ id }) => id))
  const stranger = messages
    .map(({ from }) => from)
    .findLast((user) => user && !user.is_bot && !seen.has(user.id))
  const members: MemberRecord[] = writers.map((user, index) => {
    const part: Part = parts[index] ?? {
      status: 'member',
      language_code: user.language_code ?? 'en',
    }
    const { language_code, ...role } = part
    state.users[user.id] = { ...user, language_code: language_code ?? language.toLowerCase() }
    return { user_id: user.id, ...role, ...(gone.has(user.id) && { status: 'left' }) }
  })
  for (const user of reactors) {
    if (state.users[user.id]) continue
    state.users[user.id] = user
    members.push({ user_id: user.id, status: 'member' })
  }
  if (stranger) {
    state.users[stranger.id] = stranger
    members.push({ user_id: stranger.id, status: 'left' })
  }
  const { id, first_name, username } = sampleBot.botInfo
  state.users[id] = { id, is_bot: true, first_name, username }
  state.bots[id] = {
    user_id: id,
    token: sampleBot.token,
    privacy: false,
    webhook: null,
    allowed_updates: null,
    commands: {},
    updates: [],
    next_update_id: Math.max(updates.at(-1)?.update_id ?? 0, last?.update_id ?? 0) + 1,
  }

  members.push({ user_id: id, status: 'administrator', sees_all: true })
  const chat: ChatRecord = {
    key: String(SAMPLE_CHAT_ID),
    id: SAMPLE_CHAT_ID,
    type: 'supergroup',
    title: end?.chat.title ?? '',
    ...(end?.chat.is_forum && { is_forum: true }),
    last_message_id: Math.max(end?.message_id ?? 0, last?.message_id ?? 0),
    messages: Object.fromEntries(records),
    members: Object.fromEntries(members.map((member) => [member.user_id, member])),
  }
  state.chats[chat.key] = chat
  return takeSnapshot(state)
}

/** The messages by their id, edited and with reactions as the updates say. */
function recordsOf(
  messages: readonly Message[],
  updates: readonly Update[],
): ReadonlyMap<number, MessageRecord> {
  const records = new Map(messages.map((message) => [message.message_id, recordOf(message)]))
  for (const { edited_message: edited, message_reaction: reaction } of updates) {
    if (edited && records.has(edited.message_id)) records.set(edited.message_id, recordOf(edited))
    const record = records.get(reaction?.message_id ?? 0)
    if (record && reaction?.user) record.reactions[reaction.user.id] = reaction.new_reaction
  }
  return records
}

function reactorsIn(
  updates: readonly Update[],
  records: ReadonlyMap<number, MessageRecord>,
): User[] {
  return updates.flatMap(({ message_reaction: reaction }) => {
    return reaction?.user && records.has(reaction.message_id) ? [reaction.user] : []
  })
}

/** People first, then bots. */
function byActivity(messages: readonly Message[]): User[] {
  const counts = new Map<number, number>()
  for (const { from } of messages) if (from) counts.set(from.id, (counts.get(from.id) ?? 0) + 1)
  const users = new Map(messages.flatMap(({ from }) => (from ? [[from.id, from] as const] : [])))
  const rank = ({ id, is_bot }: User) => (is_bot ? 0 : (counts.get(id) ?? 0))
  return [...users.values()].sort((a, b) => rank(b) - rank(a))
}

function recordOf({
  message_id,
  date,
  edit_date,
  from,
  chat: _,
  reply_to_message: answered,
  message_thread_id,
  is_topic_message,
  ...content
}: Message): MessageRecord {
  // What answers nothing in a topic answers its beginning.
  const isAnswer = answered && !answered.forum_topic_created
  return {
    message_id,
    date,
    ...(edit_date !== undefined && { edit_date }),
    ...(from && { from: from.id }),
    ...(message_thread_id !== undefined && { message_thread_id }),
    ...(is_topic_message && { is_topic_message }),
    ...(isAnswer && { reply_to_message_id: answered.message_id }),
    content: content as Content,
    reactions: {},
  }
}
