import { KeyedError, type MessageValues } from '../lake/keyed-error.ts'

const sentences = {
  'import-html': ({ file }) =>
    `${file} is an HTML export: export again in Telegram Desktop and choose "Machine-readable JSON" as the format`,
  'import-no-result': ({ file }) =>
    `${file} holds no result.json: export again in Telegram Desktop and choose "Machine-readable JSON" as the format`,
  'import-many-json': ({ file, names }) =>
    `${file} holds several JSON files (${names}) and no result.json: unpack it and name the one to import`,
  'import-not-json': ({ file, position }) =>
    `${file} is not JSON from byte ${position} on: it is damaged, or no export of Telegram Desktop`,
  'import-truncated': ({ file, messages }) =>
    `${file} ends in the middle, after ${messages} messages: export again, or copy the whole file`,
  'import-no-export': ({ file }) =>
    `${file} holds no chat: export one in Telegram Desktop (⋮, Export chat history, "Machine-readable JSON")`,
  'import-zip': ({ file, reason }) => `${file} cannot be unpacked: ${reason}`,
  'import-too-large': ({ file, megabytes }) =>
    `${file} unpacks to more than ${megabytes} MB: import it with npx lake import`,
  'import-lines-chat': ({ file }) =>
    `${file} does not say which group it is of: name it with --chat and the group's id`,
  'import-choose-chat': ({ file, chats }) =>
    `${file} holds several chats, choose one with --chat: ${chats}`,
  'import-chat-missing': ({ file, chat, chats }) =>
    `${file} has no chat ${chat}. It holds: ${chats}`,
  'import-chat-foreign': ({ file, chat, name }) =>
    `${file} is the history of ${name} (${chat}), which TELEGRAM_CHAT_ID does not name`,
} satisfies Record<string, (values: MessageValues) => string>

export type ImportErrorKey = keyof typeof sentences

/** A file that cannot be imported, with the way out. `key` is its text for people. */
export class ImportError extends KeyedError {
  override name = 'ImportError'
  readonly importKey: ImportErrorKey
  constructor(key: ImportErrorKey, values: MessageValues, options?: ErrorOptions) {
    super(key, values, sentences[key](values), options)
    this.importKey = key
  }
}
