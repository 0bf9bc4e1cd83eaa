// The group as a person in front of the page has it: what is shown, and what one may do as one of its members.
import type { BotCommand, Message, User } from 'grammy/types'

import { UserError } from '../user-error.ts'
import { sampleBot, SAMPLE_CHAT_ID } from './sample.ts'
import { isPresent } from './fake-telegram/group/roles.ts'
import type { ReactionsOf, Status } from './fake-telegram/group/state.ts'
import type { Telegram } from './fake-telegram/fake-telegram.ts'

/** Messages that the page shows at most, the latest. */
const SHOWN = 500

/** One of those whom the page lets one write as. */
export interface Person {
  readonly user: User
  readonly status: Status
  readonly isPresent: boolean
  readonly isAnonymous: boolean
  /** The menu that the bot registered for this person here. */
  readonly commands: readonly BotCommand[]
}

export interface ChatState {
  readonly chat: { readonly id: number; readonly title: string }
  readonly bot: User
  readonly memberCount: number
  readonly people: readonly Person[]
  /** As the Bot API shows them, oldest first. */
  readonly messages: readonly Message[]
  /** By message id, then by the id of who reacted. */
  readonly reactions: Readonly<Record<number, ReactionsOf>>
  /** Of those who have written to the bot in private, by their id. */
  readonly privateMessages: Readonly<Record<number, readonly Message[]>>
}

/** What a person does: the JSON of a request. */
export interface Act {
  readonly user_id: number
  /** In the person's private chat with the bot, not in the group. */
  readonly is_private: boolean
  readonly message_id: number
  readonly text: string
  readonly reply_to_message_id: number | undefined
  readonly message_thread_id: number | undefined
  /** Replaces what the person has reacted with. */
  readonly emoji: readonly string[]
  /** The callback_data of a button. */
  readonly data: string
}

export interface Chat {
  state(): ChatState
  people(): Person[]
  /** The bytes of a picture or document that a message carries. */
  file(fileId: string): { path: string; bytes: Uint8Array } | undefined
  send(
    act: Pick<Act, 'user_id' | 'is_private' | 'text' | 'reply_to_message_id' | 'message_thread_id'>,
  ): Message
  edit(act: Pick<Act, 'user_id' | 'is_private' | 'message_id' | 'text'>): Message
  react(act: Pick<Act, 'user_id' | 'message_id' | 'emoji'>): void
  /** Resolves to the id of the press; the bot's answer to it comes as a change. */
  press(act: Pick<Act, 'user_id' | 'is_private' | 'message_id' | 'data'>): string
  join(act: Pick<Act, 'user_id'>): void
}

/** Translates between the page and the stand-in. Acts throw a UserError where the person may not. */
export function createChat({ actor, view }: Pick<Telegram, 'actor' | 'view'>): Chat {
  const chat = SAMPLE_CHAT_ID
  const botId = sampleBot.botInfo.id

  function people(): Person[] {
    return view
      .members(chat)
      .filter(({ user }) => !user.is_bot)
      .map((member) => ({
        user: member.user,
        status: member.status,
        isPresent: isPresent({ user_id: member.user.id, status: member.status }),
        isAnonymous: 'is_anonymous' in member && member.is_anonymous,
        commands: view.commands(chat, member.user.id, botId),
      }))
      .sort((a, b) => rank(a) - rank(b) || a.user.first_name.localeCompare(b.user.first_name))
  }

  /** Whom the page acts as; `mustBeIn` for all that only members can do. */
  function personOf(userId: number, mustBeIn = true): Person {
    const person = people().find(({ user }) => user.id === userId)
    if (!person) throw new Error(`sandbox: nobody here has the id ${userId}`)
    if (mustBeIn && !person.isPresent) {
      throw new UserError('sandbox-not-a-member', { name: person.user.first_name })
    }
    return person
  }

  /** Where somebody acts; in private also who is not in the group. */
  function placeOf({ user_id, is_private }: Pick<Act, 'user_id' | 'is_private'>) {
    const person = personOf(user_id, !is_private)
    return is_private
      ? { person, ref: actor.privateChat(user_id, botId), as: 'self' as const }
      : { person, ref: chat, as: speaksAs(person) }
  }

  function privateMessages(): Record<number, readonly Message[]> {
    const keys = new Set(view.chats().map(({ key }) => key))
    const opened = people().filter(({ user }) => keys.has(`${user.id}/${botId}`))
    return Object.fromEntries(
      opened.map(({ user }) => [user.id, view.history(`${user.id}/${botId}`).slice(-SHOWN)]),
    )
  }

  function speaksAs({ isAnonymous }: Person): 'anonymous' | 'self' {
    return isAnonymous ? 'anonymous' : 'self'
  }

  function isOwn(message: Message, { user, isAnonymous }: Person): boolean {
    if (message.sender_chat) return isAnonymous && message.sender_chat.id === chat
    return message.from?.id === user.id
  }

  return {
    people,

    state() {
      const messages = view.history(chat).slice(-SHOWN)
      const reactions = messages.map(
        ({ message_id }) => [message_id, view.reactions(chat, message_id)] as const,
      )
      return {
        chat: { id: chat, title: titleOf(view) },
        bot: view.users().find(({ id }) => id === botId) as User,
        memberCount: view
          .members(chat)
          .filter(({ user, status }) => isPresent({ user_id: user.id, status })).length,
        people: people(),
        messages,
        reactions: Object.fromEntries(
          reactions.filter(([, given]) => Object.keys(given).length > 0),
        ),
        privateMessages: privateMessages(),
      }
    },

    file: (fileId) => view.file(fileId),

    send({ text, reply_to_message_id: replyTo, message_thread_id: topic, ...place }) {
      const { ref, as } = placeOf(place)
      return actor.send(ref, place.user_id, text, {
        as,
        ...(replyTo !== undefined && { replyTo }),
        ...(topic !== undefined && { topic }),
      })
    },

    edit({ message_id, text, ...place }) {
      const { person, ref } = placeOf(place)
      const message = view.history(ref).find((each) => each.message_id === message_id)
      if (!message || !isOwn(message, person)) throw new UserError('sandbox-not-yours')
      return actor.edit(ref, place.user_id, message_id, text)
    },

    react({ user_id, message_id, emoji }) {
      const as = speaksAs(personOf(user_id))
      actor.react(chat, user_id, message_id, emoji, { as })
    },

    press({ message_id, data, ...place }) {
      return actor.press(placeOf(place).ref, place.user_id, message_id, data).id
    },

    join({ user_id }) {
      if (!personOf(user_id, false).isPresent) actor.join(chat, user_id)
    },
  }
}

/** Who has a part to play first, who is not in the group last. */
function rank({ status, isAnonymous, isPresent }: Person): number {
  if (!isPresent) return 4
  return status === 'creator' ? 0 : status !== 'administrator' ? 3 : isAnonymous ? 2 : 1
}

function titleOf(view: Telegram['view']): string {
  const found = view.chats().find(({ chat }) => chat.id === SAMPLE_CHAT_ID)?.chat
  return (found && 'title' in found && found.title) || ''
}
