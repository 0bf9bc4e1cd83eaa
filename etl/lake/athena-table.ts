import { columns, partitionColumn, type Column } from './schema.ts'

/** Range of the partition projection: from the day Telegram launched to one day ahead of UTC. */
export const projectedDays = '2013-08-14,NOW+1DAYS'

const athenaTypes = {
  bigint: 'bigint',
  boolean: 'boolean',
  string: 'string',
  timestamp: 'timestamp',
} as const

/** The column's type in Athena's DDL and the Glue catalog. */
export function athenaType(column: Column): string {
  return athenaTypes[column.type]
}

/**
 * Athena's DDL for the table `telegram` over the enriched bucket. Partitions are projected, so new days need no
 * further statement.
 */
export function athenaTable(bucket: string): string {
  const location = `s3://${bucket}/telegram/`
  const width = Math.max(...columns.map(({ name }) => name.length)) + 2
  const lines = columns.map((column) => {
    const name = `\`${column.name}\``.padEnd(width)
    return `    ${name} ${athenaType(column)} comment ${literal(column.comment)}`
  })
  return `-- The lake's table in Athena, one row per message. Generated from etl/lake/schema.ts by: npm run ddl
-- Replace ${bucket} with the name of your enriched bucket, in two places.
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
