import type { DuckDBConnection } from '@duckdb/node-api'

import { noStatement, readOnly, RefusedQuery } from './engine.ts'

/** The functions allowed in FROM. Others read files or change settings, even inside a SELECT. */
const FROM_FUNCTIONS = ['unnest', 'range', 'generate_series']

/** @throws QueryError unless `sql` is a single statement that only reads the lake. */
export async function checkSelect(connection: DuckDBConnection, sql: string): Promise<void> {
  const { error, error_type, statements = [] } = await parse(connection, sql)
  // Running it gives the better message for a syntax error.
  if (error && error_type === 'parser') return
  if (error) throw readOnly()
  if (statements.length === 0) throw noStatement()
  if (statements.length > 1) {
    throw new RefusedQuery('sql-several', `expected one statement, got ${statements.length}`, {
      count: statements.length,
    })
  }
  const name = fromFunctions(statements).find((each) => !FROM_FUNCTIONS.includes(each))
  if (name !== undefined) {
    throw new RefusedQuery(
      'sql-function',
      `${name}(…) is not allowed here: query telegram, messages or questions`,
      { name },
    )
  }
  const file = tables(statements).find((each) => FILE.test(each))
  if (file !== undefined) {
    throw new RefusedQuery(
      'sql-file',
      `"${file}" is a file: query telegram, messages or questions`,
      { file },
    )
  }
}

/** DuckDB takes a table of such a name for a file, which shows also what the views hide. */
const FILE = /\.parquet/i

interface Parsed {
  readonly error: boolean
  readonly error_type?: string
  readonly statements?: readonly unknown[]
}

/** DuckDB's own syntax tree, which it gives for SELECT statements only: an error for any other. */
async function parse(connection: DuckDBConnection, sql: string): Promise<Parsed> {
  const reader = await connection.runAndReadAll('select json_serialize_sql(cast(? as varchar))', [
    sql,
  ])
  return JSON.parse(String(reader.getRows()[0]?.[0])) as Parsed
}

/** The names of functions used in FROM. */
function fromFunctions(statements: readonly unknown[]): string[] {
  const calls = nodesOf(statements, 'TABLE_FUNCTION')
  return calls.map((node) => functionName(node.function))
}

/** The names of tables, in full as far as they are. */
function tables(statements: readonly unknown[]): string[] {
  return nodesOf(statements, 'BASE_TABLE').map((node) =>
    [node.catalog_name, node.schema_name, node.table_name].filter(Boolean).join('.'),
  )
}

type Node = Readonly<Record<string, unknown>>

/** The nodes of a type, anywhere in the tree. */
function nodesOf(tree: unknown, type: string): Node[] {
  if (typeof tree !== 'object' || tree === null) return []
  const node = tree as Node
  const below = Object.values(node).flatMap((each) => nodesOf(each, type))
  return node.type === type ? [node, ...below] : below
}

function functionName(called: unknown): string {
  return String((called as { function_name?: unknown } | null)?.function_name).toLowerCase()
}
