import { readFileSync } from 'node:fs'

import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import {
  CfnTable,
  Database,
  DataFormat,
  DateIntervalUnit,
  PartitionProjectionConfiguration,
  S3Table,
  S3TableStorage,
  Schema,
  type Column,
} from 'aws-cdk-lib/aws-glue'
import type { IGrantable } from 'aws-cdk-lib/aws-iam'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'

import { projectedDays } from '../etl/lake/athena-table.ts'
import { HIDDEN_PREFIX, TABLE_PREFIX } from '../etl/lake/keys.ts'
import { columns, partitionColumn, type ColumnType } from '../etl/lake/schema.ts'
import { sqlFile } from '../sql/queries.ts'
import { allow } from './grants.ts'
import { viewText, type ViewColumn } from './presto-view.ts'

export interface CatalogProps {
  readonly databaseName: string
  readonly raw: IBucket
  readonly enriched: IBucket
}

const glueTypes: Readonly<Record<ColumnType, Column['type']>> = {
  bigint: Schema.BIG_INT,
  boolean: Schema.BOOLEAN,
  string: Schema.STRING,
  timestamp: Schema.TIMESTAMP,
}

const tableColumns: readonly ViewColumn[] = [...columns, partitionColumn]
const views: Readonly<Record<string, readonly ViewColumn[]>> = {
  visible: tableColumns,
  messages: tableColumns,
  questions: [
    column('context_date'),
    column('chat_id'),
    column('message_thread_id'),
    column('question_id', 'The first message of the doubt'),
    column('sender_id', 'Who asked'),
    column('sender_name'),
    column('sent_at', 'When it was asked', 'asked_at'),
    column('question'),
    column('question_terms'),
    column('message_id', 'The first answer of a person', 'answer_message_id'),
    column('answer_rule', 'How that is known: reply, chain, asked, name, partner, named or next'),
    column('answer_seconds', 'Seconds to that answer, from the message that it answers'),
    column('sender_id', 'Who answered', 'answer_sender_id'),
    column('sender_name', 'Their name', 'answer_sender_name'),
    {
      name: 'is_answered_by_reply',
      type: 'boolean',
      comment: 'Whether a person replied within seven days',
    },
    {
      name: 'is_likely_answered',
      type: 'boolean',
      comment: 'Whether an answer is inferred and there is no reply',
    },
    { name: 'is_confirmed', type: 'boolean', comment: 'Whether the asker says that it is solved' },
    column('message_id', 'The first answer of a bot', 'bot_answer_message_id'),
    column('answer_seconds', 'Seconds to the first answer of a bot', 'bot_answer_seconds'),
  ],
}

/** A column of the table, with what it means in a view. */
function column(name: string, comment?: string, alias = name): ViewColumn {
  const found = tableColumns.find((each) => each.name === name)
  if (!found) throw new Error(`infra: the table has no column ${name}`)
  return { name: alias, type: found.type, comment: comment ?? found.comment }
}

/** The lake's Glue database: the table `telegram` over the enriched bucket, and the views on it. */
export class Catalog extends Construct {
  readonly databaseName: string

  constructor(scope: Construct, id: string, { databaseName, raw, enriched }: CatalogProps) {
    super(scope, id)
    this.databaseName = databaseName
    const database = new Database(this, 'Database', {
      databaseName,
      description: 'Messages of Telegram groups',
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const tables = [telegramTable(this, database, enriched), hiddenTable(this, database, raw)]
    for (const [name, viewColumns] of Object.entries(views)) {
      const view = prestoView(this, name, databaseName, viewColumns)
      view.node.addDependency(...tables)
    }
  }

  /**
   * To read a table, Glue also requires permissions on its catalog and database; Athena requires `GetDatabase` on the
   * database `default` for every query.
   */
  grantRead(grantee: IGrantable): void {
    allow(
      grantee,
      [
        'glue:GetDatabase',
        'glue:GetTable',
        'glue:GetTables',
        'glue:GetPartition',
        'glue:GetPartitions',
      ],
      this.arnsOf('catalog', `database/${this.databaseName}`, `table/${this.databaseName}/*`),
    )
    allow(grantee, ['glue:GetDatabase'], this.arnsOf('database/default'))
  }

  /** The names of the account's databases, which consoles and drivers list before they show this one. */
  grantListing(grantee: IGrantable): void {
    allow(grantee, ['glue:GetDatabases'], this.arnsOf('catalog', 'database/*'))
  }

  private arnsOf(...names: readonly string[]): string[] {
    const { partition, region, account } = Stack.of(this)
    return names.map((name) => `arn:${partition}:glue:${region}:${account}:${name}`)
  }
}

function telegramTable(scope: Construct, database: Database, enriched: IBucket): S3Table {
  const [firstDay = '', lastDay = ''] = projectedDays.split(',')
  const day = partitionColumn.name
  const location = `s3://${enriched.bucketName}/${TABLE_PREFIX}`
  const table = new S3Table(scope, 'Telegram', {
    database,
    tableName: 'telegram',
    description: 'One row per message, the latest edit',
    storage: S3TableStorage.fromBucket(enriched),
    s3Prefix: TABLE_PREFIX,
    dataFormat: DataFormat.PARQUET,
    columns: columns.map(({ name, type, comment }) => ({ name, type: glueTypes[type], comment })),
    partitionKeys: [{ name: day, type: Schema.DATE, comment: partitionColumn.comment }],
    partitionProjection: {
      [day]: PartitionProjectionConfiguration.date({
        min: firstDay,
        max: lastDay,
        format: 'yyyy-MM-dd',
        step: { interval: 1, intervalUnit: DateIntervalUnit.DAYS },
      }),
    },
    parameters: { 'storage.location.template': `${location}${day}=\${${day}}/` },
    // About client-side encryption; the bucket's own does not matter here.
    hasEncryptedData: false,
  })
  table.applyRemovalPolicy(RemovalPolicy.DESTROY)
  return table
}

/** What people asked to be erased, until it is; see sql/tables/hidden.sql. */
function hiddenTable(scope: Construct, database: Database, raw: IBucket): S3Table {
  const table = new S3Table(scope, 'Hidden', {
    database,
    tableName: 'hidden',
    description: 'What people asked to be erased and is not erased yet',
    storage: S3TableStorage.fromBucket(raw),
    s3Prefix: HIDDEN_PREFIX,
    dataFormat: DataFormat.JSON,
    columns: [
      {
        name: 'hides',
        type: Schema.STRING,
        comment: 'user ID, user ID CHAT_ID or message CHAT_ID ID',
      },
    ],
    hasEncryptedData: false,
  })
  table.applyRemovalPolicy(RemovalPolicy.DESTROY)
  return table
}

/** A view of sql/tables, in the form in which Athena itself stores views. */
function prestoView(
  scope: Construct,
  name: string,
  databaseName: string,
  viewColumns: readonly ViewColumn[],
): CfnTable {
  const file = readFileSync(sqlFile(`tables/${name}.sql`), 'utf8')
  return new CfnTable(scope, `View-${name}`, {
    catalogId: Stack.of(scope).account,
    databaseName,
    tableInput: {
      name,
      tableType: 'VIRTUAL_VIEW',
      parameters: { presto_view: 'true', comment: 'Presto View' },
      viewOriginalText: viewText(file, databaseName, viewColumns),
      viewExpandedText: '/* Presto View */',
      storageDescriptor: {
        columns: viewColumns.map(({ name, type, comment }) => ({ name, type, comment })),
        location: '',
        serdeInfo: {},
      },
    },
  })
}
