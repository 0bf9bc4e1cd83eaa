/** A mistake that the person can correct. `key` is its text in bot/locales, in the language of whoever shows it. */
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
