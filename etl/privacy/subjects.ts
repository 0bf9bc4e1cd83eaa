// What choices are about, as the text that is hashed.

export const userSubject = (userId: number) => `user:${userId}`
/** The same, as far as one chat goes. */
export const inChat = (subject: string, chatId: number) => `${subject}:${chatId}`
export const messageSubject = (chatId: number, messageId: number) =>
  `message:${chatId}:${messageId}`
export const usernameSubject = (username: string) =>
  `username:${username.replace(/^@/, '').toLowerCase()}`
export const nameSubject = (name: string) => `name:${foldName(name)}`
/** Two words that a name of more begins with: texts have many words, and few of them begin a name that is looked for. */
export const beginningSubject = (words: string) => `beginning:${foldName(words)}`

/** That of a name of two words or more. */
export function beginningSubjects(name: string): string[] {
  const [first, second] = foldName(name).split(' ')
  return first !== undefined && second !== undefined ? [beginningSubject(`${first} ${second}`)] : []
}

/** A name without accents, case and repeated blanks. */
export function foldName(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim().replace(/\s+/g, ' ')
}
