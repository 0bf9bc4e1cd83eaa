import { fields, integer, unixDate, type Fields } from '../lake/update.ts'
import type { Registry } from './registry.ts'
import {
  beginningSubject,
  inChat,
  messageSubject,
  nameSubject,
  userSubject,
  usernameSubject,
} from './subjects.ts'

/** Where and when an update happened, in unix seconds; without a date every choice applies. */
export interface Scene {
  readonly chatId: number | undefined
  /** Of the event, or of the message that it is about. */
  readonly date: number | undefined
  /** When it came about: an edit is younger than its message. */
  readonly writtenAt: number | undefined
  /** Whether a bot wrote it. */
  readonly isOfBot: boolean
}

/** What the registry says of the people in one update. */
export interface Judgement extends Pick<Scene, 'isOfBot'> {
  readonly scene: Scene
  /** Whether what this user wrote at that moment is erased. */
  isErased(userId: number | undefined, date: number | undefined): boolean
  /** Whether the user had opted out when the update came about. */
  isOptedOut(userId: number | undefined): boolean
  /** Whether either holds. */
  isGone(userId: number | undefined, date: number | undefined): boolean
  isErasedMessage(chatId: number | undefined, messageId: number | undefined): boolean
  /** Whether it is the username, or the name, of somebody who is gone. */
  isUsername(text: string): boolean
  isName(text: string): boolean
  /** Whether a name of somebody who is gone may begin with these two words. */
  isBeginning(words: string): boolean
}

export function judge(registry: Registry, scene: Scene): Judgement {
  const { chatId, writtenAt } = scene
  const erased = (subject: string, date: number | undefined) =>
    (date ?? -Infinity) <= registry.erasedUntil(subject) &&
    registry.erasedUntil(subject) !== -Infinity
  const isErasedSubject = (subject: string, date: number | undefined) =>
    erased(subject, date) || (chatId !== undefined && erased(inChat(subject, chatId), date))
  const isOptedOutSubject = (subject: string) =>
    registry.isOptedOut(subject, writtenAt ?? Number.MAX_SAFE_INTEGER)
  const isEither = (subject: string) =>
    isErasedSubject(subject, scene.date) || isOptedOutSubject(subject)

  const judgement: Judgement = {
    scene,
    isOfBot: scene.isOfBot,
    isErased: (userId, date) => userId !== undefined && isErasedSubject(userSubject(userId), date),
    isOptedOut: (userId) => userId !== undefined && isOptedOutSubject(userSubject(userId)),
    isGone: (userId, date) => judgement.isErased(userId, date) || judgement.isOptedOut(userId),
    isErasedMessage: (chat, message) =>
      chat !== undefined &&
      message !== undefined &&
      registry.erasedUntil(messageSubject(chat, message)) !== -Infinity,
    isUsername: (text) => isEither(usernameSubject(text)),
    isName: (text) => isEither(nameSubject(text)),
    isBeginning: (words) => {
      const subject = beginningSubject(words)
      return registry.erasedUntil(subject) !== -Infinity || isOptedOutSubject(subject)
    },
  }
  return judgement
}

/** Who counts as the author of a message: the chat that it was sent as, or else the account. */
export function authorOf(message: Fields): number | undefined {
  return integer(fields(message.sender_chat)?.id) ?? integer(fields(message.from)?.id)
}

/** Who wrote a forwarded or quoted message first, as far as it says. */
export function originOf(origin: unknown): {
  readonly userId: number | undefined
  readonly name: string | undefined
  readonly date: number | undefined
} {
  const { sender_user, sender_user_name, sender_chat, chat, date } = fields(origin) ?? {}
  const ids = [sender_user, sender_chat, chat].map((each) => integer(fields(each)?.id))
  return {
    userId: ids.find((id) => id !== undefined),
    name: typeof sender_user_name === 'string' ? sender_user_name : undefined,
    date: unixDate(date),
  }
}
