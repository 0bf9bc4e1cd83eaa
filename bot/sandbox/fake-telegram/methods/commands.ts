import type { BotCommand, BotCommandScope } from 'grammy/types'
import { badRequest } from '../group/errors.ts'
import type { Method, Params } from './call.ts'

const scopeTypes: readonly string[] = [
  'default',
  'all_private_chats',
  'all_group_chats',
  'all_chat_administrators',
  'chat',
  'chat_administrators',
  'chat_member',
]

/** The command menu, one list per scope and language. */
export const commandMethods: Record<string, Method> = {
  setMyCommands({ bot, params }) {
    const commands = params.json<BotCommand[]>('commands')
    if (!Array.isArray(commands)) throw badRequest("can't parse commands JSON object")
    if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH')
    const key = listKey(params)
    bot.commands[key] = commands.map(checked)
    return true
  },

  getMyCommands: ({ bot, params }) => bot.commands[listKey(params)] ?? [],

  deleteMyCommands({ bot, params }) {
    delete bot.commands[listKey(params)]
    return true
  },
}

/** Where a list is kept: `chat -100123 pt`. */
export function commandsKey(scope: BotCommandScope, language: string): string {
  const chat = 'chat_id' in scope ? ` ${scope.chat_id}` : ''
  const user = 'user_id' in scope ? ` ${scope.user_id}` : ''
  return `${scope.type}${chat}${user} ${language}`.trimEnd()
}

function listKey(params: Params): string {
  const scope = params.json<BotCommandScope>('scope') ?? { type: 'default' }
  if (!scopeTypes.includes(scope.type)) {
    throw badRequest("can't parse BotCommandScope: unsupported type specified")
  }
  const language = params.string('language_code') ?? ''
  if (language !== '' && !/^[a-z]{2}$/.test(language)) {
    throw badRequest('invalid language code specified')
  }
  return commandsKey(scope, language)
}

function checked(entry: BotCommand): BotCommand {
  const command = String(entry.command).replace(/^\//, '')
  const description = String(entry.description).trim()
  if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID')
  if (description.length < 1 || description.length > 256) {
    throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID')
  }
  return { ...entry, command, description }
}
