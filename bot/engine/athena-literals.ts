import { QueryError, type Parameter } from './engine.ts'

/** Athena takes no longer ones, in characters. */
const MAX_LENGTH = 1024

/**
 * The value as Athena wants it for a `?`: a literal of SQL. This is the one place where a value becomes text of
 * a statement, so what is not exactly of its type goes no further.
 * @throws QueryError
 */
export function literal(parameter: Parameter): string {
  const { type, value } = parameter
  const text = written(parameter)
  if (text === undefined) {
    const shown = typeof value === 'string' ? JSON.stringify(value) : String(value)
    throw new QueryError(`${shown.slice(0, 60)} is no ${type}`)
  }
  if (text.length > MAX_LENGTH) {
    throw new QueryError(`a value of ${text.length} characters is too long: ${MAX_LENGTH} will do`)
  }
  return text
}

function written({ type, value }: Parameter): string | undefined {
  if (value === null) return 'NULL'
  switch (type) {
    case 'bigint':
      return Number.isSafeInteger(value) ? BigInt(value).toString() : undefined
    case 'date':
      return isDate(value) ? `DATE '${value}'` : undefined
    case 'varchar':
      return isText(value) ? `'${value.replaceAll("'", "''")}'` : undefined
  }
}

function isDate(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const time = Date.parse(`${value}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value)
}

/** No text that people write has the character NUL or half a surrogate pair, and not every parser survives them. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('\0') && value.isWellFormed()
}
