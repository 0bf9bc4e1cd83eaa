/** A chat of an export, as its file describes it. */
export interface ExportChat {
  /** Telegram Desktop's word for the kind: `private_supergroup`, `personal_chat` … */
  readonly type: string
  /** Without the prefix that the Bot API gives it. */
  readonly id: number
  /** Null for saved messages and deleted accounts. */
  readonly name: string | null
  /** Whether the file is of this chat alone, and not of an account. */
  readonly isAlone: boolean
}

/** Ids of supergroups and channels in the Bot API are this less the id that exports and links use. */
const SUPERGROUPS = -1_000_000_000_000

/** A chat as in the Bot API. */
export interface Chat {
  readonly id: number
  readonly type: 'private' | 'group' | 'supergroup' | 'channel'
  readonly title?: string
  readonly first_name?: string
}

/** The chat of an export as in the Bot API. Unknown kinds are taken for supergroups, which new kinds of groups are. */
export function chatOfExport({ type, id, name }: ExportChat): Chat {
  const title = name === null ? {} : { title: name }
  if (type === 'private_group') return { id: -id, type: 'group', ...title }
  if (type.endsWith('_channel')) return { id: channelId(id), type: 'channel', ...title }
  if (isPrivate(type)) {
    return { id, type: 'private', ...(name !== null && { first_name: name }) }
  }
  return { id: channelId(id), type: 'supergroup', ...title }
}

/** Of a supergroup or channel. */
export function channelId(bareId: number): number {
  return SUPERGROUPS - bareId
}

/** Undefined for an id that is of neither. */
export function bareChannelId(id: number): number | undefined {
  return id < SUPERGROUPS ? SUPERGROUPS - id : undefined
}

export function isGroup({ type }: ExportChat): boolean {
  return !isPrivate(type) && !type.endsWith('_channel')
}

function isPrivate(type: string): boolean {
  const kinds = ['personal_chat', 'bot_chat', 'saved_messages', 'replies', 'verification_codes']
  return kinds.includes(type)
}
