// What cdk-nag's AwsSolutions pack finds, and why it is as it is. Its test fails on anything that is not here.
import { Stack, Validations, type CfnElement } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

import type { Analyst } from './analyst.ts'
import type { Athena } from './athena.ts'
import { MIGRATIONS_PREFIX, type Bot } from './bot.ts'
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
  const byKey = 'Objects of the lake are addressed by key: the wildcard is all below one prefix.'

  for (const bucket of [lake.raw, lake.enriched, athena.results]) {
    const reason = 'An access log of so many small objects would cost more than the objects.'
    acknowledge(bucket, 'AwsSolutions-S1', reason)
  }
  const prefixes = [
    [lake.raw, 'telegram/*'],
    [lake.raw, 'state/*'],
    [lake.raw, `${MIGRATIONS_PREFIX}*`],
    [lake.enriched, 'telegram/*'],
    [athena.results, 'results/*'],
  ] as const
  for (const [bucket, keys] of prefixes)
    acknowledge(stack, wildcard(`${arnOf(bucket)}/${keys}`), byKey)
  acknowledge(
    stack,
    wildcard(
      `arn:<AWS::Partition>:glue:<AWS::Region>:<AWS::AccountId>:table/${catalog.databaseName}/*`,
    ),
    'A query may read the table and every view of the database, and nothing outside of it.',
  )

  acknowledge(
    analyst,
    wildcard('arn:<AWS::Partition>:glue:<AWS::Region>:<AWS::AccountId>:database/*'),
    'Glue lists databases by name only to who may list all; their tables stay closed.',
  )

  const versions = 'Versions of the one function that it calls.'
  acknowledge(stack, wildcard(`${arnOf(etl.function)}:*`), versions)
  acknowledge(stack, wildcard(`${arnOf(bot.registration.register)}:*`), versions)
  acknowledge(
    analyst,
    wildcard('*'),
    'Lists of catalogs and workgroups have no narrower resource; they show names alone.',
  )
  acknowledge(
    bot.api,
    'AwsSolutions-APIG4',
    "Telegram cannot sign in: it sends the webhook's secret in a header, which the function checks.",
  )
  acknowledge(
    etl.deadLetters,
    'AwsSolutions-SQS3',
    'It is a dead-letter queue: of the schedule and of the function, which cdk-nag does not see.',
  )
}

function acknowledge(scope: IConstruct, id: string, reason: string): void {
  Validations.of(scope).acknowledge({ id, reason })
}

const wildcard = (resource: string) => `AwsSolutions-IAM5[Resource::${resource}]`

/** As cdk-nag writes it. */
function arnOf(construct: IConstruct): string {
  const element = construct.node.defaultChild as CfnElement
  return `<${Stack.of(construct).getLogicalId(element)}.Arn>`
}
