import { columns, partitionColumn, type Column } from './schema.ts'

/** Days that a table without a catalog of partitions has: from Telegram's first day, and a day ahead of UTC. */
export const projectedDays = '2013-08-14,NOW+1DAYS'

const athenaTypes = {
  bigint: 'bigint',
  boolean: 'boolean',
  string: 'string',
  timestamp: 'timestamp',
} as const

/** The type of a column in Athena's DDL and in the Glue catalog. */
export function athenaType(column: Column): string {
  return athenaTypes[column.type]
}

/**
 * The statement that makes the table `telegram` over the enriched bucket in Athena. Partitions are
 * projected from their names, so a new day needs no statement of its own.
 */
export function athenaTable(bucket: string): string {
  const location = `s3://${bucket}/telegram/`
  const width = Math.max(...columns.map(({ name }) => name.length)) + 2
  const lines = columns.map((column) => {
    const name = `\`${column.name}\``.padEnd(width)
    return `    ${name} ${athenaType(column)} comment ${literal(column.comment)}`
  })
  return `-- The table of the lake in Athena, one row a message. Made from etl/lake/schema.ts by: npm run ddl
-- Put the name of your enriched bucket in the place of ${bucket}, twice.
create external table if not exists telegram (
${lines.join(',\n')}
)
partitioned by (\`${partitionColumn.name}\` ${partitionColumn.type} comment ${literal(partitionColumn.comment)})
stored as parquet
location '${location}'
tblproperties (
    'classification' = 'parquet',
    'projection.enabled' = 'true',
    'projection.${partitionColumn.name}.type' = 'date',
    'projection.${partitionColumn.name}.format' = 'yyyy-MM-dd',
    'projection.${partitionColumn.name}.range' = '${projectedDays}',
    'projection.${partitionColumn.name}.interval' = '1',
    'projection.${partitionColumn.name}.interval.unit' = 'DAYS',
    'storage.location.template' = '${location}${partitionColumn.name}=\${${partitionColumn.name}}/'
)
`
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
