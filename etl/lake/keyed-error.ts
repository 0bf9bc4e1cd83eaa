export type MessageValues = Readonly<Record<string, string | number>>

/** An error that is told in English here, and by programs that speak more languages with the text of `key` and its values. */
export class KeyedError extends Error {
  override name = 'KeyedError'
  readonly key: string
  readonly values: MessageValues
  constructor(key: string, values: MessageValues, message: string, options?: ErrorOptions) {
    super(message, options)
    this.key = key
    this.values = values
  }
}
