import { Annotations, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'

import { NO_CHAT } from '../etl/lake/env.ts'
import { acknowledgeFindings } from './acknowledged.ts'
import { Alarms } from './alarms.ts'
import { Analyst } from './analyst.ts'
import { Athena } from './athena.ts'
import { Bot } from './bot.ts'
import { Catalog } from './catalog.ts'
import { Dashboard } from './dashboard.ts'
import { Etl } from './etl.ts'
import { Lake } from './lake.ts'
import type { Settings } from './settings.ts'

export interface TelegramLakeStackProps extends StackProps {
  readonly settings: Settings
}

/** A deployment that forgot the group's id would archive nothing. */
const noChat = [
  'telegram-lake:no-chat',
  `TELEGRAM_CHAT_ID is not set: the bot would archive nothing. Put the group's id into .env, or ` +
    `TELEGRAM_CHAT_ID=${NO_CHAT} if you don't know it yet: the bot tells you the id when you add it to the group`,
] as const

/** All of telegram-lake in one account and region. */
export class TelegramLakeStack extends Stack {
  constructor(scope: Construct, id: string, { settings, ...props }: TelegramLakeStackProps) {
    super(scope, id, {
      description: 'Archives a Telegram group as a data lake and answers questions in the chat',
      ...props,
    })
    if (settings.chatIds === undefined) Annotations.of(this).addWarningV2(...noChat)
    const lake = new Lake(this, 'Lake')
    const catalog = new Catalog(this, 'Catalog', {
      raw: lake.raw,
      databaseName: `telegram_lake_${settings.stage}`,
      enriched: lake.enriched,
    })
    const athena = new Athena(this, 'Athena', {
      workGroupName: `telegram-lake-${settings.stage}`,
      lake,
      catalog,
      scanLimitGigabytes: settings.scanLimitGigabytes,
    })
    const lakeEnvironment = {
      AWS_S3_BUCKET: lake.raw.bucketName,
      AWS_S3_ENRICHED: lake.enriched.bucketName,
      TIME_ZONE: settings.timeZone,
      LOG_LEVEL: settings.logLevel,
    }
    const etl = new Etl(this, 'Etl', { settings, lake, lakeEnvironment })
    const bot = new Bot(this, 'Bot', { settings, lake, athena, lakeEnvironment })
    const analyst = new Analyst(this, 'Analyst', {
      athena,
      catalog,
      externalId: settings.analystExternalId,
    })
    const alarms = new Alarms(this, 'Alarms', { bot, etl, email: settings.alarmEmail })
    new Dashboard(this, 'Dashboard', { bot, etl, athena, alarms })
    acknowledgeFindings({ lake, catalog, athena, etl, bot, analyst })

    const outputs = {
      WebhookUrl: bot.api.url,
      WebhookRegistered: bot.registration.registered,
      RawBucket: lake.raw.bucketName,
      EnrichedBucket: lake.enriched.bucketName,
      ResultsBucket: athena.results.bucketName,
      AthenaDatabase: athena.databaseName,
      AthenaWorkGroup: athena.workGroupName,
      AnalystRoleArn: analyst.role.roleArn,
      AlarmTopicArn: alarms.topic.topicArn,
      EtlFunction: etl.function.functionName,
    }
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value })
  }
}
