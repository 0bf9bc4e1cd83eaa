/** What a person can put right, by the key of its text in bot/locales: they get the sentence in their language. */
export class UserError extends Error {
  override name = 'UserError'
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
  constructor(key: string, values: Readonly<Record<string, string | number>> = {}) {
    super(key)
    this.key = key
    this.values = values
  }
}
