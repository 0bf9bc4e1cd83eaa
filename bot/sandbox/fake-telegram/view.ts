import type { BotCommand, BotCommandScope, Chat, ChatMember, Message, User } from 'grammy/types'
import type { ChatRef } from './actor/people.ts'
import { chatOf } from './group/chats.ts'
import { fileById } from './group/files.ts'
import { renderMember } from './group/members.ts'
import { renderChat, renderMessage, renderUser } from './group/render.ts'
import { isAdministrator } from './group/roles.ts'
import type { CallbackRecord, ReactionsOf, World } from './group/state.ts'
import { commandsKey } from './methods/commands.ts'

export interface BotAccount extends User {
  readonly token: string
  readonly privacy: boolean
  readonly webhookUrl: string | undefined
}

/** What people see: for a page that shows the chat, and for tests. */
export interface View {
  users(): User[]
  bots(): BotAccount[]
  chats(): { key: string; chat: Chat }[]
  /** The chat's messages that are not deleted, oldest first. */
  history(chat: ChatRef): Message[]
  /** Reactions of a message by the id of who reacted. */
  reactions(chat: ChatRef, messageId: number): ReactionsOf
  members(chat: ChatRef): ChatMember[]
  /** A button press and, once there is one, the bot's answer. */
  callback(id: string): CallbackRecord | undefined
  /** The command menu that the user sees in the chat. */
  commands(chat: ChatRef, userId: number, botId: number): BotCommand[]
  file(fileId: string): { path: string; bytes: Uint8Array } | undefined
}

/** Reads the simulated Telegram. */
export function createView(world: World): View {
  return {
    users: () => Object.keys(world.state.users).map((id) => renderUser(world.state, Number(id))),

    bots: () =>
      Object.values(world.state.bots).map(({ user_id, token, privacy, webhook }) => ({
        ...renderUser(world.state, user_id),
        token,
        privacy,
        webhookUrl: webhook?.url,
      })),

    chats: () =>
      Object.values(world.state.chats).map((chat) => ({
        key: chat.key,
        chat: renderChat(world.state, chat),
      })),

    history(ref) {
      const chat = chatOf(world, ref)
      return Object.values(chat.messages).map((record) => renderMessage(world.state, chat, record))
    },

    reactions: (ref, messageId) => ({ ...chatOf(world, ref).messages[messageId]?.reactions }),

    members(ref) {
      const chat = chatOf(world, ref)
      return Object.values(chat.members).map(({ user_id }) =>
        renderMember(world.state, chat, user_id),
      )
    },

    callback(id) {
      const callback = world.state.callbacks[id]
      return callback && structuredClone(callback)
    },

    commands(ref, userId, botId) {
      const chat = chatOf(world, ref)
      const lists = world.state.bots[botId]?.commands ?? {}
      const language = world.state.users[userId]?.language_code?.slice(0, 2) ?? ''
      const isAdmin = isAdministrator(chat.members[userId])
      const scopes =
        chat.type === 'private' ? privateScopes(chat.id) : groupScopes(chat.id, userId, isAdmin)
      const keys = scopes.flatMap((scope) => [commandsKey(scope, language), commandsKey(scope, '')])
      return keys.map((key) => lists[key]).find((list) => list !== undefined) ?? []
    },

    file(fileId) {
      const file = fileById(world.state, fileId)
      return file && { path: file.path, bytes: file.bytes }
    },
  }
}

/** From the narrowest to the widest, as Telegram looks for a list. */
function groupScopes(chat_id: number, user_id: number, isAdmin: boolean): BotCommandScope[] {
  return [
    { type: 'chat_member', chat_id, user_id },
    ...(isAdmin ? [{ type: 'chat_administrators', chat_id } as const] : []),
    { type: 'chat', chat_id },
    ...(isAdmin ? [{ type: 'all_chat_administrators' } as const] : []),
    { type: 'all_group_chats' },
    { type: 'default' },
  ]
}

function privateScopes(chat_id: number): BotCommandScope[] {
  return [{ type: 'chat', chat_id }, { type: 'all_private_chats' }, { type: 'default' }]
}
