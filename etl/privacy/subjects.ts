// What choices are about, as the text that is hashed.

export const userSubject = (userId: number) => `user:${userId}`
/** The same, as far as one chat goes. */
export const inChat = (subject: string, chatId: number) => `${subject}:${chatId}`
export const messageSubject = (chatId: number, messageId: number) =>
  `message:${chatId}:${messageId}`
export const usernameSubject = (username: string) =>
  `username:${username.replace(/^@/, '').toLowerCase()}`
export const nameSubject = (name: string) => `name:${foldName(name)}`

/** A name without accents, case and repeated blanks. */
export function foldName(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim().replace(/\s+/g, ' ')
}
