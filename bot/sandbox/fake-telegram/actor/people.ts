// Who there is and who is where: accounts, groups, channels, roles.
import type { Chat, ChatAdministratorRights, User } from 'grammy/types'
import { inChat } from '../group/in-chat.ts'
import { addChat, chatOf, migrateChat, privateChat } from '../group/chats.ts'
import { changeMember } from '../group/members.ts'
import { postService } from '../group/messages.ts'
import { renderChat, renderUser } from '../group/render.ts'
import { isPresent } from '../group/roles.ts'
import type { ChatRecord, GroupPermissions, MemberRecord, Status, World } from '../group/state.ts'

/** A chat's id; a private chat is named by the key that `privateChat` returns. */
export type ChatRef = number | string

export interface NewUser {
  readonly first_name: string
  readonly last_name?: string
  readonly username?: string
  readonly language_code?: string
  readonly id?: number
}

export interface NewBot {
  readonly username: string
  readonly first_name?: string
  readonly token?: string
  /** Privacy mode; default true, as at @BotFather. It counts from when the bot is added to a group. */
  readonly privacy?: boolean
  readonly id?: number
}

export interface NewGroup {
  readonly title: string
  readonly creator: number
  /** In the group from the start, without service messages. */
  readonly members?: readonly number[]
  /** Default `supergroup`. */
  readonly type?: 'group' | 'supergroup'
  readonly is_forum?: boolean
  readonly username?: string
  readonly id?: number
}

export interface RoleOptions {
  /** Who does it; default the user itself for `member` and `left`, else the creator. */
  readonly by?: number
  readonly rights?: Partial<ChatAdministratorRights>
  readonly is_anonymous?: boolean
  readonly custom_title?: string
  readonly is_member?: boolean
  readonly can_send_messages?: boolean
  readonly until_date?: number
}

export interface People {
  addUser(user: NewUser): User
  /** An account of a bot, as @BotFather makes one; it is in no chat yet. */
  createBot(bot: NewBot): User & { token: string }
  /** Switches privacy mode; groups notice when the bot is added again. */
  setPrivacy(botId: number, privacy: boolean): void
  createGroup(group: NewGroup): Chat
  /** A channel; `linkedTo` is the group that its posts are forwarded to. */
  createChannel(channel: { title: string; username?: string; linkedTo?: number; id?: number }): Chat
  /** The chat between a user and a bot, opened if need be; returns its key. */
  privateChat(userId: number, botId: number): string
  join(chat: ChatRef, userId: number, options?: { by?: number }): void
  leave(chat: ChatRef, userId: number): void
  addBot(chat: ChatRef, botId: number, options?: RoleOptions & { role?: Status }): void
  promote(chat: ChatRef, userId: number, options?: RoleOptions): void
  setRole(chat: ChatRef, userId: number, role: Status, options?: RoleOptions): void
  /** What members who are no administrators may not do, and how long they wait between messages. */
  setPermissions(chat: ChatRef, permissions: GroupPermissions & { slow_mode_delay?: number }): void
  /** Renames the group. */
  setTitle(chat: ChatRef, userId: number, title: string): void
  /** Upgrades a group to a supergroup, which is returned. */
  migrate(chat: ChatRef, byId?: number): Chat
}

/** What people do about accounts and memberships; each act makes the updates that Telegram sends. */
export function peopleActor(world: World): People {
  function addAccount(user: Omit<User, 'id'> & { id?: number | undefined }): User {
    const id = user.id ?? ++world.state.counters.user
    if (world.state.users[id]) throw new Error(`telegram: user ${id} exists: give another id`)
    return (world.state.users[id] = { ...user, id })
  }

  function setRole(ref: ChatRef, userId: number, role: Status, options: RoleOptions = {}) {
    const chat = chatOf(world, ref)
    const { by: given, ...rest } = options
    const isOwnAct = role === 'member' || role === 'left' || chat.type === 'private'
    const by = given ?? (isOwnAct ? personIn(chat, userId) : creatorOf(chat))
    const user = renderUser(world.state, userId)
    const wasPresent = isPresent(chat.members[userId])
    const member: MemberRecord = { user_id: userId, status: role, ...rest }
    changeMember(world, chat, member, by)
    if (chat.type === 'private' || chat.type === 'channel') return
    if (!wasPresent && isPresent(member)) {
      const old = { new_chat_participant: user, new_chat_member: user }
      postService(world, chat, by, { ...old, new_chat_members: [user] })
    }
    if (wasPresent && !isPresent(member)) {
      const old = { left_chat_participant: user }
      postService(world, chat, by, { ...old, left_chat_member: user })
    }
  }

  return {
    addUser: ({ id, first_name, ...rest }) => ({
      ...addAccount({ id, is_bot: false, first_name, ...rest }),
    }),

    createBot({ username, first_name = username, token, privacy = true, id }) {
      const user = addAccount({ id, is_bot: true, first_name, username })
      const bot = {
        user_id: user.id,
        token: token ?? `${user.id}:token-of-${username}`,
        privacy,
        webhook: null,
        allowed_updates: null,
        commands: {},
        updates: [],
        next_update_id: 700_000_001,
      }
      world.state.bots[user.id] = bot
      return { ...user, token: bot.token }
    },

    setPrivacy(botId, privacy) {
      const bot = world.state.bots[botId]
      if (!bot) throw new Error(`telegram: unknown bot ${botId}: call createBot first`)
      bot.privacy = privacy
    },

    createGroup({ creator, members = [], type = 'supergroup', ...rest }) {
      const users = [creator, ...members].map((id) => renderUser(world.state, id).id)
      const bot = users.find((id) => world.state.bots[id])
      if (bot !== undefined) {
        throw new Error(`telegram: ${bot} is a bot: call addBot once the group exists`)
      }
      const chat = addChat(world, { type, ...rest })
      for (const user_id of users) chat.members[user_id] = { user_id, status: 'member' }
      chat.members[creator] = { user_id: creator, status: 'creator' }
      const created = type === 'group' ? 'group_chat_created' : 'supergroup_chat_created'
      postService(world, chat, creator, { [created]: true })
      return renderChat(world.state, chat)
    },

    createChannel({ linkedTo, ...rest }) {
      const channel = addChat(world, { type: 'channel', ...rest })
      if (linkedTo !== undefined) {
        const group = chatOf(world, linkedTo)
        channel.linked_chat_id = group.id
        group.linked_chat_id = channel.id
      }
      return renderChat(world.state, channel)
    },

    privateChat: (userId, botId) => privateChat(world, userId, botId).key,
    join: (chat, userId, options) => setRole(chat, userId, 'member', options),
    leave: (chat, userId) => setRole(chat, userId, 'left', { by: userId }),

    addBot(ref, botId, { role = 'member', ...options } = {}) {
      setRole(ref, botId, role, { by: creatorOf(chatOf(world, ref)), ...options })
    },

    promote: (chat, userId, options) => setRole(chat, userId, 'administrator', options),
    setRole,

    setPermissions(ref, { slow_mode_delay, ...permissions }) {
      const chat = chatOf(world, ref)
      chat.permissions = permissions
      chat.slow_mode_delay = slow_mode_delay ?? 0
    },

    setTitle(ref, userId, title) {
      const chat = chatOf(world, ref)
      chat.title = title
      world.changed({ type: 'chat', ...inChat(chat) })
      postService(world, chat, userId, { new_chat_title: title })
    },

    migrate(ref, byId) {
      const chat = chatOf(world, ref)
      return renderChat(world.state, migrateChat(world, chat, byId ?? creatorOf(chat)))
    },
  }
}

function creatorOf(chat: ChatRecord): number {
  const creator = Object.values(chat.members).find(({ status }) => status === 'creator')
  if (!creator)
    throw new Error(`telegram: chat ${chat.key} has no creator: say who does it with 'by'`)
  return creator.user_id
}

/** In a private chat it is always the person who acts, be it on the bot. */
function personIn(chat: ChatRecord, userId: number): number {
  return chat.type === 'private' ? chat.id : userId
}
