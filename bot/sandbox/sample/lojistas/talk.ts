// Messages as they are put together: who, when, to which; their ids are given when all are known.
import type { Message, ReactionTypeEmoji, User } from 'grammy/types'

import type { TimeZone } from '../../../../etl/lake/time-zone.ts'
import type { TopicKey } from './problems.ts'

/** What a message has beside the fields that all have. */
export type Content = Partial<
  Pick<
    Message,
    | 'text'
    | 'entities'
    | 'caption'
    | 'photo'
    | 'sticker'
    | 'voice'
    | 'new_chat_members'
    | 'left_chat_member'
    | 'forum_topic_created'
  >
>

export interface Draft {
  /** Wall clock in seconds, as if UTC. */
  readonly at: number
  readonly from: User
  readonly topic: TopicKey
  readonly content: Content
  readonly replyTo?: Draft
  /** Corrects itself. */
  edit?: { readonly at: number; readonly content: Content }
  readonly reactions: { readonly at: number; readonly from: User; readonly emoji: Emoji }[]
}

export type Emoji = ReactionTypeEmoji['emoji']

export interface Room {
  readonly chat: {
    readonly id: number
    readonly title: string
    readonly is_forum: true
    readonly type: 'supergroup'
  }
  readonly zone: TimeZone
  /** The message that opened each topic. */
  readonly topics: ReadonlyMap<TopicKey, Draft>
  readonly firstUpdateId: number
}

/** The drafts as the JSON of updates, in the order of time. What is after `end` has not happened yet. */
export function updatesOf(drafts: readonly Draft[], end: number, room: Room): string[] {
  const { zone, chat } = room
  const said = drafts.filter(({ at }) => at < end).sort((a, b) => a.at - b.at)
  const ids = new Map(said.map((draft, index) => [draft, index + 1]))

  function shown(draft: Draft, isInside = false): Message {
    const { from, at, topic, content } = draft
    const opening = room.topics.get(topic)
    const answered = draft.replyTo ?? (draft === opening ? undefined : opening)
    const message = {
      message_id: ids.get(draft) ?? 0,
      from,
      chat,
      date: zone.instant(at),
      ...(opening && { message_thread_id: ids.get(opening), is_topic_message: true }),
      ...(answered && !isInside && { reply_to_message: shown(answered, true) }),
      ...content,
    }
    return message as Message
  }

  const events = said.flatMap((draft) => {
    const message_id = ids.get(draft)
    const reactions = draft.reactions.map(({ at, from, emoji }) => ({
      at,
      update: {
        message_reaction: {
          chat,
          message_id,
          user: from,
          date: zone.instant(at),
          old_reaction: [],
          new_reaction: [{ type: 'emoji', emoji }],
        },
      },
    }))
    const { edit } = draft
    const edited = edit && {
      at: edit.at,
      update: {
        edited_message: { ...shown(draft), edit_date: zone.instant(edit.at), ...edit.content },
      },
    }
    return [
      { at: draft.at, update: { message: shown(draft) } },
      ...reactions,
      ...(edited ? [edited] : []),
    ]
  })
  return events
    .filter(({ at }) => at < end)
    .sort((a, b) => a.at - b.at)
    .map(({ update }, index) =>
      JSON.stringify({ update_id: room.firstUpdateId + index, ...update }),
    )
}
