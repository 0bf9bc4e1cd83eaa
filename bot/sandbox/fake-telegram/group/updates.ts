// Which bot hears of what: allowed_updates, administrator-only kinds, privacy mode.
import { renderMessage } from './render.ts'
import { isAdministrator, isPresent } from './roles.ts'
import type { BotRecord, ChatRecord, MessageRecord, UpdateKind, World } from './state.ts'

const DAY = 24 * 60 * 60

/** Seconds that a button press stays deliverable and answerable. */
export const CALLBACK_LIFETIME = 150

/** Kinds that a bot gets only when it names them. */
const optIn: readonly string[] = ['chat_member', 'message_reaction', 'message_reaction_count']

const contentFields: readonly string[] =
  'text rich_message animation audio document live_photo paid_media photo sticker story video video_note voice contact dice game poll venue location checklist invoice giveaway giveaway_winners'.split(
    ' ',
  )

const channelKinds = { message: 'channel_post', edited_message: 'edited_channel_post' } as const

export interface Offer {
  readonly kind: UpdateKind
  readonly payload: unknown
  readonly queue: string
  /** Unix seconds of the event. */
  readonly date: number
}

/** Queues the update for the bot, if it asked for this kind. */
export function offer(world: World, bot: BotRecord, { kind, payload, queue, date }: Offer): void {
  const isAllowed = bot.allowed_updates?.includes(kind) ?? !optIn.includes(kind)
  const lifetime = kind === 'callback_query' ? CALLBACK_LIFETIME : DAY
  if (!isAllowed || date + lifetime < world.now()) return
  const expires_at = date + lifetime
  const update = { update_id: bot.next_update_id++, kind, payload, queue, expires_at }
  bot.updates.push(update)
  world.pushed(bot.user_id)
}

/** Delivers a new or edited message to every bot that may see it. */
export function announce(
  world: World,
  chat: ChatRecord,
  record: MessageRecord,
  kind: 'message' | 'edited_message',
): void {
  for (const bot of botsIn(world, chat)) {
    if (isWrittenByBot(world, record) || !sees(world, bot, chat, record)) continue
    offer(world, bot, {
      kind: chat.type === 'channel' ? channelKinds[kind] : kind,
      payload: renderMessage(world.state, chat, record),
      queue: `message:${chat.key}`,
      date: record.edit_date ?? record.date,
    })
  }
}

/** The bots that are in the chat now. */
export function botsIn({ state }: World, chat: ChatRecord): BotRecord[] {
  return Object.values(state.bots).filter((bot) => isPresent(chat.members[bot.user_id]))
}

/** No bot hears a bot, itself included; anonymous admins and channels only look like one. */
function isWrittenByBot({ state }: World, { from, sender_chat }: MessageRecord): boolean {
  return from !== undefined && sender_chat === undefined && state.users[from]?.is_bot === true
}

function sees(world: World, bot: BotRecord, chat: ChatRecord, record: MessageRecord): boolean {
  const member = chat.members[bot.user_id]
  if (chat.type === 'private' || member?.sees_all || isAdministrator(member)) return true
  if (isService(record)) return true
  const answered = chat.messages[record.reply_to_message_id ?? 0]
  return answered?.from === bot.user_id || isCommandFor(world, bot, chat, record)
}

/** A command with the bot's name, or without a name when no other bot has written since this one. */
function isCommandFor(
  { state }: World,
  bot: BotRecord,
  chat: ChatRecord,
  { content }: MessageRecord,
): boolean {
  const text = content.text ?? content.caption ?? ''
  const entities = content.entities ?? content.caption_entities ?? []
  const name = state.users[bot.user_id]?.username?.toLowerCase()
  return entities
    .filter(({ type }) => type === 'bot_command')
    .map(({ offset, length }) => text.slice(offset, offset + length).toLowerCase())
    .some((command) =>
      command.includes('@')
        ? command.endsWith(`@${name}`)
        : [undefined, bot.user_id].includes(chat.last_bot_id),
    )
}

function isService({ content }: MessageRecord): boolean {
  return !Object.keys(content).some((field) => contentFields.includes(field))
}
