import type { ColumnType } from '../etl/lake/schema.ts'

export interface ViewColumn {
  readonly name: string
  readonly type: ColumnType | 'date'
  readonly comment: string
}

const prestoTypes: Readonly<Record<ViewColumn['type'], string>> = {
  bigint: 'bigint',
  boolean: 'boolean',
  string: 'varchar',
  timestamp: 'timestamp',
  date: 'date',
}

/**
 * How the Glue catalog stores an Athena view: a comment with the query and its columns, as JSON in base64.
 * @throws Error when the file is not a single `create or replace view`.
 */
export function viewText(file: string, schema: string, columns: readonly ViewColumn[]): string {
  const view = {
    originalSql: viewQuery(file),
    catalog: 'awsdatacatalog',
    schema,
    columns: columns.map(({ name, type }) => ({ name, type: prestoTypes[type] })),
  }
  return `/* Presto View: ${Buffer.from(JSON.stringify(view)).toString('base64')} */`
}

/** What follows `create or replace view … as`. */
function viewQuery(file: string): string {
  const query = /^(?:\s*--[^\n]*\n)*\s*create or replace view \w+ as\s+([^]+)$/i.exec(file)?.[1]
  if (query === undefined) throw new Error('infra: a file in sql/tables does not create a view')
  return query.trim().replace(/;$/, '')
}
