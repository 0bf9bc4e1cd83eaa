import { isDate } from '../../etl/lake/time-zone.ts'
import { QueryError, type Parameter } from './engine.ts'

/** Athena's limit per parameter, in characters. */
const MAX_LENGTH = 1024

/**
 * A value as the SQL literal that Athena expects for a `?`. Nowhere else does a value become SQL text, so anything
 * that is not exactly of its type is refused.
 * @throws QueryError
 */
export function literal(parameter: Parameter): string {
  const { type, value } = parameter
  const text = literalText(parameter)
  if (text === undefined) {
    const shown = typeof value === 'string' ? JSON.stringify(value) : String(value)
    throw new QueryError(`${shown.slice(0, 60)} is not a valid ${type}`)
  }
  if (text.length > MAX_LENGTH) {
    const [length, limit] = [text.length, MAX_LENGTH].map((count) => count.toLocaleString('en'))
    throw new QueryError(`a value of ${length} characters exceeds the limit of ${limit}`)
  }
  return text
}

function literalText({ type, value }: Parameter): string | undefined {
  if (value === null) return 'NULL'
  switch (type) {
    case 'bigint':
      return Number.isSafeInteger(value) ? BigInt(value).toString() : undefined
    case 'date':
      return typeof value === 'string' && isDate(value) ? `DATE '${value}'` : undefined
    case 'varchar':
      return isText(value) ? `'${value.replaceAll("'", "''")}'` : undefined
  }
}

/** Text that people write has no NUL and no lone surrogates, and not every parser survives them. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('\0') && value.isWellFormed()
}
