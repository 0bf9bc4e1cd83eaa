import { chatOfExport, isGroup, type ExportChat } from './chat.ts'
import { ImportError } from './import-error.ts'
import type { OpenExport } from './open-export.ts'
import { chatsOf, readExport } from './read-export.ts'

export interface Choice {
  /** An id, with or without the prefix that the Bot API gives it, or a name (default: the only group there is). */
  readonly wanted?: string
  /** Whether the lake archives a chat, by its id in the Bot API. */
  isArchived(chatId: number): Promise<boolean>
}

/** An account may have thousands. */
const MOST_NAMED = 30

/**
 * The chat of an export to import: the only one, the one that is wanted, or in an account's export the only group, or
 * the only one that is archived.
 * @throws ImportError that names the chats to choose from, or says that the chat is not archived.
 */
export async function chooseChat(
  file: string,
  source: OpenExport,
  { wanted, isArchived }: Choice,
): Promise<ExportChat> {
  const chosen = await choose(file, source, wanted, isArchived)
  const { id } = chatOfExport(chosen)
  if (await isArchived(id)) return chosen
  throw new ImportError('import-chat-foreign', { file, chat: String(id), name: chosen.name ?? '' })
}

async function choose(
  file: string,
  source: OpenExport,
  wanted: string | undefined,
  isArchived: Choice['isArchived'],
): Promise<ExportChat> {
  const only = await onlyChat(file, source)
  if (only && wanted === undefined) return only
  const chats = only ? [only] : await chatsOf(file, source)
  if (wanted !== undefined) {
    const found = chats.filter((chat) => isWanted(chat, wanted))
    const [chat] = found
    if (chat && found.length === 1) return chat
    if (!chat) {
      throw new ImportError('import-chat-missing', { file, chat: wanted, chats: named(chats) })
    }
    throw new ImportError('import-choose-chat', { file, chats: named(found) })
  }
  const groups = chats.filter(isGroup)
  const archived: ExportChat[] = []
  for (const group of groups) if (await isArchived(chatOfExport(group).id)) archived.push(group)
  const [chat] = archived
  if (chat && archived.length === 1) return chat
  const choices = archived.length > 0 ? archived : groups.length > 0 ? groups : chats
  throw new ImportError('import-choose-chat', { file, chats: named(choices) })
}

/** The chat of an export that has one alone. */
async function onlyChat(file: string, source: OpenExport): Promise<ExportChat | undefined> {
  for await (const { chat } of readExport(file, source)) return chat.isAlone ? chat : undefined
  return undefined
}

function isWanted(chat: ExportChat, wanted: string): boolean {
  const id = Number(wanted)
  return (
    id === chat.id ||
    id === chatOfExport(chat).id ||
    chat.name?.toLowerCase() === wanted.trim().toLowerCase()
  )
}

function named(chats: readonly ExportChat[]): string {
  const names = chats
    .slice(0, MOST_NAMED)
    .map((chat) => `${chatOfExport(chat).id}${chat.name === null ? '' : ` (${chat.name})`}`)
  return [...names, ...(chats.length > MOST_NAMED ? ['…'] : [])].join(', ')
}
