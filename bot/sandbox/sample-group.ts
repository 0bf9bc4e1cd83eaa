// The sample group as the stand-in of Telegram holds it before anybody has done anything in it.
import type { Message, User } from 'grammy/types'

import type { TimeZone } from '../../etl/lake/time-zone.ts'
import type { Language } from '../config.ts'
import { loadSample, SAMPLE_CHAT_ID, sampleBot } from './sample.ts'
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
  /** Else the language of the group. */
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
  readonly zone: TimeZone
  /** The day after the sample's last, in the lake's zone. */
  readonly today: string
  readonly language: Language
  /** Ids that the lake has seen beyond those of the sample: new ones follow. */
  readonly last?: { readonly message_id: number; readonly update_id: number }
}

/** The group with its members, its bot as administrator, and the last of what was said. */
export function sampleGroup({ zone, today, language, last }: SampleGroupOptions): Snapshot {
  const updates = loadSample(zone, today).map(
    (json) => JSON.parse(json) as { update_id: number; message: Message },
  )
  const shown = updates.slice(-HISTORY).map(({ message }) => message)
  const lastUpdate = updates.at(-1)
  const state = createState()

  const writers = byActivity(shown)
  const stranger = updates
    .map(({ message }) => message.from)
    .findLast((user) => user && !user.is_bot && !writers.some(({ id }) => id === user.id))
  const members: MemberRecord[] = writers.map((user, index) => {
    const { language_code, ...part } = parts[index] ?? { status: 'member', language_code: 'en' }
    state.users[user.id] = { ...user, language_code: language_code ?? language.toLowerCase() }
    return { user_id: user.id, ...part }
  })
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
    next_update_id: Math.max(lastUpdate?.update_id ?? 0, last?.update_id ?? 0) + 1,
  }

  members.push({ user_id: id, status: 'administrator', sees_all: true })
  const chat: ChatRecord = {
    key: String(SAMPLE_CHAT_ID),
    id: SAMPLE_CHAT_ID,
    type: 'supergroup',
    title: shown.at(-1)?.chat.title ?? '',
    last_message_id: Math.max(shown.at(-1)?.message_id ?? 0, last?.message_id ?? 0),
    messages: Object.fromEntries(shown.map((message) => [message.message_id, recordOf(message)])),
    members: Object.fromEntries(members.map((member) => [member.user_id, member])),
  }
  state.chats[chat.key] = chat
  return takeSnapshot(state)
}

/** People first, then bots. */
function byActivity(messages: readonly Message[]): User[] {
  const counts = new Map<number, number>()
  for (const { from } of messages) if (from) counts.set(from.id, (counts.get(from.id) ?? 0) + 1)
  const users = new Map(messages.flatMap(({ from }) => (from ? [[from.id, from] as const] : [])))
  const rank = ({ id, is_bot }: User) => (is_bot ? 0 : (counts.get(id) ?? 0))
  return [...users.values()].sort((a, b) => rank(b) - rank(a))
}

function recordOf({ message_id, date, from, chat: _, reply_to_message, ...rest }: Message) {
  const record: MessageRecord = {
    message_id,
    date,
    ...(from && { from: from.id }),
    ...(reply_to_message && { reply_to_message_id: reply_to_message.message_id }),
    content: rest as Content,
    reactions: {},
  }
  return record
}
