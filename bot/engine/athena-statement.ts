import { noStatement, readOnly } from './engine.ts'

/** What may precede the first word of a statement: whitespace, comments, parentheses. */
const LEADING = /^(?:[\s(;]|--[^\n]*|\/\*[^]*?\*\/)*/

const READING = ['select', 'with', 'values', 'table']

/**
 * Refuses statements that do not read. In Trino the first word tells, and Athena takes one statement at a time;
 * everything else is denied by the program's IAM role.
 * @throws QueryError
 */
export function checkSelect(sql: string): void {
  const rest = sql.replace(LEADING, '')
  if (rest === '') throw noStatement()
  const word = /^\w+/.exec(rest)?.[0].toLowerCase() ?? ''
  if (!READING.includes(word)) throw readOnly()
}
