import type { Api } from 'grammy'
import type { BotCommand, BotCommandScope } from 'grammy/types'

import { languages } from '../config.ts'
import type { Language } from '../config.ts'
import { textsOf } from '../i18n.ts'
import { reports } from '../reports/registry.ts'

/** Everybody may use these; reports and /status are for administrators. */
const forEverybody = ['help', 'privacy', 'mydata', 'optout', 'optin', 'forgetme'] as const
/** As a reply, so in groups alone. */
const inGroups = [...forEverybody, 'forget'] as const
const forAdministrators = [...reports.map(({ name }) => name), 'reports', 'status'] as const

const scopes: readonly { type: BotCommandScope['type'] & string; commands: readonly string[] }[] = [
  { type: 'all_private_chats', commands: ['start', ...forAdministrators, ...forEverybody] },
  { type: 'all_group_chats', commands: inGroups },
  { type: 'all_chat_administrators', commands: [...forAdministrators, ...inGroups] },
]

/**
 * Tells Telegram which commands to offer in private chats, to group members and to administrators: in each
 * language, and in the bot's own for everybody else. It only fills menus; rights are checked on each command.
 */
export async function registerCommands(
  api: Pick<Api, 'setMyCommands'>,
  language: Language,
): Promise<void> {
  for (const { type, commands } of scopes) {
    const scope = { type } as BotCommandScope
    await api.setMyCommands(menu(commands, language), { scope })
    for (const each of languages) {
      // Telegram expects two-letter language codes.
      await api.setMyCommands(menu(commands, each), {
        scope,
        language_code: each.slice(0, 2) as 'pt',
      })
    }
  }
}

function menu(commands: readonly string[], language: Language): BotCommand[] {
  const texts = textsOf(language)
  return commands.map((command) => ({
    command,
    description: texts.text(descriptionKey(command)),
  }))
}

/** The key of a command's description. */
export function descriptionKey(command: string): string {
  const isReport = reports.some(({ name }) => name === command)
  return isReport ? `report-${command.replaceAll('_', '-')}-description` : `command-${command}`
}
