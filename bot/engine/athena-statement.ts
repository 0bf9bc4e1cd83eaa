import { QueryError } from './engine.ts'

/** What may stand before the first word of a statement: blanks, comments, brackets. */
const BEFORE = /^(?:[\s(;]|--[^\n]*|\/\*[^]*?\*\/)*/

const READING = ['select', 'with', 'values', 'table']

/**
 * In the dialect of Trino the first word says whether a statement reads, and Athena takes one statement at a
 * time. What else the role of the program must not do is not in its rights.
 * @throws QueryError
 */
export function checkSelect(sql: string): void {
  const rest = sql.replace(BEFORE, '')
  if (rest === '') throw new QueryError('there is no statement: write a SELECT')
  const word = /^\w+/.exec(rest)?.[0].toLowerCase() ?? ''
  if (!READING.includes(word)) throw new QueryError('the lake is read only: write a SELECT')
}
