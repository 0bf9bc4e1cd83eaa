// Findings of cdk-nag's AwsSolutions pack that are accepted, and why. A test fails on any other finding.
import { Stack, Validations, type CfnElement } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

import {
  HELD_PREFIX,
  MIGRATIONS_PREFIX,
  QUARANTINE_PREFIX,
  HIDDEN_PREFIX,
  OPTED_OUT_PREFIX,
  RECEIPTS_PREFIX,
  SALT_KEY,
  STATE_PREFIX,
  TABLE_PREFIX,
} from '../etl/lake/keys.ts'
import type { Analyst } from './analyst.ts'
import { RESULTS_PREFIX, type Athena } from './athena.ts'
import type { Bot } from './bot.ts'
import type { Catalog } from './catalog.ts'
import type { Etl } from './etl.ts'
import type { Lake } from './lake.ts'

export interface Parts {
  readonly lake: Lake
  readonly catalog: Catalog
  readonly athena: Athena
  readonly etl: Etl
  readonly bot: Bot
  readonly analyst: Analyst
}

export function acknowledgeFindings({ lake, catalog, athena, etl, bot, analyst }: Parts): void {
  const stack = Stack.of(lake)
  const byKey = 'Objects are addressed by key: the wildcard covers the keys under one prefix.'

  for (const bucket of [lake.raw, lake.enriched, athena.results]) {
    const reason =
      'Access logs for so many small objects would cost more than the objects themselves.'
    acknowledge(bucket, 'AwsSolutions-S1', reason)
  }
  const prefixes = [
    [lake.raw, TABLE_PREFIX],
    [lake.raw, STATE_PREFIX],
    [lake.raw, MIGRATIONS_PREFIX],
    [lake.raw, HELD_PREFIX],
    [lake.raw, QUARANTINE_PREFIX],
    [lake.raw, HIDDEN_PREFIX],
    [lake.raw, OPTED_OUT_PREFIX],
    [lake.raw, RECEIPTS_PREFIX],
    [lake.raw, SALT_KEY],
    [lake.enriched, TABLE_PREFIX],
    [athena.results, RESULTS_PREFIX],
  ] as const
  for (const [bucket, prefix] of prefixes)
    acknowledge(stack, wildcard(`${arnOf(bucket)}/${prefix}*`), byKey)
  acknowledge(
    stack,
    wildcard(
      `arn:<AWS::Partition>:glue:<AWS::Region>:<AWS::AccountId>:table/${catalog.databaseName}/*`,
    ),
    'A query may read the table and every view in this database, and nothing outside it.',
  )

  acknowledge(
    analyst,
    wildcard('arn:<AWS::Partition>:glue:<AWS::Region>:<AWS::AccountId>:database/*'),
    'Glue lists databases only to callers that may list all of them; their tables stay closed.',
  )

  const versions = 'Versions of the one function it calls.'
  acknowledge(stack, wildcard(`${arnOf(etl.function)}:*`), versions)
  acknowledge(stack, wildcard(`${arnOf(bot.registration.register)}:*`), versions)
  acknowledge(
    analyst,
    wildcard('*'),
    'Listing catalogs and workgroups cannot be narrowed to a resource; it shows only names.',
  )
  acknowledge(
    bot.api,
    'AwsSolutions-APIG4',
    "Telegram cannot authenticate: it sends the webhook's secret in a header, which the function checks.",
  )
  acknowledge(
    etl.deadLetters,
    'AwsSolutions-SQS3',
    'This is a dead-letter queue, of the schedules and of the function, which cdk-nag cannot tell.',
  )
}

function acknowledge(scope: IConstruct, id: string, reason: string): void {
  Validations.of(scope).acknowledge({ id, reason })
}

const wildcard = (resource: string) => `AwsSolutions-IAM5[Resource::${resource}]`

/** The ARN in cdk-nag's notation. */
function arnOf(construct: IConstruct): string {
  const element = construct.node.defaultChild as CfnElement
  return `<${Stack.of(construct).getLogicalId(element)}.Arn>`
}
